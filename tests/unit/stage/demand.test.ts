import assert from "node:assert/strict";
import { test } from "node:test";
import { Process, receive, type Steps } from "beamish";
import { GenStage } from "beamish/stage";
import { inProcess, run } from "../supervision/run.ts";
import { consumer, counter, probe, producer, told } from "./stages.ts";

const sizes = (batches: unknown[]) => (batches as unknown[][]).map(({ length }) => length);

for (const [minDemand, maxDemand, demands, batches] of [
  [undefined, undefined, [1000, 500, 500], [500, 500, 500]],
  [80, 100, [100, 20, 20], [20, 20, 20]],
  [20, 100, [100, 80, 100], [80, 20, 80]],
  [0, 1, [1, 1, 1], [1, 1, 1]],
] as const)
  test(
    `a consumer with demand from ${minDemand ?? "half"} to ${maxDemand ?? "the default"} asks and gets in portions`,
    inProcess(function* () {
      const from = yield* producer({ demand: "accumulate" }, { counts: true });
      const sink = yield* consumer();
      const options = minDemand === undefined ? {} : { minDemand, maxDemand };
      yield* GenStage.syncSubscribe(sink, { to: from, ...options });
      const log: [string, number][] = [];
      GenStage.demand(from, "forward");
      while (log.length < 40) {
        const [name, what, value] = yield* receive<readonly [string, string, unknown]>((m) =>
          Array.isArray(m),
        );
        if (what === "demand") log.push([name, value as number]);
        if (what === "events") log.push([name, (value as number[]).length]);
      }
      Process.exit(from, "kill");
      const of = (who: string) => log.filter(([name]) => name === who).map(([, size]) => size);
      assert.deepEqual(of("producer").slice(0, 3), demands);
      assert.deepEqual(of("consumer").slice(0, 3), batches);
    }),
  );

const MANUAL = { onSubscribe: ["manual"] };

/** A subscription with demand of its own. */
function* open(name: string, to: GenStage.To["to"], more = {}): Steps<GenStage.StageFrom> {
  const sink = yield* consumer(name, MANUAL);
  const ref = yield* GenStage.syncSubscribe(sink, { to, cancel: "temporary", ...more });
  return [sink, ref];
}

/** Asks as the consumer itself would. */
function* ask([sink, ref]: GenStage.StageFrom, to: GenStage.To["to"], count: number): Steps<void> {
  yield* GenStage.call(sink, (state: unknown) => {
    GenStage.ask([to as never, ref], count);
    return ["reply", "ok", [], state];
  });
}

test(
  "broadcast demand is that of the slowest, and not asked for twice",
  inProcess(function* () {
    const from = yield* counter({ dispatcher: GenStage.BroadcastDispatcher });
    const a = yield* open("a", from);
    const b = yield* open("b", from);
    yield* told();
    yield* ask(a, from, 4);
    assert.deepEqual(yield* told(), []);
    yield* ask(b, from, 2);
    assert.deepEqual(yield* told(), [
      ["producer", "demand", 2],
      ["a", "events", [0, 1]],
      ["b", "events", [0, 1]],
    ]);
    yield* ask(b, from, 5);
    assert.deepEqual(yield* told("producer", "demand"), [2]);
  }),
);

test(
  "a consumer that takes events from two producers handles each's in order",
  inProcess(function* () {
    const sink = yield* consumer();
    for (let i = 0; i < 2; i++) {
      const from = yield* producer();
      yield* GenStage.syncSubscribe(sink, { to: from, maxDemand: 4, minDemand: 2 });
      yield* GenStage.call(from, [`${i}a`, `${i}b`, `${i}c`]);
    }
    assert.deepEqual((yield* told("consumer", "events")).flat(), ["0a", "0b", "0c", "1a", "1b", "1c"]);
  }),
);

