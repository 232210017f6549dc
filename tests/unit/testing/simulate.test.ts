import assert from "node:assert/strict";
import { test } from "node:test";
import { Agent, Process, Timer, receive, self, send, spawn, type Pid, type Steps } from "beamish";
import { type SimulateOptions, simulate } from "beamish/testing";
import * as Trace from "beamish/trace";

/** A run with all that can differ: turns, timers, links, names, calls. */
async function logOf(seed: number): Promise<string> {
  const log: string[] = [];
  await simulate(
    function* () {
      Trace.subscribe((event) => log.push(JSON.stringify(Trace.record(event))));
      const me = self();
      const sum = yield* Agent.startLink(() => 0, { name: "sum" });
      for (let n = 1; n <= 5; n++)
        spawn(function* () {
          yield* Process.sleep(n % 2);
          yield* Agent.update(sum, (total: number) => total * 2 + n);
          send(me, n);
        });
      for (let n = 1; n <= 5; n++) yield* receive();
      return yield* Agent.get(sum, (total: number) => total);
    },
    { seed },
  );
  return log.join("\n");
}

test("the same seed is the same run, to the last byte of its log; another seed is another run", async () => {
  const [once, again, other] = [await logOf(7), await logOf(7), await logOf(8)];
  assert.ok(once.split("\n").length > 50, once);
  assert.equal(again, once);
  assert.notEqual(other, once);
});

test("what would go on for ever ends with the body", async () => {
  let ticks = 0;
  const { result, time } = await simulate(function* () {
    const clock = spawn(function* () {
      Process.register(self(), "clock");
      for (;;) {
        yield* receive();
        ticks++;
      }
    });
    Timer.sendInterval(10, "clock", "tick");
    Timer.sendInterval(10, clock, "tick");
    yield* Process.sleep(55);
    return ticks;
  });
  assert.deepEqual([result, time], [10, 55]);
  await new Promise((resolve) => void setTimeout(resolve));
  assert.equal(ticks, 10);
});

function* spin(): Steps<void> {
  for (;;) {
    send(self(), "again");
    yield* receive();
  }
}

/** Two processes that never rest. */
function playPingPong(): void {
  const player = function* () {
    for (;;) {
      const ball = yield* receive<readonly [Pid]>((message) => Array.isArray(message));
      send(ball[0], [self()]);
    }
  };
  const ping = spawn(player);
  send(ping, [spawn(player)]);
}

test("processes that never rest do not keep time from passing", async () => {
  const sleep = () =>
    simulate(function* () {
      playPingPong();
      Process.sendAfter(self(), "first", 3);
      const order = [yield* receive(["none"], { after: 2 }), yield* receive()];
      yield* Process.sleep(5);
      return order;
    });
  const { result, time } = await sleep();
  assert.deepEqual(result, ["timeout", "first"]);
  assert.equal(time, 8);
  assert.equal((await sleep()).time, time, "the same each time");
});

test("a run that comes to no end is given up, and says who never rested", async () => {
  const { reason, result } = await simulate(
    function* () {
      playPingPong();
      spawn(() => Process.sleep(1_000_000_000)[Symbol.iterator]() as never);
      Process.register(spawn(spin), "spinner");
      yield* receive();
    },
    { reductions: 100_000 },
  );
  assert.equal(result, undefined);
  assert.ok(reason instanceof Error);
  assert.match(reason.message, /"spinner"/);
  assert.match(
    reason.message,
    /^simulate: the run is not over after 100000 messages and operations\. These never rest: ([^ ]+, ){2}[^ ]+\. .*`reductions`/,
  );
});

test("timers without an end are no end either", async () => {
  const { reason } = await simulate(
    function* () {
      spawn(function* () {
        Process.register(self(), "clock");
        for (;;) yield* Process.sleep(1);
      });
      yield* receive();
    },
    { reductions: 1000 },
  );
  assert.match(String(reason), /not over after 1000 messages and operations.*"clock"/);
});

test("a body that waits for what nobody sends is in a deadlock", async () => {
  const { reason, result } = await simulate(() => receive());
  assert.deepEqual([reason, result], ["deadlock", undefined]);
});

test("bad arguments are refused", () => {
  assert.throws(
    () => simulate("body" as never),
    /simulate: expected a function or a generator function, got "body"/,
  );
  assert.throws(
    () => simulate(async () => 1),
    /An async function cannot be killed, so it cannot be a process/,
  );
  assert.throws(
    () => simulate(() => 1, { reductions: 0 }),
    /simulate: expected reductions: a whole number from 1, got 0/,
  );
  const options = { seed: 0.5 } as SimulateOptions;
  assert.throws(() => simulate(() => 1, options), /simulate: expected seed: a whole number, got 0.5/);
});
