/** Share nothing: what a message is when it arrives. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { makeRef, receive, self, send, spawn } from "beamish";
import type { NodeOptions } from "beamish/testing";
import { run } from "./run.ts";

/** Sends a term through a process and back. */
async function roundTrip<T>(term: T, isolation: NonNullable<NodeOptions["isolation"]>): Promise<T> {
  const { result } = await run(
    function* () {
      const me = self();
      const mirror = spawn(function* () {
        send(me, yield* receive());
      });
      send(mirror, term);
      return yield* receive<T>();
    },
    { isolation },
  );
  return result;
}

test("freeze: plain objects and arrays are frozen, however deep, and stay what they are", async () => {
  const term = { list: [1, { deep: ["x"] }], nothing: undefined };
  assert.equal(await roundTrip(term, "freeze"), term);
  assert.throws(() => (term.list as unknown[]).push(2), TypeError);
  assert.throws(() => ((term.list[1] as { deep: string[] }).deep[0] = "y"), TypeError);
});

test("freeze: what was frozen only at the surface is frozen within", async () => {
  const inner = { n: 1 };
  await roundTrip(Object.freeze([inner]), "freeze");
  assert.ok(Object.isFrozen(inner));
});

test("freeze: instances of classes are left alone, and cycles end", async () => {
  const map = new Map([["a", 1]]);
  const term: { map: typeof map; self?: unknown } = { map };
  term.self = term;
  await roundTrip(term, "freeze");
  map.set("b", 2);
  assert.ok(Object.isFrozen(term));
});

test("freeze: the namespace of a module can be sent", async () => {
  const namespace = await import("beamish");
  assert.equal((await roundTrip([namespace], "freeze"))[0], namespace);
});

test("clone: the receiver has its own copy; pids, references, functions and errors are themselves", async () => {
  const act = () => 1;
  const error = new TypeError("x");
  const ref = makeRef();
  const term = { list: [1], map: new Map([[{ k: 1 }, new Set([2])]]), date: new Date(5), act, error, ref };
  const copy = await roundTrip(term, "clone");
  assert.notEqual(copy, term);
  assert.deepEqual(copy, term);
  assert.notEqual(copy.list, term.list);
  assert.deepEqual([copy.act, copy.error, copy.ref], [act, error, ref]);
  term.list.push(2);
  assert.deepEqual(copy.list, [1]);
});

test("clone: cycles and shared parts keep their shape", async () => {
  const shared = { n: 1 };
  const term: unknown[] = [shared, shared];
  term.push(term);
  const copy = await roundTrip(term, "clone");
  assert.equal(copy[0], copy[1]);
  assert.equal(copy[2], copy);
});

test("none: the message itself, untouched", async () => {
  const term = { n: [1] };
  assert.equal(await roundTrip(term, "none"), term);
  term.n.push(2);
});
