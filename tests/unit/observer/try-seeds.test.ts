import assert from "node:assert/strict";
import { test } from "node:test";
import { grouped, trySeeds, type Outcome } from "../../../components/observer/try-seeds.ts";
import type { RunEvent } from "../../../src/sandbox/engine.ts";

async function* runOnce(seed: number): AsyncGenerator<RunEvent> {
  yield { type: "log", level: "log", text: seed % 3 === 0 ? "joe" : "ada", values: [] };
  if (seed === 5) yield { type: "error", name: "Error", message: "late", stack: [] };
  if (seed === 7) yield { type: "log", level: "log", text: "and waits", values: [] };
  const reason = seed === 5 ? "error" : seed === 7 ? "stuck" : "finished";
  yield { type: "exit", reason, milliseconds: 1 };
}

async function outcomes(first: number, count: number): Promise<readonly Outcome[]> {
  let all: readonly Outcome[] = [];
  const sizes: number[] = [];
  for await (const soFar of trySeeds(runOnce, first, count)) {
    sizes.push(soFar.length);
    all = soFar;
  }
  assert.deepEqual(
    sizes,
    Array.from({ length: count }, (_, index) => index + 1),
    "tells after each run",
  );
  return all;
}

test("orders that lead to the same are one group; failures come first, the shortest before the others", async () => {
  const groups = grouped(await outcomes(1, 9));
  assert.deepEqual(
    groups.map(({ outcome, seeds }) => [outcome.failure, outcome.lines, seeds]),
    [
      ["Error: late", ["ada"], [5]],
      ["stuck", ["ada", "and waits"], [7]],
      [undefined, ["ada"], [1, 2, 4, 8]],
      [undefined, ["joe"], [3, 6, 9]],
    ],
  );
});
