/** Trace events: all of them while somebody listens, nothing at all while nobody does. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { GenServer, Process, exit, receive, self, send, spawn, spawnLink } from "beamish";
import { Node } from "beamish/testing";
import { record, subscribe, type RecordedEvent } from "beamish/trace";
import { reasonOf, run } from "./run.ts";

/** Runs `body` on a node that is traced. */
async function traced(body: Parameters<typeof run>[0]): Promise<RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  await run(function* () {
    const stop = subscribe((event) => events.push(record(event)));
    yield* body();
    stop();
  });
  return events;
}

test("a life in events: spawn, run, wait, send, receive, signal, exit", async () => {
  const events = await traced(function* () {
    const pid = spawn(function* () {
      yield* receive();
    });
    yield* Process.sleep(1);
    send(pid, { n: 1 });
    yield* reasonOf(pid);
  });
  const ofChild = events.filter(({ pid }) => pid === "<0.82.0>").map(({ type }) => type);
  assert.deepEqual(ofChild, ["spawn", "run", "wait", "run", "receive", "exit"]);
  assert.deepEqual(
    events.map(({ sequence }) => sequence),
    events.map((_, i) => i + 1),
  );
  const sent = events.find((event) => event.type === "send");
  assert.deepEqual(sent, {
    sequence: sent!.sequence,
    time: 1,
    type: "send",
    pid: "<0.81.0>",
    to: "<0.82.0>",
    message: "{ n: 1 }",
  });
});

test("links, monitors, names, labels and signals", async () => {
  const events = await traced(function* () {
    Process.flag("trap_exit", true);
    Process.setLabel("tester");
    Process.register(self(), "main");
    const pid = spawnLink(function* () {
      yield* receive();
      exit("bye");
    });
    const ref = Process.monitor(pid);
    Process.unlink(pid);
    Process.link(pid);
    Process.demonitor(ref);
    send(pid, "go");
    yield* receive();
    Process.unregister("main");
  });
  const types = new Set(events.map(({ type }) => type));
  for (const type of [
    "link",
    "unlink",
    "monitor",
    "demonitor",
    "register",
    "unregister",
    "label",
    "signal",
  ] as const)
    assert.ok(types.has(type), type);
});

test("a call and its answer share an id, and a server tells its new state", async () => {
  const events = await traced(function* () {
    const Counter: GenServer.Module<number> = {
      init: () => ["ok", 0],
      handleCall: (_request, _from, n) => ["reply", n, n + 1],
    };
    const pid = yield* GenServer.start(Counter);
    yield* GenServer.call(pid, "next");
  });
  const call = events.find((event) => event.type === "call");
  const answered = events.find((event) => event.type === "answered");
  assert.equal(call?.type === "call" && call.request, '"next"');
  assert.equal(answered?.type === "answered" && answered.reply, "0");
  assert.equal(call?.type === "call" && call.id, answered?.type === "answered" && answered.id);
  assert.ok(events.some((event) => event.type === "state" && event.state === "1"));
});

test("nobody listens: there is no tracer, and after the last has left there is none again", () => {
  const node = new Node();
  assert.equal(node.tracer, undefined);
  const first = subscribe(() => undefined, node);
  const second = subscribe(() => undefined, node);
  first();
  assert.notEqual(node.tracer, undefined);
  second();
  assert.equal(node.tracer, undefined);
});
