/** Watching servers through Sys. The events are those that OTP 25 gives. */
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  ArgumentError,
  GenEvent,
  GenServer,
  GenStateMachine,
  Process,
  ProcLib,
  Sys,
  exit,
  receive,
  self,
  send,
  type Pid,
  type Term,
} from "beamish";
import { reasonOf, run, settle } from "../kernel/run.ts";
import { failure } from "./told.ts";

const Counter: GenServer.Module<number> = {
  init: (n) => ["ok", n],
  handleCall: (request, _from, n) => ["reply", request, n],
  handleCast: (request, n) => (request === "continue" ? ["noreply", n, ["continue", "c"]] : ["noreply", n]),
  handleInfo: (_message, n) => ["noreply", n],
  handleContinue: (_arg, n) => ["noreply", n],
};

function* use(pid: Pid) {
  yield* GenServer.call(pid, "a");
  GenServer.cast(pid, "b");
  send(pid, "c");
  GenServer.cast(pid, "continue");
  yield* Sys.getState(pid);
}

const LINES = [
  '*DBG* "counter" got call "a" from <0.81.0>',
  '*DBG* "counter" sent "a" to <0.81.0>, new state 1',
  '*DBG* "counter" got cast "b"',
  '*DBG* "counter" new state 1',
  '*DBG* "counter" got "c"',
  '*DBG* "counter" new state 1',
  '*DBG* "counter" got cast "continue"',
  '*DBG* "counter" new state 1',
  '*DBG* "counter" dbg ["continue", "c"]',
  '*DBG* "counter" new state 1',
];

test("trace prints what a GenServer does, until it is switched off", async () => {
  const { output } = await run(function* () {
    const pid = yield* GenServer.start(Counter, 1, { name: "counter" });
    assert.equal(yield* Sys.trace(pid, true), "ok");
    yield* use(pid);
    assert.equal(yield* Sys.trace(pid, false), "ok");
    yield* use(pid);
  });
  assert.deepEqual(output, LINES);
});

test("log keeps the last events: get, print, off; while it is on it keeps its size", async () => {
  const { output } = await run(function* () {
    const pid = yield* GenServer.start(Counter, 1, { name: "counter" });
    yield* Sys.log(pid, true);
    yield* use(pid);
    const events: readonly Term[] = yield* Sys.log(pid, "get");
    assert.deepEqual(
      events.map(([tag]) => tag as unknown),
      ["in", "out", "in", "noreply", "in", "noreply", "in", "noreply", "continue", "noreply"],
    );
    const [, [label, [caller], request]] = events[0];
    assert.deepEqual([label, caller, request], ["$gen_call", self(), "a"]);
    assert.deepEqual(events.slice(4, 6), [
      ["in", "c"],
      ["noreply", 1],
    ]);
    assert.equal(yield* Sys.log(pid, "print"), "ok");
    yield* Sys.log(pid, [true, 2]);
    assert.equal((yield* Sys.log(pid, "get")).length, 10);
    yield* Sys.log(pid, false);
    assert.deepEqual(yield* Sys.log(pid, "get"), []);
    yield* Sys.log(pid, [true, 2]);
    yield* use(pid);
    assert.equal((yield* Sys.log(pid, "get")).length, 2);
  });
  assert.deepEqual(output, LINES);
});

test("logToFile gives the lines to a function", async () => {
  const { output } = await run(function* () {
    const pid = yield* GenServer.start(Counter, 1, { name: "counter" });
    const lines: string[] = [];
    yield* Sys.logToFile(pid, (line) => lines.push(line));
    yield* use(pid);
    yield* Sys.logToFile(pid, false);
    yield* use(pid);
    assert.deepEqual(lines, LINES);
  });
  assert.deepEqual(output, []);
});

