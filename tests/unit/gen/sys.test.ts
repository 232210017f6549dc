/** System messages: looking into a server from outside, and holding it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { ErlangError, GenServer, Process, Sys, send } from "beamish";
import { run, settle } from "../kernel/run.ts";

const Log: GenServer.Module<unknown[]> = {
  init: () => ["ok", []],
  handleCall: (request, _from, seen) => ["reply", [...seen, request], [...seen, request]],
  handleCast: (request, seen) => ["noreply", [...seen, request]],
  handleInfo: (message, seen) => ["noreply", [...seen, message]],
  codeChange: (version, seen, extra) => (extra === "fail" ? ["error", "cannot"] : ["ok", [version, ...seen]]),
};

test("while suspended it answers system messages only; everything else comes afterwards, in order", async () => {
  await run(function* () {
    const pid = yield* GenServer.start(Log);
    yield* Sys.suspend(pid);
    GenServer.cast(pid, 1);
    send(pid, 2);
    yield* settle();
    assert.deepEqual(yield* Sys.getState(pid), []);
    const [, , , [, status]] = yield* Sys.getStatus(pid);
    assert.equal(status, "suspended");
    yield* Sys.resume(pid);
    assert.deepEqual(yield* GenServer.call(pid, 3), [1, 2, 3]);
  });
});

test("a replace that fails leaves the state; one that works gives the new one", async () => {
  await run(function* () {
    const pid = yield* GenServer.start(Log);
    assert.deepEqual(yield* Sys.replaceState(pid, () => ["new"]), ["new"]);
    try {
      yield* Sys.replaceState(pid, () => {
        throw new Error("no");
      });
      assert.fail("it did not fail");
    } catch (error) {
      assert.ok(error instanceof ErlangError);
    }
    assert.deepEqual(yield* Sys.getState(pid), ["new"]);
  });
});

test("the code is changed while suspended, and only then", async () => {
  await run(function* () {
    const pid = yield* GenServer.start(Log);
    const change = (extra: string) => Sys.changeCode(pid, Log, "v1", extra);
    assert.equal((yield* change("ok"))[0], "error");
    yield* Sys.suspend(pid);
    assert.equal(yield* change("ok"), "ok");
    assert.deepEqual(yield* change("fail"), ["error", ["error", "cannot"]]);
    yield* Sys.resume(pid);
    assert.deepEqual(yield* Sys.getState(pid), ["v1"]);
  });
});

test("a suspended server can be stopped and killed", async () => {
  await run(function* () {
    const pid = yield* GenServer.start(Log);
    yield* Sys.suspend(pid);
    yield* GenServer.stop(pid);
    const other = yield* GenServer.start(Log);
    yield* Sys.suspend(other);
    Process.exit(other, "kill");
    assert.equal(Process.alive(other), false);
  });
});
