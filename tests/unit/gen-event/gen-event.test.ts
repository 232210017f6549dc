/** GenEvent: what the recorded scenarios do not show. The cases are those of gen_event's own suite; facts from OTP 25. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Exit } from "beamish";
import {
  ArgumentError,
  GenEvent,
  Process,
  receive,
  self,
  send,
  spawn,
  Sys,
  type Op,
  type Pid,
  type Steps,
} from "beamish";
import { inProcess, run } from "../supervision/run.ts";

/** A handler that keeps what it has seen, and does what events and requests tell it. */
const Log: GenEvent.Module<Term[], Term> & { readonly name: string } = {
  name: "Log",
  init: (arg) => (arg === "fail" ? fail("init") : arg?.[0] === "return" ? arg[1] : ["ok", [arg]]),
  handleEvent: (event, seen) => (event?.[0] === "do" ? event[1](seen) : ["ok", [...seen, event]]),
  handleCall: (request, seen) => (request?.[0] === "do" ? request[1](seen) : ["ok", seen, seen]),
  handleInfo: (message, seen) => ["ok", [...seen, ["info", message]]],
  terminate: (args, seen) => (args === "fail" ? fail("terminate") : ["terminated", args, seen]),
};
const Silent: GenEvent.Module = { init: (arg) => ["ok", arg] };

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- terms of a test
type Term = any;

function fail(message: string): never {
  throw new Error(message);
}

const seenBy = (manager: Pid, handler: GenEvent.Handler) => GenEvent.call<Term[]>(manager, handler, "seen");

/** The reason of the HandlerError that `make` leads to. */
function* refusal(make: () => Op<unknown>): Steps<Term> {
  try {
    yield* make();
  } catch (error) {
    if (error instanceof GenEvent.HandlerError) return error.reason;
    throw error;
  }
  return assert.fail("nothing was refused");
}

test(
  "addHandler says what init returned or threw, and the handler is not there",
  inProcess(function* () {
    const m = yield* GenEvent.start();
    const add = (arg: Term) => refusal(() => GenEvent.addHandler(m, Log, arg));
    assert.equal(yield* add(["return", ["error", "no"]]), "no");
    assert.equal(yield* add(["return", "junk"]), "junk");
    assert.deepEqual(yield* add("fail"), ["EXIT", new Error("init")]);
    assert.deepEqual(yield* GenEvent.whichHandlers(m), []);
  }),
);

test(
  "a handler is called by its module, or by module and id; ids may be any term",
  inProcess(function* () {
    const m = yield* GenEvent.start();
    yield* GenEvent.addHandler(m, Log, "plain");
    yield* GenEvent.addHandler(m, [Log, ["room", 7]], "with id");
    assert.deepEqual(yield* seenBy(m, Log), ["plain"]);
    assert.deepEqual(yield* seenBy(m, [Log, ["room", 7]]), ["with id"]);
    const unknown = () => seenBy(m, [Log, "other"]);
    assert.equal(yield* refusal(unknown), "bad_module");
    assert.equal((yield* GenEvent.whichHandlers(m))[1], Log);
  }),
);

test(
  "deleteHandler gives what terminate returned, also its failure",
  inProcess(function* () {
    const m = yield* GenEvent.start();
    yield* GenEvent.addHandler(m, Log, 1);
    assert.deepEqual(yield* GenEvent.deleteHandler(m, Log, "bye"), ["terminated", "bye", [1]]);
    yield* GenEvent.addHandler(m, Log, 2);
    assert.deepEqual(yield* GenEvent.deleteHandler(m, Log, "fail"), ["EXIT", new Error("terminate")]);
    yield* GenEvent.addHandler(m, Silent);
    assert.equal(yield* GenEvent.deleteHandler(m, Silent), "ok");
    const again = () => GenEvent.deleteHandler(m, Silent);
    assert.equal(yield* refusal(again), "module_not_found");
  }),
);

test(
  "a handler that fails in a call is removed, and the caller learns why",
  inProcess(function* () {
    const m = yield* GenEvent.start();
    const call = (act: (seen: Term) => Term) => GenEvent.call(m, Log, ["do", act]);
    for (const [act, reason] of [
      [() => fail("boom"), ["EXIT", new Error("boom")]],
      [() => "junk", "junk"],
      [() => ["ok", "reply", [], "junk"], ["ok", "reply", [], "junk"]],
    ] as const) {
      yield* GenEvent.addHandler(m, Log);
      assert.deepEqual(yield* refusal(() => call(act)), reason);
      assert.deepEqual(yield* GenEvent.whichHandlers(m), []);
    }
    yield* GenEvent.addHandler(m, Silent);
    assert.match(String((yield* refusal(() => GenEvent.call(m, Silent, 1)))[1]), /no handleCall/);
  }),
);

test(
  "a handler without handleEvent is removed by an event; one without handleInfo stays",
  inProcess(function* () {
    const m = yield* GenEvent.start();
    yield* GenEvent.addHandler(m, Silent);
    send(m, "plain");
    assert.deepEqual(yield* GenEvent.whichHandlers(m), [Silent]);
    assert.equal(yield* GenEvent.syncNotify(m, "event"), "ok");
    assert.deepEqual(yield* GenEvent.whichHandlers(m), []);
  }),
);

