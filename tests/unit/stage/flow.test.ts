import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { ArgumentError, Exit, Process, receive, self, send, type Steps } from "beamish";
import { simulate } from "beamish/testing";
import { Flow, GenStage } from "beamish/stage";
import { inProcess, run } from "../supervision/run.ts";
import { holds } from "../../support/property.ts";

const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i + 1);
const sorted = (numbers: readonly number[]) => [...numbers].sort((a, b) => a - b);
const ONE = { stages: 1 } as const;

test(
  "one event at a time: map, filter, reject, flatMap and batches",
  inProcess(function* () {
    const flow = Flow.fromEnumerable(upTo(10))
      .map((n) => n * 2)
      .filter((n) => n % 4 === 0)
      .reject((n) => n > 16)
      .flatMap((n) => [n, -n])
      .mapBatch((numbers) => numbers.map((n) => n + 1));
    assert.deepEqual(sorted(yield* flow.toArray()), [-15, -11, -7, -3, 5, 9, 13, 17]);
    assert.deepEqual(sorted(yield* flow.toArray()), [-15, -11, -7, -3, 5, 9, 13, 17], "again");
  }),
);

test(
  "a flow with nothing to do gives what it is given, also of several enumerables",
  inProcess(function* () {
    assert.deepEqual(yield* Flow.fromEnumerable(new Set([1, 2])).toArray(), [1, 2]);
    assert.deepEqual(sorted(yield* Flow.fromEnumerables([[1, 2], [], [3]]).toArray()), [1, 2, 3]);
    assert.deepEqual(yield* Flow.fromEnumerable([]).toArray(), []);
  }),
);

test(
  "an endless flow is stopped when enough has been taken, and leaves no process behind",
  inProcess(function* () {
    function* endless() {
      for (let i = 0; ; i++) yield i;
    }
    const before = Process.list().length;
    const flow = Flow.fromEnumerable(endless(), { stages: 2, maxDemand: 10 }).map((n) => n);
    assert.equal((yield* flow.take(25)).length, 25);
    yield* Process.sleep(1);
    assert.equal(Process.list().length, before);
    assert.equal(yield* receive({ after: 0 }), "timeout", "nothing is left in the mailbox");
  }),
);

test(
  "equal keys meet in one stage, whatever the number of stages",
  inProcess(function* () {
    const words = "a b a c b a".split(" ");
    for (const stages of [1, 2, 5]) {
      const counts = yield* Flow.fromEnumerables([words, words])
        .partition({ stages })
        .reduce(
          () => new Map<string, number>(),
          (word, map) => map.set(word, (map.get(word) ?? 0) + 1),
        )
        .toArray();
      assert.deepEqual(new Map(counts), new Map(Object.entries({ a: 6, b: 4, c: 2 })));
    }
  }),
);

test(
  "a hash of one's own says which stage it is, or none",
  inProcess(function* () {
    const seen = yield* Flow.fromEnumerable(upTo(6))
      .partition({ stages: 2, hash: (n) => (n === 6 ? "none" : [n, n % 2]) })
      .reduce<number[]>(
        () => [],
        (n, all) => [...all, n],
      )
      .onTrigger((all, { index, stages }) => [[[index, stages, sorted(all)] as const], all])
      .toArray();
    assert.deepEqual(
      [...seen].sort(([a], [b]) => a - b),
      [
        [0, 2, [2, 4]],
        [1, 2, [1, 3, 5]],
      ],
    );
  }),
);

test(
  "what is emitted of a state: its items, itself, nothing",
  inProcess(function* () {
    const all = Flow.fromEnumerable(upTo(3), ONE).reduce<number[]>(
      () => [],
      (n, list) => [...list, n],
    );
    assert.deepEqual(yield* all.toArray(), [1, 2, 3]);
    assert.deepEqual(yield* all.emit("events").toArray(), [1, 2, 3]);
    assert.deepEqual(yield* all.emit("state").toArray(), [[1, 2, 3]]);
    assert.deepEqual(yield* all.emit("nothing").toArray(), []);
    assert.deepEqual(yield* all.map((n) => n * 2).toArray(), [2, 4, 6], "what comes after is of the items");
    assert.throws(() => all.emit("some" as never), /"events", "state" or "nothing"/);
  }),
);

