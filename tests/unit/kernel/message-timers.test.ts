/** Messages for later: when they come, what is left of a timer, and who they are for. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Process, System, Timer, receive, self, send, spawn } from "beamish";
import { assertNothingLeft, flush, run, settle } from "./run.ts";

test("the time left, and false once it has fired or was cancelled", async () => {
  const made = await run(function* () {
    const ref = Process.sendAfter(self(), "late", 100);
    yield* Process.sleep(40);
    assert.equal(Process.readTimer(ref), 60);
    assert.equal(Process.cancelTimer(ref), 60);
    assert.deepEqual([Process.readTimer(ref), Process.cancelTimer(ref)], [false, false]);
    const fired = Process.sendAfter(self(), "now", 0);
    assert.equal(yield* receive(), "now");
    assert.deepEqual([Process.readTimer(fired), Process.cancelTimer(fired)], [false, false]);
    assert.equal(Process.cancelTimer(fired, { info: false }), "ok");
  });
  assertNothingLeft(made);
});

test("asynchronous answers come as messages", async () => {
  await run(function* () {
    const ref = Process.sendAfter(self(), "late", 100);
    assert.equal(Process.readTimer(ref, { async: true }), "ok");
    assert.equal(Process.cancelTimer(ref, { async: true }), "ok");
    assert.equal(Process.cancelTimer(ref, { async: true }), "ok");
    assert.deepEqual(yield* flush(), [
      ["read_timer", ref, 100],
      ["cancel_timer", ref, 100],
      ["cancel_timer", ref, false],
    ]);
  });
});

test("startTimer says which timer it was", async () => {
  await run(function* () {
    const ref = Process.startTimer(10, self(), "over");
    assert.deepEqual(yield* receive(), ["timeout", ref, "over"]);
  });
});

test("an absolute time is one of the node's clock; one that has passed is now", async () => {
  await run(function* () {
    yield* Process.sleep(50);
    const now = System.monotonicTime();
    const ref = Process.sendAfter(self(), "then", now + 30, { abs: true });
    Process.startTimer(now - 20, self(), "passed", { abs: true });
    assert.equal(Process.readTimer(ref), 30);
    assert.equal((yield* receive<unknown[]>())[2], "passed");
    assert.equal(System.monotonicTime(), now);
    assert.equal(yield* receive(), "then");
    assert.equal(System.monotonicTime(), now + 30);
  });
});

test("long times are waited for, too", async () => {
  await run(function* () {
    const year = 366 * 24 * 3_600_000;
    const ref = Process.sendAfter(self(), "happy new year", 100 * year);
    assert.equal(Process.readTimer(ref), 100 * year);
    yield* receive();
    assert.equal(System.monotonicTime(), 100 * year);
  });
});

test("timers for the same time fire in the order in which they were set", async () => {
  await run(function* () {
    for (let i = 0; i < 5; i++) Process.sendAfter(self(), i, 10);
    yield* Process.sleep(10);
    assert.deepEqual(yield* flush(), [0, 1, 2, 3, 4]);
  });
});

test("a name is looked up when the timer fires; nobody there is no error", async () => {
  const made = await run(function* () {
    Process.sendAfter("later", "lost", 10);
    Process.sendAfter("later", "found", 20);
    yield* Process.sleep(15);
    Process.register(self(), "later");
    assert.equal(yield* receive(), "found");
    Process.unregister("later");
    assert.deepEqual(yield* flush(), []);
  });
  assertNothingLeft(made);
});

test("the timers of a process end with it", async () => {
  const made = await run(function* () {
    const pid = spawn(function* () {
      Process.sendAfter(self(), "own", 1_000);
      yield* receive();
    });
    yield* settle();
    const ref = Process.sendAfter(pid, "other's", 1_000);
    Process.exit(pid, "kill");
    assert.equal(Process.readTimer(ref), false);
    assert.equal(Process.readTimer(Process.sendAfter(pid, "to the dead", 1_000)), false);
  });
  assertNothingLeft(made);
});

test("Timer: once, again and again, and to end a process", async () => {
  const made = await run(function* () {
    const me = self();
    const ticks = Timer.sendInterval(10, me, "tick");
    const runs = Timer.applyInterval(10, () => send(me, "run"));
    yield* Process.sleep(25);
    for (const ref of [ticks, runs]) assert.equal(Timer.cancel(ref), "cancel");
    assert.deepEqual((yield* flush()).sort(), ["run", "run", "tick", "tick"]);
    const ends: [string, (pid: ReturnType<typeof self>) => unknown][] = [
      ["bye", (pid) => Timer.exitAfter(10, pid, "bye")],
      ["killed", (pid) => Timer.killAfter(10, pid)],
    ];
    for (const [reason, end] of ends) {
      const [pid, ref] = spawn(
        function* () {
          yield* receive();
        },
        { monitor: true },
      );
      end(pid);
      assert.equal((yield* receive<unknown[]>(["DOWN", ref]))[4], reason);
    }
    Timer.applyAfter(5, function* () {
      yield* Process.sleep(5);
      send(me, "done");
    });
    assert.equal(yield* receive(), "done");
    Timer.cancel(Timer.applyAfter(5, () => send(me, "never")));
    yield* settle();
    assert.equal(Timer.hms(1, 2, 3), Timer.hours(1) + Timer.minutes(2) + Timer.seconds(3));
  });
  assertNothingLeft(made);
});

test("System: one time in many units, and what the scheduler has done", async () => {
  await run(function* () {
    yield* Process.sleep(1_500);
    const units = ["second", "millisecond", "microsecond", "nanosecond", 10] as const;
    assert.deepEqual(
      units.map((unit) => System.monotonicTime(unit)),
      [1, 1_500, 1_500_000, 1_500_000_000, 15],
    );
    assert.equal(System.systemTime() - System.monotonicTime(), System.timeOffset());
    assert.equal(System.convertTimeUnit(-1, "millisecond", "second"), -1);
    assert.ok(System.uniqueInteger() < System.uniqueInteger());
    const before = System.schedulerStatistics();
    const pid = spawn(function* () {
      for (;;) yield* receive();
    });
    for (let i = 0; i < 10; i++) send(pid, i);
    assert.equal(System.schedulerStatistics().runQueue, 1);
    yield* settle();
    const after = System.schedulerStatistics();
    assert.ok(after.reductions - before.reductions >= 10);
    assert.ok(after.contextSwitches > before.contextSwitches);
    assert.deepEqual([after.runQueue, after.timers, after.promises], [0, 0, 0]);
  });
});