test(
  "remove_handler takes a handler away, with a reply from a call",
  inProcess(function* () {
    const m = yield* GenEvent.start();
    yield* GenEvent.addHandler(m, [Log, 1]);
    yield* GenEvent.addHandler(m, [Log, 2]);
    assert.equal(yield* GenEvent.call(m, [Log, 1], ["do", () => ["remove_handler", "bye"]]), "bye");
    assert.deepEqual(yield* GenEvent.whichHandlers(m), [[Log, 2]]);
    yield* GenEvent.syncNotify(m, ["do", () => "remove_handler"]);
    assert.deepEqual(yield* GenEvent.whichHandlers(m), []);
  }),
);

test(
  "swapHandler: the new one takes over what the old one's terminate returned, or error",
  inProcess(function* () {
    const m = yield* GenEvent.start();
    yield* GenEvent.addHandler(m, Log, 1);
    assert.equal(yield* GenEvent.swapHandler(m, [Log, "out"], [[Log, "new"], "in"]), "ok");
    assert.deepEqual(yield* seenBy(m, [Log, "new"]), [["in", ["terminated", "out", [1]]]]);
    yield* GenEvent.swapHandler(m, [Silent, "out"], [Silent, "in"]);
    assert.deepEqual(yield* Sys.getState(m), [
      [Silent, false, ["in", "error"]],
      [Log, "new", [["in", ["terminated", "out", [1]]]]],
    ]);
    const failing: GenEvent.Module = { init: () => "no" as never };
    const swap = () => GenEvent.swapHandler(m, [Silent, "out"], [failing, "in"]);
    assert.equal(yield* refusal(swap), "no");
    assert.deepEqual(yield* GenEvent.whichHandlers(m), [[Log, "new"]]);
  }),
);

test(
  "a handler may swap itself, where it stands",
  inProcess(function* () {
    const m = yield* GenEvent.start();
    for (const id of ["last", "middle", "first"]) yield* GenEvent.addHandler(m, [Log, id], id);
    const swap = (seen: Term) => ["swap_handler", "reply", "out", seen, [Log, "new"], "in"];
    assert.equal(yield* GenEvent.call(m, [Log, "middle"], ["do", swap]), "reply");
    assert.deepEqual(yield* GenEvent.whichHandlers(m), [
      [Log, "first"],
      [Log, "new"],
      [Log, "last"],
    ]);
    assert.deepEqual(yield* seenBy(m, [Log, "new"]), [["in", ["terminated", "out", ["middle"]]]]);
  }),
);

test(
  "whoever supervises a handler is told of its end",
  inProcess(function* () {
    const m = yield* GenEvent.start();
    const told = () => receive<Term>(["gen_event_EXIT"]);
    yield* GenEvent.addSupHandler(m, [Log, "a"]);
    yield* GenEvent.deleteHandler(m, [Log, "a"]);
    assert.deepEqual(yield* told(), ["gen_event_EXIT", [Log, "a"], "normal"]);
    yield* GenEvent.addSupHandler(m, [Log, "b"]);
    yield* GenEvent.syncNotify(m, ["do", () => "junk"]);
    assert.deepEqual(yield* told(), ["gen_event_EXIT", [Log, "b"], "junk"]);
    yield* GenEvent.addSupHandler(m, [Log, "c"]);
    yield* GenEvent.swapHandler(m, [[Log, "c"], 1], [[Log, "d"], 2]);
    assert.deepEqual(yield* told(), ["gen_event_EXIT", [Log, "c"], ["swapped", [Log, "d"], self()]]);
    yield* GenEvent.stop(m);
    assert.deepEqual(yield* told(), ["gen_event_EXIT", [Log, "d"], "shutdown"]);
  }),
);

test(
  "a supervised handler ends with the process that added it; the others see its exit",
  inProcess(function* () {
    const m = yield* GenEvent.start();
    yield* GenEvent.addHandler(m, Log, "stays");
    const [me, ended] = [self(), { args: undefined as Term }];
    const Ending: GenEvent.Module = { init: () => ["ok", 0], terminate: (args) => void (ended.args = args) };
    const owner = spawn(function* () {
      yield* GenEvent.addSupHandler(m, Ending);
      send(me, "added");
      yield* receive(["never"]);
    });
    yield* receive((message) => message === "added");
    yield* Process.exit(owner, "gone");
    assert.deepEqual(yield* GenEvent.whichHandlers(m), [Log]);
    assert.deepEqual(ended.args, ["stop", "gone"]);
    assert.deepEqual(yield* seenBy(m, Log), ["stays", ["info", ["EXIT", owner, "gone"]]]);
  }),
);

test(
  "a manager that stops does not take those along who added handlers",
  inProcess(function* () {
    const m = yield* GenEvent.start();
    yield* GenEvent.addSupHandler(m, Log);
    yield* GenEvent.stop(m, "abnormal");
    assert.deepEqual(Process.info(self(), "links"), ["links", []]);
  }),
);

