/** Managers of events: missing callbacks, hibernation, order, and the two forms of formatStatus. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { GenEvent, Process, Sys, exit, receive, self, send, type Pid, type Term } from "beamish";
import { run, settle } from "../kernel/run.ts";
import { failure } from "../gen/told.ts";

/** Keeps what it has seen, newest last. */
const Log: GenEvent.Module<Term[]> & { readonly name: string } = {
  name: "Log",
  init: (arg) => ["ok", [arg]],
  handleEvent: (event, seen) => ["ok", [...seen, event]],
  handleCall: (_request, seen) => ["ok", seen, seen],
  handleInfo: (message, seen) => ["ok", [...seen, ["info", message]]],
};

test("notify, syncNotify and info reach every handler, in the order in which they were sent", async () => {
  await run(function* () {
    const manager = yield* GenEvent.start({ name: "manager" });
    for (const id of [1, 2]) yield* GenEvent.addHandler("manager", [Log, id], id);
    GenEvent.notify("manager", "a");
    send(manager, "b");
    assert.equal(yield* GenEvent.syncNotify(manager, "c"), "ok");
    for (const id of [1, 2])
      assert.deepEqual(yield* GenEvent.call(manager, [Log, id], "seen"), [id, "a", ["info", "b"], "c"]);
  });
});

test("missing callbacks: init is demanded, handleEvent and handleCall remove the handler, the rest have a default", async () => {
  const { output } = await run(function* () {
    const manager = yield* GenEvent.start();
    assert.throws(() => GenEvent.addHandler(manager, {} as never), /an object with an init callback/);
    const Bare: GenEvent.Module = { init: () => ["ok", "state"] };
    yield* GenEvent.addHandler(manager, Bare);
    send(manager, "info");
    yield* Sys.suspend(manager);
    assert.equal(yield* Sys.changeCode(manager, Bare, "v1", "extra"), "ok");
    yield* Sys.resume(manager);
    assert.deepEqual(yield* Sys.getState(manager), [[Bare, false, "state"]]);
    assert.equal(yield* GenEvent.deleteHandler(manager, Bare), "ok");
    for (const use of [
      () => GenEvent.syncNotify(manager, "event"),
      () => GenEvent.receiveResponse(GenEvent.sendRequest(manager, Bare, "call")),
    ]) {
      yield* GenEvent.addHandler(manager, Bare);
      yield* use();
      assert.deepEqual(yield* GenEvent.whichHandlers(manager), []);
    }
    assert.ok(Process.alive(manager));
  });
  assert.match(output.join("\n"), /has no handleInfo callback for "info"/);
  assert.match(output.join("\n"), /has no handleEvent callback/);
  assert.match(output.join("\n"), /has no handleCall callback/);
});

test("an error inside terminate is given to who deletes the handler; the manager goes on", async () => {
  await run(function* () {
    const manager = yield* GenEvent.start();
    const Broken: GenEvent.Module = { ...Log, terminate: () => exit("in terminate") } as never;
    yield* GenEvent.addHandler(manager, Broken);
    assert.deepEqual(yield* GenEvent.deleteHandler(manager, Broken), ["EXIT", "in terminate"]);
    assert.deepEqual(yield* GenEvent.whichHandlers(manager), []);
  });
});

test("hibernateAfter: a manager sleeps when idle, and wakes for an event", async () => {
  await run(function* () {
    const isAsleep = (pid: Pid) => Process.info(pid, "current_function")![1][1] === "hibernate";
    const manager = yield* GenEvent.start({ hibernateAfter: 10 });
    yield* GenEvent.addHandler(manager, Log);
    assert.ok(!isAsleep(manager));
    yield* Process.sleep(20);
    assert.ok(isAsleep(manager));
    yield* GenEvent.syncNotify(manager, "a");
    assert.ok(!isAsleep(manager));
  });
});

test("a supervised handler that fails or is swapped: who supervises it is told", async () => {
  await run(function* () {
    const manager = yield* GenEvent.start();
    const Failing: GenEvent.Module = { ...Log, handleEvent: () => exit("oops") } as never;
    yield* GenEvent.addSupHandler(manager, [Failing, 1]);
    GenEvent.notify(manager, "event");
    assert.deepEqual(yield* receive(), ["gen_event_EXIT", [Failing, 1], ["EXIT", "oops"]]);
    yield* GenEvent.addSupHandler(manager, Log);
    yield* GenEvent.swapSupHandler(manager, [Log, "out"], [[Log, 2], "in"]);
    const [tag, handler, [how, next, by]] = (yield* receive()) as Term;
    assert.deepEqual([tag, handler, how, next, by], ["gen_event_EXIT", Log, "swapped", [Log, 2], self()]);
  });
});

test("the older formatStatus gives what stands for the state", async () => {
  await run(function* () {
    const Old: GenEvent.Module = {
      ...Log,
      formatStatus: (reason: Term, parts?: Term) => ["old form", reason, (parts as Term[])[1]],
    } as never;
    const manager = yield* GenEvent.start();
    yield* GenEvent.addHandler(manager, [Old, 1], "secret");
    const [, , , [, , , , misc]] = yield* Sys.getStatus(manager);
    assert.deepEqual((misc as Term)[2][1][1][0][2], ["old form", "normal", ["secret"]]);
  });
});

test("starting options: a name that is taken, a timeout and debugging", async () => {
  const { output } = await run(function* () {
    const manager = yield* GenEvent.start({
      name: "m",
      debug: ["trace"],
      timeout: 100,
      spawnOpt: { priority: "high" },
    });
    assert.equal(Process.info(manager, "priority")![1], "high");
    const error = (yield* failure(GenEvent.start({ name: "m" }))) as { reason: unknown };
    assert.deepEqual(error.reason, ["already_started", manager]);
    GenEvent.notify("m", "x");
    yield* settle();
  });
  assert.deepEqual(output, ['*DBG* "m" got event "x"']);
});