test("statistics count messages in and out, from the time they are switched on", async () => {
  await run(function* () {
    const pid = yield* GenServer.start(Counter, 1, { debug: ["statistics"] });
    yield* GenServer.call(pid, "a");
    GenServer.cast(pid, "b");
    yield* Process.sleep(50);
    const { start_time, current_time, ...counts } = (yield* Sys.statistics(pid, "get")) as Sys.Statistics;
    assert.deepEqual(counts, { messages_in: 2, messages_out: 1 });
    assert.equal(current_time - start_time, 50);
    assert.equal(yield* Sys.statistics(pid, false), "ok");
    assert.equal(yield* Sys.statistics(pid, "get"), "no_statistics");
  });
});

test("install: the newest watcher first; done, an exception, remove and noDebug end them", async () => {
  await run(function* () {
    const pid = yield* GenServer.start(Counter, 1, { name: "counter" });
    const seen: unknown[] = [];
    const counting = (id: string) => (n: number, event: Term, extra: unknown) => {
      seen.push([id, n, event[0], extra]);
      return n === 2 ? "done" : n + 1;
    };
    const first = counting("first");
    yield* Sys.install(pid, [first, 1]);
    yield* Sys.install(pid, ["id", counting("second"), 1]);
    yield* Sys.install(pid, ["id", counting("ignored"), 1]);
    GenServer.cast(pid, "x");
    GenServer.cast(pid, "y");
    yield* settle();
    assert.deepEqual(seen, [
      ["second", 1, "in", "counter"],
      ["first", 1, "in", "counter"],
      ["second", 2, "noreply", "counter"],
      ["first", 2, "noreply", "counter"],
    ]);
    seen.length = 0;
    const failing = () => exit("in the watcher");
    yield* Sys.install(pid, [failing, 0]);
    yield* Sys.install(pid, ["by id", counting("by id"), 3]);
    yield* Sys.install(pid, [first, 3]);
    yield* Sys.remove(pid, "by id");
    yield* Sys.remove(pid, first);
    yield* Sys.remove(pid, "unknown");
    GenServer.cast(pid, "x");
    yield* settle();
    assert.deepEqual(seen, []);
    yield* Sys.install(pid, [first, 3]);
    assert.equal(yield* Sys.noDebug(pid), "ok");
    GenServer.cast(pid, "x");
    yield* settle();
    assert.deepEqual(seen, []);
    assert.ok(Process.alive(pid));
  });
});

test("a state machine that is traced from the beginning", async () => {
  const Machine: GenStateMachine.Startable & { name: string } = {
    name: "FS",
    callbackMode: ["state_functions", "state_enter"],
    init: () => ["ok", "s", "d"],
    s(type: GenStateMachine.EventType, content: Term) {
      if (type === "enter") return "keep_state_and_data";
      if (content !== "x") return ["keep_state_and_data", "postpone"];
      const actions = [
        ["reply", type[1], 1],
        ["next_event", "internal", "i"],
        ["state_timeout", 10, "st"],
      ];
      return ["next_state", "u", "d2", actions];
    },
    u: () => "keep_state_and_data",
  };
  const { output } = await run(function* () {
    const machine = yield* GenStateMachine.start(Machine, 0, { debug: ["trace"], name: "m" });
    GenStateMachine.cast(machine, "pp");
    yield* GenStateMachine.call(machine, "x");
    yield* Process.sleep(20);
    yield* GenStateMachine.stop(machine);
  });
  assert.deepEqual(output, [
    '*DBG* "m" enter FS in state "s"',
    '*DBG* "m" consume internal "init_state" in state "s"',
    '*DBG* "m" receive cast "pp" in state "s"',
    '*DBG* "m" postpone cast "pp" in state "s"',
    '*DBG* "m" receive call "x" from <0.81.0> in state "s"',
    '*DBG* "m" send 1 to <0.81.0>',
    '*DBG* "m" receive internal "i" in state "u"',
    '*DBG* "m" consume call "x" from <0.81.0> in state "s" => "u"',
    '*DBG* "m" start_timer ["state_timeout", 10, "st"] in state "u"',
    '*DBG* "m" consume internal "i" in state "u"',
    '*DBG* "m" consume cast "pp" in state "u"',
    '*DBG* "m" receive state_timeout "st" in state "u"',
    '*DBG* "m" consume state_timeout "st" in state "u"',
    '*DBG* "m" terminate "normal" in state "u"',
  ]);
});