for (const late of [false, true])
  for (const minDemand of [80, 20])
    test(
      `a producer_consumer (${minDemand} of 100, subscribed ${late ? "late" : "by init"}) moves events no faster than they are wanted`,
      inProcess(function* () {
        const from = yield* counter();
        const to = { maxDemand: 100, minDemand };
        const between = yield* probe(
          "producer_consumer",
          "between",
          late ? {} : { subscribeTo: [[from, to]] },
        );
        const sink = yield* open("sink", between);
        if (late) yield* GenStage.syncSubscribe(between, { to: from, ...to });
        assert.deepEqual(yield* told("between", "events"), [], "nobody wants anything yet");
        yield* ask(sink, between, 10);
        const some = (yield* told()) as [string, string, number[]][];
        const handled = some.filter(([name, what]) => name === "between" && what === "events");
        assert.deepEqual(
          sizes(handled.map(([, , events]) => events)),
          minDemand === 80 ? [20, 20, 20, 20, 20] : [80, 20],
          "one message of a hundred events, in portions",
        );
        const got = some.find(([name, what]) => name === "sink" && what === "events")!;
        assert.deepEqual(got[2], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
        assert.equal(yield* GenStage.estimateBufferedCount(between), 90);
        yield* ask(sink, between, 90);
        const rest = (yield* told()) as [string, string, number[]][];
        assert.equal(rest.filter(([name]) => name === "between").length, 0, "the buffer was enough");
      }),
    );

test(
  "a producer_consumer that emits more than was wanted keeps the rest, and one that emits nothing goes on",
  inProcess(function* () {
    const from = yield* counter();
    const map = (n: unknown) => ((n as number) % 2 === 0 ? [n, n, n] : []);
    const between = yield* probe(
      "producer_consumer",
      "between",
      { subscribeTo: [[from, { maxDemand: 2, minDemand: 1 }]] },
      { map },
    );
    const sink = yield* open("sink", between);
    yield* ask(sink, between, 4);
    assert.deepEqual((yield* told("sink", "events")).flat(), [0, 0, 0, 2]);
    assert.equal(yield* GenStage.estimateBufferedCount(between), 2);
    yield* ask(sink, between, 3);
    assert.deepEqual((yield* told("sink", "events")).flat(), [2, 2, 4]);
  }),
);

test(
  "what a producer sent before it was lost is handled before the loss is told",
  inProcess(function* () {
    const from = yield* counter();
    const between = yield* probe("producer_consumer", "between", {
      subscribeTo: [[from, { maxDemand: 4, minDemand: 2, cancel: "temporary" }]],
    });
    const sink = yield* open("sink", between);
    yield* told();
    yield* GenStage.stop(from);
    assert.deepEqual(yield* told("between"), [], "the events wait, and the loss behind them");
    yield* ask(sink, between, 5);
    assert.deepEqual(yield* told("between"), [
      ["events", [0, 1, 2, 3]],
      ["cancel", ["down", "normal"]],
    ]);
  }),
);

test(
  "an accumulating producer keeps demand, each for itself, and events too",
  inProcess(function* () {
    const from = yield* producer({ demand: "accumulate" });
    assert.equal(yield* GenStage.demand(from), "accumulate");
    const [a, b] = [yield* open("a", from), yield* open("b", from)];
    yield* ask(a, from, 10);
    yield* GenStage.call(from, ["early"]);
    yield* ask(b, from, 5);
    GenStage.demand(from, "accumulate");
    assert.deepEqual(yield* told("producer", "demand"), []);
    GenStage.demand(from, "forward");
    const all = yield* told();
    assert.deepEqual(all, [
      ["producer", "demand", 10],
      ["producer", "demand", 5],
      ["a", "events", ["early"]],
    ]);
    assert.equal(yield* GenStage.demand(from), "forward");
    GenStage.demand(from, "forward");
    GenStage.demand(from, "accumulate");
    yield* ask(a, from, 1);
    assert.deepEqual(yield* told("producer", "demand"), []);
  }),
);

test("demand can be set for producers only", async () => {
  const { output } = await run(function* () {
    const sink = yield* consumer();
    GenStage.demand(sink, "forward");
    const between = yield* probe("producer_consumer", "between");
    GenStage.demand(between, "forward");
    yield* told();
    assert.throws(() => GenStage.demand(sink, "later" as never), /"forward" or "accumulate", got "later"/);
  });
  assert.equal(output.length, 1);
  assert.match(output[0]!, /Demand mode can only be set for producers, GenStage .* is a consumer/);
});

test(
  "events that nobody has asked for are kept, and go to the first who asks",
  inProcess(function* () {
    const from = yield* producer();
    yield* GenStage.call(from, ["a", "b", "c"]);
    assert.equal(yield* GenStage.estimateBufferedCount(from), 3);
    const sink = yield* open("sink", from);
    yield* told();
    yield* ask(sink, from, 2);
    assert.deepEqual(yield* told(), [["sink", "events", ["a", "b"]]]);
    yield* ask(sink, from, 2);
    assert.deepEqual((yield* told("producer", "demand"))[0], 1);
  }),
);

for (const [bufferKeep, kept] of [
  ["first", [1, 2]],
  ["last", [3, 4]],
] as const)
  test(`a buffer of 2 keeps the ${bufferKeep} events and reports the others`, async () => {
    const { output } = await run(function* () {
      const from = yield* producer({ bufferSize: 2, bufferKeep });
      yield* GenStage.call(from, [1, 2, 3, 4]);
      assert.deepEqual(yield* GenStage.stream([from]).take(2), kept);
    });
    assert.match(output[0]!, /GenStage producer <.*> has discarded 2 events from buffer/);
  });

test(
  "a buffer may be without a limit",
  inProcess(function* () {
    const from = yield* producer({ bufferSize: "infinity" });
    const many = Array.from({ length: 20_000 }, (_, i) => i);
    yield* GenStage.call(from, many);
    assert.equal(yield* GenStage.estimateBufferedCount(from), 20_000);
    assert.deepEqual(yield* GenStage.stream([from]).take(20_000), many);
  }),
);

for (const isReported of [true, false])
  test(`a module is told how many events were lost, and ${isReported ? "lets" : "keeps"} it ${isReported ? "be" : "from being"} reported`, async () => {
    const lost: number[] = [];
    const Full: GenStage.Module<string> = {
      init: () => ["producer", "state", { bufferSize: 1 }],
      handleCall: (events, _from, state) => ["reply", "ok", events, state],
      formatDiscarded(count, state) {
        assert.equal(state, "state");
        lost.push(count);
        return isReported;
      },
    };
    const { output } = await run(function* () {
      yield* GenStage.call(yield* GenStage.start(Full), [1, 2, 3]);
    });
    assert.deepEqual([lost, output.length], [[2], isReported ? 1 : 0]);
  });

test("a consumer has no buffer", async () => {
  const { result, output } = await run(function* () {
    return yield* GenStage.estimateBufferedCount(yield* consumer());
  });
  assert.equal(result, 0);
  assert.match(output[0]!, /Buffered count can only be requested for producers/);
});
