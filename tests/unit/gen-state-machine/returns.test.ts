/** What callbacks of a machine return, rightly and wrongly: the reasons are those of OTP 25. */
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  ArgumentError,
  Exit,
  GenStateMachine,
  Process,
  ProcLib,
  Sys,
  exit,
  operation,
  receive,
  self,
  send,
  type Op,
  type Pid,
  type Ref,
  type Steps,
  type Term,
} from "beamish";
import { flush, run, settle } from "../kernel/run.ts";
import { reason } from "../gen/told.ts";

/** Does what the event says: an event is the result, or a function that makes it. */
const Told: GenStateMachine.Module & { readonly name: string } = {
  name: "Told",
  callbackMode: "handle_event_function",
  init: (told: Term) => told as GenStateMachine.InitResult<Term, Term>,
  handleEvent: (type, content: Term) =>
    (typeof content === "function" ? (content as (type: unknown) => unknown)(type) : content) as never,
};

const Entering = (enter: () => unknown): GenStateMachine.Startable => ({
  callbackMode: ["handle_event_function", "state_enter"],
  init: () => ["ok", "s", "d"],
  handleEvent: (type: Term, content: Term) =>
    type === "enter" ? enter() : typeof content === "function" ? content(type) : content,
});

/** With which reason a process ends that is monitored from its start, or "alive". */
function* fate(started: Op<readonly [unknown, Ref] | undefined>): Steps<Term> {
  const [, ref] = (yield* started)!;
  return (
    (yield* receive<Term, Term>(["DOWN", ref], { after: 20, else: () => [1, 2, 3, 4, "alive"] })) as Term
  )[4];
}

function* fateOf(result: unknown): Steps<Term> {
  const machine = yield* GenStateMachine.startMonitor(Told, ["ok", "s", "d"]);
  GenStateMachine.cast(machine[0], result);
  return yield* fate(operation("started", () => started(machine)));
}

/** An operation that is complete already. */
function* started<T>(value: T): Steps<T> {
  return value;
}

const badReturn = (value: unknown) => ["bad_return_from_state_function", value];
const badAction = (value: unknown) => ["bad_action_from_state_function", value];
const badReply = (value: unknown) => ["bad_reply_action_from_state_function", value];
const keep = (actions: unknown) => ["keep_state_and_data", actions];

test("returns of a state callback", async () => {
  await run(function* () {
    const cases: readonly (readonly [unknown, unknown])[] = [
      ["stop", "normal"],
      [["stop", "why"], "why"],
      [["stop", "why", "data"], "why"],
      [["stop_and_reply", "why", []], "why"],
      [["stop_and_reply", "why", [], "data"], "why"],
      [["next_state", "t", "d"], "alive"],
      [["repeat_state", "d"], "alive"],
      ["repeat_state_and_data", "alive"],
      ["junk", badReturn("junk")],
      [["next_state", "t"], badReturn(["next_state", "t"])],
      [["next_state", 1, 2, 3, 4], badReturn(["next_state", 1, 2, 3, 4])],
      [["keep_state"], badReturn(["keep_state"])],
      [undefined, badReturn(undefined)],
      [["stop_and_reply", "x", "notareply"], badReply("notareply")],
      [["stop_and_reply", "x", [["foo", 1]]], badReply(["foo", 1])],
      [["stop_and_reply", "x", ["postpone"]], badReply("postpone")],
      [() => exit("ex"), "ex"],
    ];
    for (const [result, expected] of cases) assert.deepEqual(yield* fateOf(result), expected);
    const error = new RangeError("x");
    const thrown = yield* fateOf(() => {
      throw error;
    });
    assert.equal(thrown, error);
    // A value that is thrown and is no error counts as returned.
    const value = (told: unknown) => () => {
      throw told;
    };
    assert.deepEqual(yield* fateOf(value("foo")), badReturn("foo"));
    assert.deepEqual(yield* fateOf(value(["next_state", "x", "d"])), "alive");
  });
});

