/** Runs a sample in other orders, to see whether the order matters. */
import type { RunEvent } from "../../src/sandbox/engine.ts";

/** What one order led to. */
export interface Outcome {
  readonly seed: number;
  readonly lines: readonly string[];
  /** Why the run failed; undefined if it did not. */
  readonly failure: string | undefined;
}

/** Runs the program with a seed, from its start to its end. */
export type RunOnce = (seed: number) => AsyncIterable<RunEvent>;

/**
 * Runs a program with seeds one after the other and tells after each what has been seen so far.
 *
 * @param first the first of `count` seeds
 */
export async function* trySeeds(
  runOnce: RunOnce,
  first: number,
  count: number,
): AsyncGenerator<readonly Outcome[], void, undefined> {
  const outcomes: Outcome[] = [];
  for (let seed = first; seed < first + count; seed++) {
    outcomes.push(await outcomeOf(runOnce(seed), seed));
    yield outcomes;
  }
}

async function outcomeOf(events: AsyncIterable<RunEvent>, seed: number): Promise<Outcome> {
  const lines: string[] = [];
  let failure: string | undefined;
  for await (const event of events) {
    if (event.type === "log") lines.push(event.text);
    else if (event.type === "error") failure ??= `${event.name}: ${event.message}`;
    else if (event.type === "exit" && event.reason !== "finished") failure ??= event.reason;
  }
  return { seed, lines, failure };
}

/** Orders that lead to the same. */
export interface Group {
  readonly outcome: Outcome;
  readonly seeds: readonly number[];
}

/** Outcomes by what they led to: failures first, the shortest of them before the others, then what happens most often. */
export function grouped(outcomes: readonly Outcome[]): readonly Group[] {
  const groups = new Map<string, { outcome: Outcome; seeds: number[] }>();
  for (const outcome of outcomes) {
    const key = JSON.stringify([outcome.failure, outcome.lines]);
    const group = groups.get(key);
    if (group) group.seeds.push(outcome.seed);
    else groups.set(key, { outcome, seeds: [outcome.seed] });
  }
  const failed = ({ outcome }: Group) => Number(outcome.failure !== undefined);
  return [...groups.values()].sort(
    (a, b) =>
      failed(b) - failed(a) ||
      (failed(a) ? a.outcome.lines.length - b.outcome.lines.length : b.seeds.length - a.seeds.length),
  );
}