test("a manager of events that is traced", async () => {
  const { output } = await run(function* () {
    const manager = yield* GenEvent.start({ debug: ["trace"], name: "m" });
    GenEvent.notify(manager, "x");
    send(manager, "hello");
    yield* settle();
  });
  assert.deepEqual(output, ['*DBG* "m" got event "x"', '*DBG* "m" got "hello"']);
});

test("a status has the form of OTP's, for each behaviour", async () => {
  await run(function* () {
    Process.put("key", 1);
    const server = yield* GenServer.start(Counter, 1, { name: "counter", debug: ["log"] });
    yield* Sys.suspend(server);
    assert.deepEqual(yield* Sys.getStatus(server), [
      "status",
      server,
      ["module", "gen_server"],
      [
        { $ancestors: [self()], $initial_call: ["(a module without a name)", "init", 1] },
        "suspended",
        server,
        [],
        [
          ["header", 'Status for generic server "counter"'],
          [
            "data",
            [
              ["Status", "suspended"],
              ["Parent", server],
              ["Logged events", []],
            ],
          ],
          ["data", [["State", 1]]],
        ],
      ],
    ]);
    const machine = yield* GenStateMachine.startLink({
      callbackMode: "handle_event_function",
      init: () => ["ok", "s", "d", [["state_timeout", 10, "late"]]],
    });
    const [, , module, [, , parent, , misc]] = yield* Sys.getStatus(machine);
    assert.deepEqual([module, parent], [["module", "gen_statem"], self()]);
    const [[, header], [, facts], [, state]] = misc as Term;
    assert.equal(header, `Status for state machine ${machine}`);
    assert.deepEqual(state, [["State", ["s", "d"]]]);
    assert.deepEqual(facts[3], ["Time-outs", [1, [["state_timeout", "late"]]]]);
  });
});

test("what is no flag, no watcher, no function is refused; a server that does not know the request says so", async () => {
  await run(function* () {
    const pid = yield* GenServer.start(Counter, 1);
    for (const wrong of [
      () => Sys.trace(pid, "on" as never),
      () => Sys.log(pid, "on" as never),
      () => Sys.log(pid, [true, 0] as never),
      () => Sys.statistics(pid, "on" as never),
      () => Sys.install(pid, "watcher" as never),
      () => Sys.install(pid, [1, 2] as never),
      () => Sys.logToFile(pid, "file.log" as never),
      () => Sys.replaceState(pid, 5 as never),
      () => Sys.debugOptions(["bogus" as never]),
      () => Sys.handleDebug({} as never, () => "", 1, 2),
      () => Sys.handleSystemMsg("suspend", [] as never, self(), {} as never, Sys.debugOptions([]), 1),
    ])
      assert.throws(wrong, ArgumentError);
    const errors = [
      yield* failure(Sys.getState("nobody", 10)),
      yield* failure(Sys.terminate("nobody", "why")),
      yield* failure(Sys.getState(self())),
    ].map((error) => (error as { reason: unknown }).reason);
    assert.deepEqual(errors, [
      ["noproc", ["sys", "get_state", ["nobody", 10]]],
      ["noproc", ["sys", "terminate", ["nobody", "why"]]],
      ["calling_self", ["sys", "get_state", [self()]]],
    ]);
  });
});

test("a callback of replaceState that fails is told as OTP tells it", async () => {
  await run(function* () {
    const machine = yield* GenStateMachine.start({
      callbackMode: "handle_event_function",
      init: () => ["ok", "s", "d"],
    });
    for (const [pid, behaviour] of [
      [yield* GenServer.start(Counter, 1), "gen_server"],
      [machine, "gen_statem"],
    ] as const) {
      const error = (yield* failure(Sys.replaceState(pid, () => exit("x")))) as { original: unknown };
      assert.deepEqual(error.original, [
        "callback_failed",
        [behaviour, "system_replace_state"],
        ["exit", "x"],
      ]);
    }
    assert.deepEqual(yield* Sys.getState(machine), ["s", "d"]);
  });
});

