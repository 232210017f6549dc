import assert from "node:assert/strict";
import { test } from "node:test";
import {
  Process,
  StartError,
  Supervisor,
  Sys,
  makeRef,
  receive,
  self,
  send,
  spawn,
  type Exit,
  type Pid,
  type Steps,
} from "beamish";
import { GenStage } from "beamish/stage";
import { inProcess, run } from "../supervision/run.ts";
import { consumer, counter, probe, producer, told } from "./stages.ts";

const TYPES = ["producer", "consumer", "producer_consumer"] as const;

function* startFails(answer: unknown): Steps<unknown> {
  try {
    yield* GenStage.start({ init: () => answer as never });
  } catch (error) {
    if (error instanceof StartError) return error.reason;
    throw error;
  }
  return "started";
}

for (const type of TYPES)
  test(
    `what the init of a ${type} may return`,
    inProcess(function* () {
      assert.ok(yield* GenStage.start({ init: () => [type, 1] }));
      assert.ok(yield* GenStage.start({ init: () => [type, 1, {}] }));
      assert.deepEqual(yield* startFails([type, 1, { unknown: 1 }]), [
        "bad_opts",
        'unknown options ["unknown"]',
      ]);
      assert.deepEqual(yield* startFails([type]), ["bad_return_value", [type]]);
      assert.deepEqual(yield* startFails([type, 1, "options"]), ["bad_return_value", [type, 1, "options"]]);
      if (type === "consumer") {
        assert.deepEqual(yield* startFails([type, 1, { bufferSize: 1 }]), [
          "bad_opts",
          'unknown options ["bufferSize"]',
        ]);
      } else {
        for (const [options, why] of [
          [{ bufferSize: -1 }, "expected bufferSize to be equal to or greater than 0, got: -1"],
          [{ bufferSize: "big" }, 'expected bufferSize to be an integer, got: "big"'],
          [{ bufferKeep: "all" }, 'expected bufferKeep to be one of ["last", "first"], got: "all"'],
          [{ dispatcher: 0 }, "expected dispatcher to be a dispatcher or [dispatcher, options], got: 0"],
        ] as const)
          assert.deepEqual(yield* startFails([type, 1, options]), ["bad_opts", why]);
      }
      if (type !== "producer")
        assert.deepEqual(yield* startFails([type, 1, { subscribeTo: "producer" }]), [
          "bad_opts",
          'expected subscribeTo to be a list, got: "producer"',
        ]);
      else
        assert.deepEqual(yield* startFails([type, 1, { demand: "later" }]), [
          "bad_opts",
          'expected demand to be one of ["forward", "accumulate"], got: "later"',
        ]);
    }),
  );

test(
  "what any init may return",
  inProcess(function* () {
    assert.deepEqual(yield* startFails(["stop", "why"]), "why");
    assert.deepEqual(yield* startFails("unknown"), ["bad_return_value", "unknown"]);
    assert.deepEqual(yield* startFails(["unknown", 1]), ["bad_return_value", ["unknown", 1]]);
    assert.equal(yield* GenStage.start({ init: () => "ignore" }), undefined);
    assert.throws(() => GenStage.start({} as never), /a module: an object with an init callback/);
    assert.throws(() => GenStage.startLink(undefined as never), /an object with an init callback/);
    assert.throws(() => GenStage.childSpec("Sink" as never), /an object with an init callback/);
  }),
);

test(
  "a stage as a child of a supervisor",
  inProcess(function* () {
    const Sink = { name: "Sink", init: (arg: unknown) => ["consumer", arg] as const };
    const { id, start } = GenStage.childSpec(Sink, 1);
    assert.equal(id, "Sink");
    assert.equal(GenStage.childSpec(Sink, 1, { name: "sink" }).id, "sink");
    const supervisor = yield* Supervisor.startLink([{ id, start }], { strategy: "one_for_one" });
    assert.equal((yield* Supervisor.countChildren(supervisor)).active, 1);
  }),
);

test(
  "a subscription is told to both sides",
  inProcess(function* () {
    const from = yield* producer();
    const between = yield* probe("producer_consumer", "between", { subscribeTo: [from] });
    const sink = yield* consumer();
    yield* GenStage.syncSubscribe(sink, { to: between });
    const all = (yield* told(undefined)) as unknown[][];
    const told_ = all.filter(([, what]) => what === "subscribe").map(([name, , other]) => [name, other]);
    assert.deepEqual(told_.sort(), [
      ["between", "consumer"],
      ["between", "producer"],
      ["consumer", "producer"],
      ["producer", "consumer"],
    ]);
  }),
);

