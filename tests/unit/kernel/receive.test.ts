/** `receive`: what it takes, what it leaves, and when it gives up. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Process, System, _, makeRef, receive, self, send, spawn, type Steps } from "beamish";
import { flush, run, settle } from "./run.ts";

test("a receive inside a receive's handling leaves the others in order", async () => {
  await run(function* () {
    for (const message of [
      ["a", 1],
      ["b", 2],
      ["a", 3],
      ["c", 4],
    ])
      send(self(), message);
    const [, outer] = yield* receive(["b"]);
    const [, inner] = yield* receive(["c"]);
    assert.deepEqual([outer, inner], [2, 4]);
    assert.deepEqual(yield* flush(), [
      ["a", 1],
      ["a", 3],
    ]);
  });
});

test("an exception after a receive keeps the queue as it was", async () => {
  await run(function* () {
    const ref = makeRef();
    for (const message of ["before", [ref, "answer"], "after"]) send(self(), message);
    try {
      yield* receive([ref]);
      throw new Error("after the receive");
    } catch {
      assert.equal(yield* receive(), "before");
    }
    assert.equal(yield* receive(), "after");
  });
});

test("receives that call each other, with fresh references, find their own answers", async () => {
  function* ask(depth: number): Steps<number> {
    const ref = makeRef();
    const me = self();
    spawn(() => send(me, [ref, depth]));
    const below = depth === 0 ? 0 : yield* ask(depth - 1);
    return below + (yield* receive<[unknown, number]>([ref]))[1];
  }
  const { result } = await run(() => ask(100));
  assert.equal(result, 5_050);
});

test("two receives in a row wait for one message each", async () => {
  await run(function* () {
    const me = self();
    spawn(function* () {
      yield* Process.sleep(10);
      send(me, "first");
      yield* Process.sleep(10);
      send(me, "second");
    });
    assert.deepEqual([yield* receive(), yield* receive()], ["first", "second"]);
  });
});

test("a receive in try gives its value through finally", async () => {
  await run(function* () {
    const seen: unknown[] = [];
    function* inTry(): Steps<unknown> {
      try {
        return yield* receive(["x", _], { after: 10, else: () => "none" });
      } finally {
        seen.push("finally");
      }
    }
    send(self(), ["x", 1]);
    assert.deepEqual([yield* inTry(), yield* inTry(), seen.length], [["x", 1], "none", 2]);
  });
});

test("after: zero looks once, infinity never gives up, and what else gives may be made from a call", async () => {
  await run(function* () {
    const me = self();
    assert.equal(yield* receive({ after: 0 }), "timeout");
    send(me, "here");
    assert.equal(yield* receive({ after: 0 }), "here");
    const until = (ms: number) => ms * 2;
    assert.equal(yield* receive(["never"], { after: until(50), else: () => System.monotonicTime() }), 100);
    Process.sendAfter(me, "late", 1_000_000);
    assert.equal(yield* receive(undefined, { after: "infinity" }), "late");
  });
});

test("a flood of messages that do not match neither ends a wait nor makes it longer", async () => {
  await run(function* () {
    const me = self();
    const flood = spawn(function* () {
      for (;;) {
        for (let i = 0; i < 50; i++) send(me, "noise");
        yield* Process.sleep(1);
      }
    });
    const before = System.monotonicTime();
    assert.equal(yield* receive(["wanted"], { after: 100 }), "timeout");
    assert.equal(System.monotonicTime() - before, 100);
    Process.exit(flood, "kill");
    yield* settle();
    assert.ok((yield* flush()).every((message) => message === "noise"));
  });
});
