/** Joins of flows. What is expected is what Elixir's `flow` gives; a property compares them with a join of lists. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { ArgumentError, inspect, type Steps } from "beamish";
import { simulate } from "beamish/testing";
import { Flow } from "beamish/stage";
import { inProcess } from "../supervision/run.ts";
import { holds } from "../../support/property.ts";

const MODES = ["inner", "left_outer", "right_outer", "full_outer"] as const;
const inOrder = (pairs: readonly unknown[]) => pairs.map((pair) => inspect(pair)).sort();
const pair = (left: unknown, right: unknown) => [left, right] as const;

test(
  "events with equal keys meet, and the mode says who else is told of",
  inProcess(function* () {
    const left = Flow.fromEnumerable([
      [1, "a"],
      [1, "b"],
      [2, "c"],
    ] as const);
    const right = Flow.fromEnumerable([
      [1, "x"],
      [3, "y"],
      [1, "z"],
    ] as const);
    const met = ["ax", "az", "bx", "bz"];
    const alone = { inner: [], left_outer: ["c-"], right_outer: ["-y"], full_outer: ["-y", "c-"] };
    for (const mode of MODES) {
      const joined = Flow.boundedJoin(
        mode,
        left,
        right,
        ([key]) => key,
        ([key]) => key,
        (one, other) => `${one?.[1] ?? "-"}${other?.[1] ?? "-"}`,
      );
      assert.deepEqual((yield* joined.toArray()).sort(), [...met, ...alone[mode]].sort(), mode);
    }
  }),
);

test(
  "keys are equal as terms are",
  inProcess(function* () {
    const joined = Flow.boundedJoin(
      "inner",
      Flow.fromEnumerable([["a", 1] as const]),
      Flow.fromEnumerable([{ of: ["a", 1] as const, value: "found" }]),
      (event) => event,
      ({ of }) => of,
      (_event, { value }) => value,
    );
    assert.deepEqual(yield* joined.toArray(), ["found"]);
  }),
);

test(
  "what is joined goes on: mapped, reduced, partitioned again",
  inProcess(function* () {
    const product = Flow.boundedJoin(
      "left_outer",
      Flow.fromEnumerable([1, 2, 3, 4]),
      Flow.fromEnumerable([1, 2, 2]),
      (n) => n,
      (n) => n,
      (left, right) => [left, right] as const,
      { stages: 1 },
    ).map(([left, right]) => left * (right ?? 10));
    const sum = product.reduce(
      () => 0,
      (n, total) => n + total,
    );
    assert.deepEqual(yield* sum.emit("state").toArray(), [79]);
    assert.deepEqual(inOrder(yield* product.partition().uniq().toArray()), inOrder([1, 4, 30, 40]));
    assert.deepEqual(yield* product.takeSort(2).toArray(), [[1, 4]]);
  }),
);

test(
  "flows that are reduced or joined themselves can be joined",
  inProcess(function* () {
    const counts = Flow.fromEnumerable(["b", "a", "b"])
      .partition()
      .reduce(
        () => new Map<string, number>(),
        (word, map) => map.set(word, (map.get(word) ?? 0) + 1),
      );
    const names = Flow.boundedJoin(
      "inner",
      Flow.fromEnumerable(["a", "b"]),
      Flow.fromEnumerable(["ant", "bee"]),
      (letter) => letter,
      (name) => name[0],
      (_letter, name) => name,
    );
    const joined = Flow.boundedJoin(
      "inner",
      counts,
      names,
      ([word]) => word,
      (name) => name[0],
      ([, count], name) => `${count} ${name}`,
    );
    assert.deepEqual((yield* joined.toArray()).sort(), ["1 ant", "2 bee"]);
  }),
);

test(
  "in windows only events of the same window meet",
  inProcess(function* () {
    const window = Flow.Window.fixed(10, (n: number) => n);
    for (const triggered of [window, window.triggerEvery(2)]) {
      const joined = Flow.windowJoin(
        "full_outer",
        Flow.fromEnumerable([1, 2, 19]),
        Flow.fromEnumerable([4, 12, 22]),
        triggered,
        (n) => n,
        (n) => n - 3,
        pair,
      );
      const nobody = undefined;
      assert.deepEqual(
        inOrder(yield* joined.toArray()),
        inOrder([
          [1, 4],
          [2, nobody],
          [19, nobody],
          [nobody, 12],
          [nobody, 22],
        ]),
      );
    }
  }),
);

test("wrong arguments of a join are refused where they are given", () => {
  const flow = Flow.fromEnumerable([1]);
  const same = (n: unknown) => n;
  for (const [wrong, said] of [
    [() => Flow.boundedJoin("outer" as never, flow, flow, same, same, pair), /one of inner, left_outer/],
    [() => Flow.boundedJoin("inner", [1] as never, flow, same, same, pair), /expected a flow/],
    [() => Flow.boundedJoin("inner", flow, flow, same, 1 as never, pair), /expected a function/],
    [() => Flow.boundedJoin("inner", flow, flow, same, same, pair, { stages: 0 }), /`stages`/],
    [
      () => Flow.windowJoin("inner", flow, flow, 10 as never, same, same, pair),
      /Flow.windowJoin: expected a window/,
    ],
  ] as const)
    assert.throws(
      () => void wrong(),
      (error) => error instanceof ArgumentError && said.test(error.message),
    );
});

test("a join is that of two lists, whatever the keys, stages, demand and schedule", async () => {
  const plan = fc.record({
    seed: fc.nat(1000),
    mode: fc.constantFrom(...MODES),
    left: fc.array(fc.nat(6), { maxLength: 12 }),
    right: fc.array(fc.nat(6), { maxLength: 12 }),
    stages: fc.integer({ min: 1, max: 3 }),
    maxDemand: fc.integer({ min: 1, max: 10 }),
  });
  const naive = (mode: string, left: readonly number[], right: readonly number[]): unknown[] => {
    const pairs: unknown[] = left.flatMap((l) => right.filter((r) => r === l).map((r) => [l, r]));
    if (mode === "left_outer" || mode === "full_outer")
      for (const l of left) if (!right.includes(l)) pairs.push([l, undefined]);
    if (mode === "right_outer" || mode === "full_outer")
      for (const r of right) if (!left.includes(r)) pairs.push([undefined, r]);
    return pairs;
  };
  const property = fc.asyncProperty(plan, async ({ seed, mode, left, right, stages, maxDemand }) => {
    const { result } = await simulate(
      function* (): Steps<unknown[]> {
        const [one, other] = [left, right].map((list) => Flow.fromEnumerable(list, { stages: 2, maxDemand }));
        const same = (n: number) => n;
        const options = { stages, maxDemand };
        return yield* Flow.boundedJoin(mode, one!, other!, same, same, pair, options).toArray();
      },
      { seed },
    );
    assert.deepEqual(inOrder(result!), inOrder(naive(mode, left, right)));
  });
  await holds(property, { runs: 60 });
});
