import assert from "node:assert/strict";
import { test } from "node:test";
import { hashOf, orderIn } from "../../../components/observer/order.ts";
import { type Counts, Exploration, type Findings, grouped } from "../../../components/observer/try-orders.ts";
import { Orders } from "../../../src/observer/orders.ts";
import type { RunEvent } from "../../../src/sandbox/engine.ts";

/** A program with three choices, of 2, 3 and 2 processes, that fails when the last of the second goes before the last. */
async function* runOnce(schedule: string): AsyncGenerator<RunEvent> {
  const [first] = schedule.split(" ");
  const wrong = schedule.includes("1:2") && schedule.includes("2:1");
  yield { type: "log", level: first === "0:1" ? "error" : "log", text: first || "usual", values: [] };
  if (wrong) yield { type: "error", name: "Error", message: "lost", stack: [] };
  yield { type: "schedule", schedule, widths: [2, 3, 2] };
  yield { type: "exit", reason: wrong ? "error" : "finished", milliseconds: 1 };
}

async function tryMore(exploration: Exploration, counts: Counts, runs = 100): Promise<Findings> {
  let last: Findings | undefined;
  const bounds = { runs, milliseconds: 10_000 };
  for await (const findings of exploration.tryMore(counts, bounds, new AbortController().signal))
    last = findings;
  return last!;
}

test("orders come by how often they depart from the usual one, each once", () => {
  const orders = new Orders();
  const seen: string[] = [];
  for (let next = orders.next(); next !== undefined; next = orders.next()) {
    seen.push(next);
    orders.learn(next, { schedule: next, widths: [2, 3, 2] });
  }
  assert.deepEqual(seen.slice(0, 7), ["", "0:1", "1:1", "1:2", "2:1", "0:1 1:1", "0:1 1:2"]);
  assert.equal(seen.length, 12);
  assert.equal(new Set(seen).size, 12);
});

test("a schedule that did not fit counts as the one that was taken", () => {
  const orders = new Orders();
  assert.ok(orders.learn(orders.next()!, { schedule: "", widths: [2, 2] }));
  assert.equal(orders.next(), "0:1");
  assert.equal(orders.learn("0:1", { schedule: "", widths: [2, 2] }), false, "that run is known");
  assert.equal(orders.next(), "1:1");
});

test("the first order that fails is a shortest one, and the search can go on after it", async () => {
  const exploration = new Exploration(runOnce);
  const { shortest, outcomes } = await tryMore(exploration, "errors");
  assert.deepEqual([shortest?.schedule, shortest?.failure], ["1:2 2:1", "Error: lost"]);
  const before = outcomes.length;
  const all = await tryMore(exploration, "errors");
  assert.ok(all.outcomes.length > before);
  assert.equal(all.shortest?.schedule, "1:2 2:1");
});

test("the reader says what counts, and a bound on runs holds", async () => {
  assert.equal((await tryMore(new Exploration(runOnce), "reports")).shortest?.schedule, "0:1");
  assert.equal((await tryMore(new Exploration(runOnce), "lines")).shortest?.schedule, "0:1");
  const few = await tryMore(new Exploration(runOnce), "errors", 3);
  assert.deepEqual([few.outcomes.length, few.shortest, few.isComplete], [3, undefined, false]);
});

test("when no order is left, that is said", async () => {
  async function* always(schedule: string): AsyncGenerator<RunEvent> {
    yield { type: "schedule", schedule, widths: [2] };
    yield { type: "exit", reason: "finished", milliseconds: 1 };
  }
  const { outcomes, shortest, isComplete } = await tryMore(new Exploration(always), "lines");
  assert.deepEqual([outcomes.length, shortest, isComplete], [2, undefined, true]);
});

test("a run that does not come to its end is a failure, also without a word of its order", async () => {
  async function* endless(): AsyncGenerator<RunEvent> {
    yield { type: "exit", reason: "time_limit", milliseconds: 1 };
  }
  const { shortest } = await tryMore(new Exploration(endless), "errors");
  assert.deepEqual([shortest?.schedule, shortest?.failure], ["", "time_limit"]);
});

test("orders that lead to the same are one group", async () => {
  const { outcomes } = await tryMore(new Exploration(runOnce), "errors", 5);
  assert.deepEqual(
    grouped(outcomes).map(({ outcome, count }) => [outcome.lines, count]),
    [
      [["usual"], 1],
      [["0:1"], 1],
      [["1:1"], 1],
      [["1:2"], 1],
      [["2:1"], 1],
    ],
  );
});

test("an address says which sample runs in which order", () => {
  for (const order of [{ seed: 7 }, { schedule: "" }, { schedule: "4:1 9:2" }])
    assert.deepEqual(orderIn(hashOf("chapters/processes/till", order), "chapters/processes/till"), order);
  assert.equal(orderIn("#schedule=other=4:1", "chapters/processes/till"), undefined);
  assert.equal(orderIn("#schedule=till=<b>", "till"), undefined);
});
