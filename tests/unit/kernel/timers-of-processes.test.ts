/** Timers as processes see them, on virtual time, against a naive model. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Process, receive, self, spawn, type Pid, type Ref, type Steps } from "beamish";
import { simulate } from "beamish/testing";
import fc from "fast-check";
import { holds } from "../../support/property.ts";

type Move =
  | readonly ["start", ms: number, toOther: boolean]
  | readonly ["cancel" | "read", pick: number]
  | readonly ["sleep", ms: number]
  | readonly ["wait", ms: number]
  | readonly ["kill"];

/** At least one: no time at all is only a look at the mailbox. */
const ms = (max: number) => fc.integer({ min: 1, max });

const moves = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.tuple(fc.constant("start" as const), ms(20), fc.boolean()) },
    { weight: 2, arbitrary: fc.tuple(fc.constantFrom("cancel" as const, "read" as const), fc.nat(100)) },
    { weight: 2, arbitrary: fc.tuple(fc.constantFrom("sleep" as const, "wait" as const), ms(12)) },
    { weight: 1, arbitrary: fc.constant(["kill"] as const) },
  ) as fc.Arbitrary<Move>,
  { maxLength: 60 },
);

interface Timer {
  readonly ref: Ref;
  readonly id: number;
  readonly due: number;
  readonly isMine: boolean;
}

function* drive(all: readonly Move[]): Steps<void> {
  const sleeper = (): Pid => spawn(() => receive(["never"])[Symbol.iterator]() as never);
  const timers: Timer[] = [];
  /** Those that have not fired or been cancelled, in the order in which they will. */
  let open: Timer[] = [];
  /** What is in the mailbox. */
  const mailbox: number[] = [];
  let other = sleeper();
  let now = 0;
  const pass = (ms: number) => {
    now += ms;
    for (const timer of open) if (timer.due <= now && timer.isMine) mailbox.push(timer.id);
    open = open.filter(({ due }) => due > now);
  };
  for (const move of all) {
    if (move[0] === "start") {
      const [, ms, toOther] = move;
      const ref = Process.sendAfter(toOther ? other : self(), ["timer", timers.length], ms);
      const timer = { ref, id: timers.length, due: now + ms, isMine: !toOther };
      timers.push(timer);
      open = [...open, timer].sort((a, b) => a.due - b.due || a.id - b.id);
    } else if (move[0] === "sleep") {
      yield* Process.sleep(move[1]);
      pass(move[1]);
    } else if (move[0] === "wait") {
      // A receive takes what is there; otherwise what comes in its time, at the moment when it comes.
      const first = mailbox.shift();
      const next = open.find(({ isMine }) => isMine);
      const taken = yield* receive(["timer"], { after: move[1] });
      if (first !== undefined) assert.deepEqual(taken, ["timer", first]);
      else if (next === undefined || next.due > now + move[1]) {
        assert.equal(taken, "timeout");
        pass(move[1]);
      } else {
        assert.deepEqual(taken, ["timer", next.id]);
        pass(next.due - now);
        assert.equal(mailbox.shift(), next.id);
      }
    } else if (move[0] === "kill") {
      yield* Process.exit(other, "kill");
      // A timer to a dead pid is cancelled.
      open = open.filter(({ isMine }) => isMine);
      other = sleeper();
    } else {
      const timer = timers[move[1] % (timers.length || 1)];
      if (timer === undefined) continue;
      const expected = open.includes(timer) ? timer.due - now : false;
      if (move[0] === "read") assert.equal(Process.readTimer(timer.ref), expected);
      else {
        assert.equal(Process.cancelTimer(timer.ref), expected);
        open = open.filter((one) => one !== timer);
      }
    }
  }
  yield* Process.sleep(1000);
  pass(1000);
  for (const id of mailbox) assert.deepEqual(yield* receive({ after: 0 }), ["timer", id]);
  assert.equal(yield* receive({ after: 0 }), "timeout");
}

test("messages of timers come in time and in order, unless they are cancelled, and a timer says what is left of it", async () => {
  const property = fc.asyncProperty(moves, fc.nat(100), async (all, seed) => {
    const { reason } = await simulate(() => drive(all), { seed });
    if (reason instanceof Error) throw reason;
    assert.equal(reason, "normal");
  });
  await holds(property, { runs: 300 });
});