test(
  "groups, uniqueness, order and the first in order",
  inProcess(function* () {
    const numbers = [5, 3, 9, 3, 1, 5];
    const groups = yield* Flow.fromEnumerable(numbers)
      .partition({ key: (n) => n % 3 })
      .groupBy((n) => n % 3, String)
      .toArray();
    assert.deepEqual(
      new Map(groups.map(([key, values]) => [key, [...values].sort()])),
      new Map([
        [2, ["5", "5"]],
        [0, ["3", "3", "9"]],
        [1, ["1"]],
      ]),
    );
    assert.deepEqual(sorted(yield* Flow.fromEnumerable(numbers).partition().uniq().toArray()), [1, 3, 5, 9]);
    assert.equal(
      (yield* Flow.fromEnumerable(numbers)
        .partition()
        .uniq(() => 1)
        .toArray()).length <= 4,
      true,
    );
    assert.deepEqual(yield* Flow.fromEnumerable(numbers, ONE).sort().toArray(), sorted(numbers));
    assert.deepEqual(yield* Flow.fromEnumerable(numbers).takeSort(2).toArray(), [[1, 3]]);
    assert.deepEqual(
      yield* Flow.fromEnumerable(numbers)
        .takeSort(2, (a, b) => b - a)
        .toArray(),
      [[9, 5]],
    );
  }),
);

test(
  "events can go out before the end",
  inProcess(function* () {
    const pairs = yield* Flow.fromEnumerable(upTo(5), ONE)
      .emitAndReduce<number[], number[]>(
        () => [],
        (n, open) => (open.length === 1 ? [[[...open, n]], []] : [[], [n]]),
      )
      .toArray();
    assert.deepEqual(pairs, [
      [1, 2],
      [3, 4],
    ]);
  }),
);

test(
  "departition brings the states of all stages together",
  inProcess(function* () {
    const total = yield* Flow.fromEnumerable(upTo(100))
      .partition({ stages: 3 })
      .reduce(
        () => 0,
        (n, sum) => n + sum,
      )
      .departition(
        () => 0,
        (sum, all) => sum + all,
        (all, window) => [window, all],
      )
      .toArray();
    assert.deepEqual(total, [["global", 5050]]);
    const inParts = yield* Flow.fromEnumerable(upTo(10), ONE)
      .partition({ stages: 2, window: Flow.Window.global<number>().triggerEvery(2) })
      .reduce<number>(
        () => 0,
        (n, sum) => n + sum,
      )
      .onTrigger((sum) => [[sum], 0])
      .departition(
        () => 0,
        (sum, all) => sum + all,
        (all) => all,
      )
      .toArray();
    assert.deepEqual(inParts, [55], "each trigger is merged");
    const apart = yield* Flow.fromEnumerable([1, 31], ONE)
      .partition({ stages: 2, hash: (n) => [n, 0], window: Flow.Window.fixed(10, (n: number) => n) })
      .reduce(
        () => 0,
        (n, sum) => n + sum,
      )
      .departition(
        () => 0,
        (sum, all) => sum + all,
        (all, window) => [window, all],
      )
      .toArray();
    assert.deepEqual(
      apart,
      [0, 10, 20, 30].map((window) => [window, window === 0 || window === 30 ? window + 1 : 0]),
    );
  }),
);

// ---- Stages, and what goes wrong -------------------------------------------------------------------------------------------

test(
  "a flow from stages, into stages",
  inProcess(function* () {
    const owner = self();
    const Sink: GenStage.Module<undefined> = {
      init: () => ["consumer", undefined],
      handleEvents(events, _from, state) {
        for (const event of events) send(owner, ["got", event]);
        return ["noreply", [], state];
      },
    };
    const from = yield* GenStage.fromEnumerable([1, 2, 3], { demand: "accumulate" });
    const sink = yield* GenStage.startLink(Sink);
    const flow = Flow.fromStages<number>([from], ONE).map((n) => n * 2);
    const pid = yield* flow.intoStages([[sink, { maxDemand: 1 }]]);
    const monitor = Process.monitor(pid);
    assert.equal((yield* receive(["DOWN", monitor]))[4], "normal");
    const got = [yield* receive(["got"]), yield* receive(["got"]), yield* receive(["got"])];
    assert.deepEqual(got, [
      ["got", 2],
      ["got", 4],
      ["got", 6],
    ]);
    assert.ok(Process.alive(sink));
  }),
);

