/** The clock of the tests on real time: a machine that is busy with other things makes nothing late. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { SteadyClock } from "../../support/clock.ts";

/** Nothing else can happen meanwhile. */
function stall(milliseconds: number): void {
  const began = performance.now();
  while (performance.now() - began < milliseconds);
}

test("the time of a stall does not count, and an alarm rings at its time, neither before nor after", async () => {
  const clock = new SteadyClock();
  const before = clock.now();
  stall(30);
  assert.ok(clock.now() - before <= 1);
  const deadline = clock.now() + 20;
  const rung = new Promise<number>((resolve) => {
    clock.setAlarm(deadline, () => resolve(clock.now()));
  });
  stall(30);
  const at = await rung;
  assert.ok(at >= deadline && at <= deadline + 1, `${at}, not ${deadline}`);
});

test("a second alarm replaces the first", async () => {
  const clock = new SteadyClock();
  const rung: string[] = [];
  await new Promise<void>((resolve) => {
    clock.setAlarm(clock.now(), () => rung.push("first"));
    clock.setAlarm(clock.now() + 5, () => {
      rung.push("second");
      resolve();
    });
  });
  assert.deepEqual(rung, ["second"]);
});
