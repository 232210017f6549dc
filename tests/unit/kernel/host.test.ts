/** What the host of a sandbox and a simulation rely on. */
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  GenServer,
  Process,
  exit,
  fromPromise,
  makeRef,
  node,
  operation,
  receive,
  self,
  send,
  spawn,
  Sys,
} from "beamish";
import { bootNode, simulate } from "beamish/testing";
import { makeCurrent } from "../../../src/beamish/node/node.ts";

/** Resolves when the node has nothing more to do. */
const idle = (host: ReturnType<typeof bootNode>) => new Promise<void>((resolve) => host.onIdle(resolve));

test("bootNode replaces the default node, and tells what it waits for", async () => {
  const output: string[] = [];
  const host = bootNode({
    clock: "virtual",
    name: "sandbox@page",
    output: (_level, text) => output.push(text),
  });
  assert.equal(node(), "sandbox@page");
  assert.equal(String(self()), "<0.80.0>");
  const pid = spawn(function* () {
    yield* receive();
  });
  assert.equal(host.status().runnable, 1);
  await idle(host);
  assert.deepEqual(host.status(), { runnable: 0, timers: 0, promises: 0, shellWaiting: false });

  const answer = receive(["answer"]).then((message) => message);
  let settle: (value: number) => void = () => undefined;
  spawn(() => fromPromise(new Promise<number>((resolve) => (settle = resolve))));
  await idle(host);
  assert.deepEqual(host.status(), { runnable: 0, timers: 0, promises: 1, shellWaiting: true });
  settle(1);
  await idle(host);
  assert.equal(host.status().promises, 0);

  assert.equal(host.findPid("<0.81.0>"), pid);
  assert.equal(host.exit("<0.81.0>", "kill"), true);
  assert.equal(host.exit("<0.81.0>", "kill"), false);
  assert.equal(Process.alive(pid), false);
  send(host.node.shell.process.pid, ["answer"]);
  assert.deepEqual(await answer, ["answer"]);
  assert.deepEqual(output, []);
  makeCurrent(undefined);
});

test("two nodes know nothing of each other", () => {
  const first = bootNode({ output: () => undefined });
  Process.register(self(), "name");
  const second = bootNode({ output: () => undefined });
  assert.equal(Process.whereis("name"), undefined);
  assert.equal(first.node.names.size, 1);
  assert.equal(second.node.processCount, 1);
  makeCurrent(undefined);
});

test("a node keeps one object of each class that comes and goes, and nobody sees them", () => {
  const { node } = bootNode({ output: () => undefined });
  assert.deepEqual(node.exemplars.map((exemplar) => exemplar.constructor.name).sort(), [
    "Awaited",
    "CallOp",
    "FinishedOp",
    "GenServerLoop",
    "Monitor",
    "Receive",
    "ServerStart",
  ]);
  assert.equal(String(makeRef()), "#Ref<0.1>");
  assert.deepEqual([node.unused, node.processCount, node.timers.size], [undefined, 1, 0]);
  const { mailbox, monitors, watchers } = node.shell.process;
  assert.deepEqual([mailbox, monitors, watchers], [undefined, undefined, undefined]);
  makeCurrent(undefined);
});

test("a simulation gives the result, the reason, the reports and the virtual time", async () => {
  const run = await simulate(function* () {
    yield* Process.sleep(60_000);
    spawn(() => {
      throw new RangeError("boom");
    });
    yield* Process.sleep(1);
    return 42;
  });
  assert.deepEqual(run, {
    result: 42,
    reason: "normal",
    output: ["[error] Process <0.82.0> raised an exception\n** (RangeError) boom"],
    time: 60_001,
  });
});

test("a simulation that cannot go on is a deadlock; one that exits gives the reason", async () => {
  assert.equal((await simulate(() => receive())).reason, "deadlock");
  assert.equal((await simulate(() => exit("why"))).reason, "why");
});

test("a body may be an operation, also one that is made of others", async () => {
  assert.equal((await simulate(() => Process.sleep(5))).time, 5);
  assert.equal((await simulate(() => Sys.getState("nobody"))).result, undefined);
  const twice = () =>
    operation("twice()", function* () {
      yield* Process.sleep(1);
      yield* Process.sleep(1);
      return "done";
    });
  assert.equal((await simulate(twice)).result, "done");
});

test("a call to a node that is not there", async () => {
  const { reason } = await simulate(() => GenServer.call(["name", "other@host"], "x"));
  assert.deepEqual((reason as unknown[])[0], ["nodedown", "other@host"]);
});
