/** Whose turn it is: fairness, priorities, seeds, and the host's share. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Process, fromPromise, receive, self, send, spawn, type Pid } from "beamish";
import { Node, simulate } from "beamish/testing";
import { run } from "./run.ts";

test("processes run first in, first out, while the seed is 0", async () => {
  const { result } = await run(function* () {
    const me = self();
    for (let i = 0; i < 5; i++) spawn(() => send(me, i));
    const order: number[] = [];
    for (let i = 0; i < 5; i++) order.push(yield* receive<number>());
    return order;
  });
  assert.deepEqual(result, [0, 1, 2, 3, 4]);
});

/** The order in which twenty processes run. */
const order = (seed: number) =>
  simulate(
    function* () {
      const me = self();
      for (let i = 0; i < 20; i++) spawn(() => send(me, i));
      const seen: number[] = [];
      for (let i = 0; i < 20; i++) seen.push(yield* receive<number>());
      return seen.join(" ");
    },
    { seed },
  ).then(({ result }) => result);

test("the same seed gives the same run, another seed another", async () => {
  const first = await order(7);
  assert.equal(await order(7), first);
  assert.notEqual(await order(8), first);
  assert.notEqual(await order(0), first);
});

test("a process that always has messages does not keep the others from running", async () => {
  const { result } = await run(function* () {
    const me = self();
    const busy = spawn(function* () {
      for (;;) send(self(), yield* receive());
    });
    send(busy, "again");
    spawn(() => send(me, "my turn"));
    const message: unknown = yield* receive();
    Process.exit(busy, "kill");
    return message;
  });
  assert.equal(result, "my turn");
});

test("high priority runs before normal, and normal before low, which gets its turns all the same", async () => {
  const { result } = await run(function* () {
    const me = self();
    const seen: string[] = [];
    for (const priority of ["low", "normal", "high", "max"] as const)
      for (let i = 0; i < 2; i++) spawn(() => send(me, priority), { priority });
    for (let i = 0; i < 8; i++) seen.push(yield* receive<string>());
    return seen.join(" ");
  });
  assert.equal(result, "max max high high normal normal low low");
});

test("a low priority process is not starved by normal ones", async () => {
  const { result } = await run(function* () {
    const me = self();
    const busy = [1, 2].map(() =>
      spawn(function* () {
        for (;;) send(self(), yield* receive());
      }),
    );
    for (const pid of busy) send(pid, "again");
    spawn(() => send(me, "low had a turn"), { priority: "low" });
    const message: unknown = yield* receive();
    for (const pid of busy) Process.exit(pid, "kill");
    return message;
  });
  assert.equal(result, "low had a turn");
});

test("the host has its turn while processes are busy", async () => {
  const node = new Node({ output: () => undefined });
  let busy: Pid | undefined;
  node.enter(() => {
    busy = spawn(function* () {
      for (;;) send(self(), yield* receive());
    });
    send(busy, "again");
  });
  await new Promise((resolve) => setImmediate(resolve));
  await new Promise((resolve) => setTimeout(resolve, 0));
  node.enter(() => Process.exit(busy!, "kill"));
});

test("virtual time stands still while anything runs, and then jumps", async () => {
  const { result } = await run(function* () {
    const me = self();
    const seen: unknown[] = [];
    Process.sendAfter(me, "an hour", 3_600_000);
    Process.sendAfter(me, "a minute", 60_000);
    send(me, "now");
    for (let i = 0; i < 3; i++) seen.push(yield* receive());
    return seen;
  });
  assert.deepEqual(result, ["now", "a minute", "an hour"]);
});

test("virtual time waits for a promise of the host that is about to settle, but not for ever", async () => {
  const { result } = await run(function* () {
    const me = self();
    spawn(function* () {
      yield* fromPromise(new Promise((resolve) => setTimeout(resolve, 20)));
      send(me, "the host's work is done");
    });
    const first: unknown = yield* receive({ after: 1_000 });
    const stuck = spawn(() => fromPromise(new Promise(() => undefined)));
    const second: unknown = yield* receive({ after: 1_000 });
    Process.exit(stuck, "kill");
    return [first, second];
  });
  assert.deepEqual(result, ["the host's work is done", "timeout"]);
});