test(
  "a flow that runs by itself ends when its events do",
  inProcess(function* () {
    const seen: number[] = [];
    const pid = yield* Flow.fromEnumerable([1, 2, 3], ONE)
      .map((n) => seen.push(n))
      .startLink();
    const monitor = Process.monitor(pid);
    assert.equal((yield* receive(["DOWN", monitor]))[4], "normal");
    assert.deepEqual(seen, [1, 2, 3]);
  }),
);

test("what a stage throws ends the flow and reaches the caller", async () => {
  const { output } = await run(function* () {
    const failure = new Error("three is too much");
    const flow = Flow.fromEnumerable(upTo(5))
      .partition({ stages: 2 })
      .map((n) => {
        if (n === 3) throw failure;
        return n;
      });
    for (const op of [() => flow.run(), () => flow.toArray()])
      try {
        yield* op();
        assert.fail("it went through");
      } catch (error) {
        assert.ok(error instanceof Exit);
        assert.equal((error.reason as unknown[])[0], failure);
      }
    Process.flag("trap_exit", true);
    const pid = yield* flow.startLink();
    assert.equal((yield* receive<unknown[]>(["EXIT", pid]))[2], failure);
    const count = Flow.fromEnumerable([1]).reduce(
      () => 0,
      (n, sum) => n + sum,
    );
    try {
      yield* (count as Flow.Flow<never>).toArray();
      assert.fail("a number has no items");
    } catch (error) {
      const [reason] = (error as Exit).reason as [Error];
      assert.match(reason.message, /a state with items to emit.*`\.emit\("state"\)`/s);
    }
  });
  assert.ok(output.some((text) => text.includes("three is too much")));
});

test("wrong arguments are refused where they are given", () => {
  const flow = Flow.fromEnumerable([1]);
  for (const wrong of [
    () => Flow.fromEnumerable(1 as never),
    () => Flow.fromEnumerables([]),
    () => Flow.fromStages([]),
    () => Flow.merge([]),
    () => Flow.fromEnumerable([], { stages: 0 }),
    () => Flow.fromEnumerable([], { window: "global" as never }),
    () => flow.partition({ key: "name" as never }),
    () => flow.map(1 as never),
    () => flow.reduce((() => 0) as never, 1 as never),
    () => flow.takeSort(-1),
    () => flow.intoStages(1 as never),
    () =>
      flow.uniq().reduce(
        () => [],
        () => [],
      ),
  ])
    assert.throws(wrong, ArgumentError);
});

// ---- Properties ------------------------------------------------------------------------------------------------------------

test("no event is lost or doubled, and those of one key keep their order, whatever the stages, demand and schedule", async () => {
  const plan = fc.record({
    seed: fc.nat(1000),
    count: fc.nat(200),
    stages: fc.integer({ min: 1, max: 4 }),
    maxDemand: fc.integer({ min: 1, max: 20 }),
    keys: fc.integer({ min: 1, max: 5 }),
  });
  await holds(
    fc.asyncProperty(plan, async ({ seed, count, stages, maxDemand, keys }) => {
      const { result } = await simulate(
        function* (): Steps<readonly (readonly [number, number[]])[]> {
          return yield* Flow.fromEnumerable(upTo(count), { stages: 1, maxDemand })
            .map((n) => n)
            .partition({ stages, maxDemand, key: (n) => n % keys })
            .groupBy((n) => n % keys)
            .toArray();
        },
        { seed },
      );
      const groups = result!.map(([, group]) => group);
      for (const group of groups) assert.deepEqual(group, sorted(group));
      assert.deepEqual(sorted(groups.flat()), upTo(count));
    }),
    { runs: 40 },
  );
});