// ---- Special processes

interface State {
  readonly value: number;
}

/** A process written by hand: counts messages, and answers Sys. */
function special(module: Partial<Sys.SpecialModule<State>>, parent: Pid, debug: Sys.Debug) {
  const Special: Sys.SpecialModule<State> = {
    name: "Special",
    systemContinue: (_parent, _debug, misc) => misc,
    systemTerminate: (reason) => exit(reason),
    ...module,
  };
  return function* () {
    ProcLib.initAck(self());
    for (let misc: State = { value: 0 }; ;) {
      const message: Term = yield* receive();
      if (message[0] === "system") {
        misc = yield* Sys.handleSystemMsg<State, State>(message[2], message[1], parent, Special, debug, misc);
      } else {
        Sys.handleDebug(debug, ([, what]) => `got ${what}`, misc, ["in", message]);
        misc = { value: misc.value + 1 };
      }
    }
  };
}

test("a special process answers all system messages", async () => {
  const { output } = await run(function* () {
    const debug = Sys.debugOptions(["trace", ["log", 5]]);
    const pid: Pid = yield* ProcLib.start(special({}, self(), debug));
    send(pid, "one");
    assert.deepEqual(yield* Sys.getState(pid), { value: 1 });
    assert.deepEqual(yield* Sys.replaceState(pid, ({ value }: State) => ({ value: value * 10 })), {
      value: 10,
    });
    yield* Sys.suspend(pid);
    send(pid, "two");
    assert.deepEqual(yield* Sys.getState(pid), { value: 10 });
    const [, , module, [, mode, parent]] = yield* Sys.getStatus(pid);
    assert.deepEqual([module, mode, parent], [["module", "Special"], "suspended", self()]);
    assert.deepEqual(yield* Sys.changeCode(pid, "module", "v1", "extra"), [
      "error",
      ["undef", "system_code_change"],
    ]);
    yield* Sys.resume(pid);
    assert.deepEqual(yield* Sys.getState(pid), { value: 11 });
    assert.deepEqual(yield* Sys.log(pid, "get"), [
      ["in", "one"],
      ["in", "two"],
    ]);
    Sys.printLog(debug);
    yield* ProcLib.stop(pid, "shutdown");
  });
  assert.deepEqual(output, ["*DBG* got one", "*DBG* got two", "*DBG* got one", "*DBG* got two"]);
});

test("a special process with its own callbacks, and the end of its parent while it is suspended", async () => {
  await run(function* () {
    const callbacks: Partial<Sys.SpecialModule<State>> = {
      systemGetState: ({ value }) => ["ok", `value ${value}`],
      systemReplaceState: (replace, { value }) => ["ok", "replaced", { value: replace(value) as number }],
      systemCodeChange: ({ value }, _module, _old, extra) =>
        extra === "fail" ? ["error", "cannot"] : ["ok", { value: value + 100 }],
      *systemTerminate(reason, _parent, _debug, { value }) {
        yield* Process.sleep(5);
        exit([reason, value]);
      },
    };
    const pid: Pid = yield* ProcLib.start(special(callbacks, self(), Sys.debugOptions([])));
    assert.equal(yield* Sys.replaceState(pid, (value: number) => value + 5), "replaced");
    assert.equal(yield* Sys.getState(pid), "value 5");
    yield* Sys.suspend(pid);
    assert.equal(yield* Sys.changeCode(pid, "module", "v1", "ok"), "ok");
    assert.deepEqual(yield* Sys.changeCode(pid, "module", "v1", "fail"), ["error", ["error", "cannot"]]);
    // As if the parent had ended: the process traps no exits here, so the message is sent by hand.
    send(pid, ["EXIT", self(), "parent ended"]);
    assert.deepEqual(yield* reasonOf(pid), ["parent ended", 105]);
  });
});
