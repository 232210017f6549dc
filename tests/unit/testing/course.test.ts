import assert from "node:assert/strict";
import { test } from "node:test";
import { Logger, Process, fromPromise, receive, self, send, spawn } from "beamish";
import { bootNode, type Explored } from "beamish/testing";
import { record, type RecordedEvent } from "beamish/trace";

/** Three racers report to the shell, in the order in which they had their turns. */
async function race(schedule: string) {
  const { node, course } = bootNode({ clock: "virtual", schedule });
  const log: RecordedEvent[] = [];
  node.subscribe((event) => log.push(record(event)));
  const me = self();
  for (const name of ["ada", "joe", "mike"]) spawn(() => send(me, name));
  const order: unknown[] = [];
  for (let i = 0; i < 3; i++) order.push(await receive());
  return { order, log, taken: course!.schedule };
}

test("the empty schedule is first come, first served", async () => {
  const { order, taken } = await race("");
  assert.deepEqual(order, ["ada", "joe", "mike"]);
  assert.equal(taken, "");
});

test("a departure is the only one: those that were passed over keep their order", async () => {
  assert.deepEqual((await race("0:2")).order, ["mike", "ada", "joe"]);
  assert.deepEqual((await race("0:1")).order, ["joe", "ada", "mike"]);
});

test("the same schedule is the same run, down to every event", async () => {
  const [one, other] = [await race("0:2"), await race("0:2")];
  assert.deepEqual(one.log, other.log);
});

test("what does not fit is left out, and the schedule that was taken says so", async () => {
  assert.equal((await race("0:1 500:1")).taken, "0:1");
  assert.equal((await race("0:9")).taken, "");
});

interface Way {
  readonly schedules: readonly string[];
  readonly last: Explored;
}

/** Goes through the orders of a program, each run on a node of its own, with what the one before has told as plain data. */
async function explore(program: () => Promise<void> | void, seesOutput = false, most = 50): Promise<Way> {
  const schedules: string[] = [];
  let stage: Explored["stage"] | undefined;
  for (;;) {
    const exploring = { seesOutput, ...(stage && { stage }) };
    const { node, course } = bootNode({ clock: "virtual", exploring, output: () => course!.printed() });
    course!.begin();
    await program();
    await new Promise<void>((resolve) => {
      node.scheduler.onIdle(resolve);
    });
    const last = course!.end()!;
    if (!last.isRedundant) schedules.push(course!.schedule);
    if (!last.hasMore || schedules.length === most) return { schedules, last };
    stage = structuredClone(last.stage);
  }
}

test("a search goes through all orders of a program that can differ, and says when they are all", async () => {
  const seen: string[] = [];
  const { schedules, last } = await explore(async () => {
    const me = self();
    for (const name of ["ada", "joe", "mike"]) spawn(() => send(me, name));
    seen.push([await receive(), await receive(), await receive()].join());
  });
  assert.equal(schedules[0], "");
  assert.equal(schedules.length, 6);
  assert.equal(new Set(seen).size, 6);
  assert.equal(last.gap, undefined);
});

test("processes that have nothing to do with each other need one run, and what is left out is counted", async () => {
  const pairs = () => {
    for (let pair = 0; pair < 5; pair++) {
      const listener = spawn(() => receive());
      spawn(() => send(listener, pair));
    }
  };
  const { schedules, last } = await explore(pairs);
  assert.deepEqual([schedules, last.hasMore], [[""], false]);
  assert.ok(last.leftOut >= 20, `${last.leftOut}`);
});

test("what is printed is a difference to those for whom it counts", async () => {
  const speakers = () => {
    for (const name of ["ada", "joe"]) spawn(() => Logger.info(name));
  };
  assert.equal((await explore(speakers)).schedules.length, 1);
  assert.deepEqual((await explore(speakers, true)).schedules, ["", "0:1"]);
});

test("a program may be slow to begin", async () => {
  const { schedules } = await explore(async () => {
    await new Promise((resolve) => setImmediate(resolve));
    await new Promise((resolve) => setImmediate(resolve));
    const me = self();
    for (const name of ["ada", "joe"]) spawn(() => send(me, name));
    await receive();
  });
  assert.deepEqual(schedules, ["", "0:1"]);
});

test("code that takes a message in the middle of somebody else's step does not mislead the search", async () => {
  const seen = new Set<unknown>();
  const { last } = await explore(async () => {
    const me = self();
    for (const name of ["ada", "joe"]) spawn(() => send(me, name));
    for (let turns = 0; turns < 9; turns++) await Promise.resolve();
    seen.add(await receive());
    await receive();
  });
  assert.deepEqual([...seen].sort(), ["ada", "joe"]);
  assert.equal(last.hasMore, false);
});

test("a search says what it cannot know: the host, a program that varies, a run that is too long", async () => {
  const host = await explore(() => {
    spawn(() => fromPromise(Promise.resolve(1)));
  });
  assert.equal(host.last.gap, "host");
  let runs = 0;
  const varies = await explore(async () => {
    const me = self();
    for (const name of runs++ === 0 ? ["ada", "joe"] : ["ada"]) spawn(() => send(me, name));
    await receive();
  });
  assert.deepEqual([varies.last.gap, varies.last.hasMore], ["varies", false]);
  const long = await explore(
    async () => {
      for (let count = 0; count < 1_500; count++) {
        send(self(), count);
        await Process.sleep(1);
      }
    },
    false,
    2,
  );
  assert.equal(long.last.gap, "long");
  const wide = await explore(() => {
    for (let count = 0; count < 600; count++) spawn(() => receive());
  });
  assert.deepEqual([wide.last.gap, wide.schedules], ["long", [""]]);
});

test("a crowd has the order and the turns of any run, also with a schedule, and so soon enough", async () => {
  for (const order of [{ schedule: "0:1" }, { exploring: { seesOutput: false } }]) {
    const { node, course } = bootNode({ clock: "virtual", ...order });
    course!.begin();
    const me = self();
    let count = 0;
    for (let crowd = 0; crowd < 5_000; crowd++)
      spawn(function* () {
        yield* Process.sleep(5);
        if (++count === 5_000) send(me, ["all"]);
      });
    await receive(["all"]);
    assert.equal(course!.schedule, "");
    assert.ok(node.scheduler.turns < 12_500, `${node.scheduler.turns} turns`);
  }
});

test("what is no schedule is refused", () => {
  assert.throws(() => bootNode({ schedule: "now" }), {
    name: "ArgumentError",
    message: /bootNode: expected a schedule such as "4:1 9:2".*got "now"/,
  });
});