for (const type of ["producer", "producer_consumer"] as const)
  test(`a ${type} has no manual demand`, async () => {
    const { output } = await run(function* () {
      const from = yield* probe(type, "from", {}, { onSubscribe: ["manual"] });
      const monitor = Process.monitor(from);
      const sink = yield* consumer();
      yield* GenStage.syncSubscribe(sink, { to: from, cancel: "temporary" });
      const [tag, [mode]] = (yield* receive(["DOWN", monitor]))[4];
      assert.deepEqual([tag, mode], ["bad_return_value", "manual"]);
    });
    assert.equal(output.length, 1);
  });

for (const type of ["consumer", "producer_consumer"] as const)
  test(
    `the ${type} may refuse a subscription by stopping`,
    inProcess(function* () {
      const from = yield* producer();
      const stage = yield* probe(type, "stage", {}, { onSubscribe: ["stop", "shutdown"] });
      const monitor = Process.monitor(stage);
      GenStage.asyncSubscribe(stage, { to: from });
      assert.equal((yield* receive(["DOWN", monitor]))[4], "shutdown");
    }),
  );

test(
  "a stage that cannot be stopped is told by the bare reason",
  inProcess(function* () {
    const stage = yield* producer();
    const stop = function* (timeout: number): Steps<unknown> {
      try {
        return yield* GenStage.stop(stage, "normal", timeout);
      } catch (error) {
        return (error as Exit).reason;
      }
    };
    const monitor = Process.monitor(stage);
    assert.equal(yield* stop(0), "timeout");
    yield* receive(["DOWN", monitor]);
    assert.equal(yield* stop(5000), "noproc");
  }),
);

for (const type of ["producer", "producer_consumer"] as const)
  test(
    `a ${type} is told when a consumer cancels or ends`,
    inProcess(function* () {
      const from = yield* probe(type, "from");
      const [a, b] = [yield* consumer(), yield* consumer()];
      const ref = yield* GenStage.syncSubscribe(a, { to: from, cancel: "temporary" });
      yield* GenStage.syncSubscribe(b, { to: from });
      GenStage.cancel([from, ref], "enough");
      yield* GenStage.stop(b);
      assert.deepEqual(yield* told("from", "cancel"), [
        ["cancel", "enough"],
        ["down", "normal"],
      ]);
    }),
  );

test(
  "events of handleCall go out before the reply, or after one that was made by hand",
  inProcess(function* () {
    const from = yield* producer();
    const ref = Process.monitor(from);
    send(from, ["$gen_producer", [self(), ref], ["subscribe", undefined, {}]]);
    send(from, ["$gen_producer", [self(), ref], ["ask", 10]]);
    assert.equal(yield* GenStage.call(from, [1]), "ok");
    assert.deepEqual((yield* receive((m) => m[0] === "$gen_consumer", { after: 0 }))[2], [1]);
    const reply = yield* GenStage.call(from, (state: unknown, client: never) => {
      GenStage.reply(client, "early");
      return ["noreply", [2], state];
    });
    assert.equal(reply, "early");
    assert.deepEqual((yield* receive((m) => m[0] === "$gen_consumer"))[2], [2]);
    const last = yield* GenStage.call(from, (state: unknown) => ["stop", "shutdown", "bye", state]);
    assert.equal(last, "bye");
    assert.deepEqual(yield* told("producer", "terminate"), ["shutdown"]);
  }),
);

for (const [callback, what, result] of [
  ["handleCall", "call", ["reply", "ok", "events", 1]],
  ["handleCall", "call", ["reply", "ok", [], 1, 1000]],
  ["handleCast", "cast", ["noreply", [], 1, 1000]],
  ["handleCast", "cast", ["noreply", 1]],
  ["handleInfo", "info", "noreply"],
  ["handleInfo", "info", ["stop", "why"]],
] as const)
  test(`a bad result of ${callback} ends the stage: ${JSON.stringify(result)}`, async () => {
    const { output } = await run(function* () {
      const stage = yield* GenStage.start({ init: () => ["consumer", 1], [callback]: () => result } as never);
      const monitor = Process.monitor(stage as never);
      if (what === "cast") GenStage.cast(stage as never, "x");
      else if (what === "info") send(stage as never, "x");
      else spawn(() => GenStage.call(stage as never, "x")[Symbol.iterator]() as never);
      assert.deepEqual((yield* receive(["DOWN", monitor]))[4], ["bad_return_value", result]);
    });
    assert.ok(output.length >= 1);
  });

