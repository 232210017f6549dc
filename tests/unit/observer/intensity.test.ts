/** How near a supervisor is to giving up, as the observer tells it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { intensityText } from "../../../src/observer/intensity.ts";
import { System } from "../../../src/observer/model.ts";
import type { Bare } from "./run.ts";

const SHOP = "<0.81.0>";
const flags = (limit: number, period: number) =>
  ({ type: "supervisor", pid: SHOP, strategy: "one_for_one", limit, period }) as const;
const restarting = (restarts: number, limit = 3) =>
  ({ type: "restarting", pid: SHOP, id: '"till"', restarts, limit }) as const;

/** What the shop is said to have used after these events at these times. */
function after(...events: readonly (readonly [time: number, event: Bare])[]): string | undefined {
  const system = new System();
  events.forEach(([time, event], index) => {
    system.apply({ ...event, sequence: index + 1, time } as Parameters<System["apply"]>[0]);
  });
  const intensity = system.intensity(SHOP);
  return intensity && intensityText(intensity);
}

test("a supervisor has its meter before anything has crashed, other processes have none", () => {
  assert.equal(after([0, flags(3, 5_000)]), "0 of 3 restarts in 5 s");
  assert.equal(after([0, { type: "run", pid: SHOP }]), undefined);
});

test("a restart counts until its time is over", () => {
  const crashes = [
    [0, flags(3, 5_000)],
    [1_000, restarting(1)],
    [3_000, restarting(2)],
  ] as const;
  assert.equal(after(...crashes), "2 of 3 restarts in 5 s");
  assert.equal(after(...crashes, [6_000, { type: "run", pid: SHOP }]), "2 of 3 restarts in 5 s");
  assert.equal(after(...crashes, [6_001, { type: "run", pid: SHOP }]), "1 of 3 restarts in 5 s");
  assert.equal(after(...crashes, [9_000, { type: "run", pid: SHOP }]), "0 of 3 restarts in 5 s");
});

test("new flags hold for the restarts that have been", () => {
  assert.equal(
    after([0, flags(3, 5_000)], [10, restarting(1)], [20, flags(8, 500)]),
    "1 of 8 restarts in 0.5 s",
  );
});

test("a record that began later knows only what a restart tells", () => {
  assert.equal(after([0, restarting(2)], [9_000, restarting(3)]), "2 of 3 restarts");
});