test("actions, timeouts and event types that do not exist", async () => {
  await run(function* () {
    const bad = [
      "foo",
      ["foo", 1],
      ["state_timeout", -1, "x"],
      ["timeout", "soon", "x"],
      [["timeout", "name"], "foo", 2],
      ["next_event", "nope", 1],
      ["reply", "nobody", 1],
      ["change_callback_module", 17],
      ["push_callback_module", undefined],
      "pop_callback_module",
      ["postpone", "maybe"],
      -5,
    ];
    for (const action of bad) {
      assert.deepEqual(yield* fateOf(keep([action])), badAction(action));
      assert.deepEqual(yield* fateOf(keep([["hibernate", false], action, "postpone"])), badAction(action));
    }
    for (const action of [
      [["timeout", "name"], "cancel"],
      ["state_timeout", "cancel"],
      ["state_timeout", "infinity", "x"],
      ["timeout", 1000, "x", { abs: true }],
      ["postpone", false],
      "hibernate",
      1000,
      "infinity",
    ])
      assert.equal(yield* fateOf(keep(action)), "alive");
    const Bogus = { ...Told, callbackMode: "bogus" };
    assert.deepEqual(yield* fateOf(keep(["change_callback_module", Bogus])), [
      "bad_return_from_callback_mode",
      "bogus",
    ]);
  });
});

test("init: what start refuses, and what ends the machine after its start", async () => {
  await run(function* () {
    for (const [told, why] of [
      ["junk", ["bad_return_from_init", "junk"]],
      ["stop", ["bad_return_from_init", "stop"]],
      [
        ["ok", 1],
        ["bad_return_from_init", ["ok", 1]],
      ],
      [
        ["error", "why"],
        ["bad_return_from_init", ["error", "why"]],
      ],
      [["stop", "why"], "why"],
    ])
      assert.deepEqual(yield* reason(GenStateMachine.start(Told, told)), why);
    assert.equal(yield* GenStateMachine.start<Pid | undefined>(Told, "ignore"), undefined);
    const afterwards: readonly (readonly [unknown, unknown])[] = [
      [["foo"], badAction("foo")],
      [[["timeout", -1, 2]], badAction(["timeout", -1, 2])],
      // There is nothing to postpone.
      ["postpone", "alive"],
    ];
    for (const [actions, expected] of afterwards)
      assert.deepEqual(yield* fate(GenStateMachine.startMonitor(Told, ["ok", "s", "d", actions])), expected);
    const Bogus = { ...Told, callbackMode: "bogus" } as never;
    assert.deepEqual(yield* fate(GenStateMachine.startMonitor(Bogus, ["ok", 1, 2])), [
      "bad_return_from_callback_mode",
      "bogus",
    ]);
  });
});

test("enter calls: what they may not return or ask for", async () => {
  await run(function* () {
    const badEnter = (value: unknown) => ["bad_state_enter_action_from_state_function", value];
    const other = ["next_state", "other", 1];
    const cases: readonly (readonly [() => unknown, unknown])[] = [
      [() => exit("in enter"), "in enter"],
      [() => ["stop", "es"], "es"],
      [() => ["stop_and_reply", "es", []], "es"],
      [() => "junk", badReturn("junk")],
      [() => other, ["bad_state_enter_return_from_state_function", other]],
      [() => keep("postpone"), badEnter("postpone")],
      [() => keep(["next_event", "cast", 1]), badEnter(["next_event", "cast", 1])],
      [() => keep("pop_callback_module"), badAction("pop_callback_module")],
      [() => keep("foo"), badAction("foo")],
      [() => ["next_state", "s", "d"], "alive"],
      [() => "keep_state_and_data", "alive"],
    ];
    for (const [enter, expected] of cases)
      assert.deepEqual(yield* fate(GenStateMachine.startMonitor(Entering(enter))), expected);
    const changed = GenStateMachine.startMonitor(Entering(() => keep(["change_callback_module", Told])));
    assert.equal((yield* fate(changed))[0], "bad_state_enter_action_from_state_function");
  });
});

