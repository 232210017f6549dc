/** Calls, casts and many nodes: what the recorded scenarios do not show. */
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  Agent,
  ArgumentError,
  GenEvent,
  GenServer,
  GenStateMachine,
  ProcLib,
  Process,
  Supervisor,
  Sys,
  receive,
  self,
  send,
  spawn,
  type Op,
  type Pid,
  type Term,
} from "beamish";
import { Node } from "beamish/testing";
import { flush, reasonOf, run } from "../kernel/run.ts";
import { Told, reason } from "./told.ts";

const NODE = "nonode@nohost";

test("a server that calls itself exits with calling_self, by pid and by name", async () => {
  await run(function* () {
    for (const name of [undefined, "me"]) {
      const Self: GenServer.Module<number> = {
        init: () => ["ok", 0],
        *handleCall(_request, _from, n) {
          return ["reply", yield* reason(GenServer.call(name ?? self(), "x")), n];
        },
      };
      const pid = yield* GenServer.start(Self, 0, { name });
      assert.deepEqual(yield* GenServer.call(pid, "x"), [
        "calling_self",
        ["GenServer", "call", [name ?? pid, "x", 5000]],
      ]);
    }
  });
});

test("a cast to a server that does not exist, on whatever node, is ok at once", async () => {
  await run(function* () {
    const pid = yield* GenServer.start(Told, ["ok", 0]);
    yield* GenServer.stop(pid);
    for (const server of [
      pid,
      "nobody",
      ["global", "nobody"],
      ["nobody", NODE],
      ["nobody", "other@host"],
    ] as never[])
      assert.equal(GenServer.cast(server, "x"), "ok");
    assert.deepEqual(yield* flush(), []);
  });
});

test("info: any message reaches handleInfo, also one that looks like half a request", async () => {
  await run(function* () {
    const pid = yield* GenServer.start(Told, ["ok", "s"]);
    const messages: Term[] = ["plain", 17, undefined, ["tuple", { a: 1 }], ["EXIT", self(), "forged"]];
    for (const message of messages) send(pid, message);
    const expected = messages.reduce<Term>((state, message) => [state, message], "s");
    assert.deepEqual(yield* Sys.getState(pid), expected);
  });
});

test("a call works among ten thousand messages that the caller has not read, and leaves them as they are", async () => {
  await run(function* () {
    const pid = yield* GenServer.start(Told, ["ok", 0]);
    for (let i = 0; i < 10_000; i++) send(self(), i);
    assert.equal(yield* GenServer.call(pid, ["reply", "answer", 0]), "answer");
    const queue = yield* flush();
    assert.equal(queue.length, 10_000);
    assert.equal(queue.at(-1), 9_999);
  });
});

test("multiCall: all at once, and who is down, missing or too late is bad", async () => {
  await run(function* () {
    const Slow: GenServer.Module<number> = {
      init: () => ["ok", 0],
      *handleCall(ms: number, _from, n) {
        yield* Process.sleep(ms);
        return ["reply", ms, n];
      },
    };
    yield* GenServer.start(Slow, 0, { name: "slow" });
    const nodes = [NODE, "other@host"];
    assert.deepEqual(yield* GenServer.multiCall(nodes, "slow", 20, 30), [[[NODE, 20]], ["other@host"]]);
    assert.deepEqual(yield* GenServer.multiCall(nodes, "slow", 50, 30), [[], [NODE, "other@host"]]);
    assert.deepEqual(yield* GenServer.multiCall("nobody", 1), [[], [NODE]]);
    yield* Process.sleep(100);
    assert.deepEqual(yield* flush(), [], "a late reply never arrives");
    const ending = spawn(function* () {
      yield* Process.sleep(10);
      Process.exit(GenServer.whereis("slow")!, "kill");
    });
    assert.deepEqual(yield* GenServer.multiCall("slow", 50), [[], [NODE]]);
    assert.equal(yield* reasonOf(ending), "noproc");
  });
});

