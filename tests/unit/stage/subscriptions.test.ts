import assert from "node:assert/strict";
import { test } from "node:test";
import { Exit, Process, Registry, StartError, makeRef, receive, send, spawn, self } from "beamish";
import { GenStage } from "beamish/stage";
import { inProcess, run } from "../supervision/run.ts";
import { consumer, counter, probe, producer, told } from "./stages.ts";

/** The error that `body` throws. */
function* thrown(body: () => Generator<never, unknown, unknown>): Generator<never, unknown, unknown> {
  try {
    yield* body();
  } catch (error) {
    return error;
  }
  return undefined;
}

function* reasonOf(body: () => unknown): Generator<never, unknown, unknown> {
  const error = yield* thrown(body as never);
  return (error as { reason?: unknown }).reason ?? error;
}

test(
  "a subscription is a reference, by call and by cast",
  inProcess(function* () {
    const from = yield* producer();
    const sink = yield* consumer();
    assert.equal(typeof (yield* GenStage.syncSubscribe(sink, { to: from, maxDemand: 1 })), "object");
    GenStage.asyncSubscribe(sink, { to: from, maxDemand: 1 });
    assert.deepEqual(yield* told("producer", "subscribe"), ["consumer", "consumer"]);
  }),
);

for (const [options, why] of [
  [{ maxDemand: 0 }, "expected maxDemand to be equal to or greater than 1, got: 0"],
  [{ maxDemand: "many" }, 'expected maxDemand to be an integer, got: "many"'],
  [{ maxDemand: 5, minDemand: 5 }, "expected minDemand to be equal to or less than 4, got: 5"],
  [{ minDemand: -1 }, "expected minDemand to be equal to or greater than 0, got: -1"],
  [
    { cancel: "sometimes" },
    'expected cancel to be one of ["permanent", "transient", "temporary"], got: "sometimes"',
  ],
] as const)
  test(`wrong options are refused: ${JSON.stringify(options)}`, async () => {
    const { output } = await run(function* () {
      const from = yield* producer();
      const sink = yield* consumer();
      const to = { to: from, ...options } as unknown as GenStage.To;
      assert.deepEqual(yield* reasonOf(() => GenStage.syncSubscribe(sink, to)), ["bad_opts", why]);
      const again = () => GenStage.syncResubscribe(sink, makeRef(), "again", to);
      assert.deepEqual(yield* reasonOf(again), ["bad_opts", why]);
      GenStage.asyncSubscribe(sink, to);
      assert.deepEqual(yield* GenStage.call(sink, []), "ok", "the consumer lives");
      assert.throws(
        () => GenStage.stream([[from, options as never]]),
        /GenStage.stream: expected valid options/,
      );
    });
    assert.equal(output.length, 3);
  });

test(
  "where to subscribe must be said, and only consumers subscribe",
  inProcess(function* () {
    const from = yield* producer();
    assert.throws(() => GenStage.asyncSubscribe(from, {} as never), /options with `to`/);
    assert.throws(() => GenStage.syncSubscribe(from, undefined as never), /options with `to`/);
    const error = yield* thrown(function* () {
      yield* GenStage.syncSubscribe(from, { to: from });
    } as never);
    assert.ok(error instanceof GenStage.SubscribeError);
    assert.equal(error.reason, "not_a_consumer");
    assert.equal(error.message, 'could not subscribe: "not_a_consumer"');
  }),
);

test(
  "a caller exits if the consumer is not there",
  inProcess(function* () {
    const from = yield* producer();
    const error = yield* thrown(function* () {
      yield* GenStage.syncSubscribe("nobody", { to: from });
    } as never);
    assert.ok(error instanceof Exit);
    assert.equal((error.reason as unknown[])[0], "noproc");
  }),
);

for (const cancel of ["permanent", "transient", "temporary"] as const)
  for (const kind of ["named", "dead"] as const)
    test(
      `a ${cancel} consumer ${cancel === "temporary" ? "lives without" : "ends without"} a ${kind} producer`,
      inProcess(function* () {
        const dead = spawn(() => {});
        yield* Process.sleep(1);
        const to = kind === "named" ? "nobody" : dead;
        const sink = yield* consumer();
        const monitor = Process.monitor(sink);
        assert.equal(typeof (yield* GenStage.syncSubscribe(sink, { to, cancel })), "object");
        if (cancel === "temporary") assert.deepEqual(yield* GenStage.call(sink, []), "ok");
        else assert.equal((yield* receive(["DOWN", monitor]))[4], "noproc");
        const start = () => probe("consumer", "late", { subscribeTo: [[to, { cancel }]] });
        if (kind === "named" && cancel !== "temporary") {
          const error = yield* thrown(start as never);
          assert.ok(error instanceof StartError);
          assert.equal(error.reason, "noproc");
        } else {
          const late = yield* start();
          yield* Process.sleep(1);
          assert.equal(Process.alive(late), cancel === "temporary");
        }
      }),
    );