test("enter calls at the start, at a change and at a repeat; with the state before, and their own actions", async () => {
  const { result } = await run(function* () {
    const seen: unknown[] = [];
    let repeats = 0;
    const machine = yield* GenStateMachine.start({
      callbackMode: ["handle_event_function", "state_enter"],
      init: () => ["ok", "one", 0],
      handleEvent(type: Term, content: Term, state: Term) {
        seen.push([type === "enter" ? "enter" : content, type === "enter" ? content : "", state]);
        if (type !== "enter") return typeof content === "function" ? content(type) : (content as unknown);
        if (state === "three" && repeats++ < 1) return ["repeat_state", 5];
        return state === "two" ? keep(["state_timeout", 10, keep([])]) : "keep_state_and_data";
      },
    });
    GenStateMachine.cast(machine, ["next_state", "two", 1]);
    yield* Process.sleep(20);
    GenStateMachine.cast(machine, "repeat_state_and_data");
    GenStateMachine.cast(machine, ["next_state", "two", 1]);
    GenStateMachine.cast(machine, ["next_state", "three", 1]);
    yield* settle();
    return seen.filter(([what]: Term) => what === "enter");
  });
  assert.deepEqual(result, [
    ["enter", "one", "one"],
    ["enter", "one", "two"],
    ["enter", "two", "two"],
    ["enter", "two", "three"],
    ["enter", "two", "three"],
  ]);
});

test("call timeouts, also in the forms that gen_statem has; a late reply never arrives", async () => {
  await run(function* () {
    const machine = yield* GenStateMachine.start(Told, ["ok", "s", "d"]);
    const late = function* (type: Term): Steps<unknown> {
      yield* Process.sleep(30);
      return keep(["reply", type[1], "late"]);
    };
    for (const timeout of [["clean_timeout", 20], ["dirty_timeout", 20], 20] as never[])
      assert.deepEqual(yield* reason(GenStateMachine.call(machine, late, timeout)), [
        "timeout",
        ["gen_statem", "call", [machine, late, timeout]],
      ]);
    for (const timeout of [["foo_timeout", 20], -1, "soon", ["clean_timeout", -1]] as never[])
      assert.throws(() => GenStateMachine.call(machine, late, timeout), ArgumentError);
    yield* Process.sleep(200);
    assert.deepEqual(yield* flush(), []);
  });
});

test("reply: one, many, none; stop_and_reply answers before the machine ends", async () => {
  await run(function* () {
    const machine = yield* GenStateMachine.start(Told, ["ok", "s", "d"]);
    let first: Term;
    const one = GenStateMachine.sendRequest(
      machine,
      (type: Term) => ((first = type[1]), "keep_state_and_data"),
    );
    const two = GenStateMachine.sendRequest(machine, (type: Term) => {
      GenStateMachine.reply([
        ["reply", first, 1],
        ["reply", type[1], 2],
      ] as never);
      GenStateMachine.reply([]);
      return "keep_state_and_data";
    });
    assert.deepEqual(yield* GenStateMachine.waitResponse(one, 10), ["reply", 1]);
    assert.deepEqual(yield* GenStateMachine.waitResponse(two, 10), ["reply", 2]);
    assert.throws(() => GenStateMachine.reply("x" as never), ArgumentError);
    const bye = (type: Term) => ["stop_and_reply", "normal", [["reply", type[1], "bye"]]];
    assert.equal(yield* GenStateMachine.call(machine, bye), "bye");
    assert.deepEqual(yield* reason(GenStateMachine.call(machine, 1)), [
      "noproc",
      ["gen_statem", "call", [machine, 1, "infinity"]],
    ]);
  });
});