test("enterLoop: the name has to be the process's own, whatever its kind", async () => {
  await run(function* () {
    const held = new Map<Term, Pid>();
    const via = {
      registerName: (key: Term, pid: Pid) => (held.set(key, pid), "yes" as const),
      unregisterName: (key: Term) => held.delete(key),
      whereisName: (key: Term) => held.get(key),
      send: (key: Term, message: Term) => send(held.get(key)!, message) as unknown,
    };
    const enter = (name: Term, after?: GenServer.After) =>
      ProcLib.startMonitor<Pid>(function* () {
        Process.register(self(), "server");
        held.set("key", self());
        ProcLib.initAck(self());
        yield* GenServer.enterLoop(Told, {}, "state", name, after);
      });
    for (const name of [undefined, ["local", "server"], ["via", via, "key"]]) {
      const [pid] = yield* enter(name);
      assert.equal(yield* GenServer.call("server", ["reply", "yes", 0]), "yes");
      yield* GenServer.stop(pid);
      yield* flush();
    }
    for (const [name, why] of [
      [["local", "other"], "process_not_registered"],
      [["global", "server"], "process_not_registered_globally"],
      [
        ["via", via, "other"],
        ["process_not_registered_via", via],
      ],
      [self(), "process_not_registered"],
    ]) {
      const [, ref] = yield* enter(name);
      assert.deepEqual(((yield* receive(["DOWN", ref])) as Term)[4], why);
    }
    assert.throws(() => GenServer.enterLoop(Told, {}, 0, undefined, -1), ArgumentError);
    assert.throws(() => GenServer.enterLoop(Told, { hibernateAfter: -1 }, 0), ArgumentError);
  });
});

test("enterLoop may begin with a timeout or with more to do", async () => {
  await run(function* () {
    const me = self();
    const Begun: GenServer.Module<string> = {
      init: () => "ignore",
      handleInfo: (message, state) => (send(me, [message, state]), ["noreply", state]),
      handleContinue: (arg, state) => (send(me, [arg, state]), ["noreply", state]),
    };
    ProcLib.spawn(() => GenServer.enterLoop(Begun, {}, "a", 10));
    assert.deepEqual(yield* receive(), ["timeout", "a"]);
    ProcLib.spawn(() => GenServer.enterLoop(Begun, {}, "b", ["continue", "more"]));
    assert.deepEqual(yield* receive(), ["more", "b"]);
  });
});

test("childSpec: the default, the module's own, and the name as its id", () => {
  const Plain: GenServer.AnyModule = { init: () => ["ok", 0] };
  const spec = GenServer.childSpec(Plain, 1) as { id: unknown; start: unknown };
  assert.equal(spec.id, Plain);
  assert.equal(typeof spec.start, "function");
  assert.equal((GenServer.childSpec({ ...Plain, name: "Named" } as never, 1) as { id: unknown }).id, "Named");
  const own = { ...Plain, childSpec: (arg: Term) => ({ id: arg }) } as never;
  assert.deepEqual(GenServer.childSpec(own, "own"), { id: "own" });
});

test("whereis: by pid, by each kind of name, and on another node", async () => {
  await run(function* () {
    const pid = yield* GenServer.start(Told, ["ok", 0], { name: "told" });
    for (const server of [pid, "told", ["told", NODE]] as never[])
      assert.equal(GenServer.whereis(server), pid);
    for (const server of ["nobody", ["global", "nobody"]] as never[])
      assert.equal(GenServer.whereis(server), undefined);
    assert.deepEqual(GenServer.whereis(["told", "other@host"]), ["told", "other@host"]);
    assert.throws(() => GenServer.whereis(17 as never), ArgumentError);
  });
});

test("a server of another node in the same thread cannot be called, only cast and sent to", async () => {
  const elsewhere = new Node({ output: () => undefined, name: "elsewhere@here" });
  const foreign = await elsewhere.enter(() => GenServer.start(Told, ["ok", 0]));
  await run(function* () {
    const calls: Readonly<Record<string, () => Op<unknown>>> = {
      "GenServer.call": () => GenServer.call(foreign, "x"),
      "GenServer.stop": () => GenServer.stop(foreign),
      "GenStateMachine.call": () => GenStateMachine.call(foreign, "x"),
      "GenEvent.syncNotify": () => GenEvent.syncNotify(foreign, "x"),
      "Sys.getState": () => Sys.getState(foreign),
      "Agent.get": () => Agent.get(foreign, (state: unknown) => state),
      "Supervisor.whichChildren": () => Supervisor.whichChildren(foreign),
    };
    for (const [name, act] of Object.entries(calls))
      try {
        yield* act();
        assert.fail(`${name} went through`);
      } catch (error) {
        assert.ok(error instanceof ArgumentError, `${name}: ${String(error)}`);
        assert.match(
          error.message,
          /expected a pid of this node, got <0\.\d+\.0>.*Only send reaches it/,
          name,
        );
      }
    assert.throws(
      () => GenServer.sendRequest(foreign, "x"),
      /GenServer.sendRequest: expected a pid of this node/,
    );
    assert.equal(GenServer.cast(foreign, ["noreply", 1]), "ok");
  });
  assert.equal(await elsewhere.enter(() => Sys.getState(foreign)), 1);
});
