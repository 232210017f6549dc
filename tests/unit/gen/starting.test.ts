/** Every way to start a server, with every kind of name and every result of `init`: the same for both behaviours with a state. */
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  ArgumentError,
  GenEvent,
  GenServer,
  GenStateMachine,
  Process,
  isPid,
  isRef,
  receive,
  self,
  send,
  type Name,
  type Op,
  type Term,
} from "beamish";
import { flush, reasonOf, run } from "../kernel/run.ts";
import { reason } from "./told.ts";

interface Directory {
  readonly held: Map<Term, Term>;
  registerName(key: Term, pid: Term): "yes" | "no";
  unregisterName(key: Term): unknown;
  whereisName(key: Term): Term;
  send(key: Term, message: Term): unknown;
}

function directory(): Directory {
  const held = new Map<Term, Term>();
  return {
    held,
    registerName: (key, pid) => (held.has(key) ? "no" : (held.set(key, pid), "yes")),
    unregisterName: (key) => held.delete(key),
    whereisName: (key) => held.get(key) as Term,
    send: (key, message) => send(held.get(key) as never, message),
  };
}

/** `init` does what it is told: a result, or the time for which it hangs. */
const Server: GenServer.Module<Term> = {
  *init(told: Term) {
    if (typeof told === "number") yield* Process.sleep(told);
    return told as GenServer.InitResult<Term>;
  },
  handleCall: (_request, _from, state) => ["reply", state, state],
};
const Machine: GenStateMachine.Module = {
  callbackMode: "handle_event_function",
  *init(told: Term) {
    if (typeof told === "number") yield* Process.sleep(told);
    return (told[0] === "ok" ? ["ok", told[1], 0] : told) as GenStateMachine.InitResult<Term, Term>;
  },
  handleEvent: (type, _request, state) => ["keep_state_and_data", ["reply", (type as Term)[1], state]],
};

type Start = (told: Term, options?: GenServer.StartOptions) => Op<Term>;

const behaviours: readonly (readonly [string, readonly Start[], typeof GenServer.call])[] = [
  [
    "GenServer",
    [
      (told, options) => GenServer.start(Server, told, options),
      (told, options) => GenServer.startLink(Server, told, options),
      (told, options) => GenServer.startMonitor(Server, told, options),
    ],
    GenServer.call,
  ],
  [
    "GenStateMachine",
    [
      (told, options) => GenStateMachine.start(Machine, told, options),
      (told, options) => GenStateMachine.startLink(Machine, told, options),
      (told, options) => GenStateMachine.startMonitor(Machine, told, options),
    ],
    GenStateMachine.call,
  ],
];

for (const [behaviour, starts, call] of behaviours) {
  test(`${behaviour}: start, startLink and startMonitor under no name and under each kind of name`, async () => {
    await run(function* () {
      Process.flag("trap_exit", true);
      const via = directory();
      const names: (Name | undefined)[] = [undefined, "local", ["global", ["any", 1]], ["via", via, "key"]];
      for (const name of names)
        for (const [index, start] of starts.entries()) {
          const started: Term = yield* start(["ok", "state"], { name });
          const [pid, ref] = index === 2 ? started : [started];
          assert.ok(isPid(pid));
          assert.equal(index === 2, isRef(ref));
          const links = Process.info(self(), "links")![1];
          assert.equal(links.includes(pid), index === 1, "startLink links, the others do not");
          assert.equal(yield* call(name ?? pid, "state"), "state");
          if (name !== undefined)
            assert.deepEqual(yield* reason(start(["ok", 1], { name })), ["already_started", pid]);
          yield* GenServer.stop(pid);
          via.held.clear();
          const expected = [[], [["EXIT", pid, "normal"]], [["DOWN", ref, "process", pid, "normal"]]][index];
          assert.deepEqual(yield* flush(), expected);
        }
    });
  });

  test(`${behaviour}: ignore, stop and a timeout leave neither process nor name nor message behind`, async () => {
    await run(function* () {
      for (const name of [undefined, "local", ["global", "key"]] as (Name | undefined)[])
        for (const start of [starts[0]!, starts[2]!]) {
          const before = Process.list().length;
          assert.equal(yield* start("ignore", { name }), undefined);
          assert.equal(yield* reason(start(["stop", "no"], { name })), "no");
          assert.equal(yield* reason(start(1000, { name, timeout: 10 })), "timeout");
          assert.equal(Process.list().length, before);
          if (name !== undefined) assert.equal(GenServer.whereis(name), undefined);
          assert.deepEqual(yield* flush(), []);
        }
    });
  });

  test(`${behaviour}: options that cannot be are refused at the call`, async () => {
    await run(function* () {
      for (const options of [
        { name: "" },
        { name: 17 },
        { name: ["local", "x"] },
        { timeout: -1 },
        { timeout: "soon" },
        { hibernateAfter: -1 },
        { debug: ["bogus"] },
        { debug: "trace" },
        { debug: [["log", 0]] },
        { spawnOpt: { monitor: true } },
        { spawnOpt: { link: true } },
        null,
      ] as never[])
        assert.throws(() => starts[0]!(["ok", 1], options), ArgumentError);
      assert.deepEqual(yield* flush(), []);
    });
  });
}