test("enterLoop: with a name, with actions and the enter call; a name that it has not is refused", async () => {
  await run(function* () {
    const me = self();
    const Loop: GenStateMachine.Startable = {
      callbackMode: ["handle_event_function", "state_enter"],
      init: () => "ignore",
      handleEvent: (type: Term, content: Term, state: Term, data: Term) => (
        send(me, [type, content, state, data]),
        "keep_state_and_data"
      ),
    };
    const start = (name: Term) =>
      ProcLib.startMonitor<Pid>(function* () {
        Process.register(self(), "machine");
        ProcLib.initAck(self());
        const actions: GenStateMachine.Actions = [["timeout", 0, "soon"]];
        if (name === undefined) yield* GenStateMachine.enterLoop(Loop, {}, "s", "d", actions);
        else yield* GenStateMachine.enterLoop(Loop, {}, "s", "d", name, actions);
      });
    for (const name of [undefined, ["local", "machine"]]) {
      const [machine] = yield* start(name);
      assert.deepEqual(yield* receive(), ["enter", "s", "s", "d"]);
      assert.deepEqual(yield* receive(), ["timeout", "soon", "s", "d"]);
      yield* GenStateMachine.stop(machine);
      yield* flush();
    }
    for (const [name, why] of [
      [["local", "other"], "process_not_registered"],
      [["global", "machine"], "process_not_registered_globally"],
      [self(), "process_not_registered"],
    ] as const) {
      assert.equal(yield* fate(start(name)), why);
    }
  });
});

test("changing code: state, data and callback mode, with another module; a failure changes nothing", async () => {
  await run(function* () {
    const New: GenStateMachine.Startable = {
      name: "Told",
      callbackMode: "state_functions",
      init: () => "ignore",
      codeChange: (version: Term, state: Term, data: Term, extra: Term) =>
        extra === "fail" ? exit("cannot") : ["ok", "converted", [version, state, data, extra]],
      converted: ([, from]: Term, _content: Term, data: Term) => keep(["reply", from, data]),
    };
    const machine = yield* GenStateMachine.start(Told, ["ok", "s", "d"]);
    yield* Sys.suspend(machine);
    assert.deepEqual(yield* Sys.changeCode(machine, New, "v1", "fail"), ["error", ["EXIT", "cannot"]]);
    assert.deepEqual(yield* Sys.getState(machine), ["s", "d"]);
    assert.equal(yield* Sys.changeCode(machine, New, "v1", "x"), "ok");
    yield* Sys.resume(machine);
    assert.deepEqual(yield* GenStateMachine.call(machine, "state"), ["v1", "s", "d", "x"]);
    assert.deepEqual(yield* Sys.replaceState(machine, () => ["converted", 1]), ["converted", 1]);
    assert.equal(yield* GenStateMachine.call(machine, "state"), 1);
  });
});

test("hibernate: by an action, and when idle; the end of the parent ends the machine, and terminate runs", async () => {
  await run(function* () {
    const isAsleep = (pid: Pid) => Process.info(pid, "current_function")![1][1] === "hibernate";
    const machine = yield* GenStateMachine.start(Told, ["ok", "s", "d", ["hibernate"]]);
    yield* settle();
    assert.ok(isAsleep(machine));
    GenStateMachine.cast(machine, "keep_state_and_data");
    yield* settle();
    assert.ok(!isAsleep(machine));
    const idle = yield* GenStateMachine.start(Told, ["ok", "s", "d"], { hibernateAfter: 10 });
    yield* settle();
    assert.ok(!isAsleep(idle));
    yield* Process.sleep(20);
    assert.ok(isAsleep(idle));
    const me = self();
    const Trapping: GenStateMachine.Startable = {
      callbackMode: "handle_event_function",
      init: () => (Process.flag("trap_exit", true), ["ok", "s", "d"]),
      terminate: (why: Term, state: Term, data: Term) => send(me, [why, state, data]),
    };
    const parent = Process.spawn(function* () {
      yield* GenStateMachine.startLink(Trapping);
      throw new Exit("parent ends");
    });
    assert.deepEqual(yield* receive(), ["parent ends", "s", "d"]);
    assert.ok(!Process.alive(parent));
  });
});
