import assert from "node:assert/strict";
import { test } from "node:test";
import { Agent, receive, self, send, spawn } from "beamish";
import { bootNode } from "beamish/testing";
import { hashOf, orderIn } from "../../../components/observer/order.ts";
import {
  type Counts,
  Exploration,
  type Findings,
  grouped,
  type RunOnce,
} from "../../../components/observer/try-orders.ts";
import type { RunEvent } from "../../../src/sandbox/engine.ts";

type Program = (print: (text: string) => void) => Promise<void> | void;

/** What a guest does with a program, as far as a search needs it. */
function runsOf(program: Program): RunOnce {
  return async function* (order) {
    const events: RunEvent[] = [];
    const print = (text: string) => {
      course!.printed();
      events.push({ type: "log", level: "log", text, values: [] });
    };
    const { node, course } = bootNode({ clock: "virtual", ...order, output: (_level, text) => print(text) });
    course!.begin();
    let isWrong = false;
    try {
      await program(print);
    } catch (error) {
      isWrong = true;
      events.push({ type: "error", name: "Error", message: (error as Error).message, stack: [] });
    }
    await new Promise<void>((resolve) => {
      node.scheduler.onIdle(resolve);
    });
    const explored = course!.end();
    events.push({
      type: "schedule",
      schedule: course!.schedule,
      ...structuredClone(explored && { explored }),
    });
    events.push({ type: "exit", reason: isWrong ? "error" : "finished", milliseconds: 1 });
    yield* events;
  };
}

async function tryMore(exploration: Exploration, counts: Counts, runs = 100): Promise<Findings> {
  let last: Findings | undefined;
  const bounds = { runs, milliseconds: 10_000 };
  for await (const findings of exploration.tryMore(counts, bounds, new AbortController().signal))
    last = findings;
  return last!;
}

const explore = (program: Program, counts: Counts): Exploration =>
  new Exploration(runsOf(program), counts === "lines");

/** Two want the one ticket there is. Who looks first and takes in a second step can sell it twice. */
function sale(isRepaired: boolean): Program {
  return async () => {
    const tickets = await Agent.start(() => 1);
    const me = self();
    const take = (left: number) => [left > 0, left > 0 ? left - 1 : left] as const;
    for (let buyer = 0; buyer < 2; buyer++)
      spawn(function* () {
        if (isRepaired) send(me, yield* Agent.getAndUpdate(tickets, take));
        else {
          const left = yield* Agent.get(tickets, (count: number) => count);
          if (left > 0) yield* Agent.update(tickets, (count: number) => count - 1);
          send(me, left > 0);
        }
      });
    const sold = [await receive(), await receive()].filter((got) => got === true).length;
    if (sold > 1) throw new Error("sold twice");
  };
}

test("a race that the usual order hides or shows is found, by as few departures as it needs", async () => {
  const exploration = explore(async () => {
    const me = self();
    for (const name of ["ada", "joe", "mike"]) spawn(() => send(me, name));
    const order = [await receive(), await receive(), await receive()];
    if (order[0] === "mike") throw new Error("mike came first");
  }, "errors");
  const { shortest, outcomes, hasMore } = await tryMore(exploration, "errors");
  assert.deepEqual([shortest?.schedule, shortest?.failure], ["0:2", "Error: mike came first"]);
  assert.ok(hasMore);
  const before = outcomes.length;
  const all = await tryMore(exploration, "errors");
  assert.ok(all.outcomes.length > before, "the search goes on after it");
  assert.equal(all.shortest?.schedule, "0:2");
});

test("a sale in two steps is found to sell twice; a repaired one is gone through to its end", async () => {
  const { shortest } = await tryMore(explore(sale(false), "errors"), "errors");
  assert.equal(shortest?.failure, "Error: sold twice");
  const repaired = await tryMore(explore(sale(true), "errors"), "errors", 500);
  assert.deepEqual([repaired.shortest, repaired.hasMore, repaired.gap], [undefined, false, undefined]);
});

test("pairs that have nothing to do with each other need few runs, and what is left out is said", async () => {
  const pairs: Program = () => {
    for (let pair = 0; pair < 6; pair++) {
      const listener = spawn(() => receive());
      spawn(() => send(listener, pair));
    }
  };
  const { outcomes, leftOut, hasMore } = await tryMore(explore(pairs, "errors"), "errors");
  assert.deepEqual([outcomes.length, hasMore], [1, false]);
  assert.ok(leftOut > 20, `${leftOut}`);
});

test("the reader says what counts, and a bound on runs holds", async () => {
  const speakers: Program = (print) => {
    for (const name of ["ada", "joe"]) spawn(() => print(name));
  };
  assert.equal((await tryMore(explore(speakers, "lines"), "lines")).shortest?.schedule, "0:1");
  const errors = await tryMore(explore(speakers, "errors"), "errors");
  assert.deepEqual([errors.shortest, errors.outcomes.length, errors.hasMore], [undefined, 1, false]);
  const one = await tryMore(explore(speakers, "lines"), "lines", 1);
  assert.deepEqual([one.outcomes.length, one.shortest, one.hasMore], [1, undefined, true]);
});

test("a run that does not come to its end is a failure, and the end of the search", async () => {
  async function* endless(): AsyncGenerator<RunEvent> {
    yield { type: "schedule", schedule: "2:1" };
    yield { type: "exit", reason: "time_limit", milliseconds: 1 };
  }
  const { shortest, hasMore, gap } = await tryMore(new Exploration(endless, false), "errors");
  assert.deepEqual([shortest?.schedule, shortest?.failure], ["2:1", "time_limit"]);
  assert.deepEqual([hasMore, gap], [false, "endless"]);
});

test("orders that lead to the same are one group, shown by the nearest to the usual order", () => {
  const outcome = (schedule: string, line: string) => ({
    schedule,
    lines: [line],
    failure: undefined,
    report: undefined,
  });
  assert.deepEqual(
    grouped([outcome("0:1 2:1", "a"), outcome("1:1", "b"), outcome("2:1", "a")]).map(
      ({ outcome: { schedule, lines }, count }) => [schedule, lines[0], count],
    ),
    [
      ["2:1", "a", 2],
      ["1:1", "b", 1],
    ],
  );
});

test("an address says which sample runs in which order", () => {
  for (const order of [{ seed: 7 }, { schedule: "" }, { schedule: "4:1 9:2" }])
    assert.deepEqual(orderIn(hashOf("chapters/processes/till", order), "chapters/processes/till"), order);
  const order = { schedule: "4:1" };
  assert.deepEqual(orderIn(hashOf("play", order, "#share=play=eJyr_-"), "play"), order, "behind the code");
  assert.equal(orderIn("#schedule=other=4:1", "chapters/processes/till"), undefined);
  assert.equal(orderIn("#schedule=till=<b>", "till"), undefined);
});