for (const [type, callback] of [
  ["producer", "handleDemand"],
  ["consumer", "handleEvents"],
  ["consumer", "handleCall"],
  ["consumer", "handleCast"],
] as const)
  test(`a ${type} without ${callback} says so when it is needed`, async () => {
    const { output } = await run(function* () {
      const stage = yield* GenStage.start({ init: () => [type, 1] });
      const monitor = Process.monitor(stage);
      if (callback === "handleDemand")
        yield* GenStage.syncSubscribe(yield* consumer(), { to: stage, cancel: "temporary" });
      else if (callback === "handleEvents") yield* GenStage.syncSubscribe(stage, { to: yield* counter() });
      else if (callback === "handleCast") GenStage.cast(stage, "x");
      else spawn(() => GenStage.call(stage, "x")[Symbol.iterator]() as never);
      const reason = (yield* receive(["DOWN", monitor]))[4] as Error;
      assert.match(reason.message, new RegExp(`no ${callback} callback was provided`));
    });
    assert.ok(output.length >= 1);
  });

test("a message that nobody handles is reported, a DOWN of somebody else is a message", async () => {
  const { output } = await run(function* () {
    const silent = yield* GenStage.start({ init: () => ["consumer", 1] });
    send(silent, "hello");
    for (const type of TYPES) {
      const stage = yield* probe(type, type);
      send(stage, ["DOWN", makeRef(), "process", silent, "why"]);
      assert.equal(((yield* told(type, "info")) as unknown[][])[0]![0], "DOWN");
    }
  });
  assert.match(output[0]!, /received an unexpected message: "hello"/);
});

test("a consumer that emits events is told that it cannot", async () => {
  const { output } = await run(function* () {
    const sink = yield* consumer();
    yield* GenStage.call(sink, [1, 2]);
  });
  assert.match(output[0]!, /cannot dispatch events \(an empty list must be returned\): \[1, 2\]/);
});

test(
  "a stage hibernates if a callback says so",
  inProcess(function* () {
    const stage = yield* producer();
    yield* GenStage.call(stage, (state: unknown) => ["reply", "ok", [], state, "hibernate"]);
    assert.equal(yield* GenStage.call(stage, []), "ok");
  }),
);

test(
  "status shows what kind of stage it is, and what its module makes of the state",
  inProcess(function* () {
    const from = yield* producer();
    const between = yield* probe("producer_consumer", "between", { subscribeTo: [from] });
    const sink = yield* probe("consumer", "sink", { subscribeTo: [[between, { cancel: "temporary" }]] });
    yield* GenStage.call(from, ["kept"]);
    const status = function* (stage: Pid): Steps<unknown> {
      return { ...stateIn(yield* Sys.getStatus(stage)), state: undefined };
    };
    assert.deepEqual(yield* status(between), {
      state: undefined,
      stage: "producer_consumer",
      producers: [from],
      consumers: [sink],
      dispatcher: "DemandDispatcher",
      bufferSize: 0,
    });
    assert.deepEqual(yield* status(sink), {
      state: undefined,
      stage: "consumer",
      producers: [between],
    });
    const Secret: GenStage.Module<string> = {
      init: () => ["producer", "secret"],
      formatStatus: (shownStatus) => ({ ...shownStatus, state: "hidden" }),
    };
    const hidden = yield* Sys.getStatus(yield* GenStage.start(Secret));
    assert.equal(stateIn(hidden)!["state"], "hidden");
  }),
);

/** What a status says of the state: its part `["State", state]`. */
function stateIn(status: unknown): Record<string, unknown> | undefined {
  if (!Array.isArray(status)) return undefined;
  if (status[0] === "State") return status[1] as Record<string, unknown>;
  return status.map(stateIn).find((found) => found !== undefined);
}

test(
  "a change of code converts the module's state",
  inProcess(function* () {
    const Versioned: GenStage.Module<number> = {
      init: () => ["producer", 1],
      handleCall: (_request, _from, state) => ["reply", state, [], state],
      codeChange: (_old, state, extra) => (extra === "refuse" ? "no" : ["ok", state + 1]),
    };
    const stage = yield* GenStage.start(Versioned);
    for (const [extra, expected] of [
      [[], 2],
      ["refuse", 2],
    ] as const) {
      yield* Sys.suspend(stage);
      try {
        yield* Sys.changeCode(stage, undefined, undefined, extra);
      } catch {
        // The answer of the module is the reason.
      }
      yield* Sys.resume(stage);
      assert.equal(yield* GenStage.call(stage, "state"), expected);
    }
  }),
);