test(
  "hibernate: one handler that asks for it is enough, and the next message wakes the manager",
  inProcess(function* () {
    const m = yield* GenEvent.start();
    yield* GenEvent.addHandler(m, [Log, 1]);
    yield* GenEvent.addHandler(m, [Log, 2]);
    yield* GenEvent.call(m, [Log, 1], ["do", (seen: Term) => ["ok", "ok", seen, "hibernate"]]);
    yield* Process.sleep(1);
    const asleep = ["current_function", ["erlang", "hibernate", 3]];
    assert.deepEqual(Process.info(m, "current_function"), asleep);
    yield* GenEvent.syncNotify(m, "wake");
    yield* Process.sleep(1);
    assert.notDeepEqual(Process.info(m, "current_function"), asleep);
  }),
);

test(
  "Sys: replaceState goes by handler, changeCode by module, formatStatus hides",
  inProcess(function* () {
    const m = yield* GenEvent.start();
    const Versioned: GenEvent.Module = {
      init: (arg) => ["ok", arg],
      codeChange: (old, state, extra) => ["ok", [old, state, extra]],
      formatStatus: (status) => ({ ...status, state: "hidden" }),
    };
    yield* GenEvent.addHandler(m, Log, 1);
    yield* GenEvent.addHandler(m, Versioned, 2);
    const replaced = yield* Sys.replaceState(m, ([module, id, state]: Term) =>
      module === Log ? fail("not this one") : [module, id, state * 10],
    );
    assert.deepEqual(replaced, [
      [Versioned, false, 20],
      [Log, false, [1]],
    ]);
    yield* Sys.suspend(m);
    assert.equal(yield* Sys.changeCode(m, Versioned, "v1", "extra"), "ok");
    yield* Sys.resume(m);
    assert.deepEqual((yield* Sys.getState<Term>(m))[0], [Versioned, false, ["v1", 20, "extra"]]);
    const [, , , [, , , , misc]] = yield* Sys.getStatus(m);
    assert.deepEqual((misc as Term)[2][1][1][0], [Versioned, false, "hidden", false]);
  }),
);

test("a handler that fails is reported, with what formatStatus shows", async () => {
  const { output } = await run(function* () {
    const m = yield* GenEvent.start();
    const Shy = { ...Log, name: "Shy", formatStatus: (status: Term) => ({ ...status, state: "hidden" }) };
    yield* GenEvent.addHandler(m, [Shy, 1]);
    yield* GenEvent.syncNotify(m, ["do", () => fail("boom")]);
  });
  assert.match(
    output.join("\n"),
    /GenEvent handler \[Shy, 1\] installed in <[\d.]+> terminating\n\*\* \(Error\) boom\nLast message: .*\nState: "hidden"/,
  );
});

test(
  "a callback may wait; the manager waits with it",
  inProcess(function* () {
    const m = yield* GenEvent.start();
    const Slow: GenEvent.Module = {
      *init(arg) {
        yield* Process.sleep(10);
        return ["ok", arg];
      },
      *handleEvent(event) {
        yield* Process.sleep(10);
        return ["ok", event] as const;
      },
    };
    yield* GenEvent.addHandler(m, Slow, 1);
    GenEvent.notify(m, "slow");
    assert.deepEqual(yield* Sys.getState(m), [[Slow, false, "slow"]]);
  }),
);

test(
  "names, and managers that are not there",
  inProcess(function* () {
    const m = yield* GenEvent.start({ name: "events" });
    const reasonOf = function* (make: () => Op<unknown>): Steps<Term> {
      try {
        yield* make();
      } catch (error) {
        return (error as Exit).reason;
      }
      return assert.fail("it worked");
    };
    assert.deepEqual(yield* reasonOf(() => GenEvent.start({ name: "events" })), ["already_started", m]);
    assert.equal(yield* GenEvent.syncNotify("events", 1), "ok");
    yield* GenEvent.stop("events");
    assert.equal(GenEvent.notify(m, "lost"), "ok");
    assert.throws(() => GenEvent.notify("events", 1), ArgumentError);
    assert.equal(yield* reasonOf(() => GenEvent.syncNotify(m, 1)), "noproc");
    assert.equal(yield* reasonOf(() => GenEvent.stop(m)), "noproc");
    assert.deepEqual(yield* reasonOf(() => GenEvent.call(m, Log, "q")), [
      "noproc",
      ["gen_event", "call", [m, Log, "q"]],
    ]);
  }),
);

test("bad input is refused where it is given", () => {
  const manager = self();
  assert.throws(
    () => GenEvent.addHandler(manager, {} as never),
    /an object with an init callback\) or \[module, id\], got \{\}/,
  );
  assert.throws(() => GenEvent.call(manager, "Log" as never, 1), ArgumentError);
  assert.throws(() => GenEvent.swapHandler(manager, Log as never, [Log, 1]), /a pair \[handler, args\]/);
  assert.throws(() => GenEvent.start("events" as never), /options such as/);
});