for (const [cancel, reason, survives] of [
  ["permanent", "normal", false],
  ["permanent", "shutdown", false],
  ["transient", "normal", true],
  ["transient", "shutdown", true],
  ["transient", ["shutdown", "why"], true],
  ["transient", "failed", false],
  ["temporary", "failed", true],
] as const)
  for (const type of ["consumer", "producer_consumer"] as const)
    for (const kind of ["cancel", "down"] as const)
      test(
        `a ${cancel} ${type} ${survives ? "survives" : "ends with"} "${kind}" with ${String(reason)}`,
        inProcess(function* () {
          const from = yield* producer();
          const stage = yield* probe(type, "stage");
          const monitor = Process.monitor(stage);
          const ref = yield* GenStage.syncSubscribe(stage, { to: from, cancel });
          if (kind === "down") yield* GenStage.stop(from, reason);
          else GenStage.cancel([from, ref], reason);
          if (!survives) assert.deepEqual((yield* receive(["DOWN", monitor]))[4], reason);
          assert.deepEqual(yield* told("stage", "cancel"), [[kind, reason]]);
          assert.equal(Process.alive(stage), survives);
        }),
      );

test(
  "a new subscription takes the place of an old one, which ends with the reason given",
  inProcess(function* () {
    const from = yield* counter();
    const sink = yield* consumer("consumer", { onSubscribe: ["manual"] });
    const first = yield* GenStage.syncSubscribe(sink, { to: from, cancel: "temporary" });
    const second = yield* GenStage.syncResubscribe(sink, first, "anew", { to: from, cancel: "temporary" });
    assert.notEqual(first, second);
    assert.deepEqual(yield* told(undefined, "cancel"), [
      ["cancel", "anew"],
      ["cancel", "anew"],
    ]);
    GenStage.asyncResubscribe(sink, second, "again", { to: from, cancel: "temporary" });
    assert.deepEqual(yield* told("producer", "cancel"), [["cancel", "again"]]);
    const unknown = yield* GenStage.syncResubscribe(sink, makeRef(), "unknown", { to: from });
    assert.equal(typeof unknown, "object");
    GenStage.asyncResubscribe(sink, makeRef(), "unknown", { to: from });
    assert.deepEqual(yield* told("producer", "cancel"), []);
  }),
);

test(
  "a second subscription of one process to a broadcast is cancelled, and does no harm",
  inProcess(function* () {
    const from = yield* counter({ dispatcher: GenStage.BroadcastDispatcher });
    const sink = yield* consumer("consumer", { onSubscribe: ["manual"] });
    yield* GenStage.syncSubscribe(sink, { to: from });
    yield* GenStage.syncSubscribe(sink, { to: from });
    assert.deepEqual(yield* told("consumer", "cancel"), [["cancel", "already_subscribed"]]);
    assert.ok(Process.alive(sink));
  }),
);

test(
  "manual demand, also by init: nothing is asked for but by hand",
  inProcess(function* () {
    const from = yield* counter();
    yield* told();
    for (const subscribeTo of [[], [from]]) {
      const sink = yield* probe("consumer", "sink", { subscribeTo }, { onSubscribe: ["manual"] });
      if (subscribeTo.length === 0) yield* GenStage.syncSubscribe(sink, { to: from });
      const subscribed = (yield* told("sink")) as [string, string, GenStage.StageFrom][];
      assert.deepEqual(
        subscribed.map(([what]) => what),
        ["subscribe"],
      );
      yield* GenStage.call(sink, (state: unknown) => {
        GenStage.ask(subscribed[0]![2], 3);
        return ["reply", "ok", [], state];
      });
      assert.deepEqual(((yield* told("sink", "events")) as unknown[][])[0]!.length, 3);
      yield* GenStage.stop(sink);
      yield* told();
    }
  }),
);