test("a manager of events is started under each kind of name, linked, monitored or neither", async () => {
  await run(function* () {
    Process.flag("trap_exit", true);
    const names: (Name | undefined)[] = [undefined, "local", ["global", "key"], ["via", directory(), "key"]];
    for (const name of names)
      for (const start of [GenEvent.start, GenEvent.startLink]) {
        const pid = yield* start({ name });
        assert.deepEqual(yield* GenEvent.whichHandlers(name ?? pid), []);
        if (name !== undefined) assert.deepEqual(yield* reason(start({ name })), ["already_started", pid]);
        yield* GenEvent.stop(name ?? pid);
        if (Array.isArray(name) && name[0] === "via") name[1].unregisterName("key");
      }
    yield* flush();
    const [pid, ref] = yield* GenEvent.startMonitor({ name: "monitored" });
    yield* GenEvent.stop(pid);
    assert.deepEqual(yield* receive(["DOWN", ref]), ["DOWN", ref, "process", pid, "normal"]);
  });
});

test("a via module that refuses the name: already_started, and the process is gone", async () => {
  await run(function* () {
    const other = yield* GenServer.start(Server, ["ok", 1]);
    const via = { ...directory(), registerName: () => "no" as const };
    // Between the look and the claim somebody else was faster.
    let looks = 0;
    via.whereisName = () => (looks++ === 0 ? undefined : other);
    const started = GenServer.start(Server, ["ok", 1], { name: ["via", via, "key"] });
    assert.deepEqual(yield* reason(started), ["already_started", other]);
  });
});

test("timeouts that init asks for begin when it has returned", async () => {
  await run(function* () {
    const me = self();
    const Timed: GenServer.Module<number> = {
      init: (after: number) => ["ok", after, after],
      handleInfo: (message, after) => (send(me, [message, after]), ["noreply", after]),
    };
    yield* GenServer.start(Timed, 20);
    yield* GenServer.start(Timed, 0);
    assert.deepEqual(yield* receive(), ["timeout", 0]);
    assert.equal(yield* receive({ after: 19 }), "timeout");
    assert.deepEqual(yield* receive(), ["timeout", 20]);
  });
});

test("an init that exits, throws an error, or throws a value that counts as its result", async () => {
  await run(function* () {
    const error = new Error("in init");
    const Throwing = (value: unknown): GenServer.Module<number> => ({
      init: () => {
        throw value;
      },
    });
    assert.equal(yield* reason(GenServer.start(Throwing(error))), error);
    const pid = yield* GenServer.start(Throwing(["ok", 1]));
    assert.ok(isPid(pid));
    assert.deepEqual(yield* reason(GenServer.start(Throwing("junk"))), ["bad_return_value", "junk"]);
    yield* GenServer.stop(pid);
    assert.equal(yield* reasonOf(pid), "noproc");
  });
});
