/** GenServer: every way to start, to be named and to end. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { GenServer, ProcLib, Process, exit, receive, self, send, spawn, type Term } from "beamish";
import { assertNothingLeft, flush, reasonOf, run } from "../kernel/run.ts";
import { Told, reason } from "./told.ts";

test("init: ok, ignore, stop, nonsense, exceptions", async () => {
  const { node, output } = await run(function* () {
    assert.ok((yield* GenServer.start(Told, ["ok", 1])) instanceof Object);
    assert.equal(yield* GenServer.start(Told, "ignore"), undefined);
    assert.equal(yield* reason(GenServer.start(Told, ["stop", "no"])), "no");
    assert.deepEqual(yield* reason(GenServer.start(Told, ["ok"])), ["bad_return_value", ["ok"]]);
    assert.deepEqual(yield* reason(GenServer.start(Told, ["ok", 1, -1])), [
      "bad_return_value",
      ["ok", 1, -1],
    ]);
    const error = new TypeError("in init");
    const Failing: GenServer.Module<never> = {
      init: () => {
        throw error;
      },
    };
    assert.equal(yield* reason(GenServer.start(Failing)), error);
    for (const pid of Process.list()) if (pid !== self()) Process.exit(pid, "kill");
  });
  assert.deepEqual(
    output.filter((text) => !text.includes("EXIT from")),
    [],
  );
  assertNothingLeft({ node });
});

test("init that waits: the starter waits too, and may run out of patience", async () => {
  await run(function* () {
    const Slow: GenServer.Module<string, number> = {
      *init(ms) {
        yield* Process.sleep(ms);
        return ["ok", "ready"];
      },
      handleCall: (_request, _from, state) => ["reply", state, state],
    };
    const pid = yield* GenServer.start(Slow, 50);
    assert.equal(yield* GenServer.call(pid, "state"), "ready");
    assert.equal(yield* reason(GenServer.start(Slow, 50, { timeout: 10, name: "slow" })), "timeout");
    assert.equal(Process.whereis("slow"), undefined);
  });
});

test("startLink: a starter that traps exits gets the EXIT as well, as on OTP 25; one that does not dies", async () => {
  const { result } = await run(function* () {
    Process.flag("trap_exit", true);
    assert.equal(yield* reason(GenServer.startLink(Told, ["stop", "no"])), "no");
    const [tag, , why] = yield* receive();
    const plain = spawn(function* () {
      yield* GenServer.startLink(Told, ["stop", "no"]);
    });
    return [tag, why, yield* reasonOf(plain)];
  });
  assert.deepEqual(result, ["EXIT", "no", "no"]);
});

test("names: local, global and via; a taken one is already_started", async () => {
  const directory = new Map<unknown, Term>();
  const Directory = {
    registerName: (key: Term, pid: Term) =>
      directory.has(key) ? ("no" as const) : (directory.set(key, pid), "yes" as const),
    unregisterName: (key: Term) => directory.delete(key),
    whereisName: (key: Term) => directory.get(key),
    send: (key: Term, message: Term) => send(directory.get(key), message),
  };
  await run(function* () {
    for (const name of [
      "local",
      ["global", { any: "term" }],
      ["via", Directory, "key"],
    ] as GenServer.StartOptions["name"][]) {
      const pid = yield* GenServer.start(Told, ["ok", 0], { name });
      assert.equal(GenServer.whereis(name!), pid);
      assert.deepEqual(yield* reason(GenServer.start(Told, ["ok", 0], { name })), ["already_started", pid]);
      assert.equal(yield* GenServer.call(name!, ["reply", "hello", 0]), "hello");
      GenServer.cast(name!, ["noreply", 1]);
    }
    const key = { another: "term" };
    const pid = yield* GenServer.start(Told, ["ok", 0], { name: ["global", key] });
    yield* GenServer.stop(["global", key]);
    assert.equal(GenServer.whereis(["global", key]), undefined);
    assert.deepEqual(yield* reason(GenServer.call(["global", key], 1)), [
      "noproc",
      ["GenServer", "call", [["global", key], 1, 5000]],
    ]);
    assert.equal(Process.alive(pid), false);
  });
});

test("terminate: after stop, after an exception, when the parent ends; not when a signal kills", async () => {
  const { result } = await run(function* () {
    const me = self();
    const Closing: GenServer.Module<string> = {
      init(name: string) {
        Process.flag("trap_exit", name !== "plain");
        return ["ok", name];
      },
      handleCast: (act: () => GenServer.NoReply<string>) => act(),
      terminate: (reason, name) => send(me, [name, reason]),
    };
    const seen: unknown[] = [];
    const stopped = yield* GenServer.start(Closing, "stopped");
    GenServer.cast(stopped, () => ["stop", "shutdown", "stopped, new state"]);
    seen.push(yield* receive());
    const failed = yield* GenServer.start(Closing, "failed");
    GenServer.cast(failed, () => exit("oops"));
    seen.push(yield* receive());
    spawn(function* () {
      yield* GenServer.startLink(Closing, "orphan");
      exit("parent ends");
    });
    seen.push(yield* receive());
    const plain = yield* GenServer.start(Closing, "plain");
    Process.exit(plain, "shutdown");
    seen.push(yield* receive({ after: 10 }));
    return seen;
  });
  assert.deepEqual(result, [
    ["stopped, new state", "shutdown"],
    ["failed", "oops"],
    ["orphan", "parent ends"],
    "timeout",
  ]);
});

test("a terminate that fails gives the reason of its own failure; one that waits is waited for", async () => {
  const { result } = await run(function* () {
    const Failing: GenServer.Module<number> = {
      init: () => ["ok", 0],
      *terminate() {
        yield* Process.sleep(10);
        exit("worse");
      },
    };
    const pid = yield* GenServer.start(Failing);
    return yield* reason(GenServer.stop(pid, "bad"));
  });
  assert.deepEqual((result as unknown[])[0], "worse");
});

test("stop: waits for the end; noproc, another reason and a timeout are exits", async () => {
  await run(function* () {
    const pid = yield* GenServer.start(Told, ["ok", 0]);
    assert.equal(yield* GenServer.stop(pid, ["shutdown", { why: 1 }]), "ok");
    assert.deepEqual(((yield* reason(GenServer.stop(pid))) as unknown[])[0], "noproc");
    const deaf = spawn(function* () {
      yield* receive(["never"]);
    });
    assert.deepEqual(yield* reason(GenServer.stop(deaf, "normal", 10)), [
      "timeout",
      ["GenServer", "stop", [deaf, "normal", 10]],
    ]);
    assert.deepEqual(yield* flush(), []);
  });
});

test("abcast and multiCall on the one node there is", async () => {
  await run(function* () {
    yield* GenServer.start(Told, ["ok", 0], { name: "told" });
    assert.equal(GenServer.abcast("told", ["noreply", 1]), "abcast");
    assert.deepEqual(yield* GenServer.multiCall("told", ["reply", 1, 0]), [[["nonode@nohost", 1]], []]);
    assert.deepEqual(yield* GenServer.multiCall(["nonode@nohost", "other@host"], "nobody", 1), [
      [],
      ["nonode@nohost", "other@host"],
    ]);
  });
});

test("enterLoop: a process becomes a server, with its mailbox", async () => {
  const { result } = await run(function* () {
    const pid = ProcLib.spawn(function* () {
      yield* receive(["go"]);
      yield* GenServer.enterLoop(Told, {}, "start");
    });
    send(pid, "before");
    send(pid, ["go"]);
    const other = ProcLib.spawn(() => GenServer.enterLoop(Told, {}, "returned"));
    return [
      yield* GenServer.call(pid, ["reply", "yes", 0]),
      yield* GenServer.call(other, ["reply", "too", 0]),
    ];
  });
  assert.deepEqual(result, ["yes", "too"]);
});
