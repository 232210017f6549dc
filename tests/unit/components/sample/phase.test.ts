import assert from "node:assert/strict";
import { test } from "node:test";
import { duration, idle, isLive, nextPhase, report } from "../../../../components/sample/phase.ts";
import type { Phase, PhaseEvent } from "../../../../components/sample/phase.ts";
import type { ExitReason } from "../../../../src/sandbox/engine.ts";

const exit = (reason: ExitReason, milliseconds = 4): PhaseEvent => ({ type: "exit", reason, milliseconds });
const error = (line: number, file = "till.ts"): PhaseEvent => ({
  type: "error",
  name: "Error",
  message: "no soup",
  at: { file, line, column: 3 },
  stack: [],
});
const after = (...events: PhaseEvent[]): Phase => events.reduce(nextPhase, idle);
const word = (...events: PhaseEvent[]): string => report(after(...events), "till.ts").word;
const lamp = (...events: PhaseEvent[]): string => report(after(...events), "till.ts").lamp;
const start: PhaseEvent = { type: "start" };

test("every phase has the lamp and the word of the design", () => {
  assert.deepEqual(report(idle, "till.ts"), { lamp: "idle", word: "not run yet" });
  assert.deepEqual(report(after(start), "till.ts"), { lamp: "running", word: "running" });
  const waiting = after(start, { type: "state", state: "waiting" });
  assert.deepEqual(report(waiting, "till.ts"), { lamp: "waiting", word: "waiting for a message" });
  assert.equal(word(start, exit("finished")), "finished in 4 ms");
  assert.equal(lamp(start, exit("finished")), "done");
  assert.equal(word(start, error(3), exit("error")), "stopped at line 3");
  assert.equal(lamp(start, error(3), exit("error")), "crashed");
  assert.equal(word(start, exit("aborted")), "stopped by you");
  assert.equal(word(start, exit("time_limit", 10_000)), "stopped after 10 s");
  assert.equal(word(start, exit("stuck")), "still waiting at the end");
});

test("an error in another file names the file", () => {
  assert.equal(word(start, error(7, "stack.ts"), exit("error")), "stopped at line 7 of stack.ts");
});

test("an error without a place still stops the run", () => {
  assert.equal(word(start, exit("engine_failed")), "stopped");
  assert.equal(lamp(start, exit("engine_failed")), "crashed");
});

test("a run that waits goes on when it has work again", () => {
  const phase = after(start, { type: "state", state: "waiting" }, { type: "state", state: "running" });
  assert.equal(phase.name, "running");
  assert.ok(isLive(phase));
});

test("what comes after the end changes nothing", () => {
  const finished = after(start, exit("finished"));
  assert.deepEqual(nextPhase(finished, { type: "state", state: "waiting" }), finished);
  assert.deepEqual(nextPhase(finished, error(1)), finished);
  assert.deepEqual(nextPhase(finished, exit("aborted")), finished);
});

test("reset brings back the state before any run", () => {
  assert.deepEqual(after(start, error(3), exit("error"), { type: "reset" }), idle);
});

test("durations are given in the unit people would use", () => {
  assert.deepEqual([0.2, 4.4, 999, 1000, 1234, 10_000, 61_000, 300_000].map(duration), [
    "1 ms",
    "4 ms",
    "999 ms",
    "1 s",
    "1.2 s",
    "10 s",
    "61 s",
    "5 min",
  ]);
});
