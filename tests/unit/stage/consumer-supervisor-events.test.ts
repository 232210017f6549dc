import assert from "node:assert/strict";
import { test } from "node:test";

import { Process, receive, self, send, spawn, type Pid, type Steps } from "beamish";
import { ConsumerSupervisor, GenStage } from "beamish/stage";
import { inProcess } from "../supervision/run.ts";
import { producer } from "./stages.ts";

import { kill, pids, reasonOf, startLink, type Plan } from "./children.ts";

// ---- Children for events ---------------------------------------------------------------------------------------------------

const events = (from: Pid, ...plans: Plan[]) => GenStage.call(from, plans);

function* subscribed(options: object, more: object = {}, limits: object = {}): Steps<readonly [Pid, Pid]> {
  const from = yield* producer();
  const supervisor = yield* startLink(more, limits);
  yield* GenStage.syncSubscribe(supervisor, { to: from, cancel: "temporary", ...options });
  return [from, supervisor];
}

const counted = function* (supervisor: Pid): Steps<readonly [workers: number, active: number]> {
  yield* Process.sleep(1);
  const { workers, active } = yield* ConsumerSupervisor.countChildren(supervisor);
  return [workers, active];
};

test(
  "each event starts a child; one that fails does not matter to the others",
  inProcess(function* () {
    const [from, supervisor] = yield* subscribed({});
    yield* events(from, "ok");
    yield* events(from, "info", "error", "ignore", "unknown", "raise", "exit");
    assert.deepEqual(yield* counted(supervisor), [2, 2]);
    const [, , type, modules] = (yield* ConsumerSupervisor.whichChildren(supervisor))[0]!;
    assert.deepEqual([type, modules], ["worker", []]);
  }),
);

test(
  "events of an enumerable become children",
  inProcess(function* () {
    const from = yield* GenStage.fromEnumerable(["ok", "ok", "ok"]);
    const supervisor = yield* startLink();
    yield* GenStage.syncSubscribe(supervisor, { to: from, cancel: "temporary" });
    assert.deepEqual(yield* counted(supervisor), [3, 3]);
  }),
);

test(
  "no more children than were asked for; one that ends makes room, and so does one that failed to start",
  inProcess(function* () {
    const [from, supervisor] = yield* subscribed({ maxDemand: 1, minDemand: 0 });
    yield* events(from, "ok", "error", "ignore", "ok", "ok");
    assert.deepEqual(yield* counted(supervisor), [1, 1]);
    const [first] = yield* pids(supervisor);
    yield* kill(first as Pid, "shutdown");
    yield* Process.sleep(1);
    const [second] = yield* pids(supervisor);
    assert.notEqual(second, first);
    yield* ConsumerSupervisor.terminateChild(supervisor, second as Pid);
    assert.deepEqual(yield* counted(supervisor), [1, 1]);
    assert.equal(yield* GenStage.estimateBufferedCount(from), 0);
  }),
);

test(
  "a child that is restarting counts",
  inProcess(function* () {
    const limits = { maxRestarts: 1_000_000_000 };
    const options = { maxDemand: 1, minDemand: 0 };
    const [from, supervisor] = yield* subscribed(options, { restart: "transient" }, limits);
    yield* events(from, ["again", "ok", "error"], "ok");
    yield* Process.sleep(0);
    const [first] = (yield* pids(supervisor)) as [Pid];
    Process.exit(first, "kill");
    let sawRestarting = false;
    for (let i = 0; i < 10; i++) {
      const list = yield* pids(supervisor);
      assert.equal(list.length, 1);
      if (list[0] !== "restarting") continue;
      sawRestarting = true;
      const { workers, active } = yield* ConsumerSupervisor.countChildren(supervisor);
      assert.deepEqual([workers, active], [1, 0]);
      break;
    }
    assert.ok(sawRestarting);
    assert.equal(yield* ConsumerSupervisor.terminateChild(supervisor, first), "ok");
    assert.deepEqual(yield* counted(supervisor), [1, 1]);
  }),
);

test(
  "children outlive their producer",
  inProcess(function* () {
    const [from, supervisor] = yield* subscribed({ maxDemand: 2, minDemand: 0 });
    yield* events(from, "ok", "ok");
    yield* GenStage.stop(from, "shutdown");
    assert.deepEqual(yield* counted(supervisor), [2, 2]);
    const [first, second] = (yield* pids(supervisor)) as [Pid, Pid];
    yield* kill(first, "shutdown");
    assert.deepEqual(yield* pids(supervisor), [second]);
    yield* ConsumerSupervisor.terminateChild(supervisor, second);
    assert.deepEqual(yield* pids(supervisor), []);
  }),
);

test(
  "it asks for more when as many children as the least demand have ended",
  inProcess(function* () {
    const [from, supervisor] = yield* subscribed({ maxDemand: 3, minDemand: 2 });
    yield* events(from, "ok", "ok", "ok", "ok", "ok", "ok");
    assert.deepEqual(yield* counted(supervisor), [3, 3]);
    const [first, second] = (yield* pids(supervisor)) as [Pid, Pid];
    yield* kill(first, "shutdown");
    assert.deepEqual(yield* counted(supervisor), [2, 2]);
    yield* kill(second, "shutdown");
    assert.deepEqual(yield* counted(supervisor), [3, 3]);
    assert.equal(yield* GenStage.estimateBufferedCount(from), 1);
  }),
);

test(
  "with a least demand of 0 nothing is asked for before a child has ended",
  inProcess(function* () {
    const supervisor = yield* startLink();
    const options = { maxDemand: 3, minDemand: 0, cancel: "temporary" } as const;
    const ref = yield* GenStage.syncSubscribe(supervisor, { to: self(), ...options });
    assert.equal((yield* receive())[2][0], "subscribe");
    assert.deepEqual((yield* receive())[2], ["ask", 3]);
    send(supervisor, ["$gen_consumer", [self(), ref], ["ok", "ok"]]);
    assert.deepEqual(yield* counted(supervisor), [2, 2]);
    assert.equal(yield* receive({ after: 0 }), "timeout");
  }),
);

for (const cancel of ["permanent", "temporary"] as const)
  test(
    `a ${cancel} subscription without a producer ${cancel === "permanent" ? "ends" : "does not end"} the supervisor`,
    inProcess(function* () {
      Process.flag("trap_exit", true);
      const dead = spawn(() => {});
      yield* Process.sleep(0);
      for (const to of ["nobody", dead]) {
        const supervisor = yield* startLink();
        yield* GenStage.syncSubscribe(supervisor, { to, cancel });
        yield* Process.sleep(0);
        assert.equal(Process.alive(supervisor), cancel === "temporary");
      }
    }),
  );

test(
  "wrong subscription options are refused",
  inProcess(function* () {
    const supervisor = yield* startLink();
    for (const options of [{ maxDemand: 0 }, { minDemand: 2000 }, { cancel: "x" as never }]) {
      const reason = yield* reasonOf(() => GenStage.syncSubscribe(supervisor, { to: self(), ...options }));
      assert.equal((reason as string[])[0], "bad_opts");
    }
    assert.ok(Process.alive(supervisor));
  }),
);
