import assert from "node:assert/strict";
import { test } from "node:test";
import { makeRef, Process, receive, self, send, type Pid } from "beamish";
import { GenStage } from "beamish/stage";
import { batchesOf } from "../../../src/beamish/stage/batches.ts";
import { newBuffer, store, storeInfo, take } from "../../../src/beamish/stage/buffer.ts";
import { inProcess } from "../supervision/run.ts";

test("a consumer asks again when what is open has come down to its minimum", () => {
  assert.deepEqual(batchesOf({ min: 2, max: 4, open: 4 }, [1]), [[[[1], 0]], 3]);
  assert.deepEqual(batchesOf({ min: 2, max: 4, open: 3 }, [2, 3]), [[[[2, 3], 3]], 4]);
});

test("a full buffer keeps the first or the last events, and messages keep their place", () => {
  const last = store(newBuffer(2, "last"), [1, 2, 3]);
  assert.deepEqual(
    [take(last[0], 5)[0], last[1]],
    [
      [
        ["event", 2],
        ["event", 3],
      ],
      1,
    ],
  );
  const first = store(newBuffer(2, "first"), [1, 2, 3])[0];
  const behind = storeInfo(first, "info")!;
  assert.deepEqual(take(behind, 1)[0], [["event", 1]]);
  assert.deepEqual(take(behind, 2)[0], [
    ["event", 1],
    ["event", 2],
    ["info", "info"],
  ]);
  assert.equal(storeInfo(newBuffer(2, "last"), "info"), undefined);
});

test(
  "the largest demand is served first, and the demand of one that has gone is not asked for twice",
  inProcess(function* () {
    const { DemandDispatcher: dispatcher } = GenStage;
    const [a, b] = [[self(), makeRef()] as const, [self(), makeRef()] as const];
    let state = dispatcher.subscribe(dispatcher.subscribe(dispatcher.init(undefined), a, {})[1], b, {})[1];
    state = dispatcher.ask(state, a, 2)[1];
    state = dispatcher.ask(state, b, 3)[1];
    const { deliveries, leftover } = dispatcher.dispatch(state, [1, 2, 3, 4, 5, 6]);
    assert.deepEqual(deliveries, [
      [b, [1, 2, 3]],
      [a, [4, 5]],
    ]);
    assert.deepEqual(leftover, [6]);
    assert.equal(dispatcher.ask(dispatcher.cancel(state, b)[1], a, 4)[0], 1);
  }),
);

const Counter: GenStage.Module<number, GenStage.StageOptions> = {
  init: (options) => ["producer", 0, options],
  handleDemand: (demand, n) => ["noreply", Array.from({ length: demand }, (_, i) => n + i), n + demand],
};
type SinkState = readonly [owner: Pid, name: string];
const Sink: GenStage.Module<SinkState, readonly [SinkState, GenStage.StageOptions]> = {
  init: ([state, options]) => ["consumer", state, options],
  handleEvents(events, _from, state) {
    send(state[0], [state[1], events]);
    return ["noreply", [], state];
  },
};
const Doubler: GenStage.Module<undefined, Pid> = {
  init: (pid) => ["producer_consumer", undefined, { subscribeTo: [[pid, { maxDemand: 2, minDemand: 0 }]] }],
  handleEvents: (events, _from, state) => ["noreply", (events as number[]).map((n) => n * 2), state],
};

test(
  "a producer_consumer stands between, and nothing moves before demand is forwarded",
  inProcess(function* () {
    const producer = yield* GenStage.start(Counter, { demand: "accumulate" });
    const between = yield* GenStage.start(Doubler, producer);
    const to = { subscribeTo: [[between, { maxDemand: 4, minDemand: 3, cancel: "temporary" }]] } as const;
    yield* GenStage.start(Sink, [[self(), "sink"], to]);
    assert.equal(yield* receive(undefined, { after: 10 }), "timeout");
    GenStage.demand(producer, "forward");
    const got: number[] = [];
    while (got.length < 6) got.push(...(yield* receive<[string, number[]]>(["sink"]))[1]);
    assert.deepEqual(got.slice(0, 6), [0, 2, 4, 6, 8, 10]);
    Process.exit(producer, "kill");
  }),
);

test(
  "partitions get what the hash says",
  inProcess(function* () {
    const hash = (n: number) => [n, n % 2] as const;
    const dispatcher = [GenStage.PartitionDispatcher, { partitions: 2, hash }] as const;
    const producer = yield* GenStage.start(Counter, { dispatcher } as never);
    for (const partition of [0, 1])
      yield* GenStage.start(Sink, [
        [self(), `p${partition}`],
        { subscribeTo: [[producer, { partition, maxDemand: 2 }]] },
      ]);
    const [, odd] = yield* receive<[string, number[]]>(["p1"]);
    const [, even] = yield* receive<[string, number[]]>(["p0"]);
    assert.ok(odd.every((n) => n % 2 === 1) && even.every((n) => n % 2 === 0));
    Process.exit(producer, "kill");
  }),
);
for (const [cancel, reason, survives] of [
  ["permanent", "normal", false],
  ["transient", "shutdown", true],
  ["transient", "failed", false],
  ["temporary", "failed", true],
] as const)
  test(
    `a ${cancel} consumer ${survives ? "survives" : "ends with"} a producer that ends with ${reason}`,
    inProcess(function* () {
      const producer = yield* GenStage.start(Counter, { demand: "accumulate" });
      const sink = yield* GenStage.start(Sink, [[self(), "sink"], {}]);
      yield* GenStage.syncSubscribe(sink, { to: producer, cancel });
      yield* GenStage.stop(producer, reason);
      yield* Process.sleep(1);
      assert.equal(Process.alive(sink), survives);
    }),
  );
