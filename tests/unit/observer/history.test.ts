import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { History } from "../../../src/observer/history.ts";
import { System } from "../../../src/observer/model.ts";
import { CRASH, run, say, start, wait, type Bare } from "./run.ts";
import { holds } from "../../support/property.ts";

const seen = (system: System) => ({
  processes: [...system.all()],
  totals: system.totals,
  tree: system.tree(),
  intensities: [...system.all()].map(({ pid }) => system.intensity(pid)),
});

const pids = Array.from({ length: 8 }, (_, index) => `<0.${index + 80}.0>`);
const pid = fc.constantFrom(...pids);
const event: fc.Arbitrary<Bare> = fc.oneof(
  fc.record({ type: fc.constant("spawn" as const), pid, parent: pid, label: fc.constant(undefined) }),
  fc.record({ type: fc.constant("send" as const), pid, to: pid, message: fc.constant("1") }),
  fc.record({ type: fc.constant("receive" as const), pid, message: fc.constant("1") }),
  fc.record({ type: fc.constant("exit" as const), pid, reason: fc.constantFrom('"normal"', '"boom"') }),
  fc.record({ type: fc.constantFrom("run" as const, "timeout" as const), pid }),
  fc.record({ type: fc.constant("wait" as const), pid, waiting: fc.nat(3) }),
  fc.record({
    type: fc.constant("child" as const),
    pid,
    child: pid,
    id: fc.constantFrom('"a"', '"b"'),
    event: fc.constantFrom("started" as const, "restarted" as const),
  }),
  fc.record({
    type: fc.constant("supervisor" as const),
    pid,
    strategy: fc.constant("one_for_one"),
    limit: fc.nat(3),
    period: fc.nat(40),
  }),
  fc.record({
    type: fc.constant("restarting" as const),
    pid,
    id: fc.constantFrom('"a"', '"b"'),
    restarts: fc.nat(3),
    limit: fc.constant(3),
  }),
);

test("a moment looks as if only the events before it had happened, forwards and back", async () => {
  await holds(
    fc.property(
      fc.array(event, { maxLength: 60 }),
      fc.array(fc.nat(4_000), { maxLength: 8 }),
      (some, moments) => {
        // The same events again and again, past several keyframes.
        const events = run(...Array.from({ length: 60 }, () => some).flat());
        const history = new History();
        history.append(events);
        for (const wanted of moments) {
          const moment = Math.min(wanted, events.length);
          assert.deepEqual(seen(history.at(moment)), seen(System.after(events, moment)));
        }
      },
    ),
    { runs: 40 },
  );
});

test("of a run that is too long the beginning is forgotten, and the rest still looks as it was", () => {
  const events = run(
    start("<0.80.0>", undefined),
    start("<0.81.0>", "<0.80.0>"),
    ...Array.from({ length: 30_000 }, (_, index) => [
      say("<0.80.0>", "<0.81.0>", String(index)),
      wait("<0.80.0>"),
    ]).flat(),
  );
  const history = new History(10_000);
  for (let index = 0; index < events.length; index += 500) history.append(events.slice(index, index + 500));
  assert.equal(history.last, events.length);
  assert.ok(history.events.length >= 10_000 && history.events.length <= 12_500);
  assert.equal(history.first, history.last - history.events.length);
  for (const moment of [history.first, history.first + 1_234, history.last])
    assert.deepEqual(seen(history.at(moment)), seen(System.after(events, moment)));
  assert.equal(history.eventAt(history.last), events.at(-1));
});

test("output belongs to the moment at which it was printed", () => {
  const history = new History();
  history.append(CRASH.slice(0, 3));
  history.print("open");
  history.append(CRASH.slice(3));
  history.print("crashed");
  assert.deepEqual(history.printedBy(2), []);
  assert.deepEqual(
    history.printedBy(5).map(({ text }) => text),
    ["open"],
  );
  assert.equal(history.printedBy(CRASH.length).length, 2);
});

test("a gap ends those who did not survive it, and earlier moments do not know of it", () => {
  const history = new History();
  history.append(CRASH);
  history.skip(5_000, ["<0.80.0>", "<0.81.0>"]);
  history.append(run(wait("<0.80.0>")));
  assert.equal(history.at(CRASH.length - 1).get("<0.83.0>")?.lamp, "running");
  assert.equal(history.latest.get("<0.83.0>")?.reason, "not recorded");
  assert.deepEqual(
    history.gaps.map(({ moment, missing }) => [moment, missing]),
    [[CRASH.length, 5_000]],
  );
});

test("spawning a hundred thousand processes is recorded in time that grows with them", () => {
  const history = new History(200_000);
  const events = run(
    start("<0.80.0>", undefined),
    ...Array.from({ length: 100_000 }, (_, index) => start(`<0.${index + 81}.0>`, "<0.80.0>")),
  );
  const began = process.cpuUsage();
  history.append(events);
  const { user } = process.cpuUsage(began);
  assert.equal(history.latest.totals.alive, 100_001);
  // With a keyframe every thousand events it would be fifty times as much.
  assert.ok(user < 3_000_000, `${user} µs`);
});