test(
  "what is asked and cancelled is checked",
  inProcess(function* () {
    const from = [self(), makeRef()] as const;
    assert.throws(() => GenStage.ask(from, -1), /a whole number from 0, got -1/);
    assert.throws(() => GenStage.ask(from, 1.5), /a whole number from 0/);
    assert.throws(() => GenStage.ask(self() as never, 1), /a subscription: the \[pid, ref\]/);
    assert.throws(() => GenStage.cancel(self() as never, "normal"), /a subscription/);
    assert.equal(GenStage.ask(from, 0), "ok");
    assert.equal(yield* receive({ after: 0 }), "timeout", "nothing is sent for nothing");
    GenStage.ask(from, 2);
    assert.deepEqual(yield* receive(), ["$gen_producer", [self(), from[1]], ["ask", 2]]);
  }),
);

test(
  "producers are found by pid, by name, and by a tuple with options",
  inProcess(function* () {
    yield* Registry.startLink({ keys: "unique", name: "stages" });
    const via = ["via", Registry, ["stages", "numbers"]] as const;
    const from = yield* GenStage.fromEnumerable([1], { name: via as never });
    const local = yield* GenStage.fromEnumerable([1], { name: "local" });
    const everywhere = ["global", "numbers"] as const;
    yield* GenStage.fromEnumerable([1], { name: everywhere });
    const names: unknown[] = [
      from,
      local,
      "local",
      [from, {}],
      ["local", { maxDemand: 1 }],
      [via, {}],
      via,
      [everywhere, {}],
    ];
    for (const name of names) {
      const sink = yield* probe(
        "consumer",
        "sink",
        {
          subscribeTo: [name as never],
        },
        { onSubscribe: ["manual"] },
      );
      assert.deepEqual(yield* told("sink", "subscribe"), ["producer"]);
      yield* GenStage.stop(sink);
    }
  }),
);

// ---- The protocol ------------------------------------------------------------------------------------------------------

const answer = (what: unknown) => receive((m) => Array.isArray(m) && m[0] === what);

test("a producer answers wrong messages by cancelling", async () => {
  const { output } = await run(function* () {
    const from = yield* producer();
    const ref = makeRef();
    const subscribe = ["$gen_producer", [self(), ref], ["subscribe", undefined, {}]];
    send(from, subscribe);
    send(from, subscribe);
    assert.deepEqual((yield* answer("$gen_consumer"))[2], ["cancel", "duplicated_subscription"]);
    send(from, ["$gen_producer", [self(), makeRef()], ["ask", 1]]);
    assert.deepEqual((yield* answer("$gen_consumer"))[2], ["cancel", "unknown_subscription"]);
    send(from, ["$gen_producer", [self(), makeRef()], ["cancel", "unknown"]]);
    send(from, ["$gen_consumer", [self(), ref], [1]]);
    yield* GenStage.call(from, []);
  });
  assert.match(output[0]!, /received duplicated subscription/);
  assert.match(output[1]!, /GenStage producer .* received \$gen_consumer message/);
});

test("a consumer answers wrong messages by cancelling", async () => {
  const { output } = await run(function* () {
    const sink = yield* consumer();
    send(sink, ["$gen_consumer", [self(), makeRef()], [1]]);
    assert.deepEqual((yield* answer("$gen_producer"))[2], ["cancel", "unknown_subscription"]);
    send(sink, ["$gen_consumer", [self(), makeRef()], ["cancel", "unknown"]]);
    send(sink, ["$gen_producer", [self(), makeRef()], ["ask", 1]]);
    yield* GenStage.call(sink, []);
  });
  assert.match(output[0]!, /GenStage consumer .* received \$gen_producer message/);
});

test("a consumer that gets more than it asked for handles it, and reports it", async () => {
  const { output } = await run(function* () {
    const sink = yield* consumer();
    const ref = yield* GenStage.syncSubscribe(sink, { to: self(), maxDemand: 2, minDemand: 0 });
    send(sink, ["$gen_consumer", [self(), ref], [1, 2, 3]]);
    assert.deepEqual((yield* told("consumer", "events")).flat(), [1, 2, 3]);
  });
  assert.match(output[0]!, /has received 1 events in excess/);
});

test(
  "two events that look like the end of a subscription are events",
  inProcess(function* () {
    const from = yield* producer();
    const sink = yield* consumer();
    yield* GenStage.syncSubscribe(sink, { to: from });
    yield* GenStage.call(from, ["cancel", "normal"]);
    assert.deepEqual((yield* told("consumer", "events")).flat(), ["cancel", "normal"]);
  }),
);
