/** Callbacks that a module does not have, and what goes wrong inside them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { ArgumentError, GenServer, GenStateMachine, Process, Sys, send, type Pid, type Term } from "beamish";
import { reasonOf, run, settle } from "../kernel/run.ts";
import { failure, reason } from "./told.ts";

const Bare: GenServer.Module<number> = { init: () => ["ok", 0] };

test("GenServer: a call, a cast or a continue without callback ends the server; any other message does not", async () => {
  const { output } = await run(function* () {
    const called = yield* GenServer.start(Bare);
    const [error] = (yield* reason(GenServer.call(called, "x"))) as [Error];
    assert.match(error.message, /attempted to call GenServer .* but no handleCall callback/);
    const cast = yield* GenServer.start(Bare);
    GenServer.cast(cast, "x");
    assert.match(String(yield* reasonOf(cast)), /noproc|attempted to cast/);
    const continued = yield* GenServer.start({ init: () => ["ok", 0, ["continue", 1]] });
    assert.match(String(yield* reasonOf(continued)), /noproc|no handleContinue callback/);
    const told = yield* GenServer.start(Bare);
    send(told, "hello");
    yield* settle();
    assert.ok(Process.alive(told));
    yield* GenServer.stop(told, "shutdown");
  });
  assert.equal(output.filter((text) => /received an unexpected message: "hello"/.test(text)).length, 1);
});

test("without init nothing starts; without codeChange the state stays; without terminate the reason stays", async () => {
  await run(function* () {
    assert.throws(() => GenServer.start({} as never), ArgumentError);
    assert.throws(() => GenServer.start(undefined as never), ArgumentError);
    assert.throws(() => GenStateMachine.start({ init: () => "ignore" } as never), ArgumentError);
    for (const pid of [
      yield* GenServer.start(Bare),
      yield* GenStateMachine.start({ callbackMode: "handle_event_function", init: () => ["ok", 0, 0] }),
    ]) {
      const before: Term = yield* Sys.getState(pid);
      yield* Sys.suspend(pid);
      assert.equal(yield* Sys.changeCode(pid, "module", "v1", "extra"), "ok");
      assert.deepEqual(yield* Sys.getState(pid), before);
      assert.equal(yield* GenServer.stop(pid, "why"), "ok");
    }
  });
});

test("terminate is called with the reason when a callback has stopped the server, and its own failure wins", async () => {
  await run(function* () {
    for (const [terminate, expected] of [
      [undefined, "why"],
      [() => "anything", "why"],
      [
        () => {
          throw new RangeError("in terminate");
        },
        new RangeError("in terminate"),
      ],
      [() => (undefined as never as { x: () => void }).x(), "TypeError"],
    ] as const) {
      const module = {
        ...Bare,
        handleCall: () => ["stop", "why", 0],
        ...(terminate && { terminate }),
      } as never;
      const pid: Pid = yield* GenServer.start(module);
      const [why] = (yield* reason(GenServer.call(pid, 1))) as [unknown];
      if (expected === "TypeError") assert.ok(why instanceof TypeError);
      else assert.deepEqual(why, expected);
    }
  });
});

test("an error inside a callback is told as what it is, not as a missing callback", async () => {
  await run(function* () {
    const Broken: GenServer.Module<number> = {
      ...Bare,
      handleInfo: () => (undefined as never as { missing: () => never }).missing(),
    };
    const pid = yield* GenServer.start(Broken);
    const ref = Process.monitor(pid);
    send(pid, "x");
    yield* settle();
    assert.ok(!Process.alive(pid));
    Process.demonitor(ref, ["flush"]);
  });
});

test("a bad timeout, a bad return and a bad reply are refused with the value that came", async () => {
  await run(function* () {
    const Told: GenServer.Module<number> = {
      init: () => ["ok", 0],
      handleCall: (told: Term) => told as never,
    };
    for (const told of [
      "junk",
      ["reply", 1],
      ["reply", 1, 2, -1],
      ["reply", 1, 2, "soon"],
      ["reply", 1, 2, 3, 4],
      ["noreply"],
      ["noreply", 1, "nope"],
      ["noreply", 1, ["continue"]],
      ["stop"],
      ["stop", 1],
      undefined,
      {},
    ]) {
      const pid = yield* GenServer.start(Told);
      const [why] = (yield* reason(GenServer.call(pid, told))) as [unknown];
      assert.deepEqual(why, ["bad_return_value", told]);
    }
    const pid = yield* GenServer.start(Told);
    assert.throws(() => GenServer.call(pid, 1, -1), ArgumentError);
    assert.throws(() => GenServer.call(pid, 1, "soon" as never), ArgumentError);
    assert.throws(() => GenServer.reply("nobody" as never, 1), ArgumentError);
    assert.throws(() => GenServer.reply([pid] as never, 1), ArgumentError);
    assert.throws(() => GenServer.cast(17 as never, 1), ArgumentError);
    assert.throws(() => GenServer.multiCall("nodes" as never, "name", 1), ArgumentError);
    assert.throws(() => GenServer.abcast(["node"], 17 as never, 1), ArgumentError);
    assert.ok((yield* failure(GenServer.call(17 as never, 1))) instanceof ArgumentError);
  });
});
