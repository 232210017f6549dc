/** Runs a sample in one order after the other, to see whether the order matters. */
import type { Explored, Exploring } from "beamish/testing";
import type { RunEvent } from "../../src/sandbox/engine.ts";

/** What one order led to. */
export interface Outcome {
  readonly schedule: string;
  readonly lines: readonly string[];
  /** An error that nobody handled, or why the run did not end by itself. */
  readonly failure: string | undefined;
  /** The first error that was reported, such as the crash of a process. */
  readonly report: string | undefined;
}

/** Runs the program in the order of a schedule, or the next one of a search, from its start to its end. */
export type RunOnce = (
  order: { readonly schedule: string } | { readonly exploring: Exploring },
  signal: AbortSignal,
) => AsyncIterable<RunEvent>;

/** What counts as a failure: errors and runs without an end; also reports of errors; also what else is printed. */
export type Counts = "errors" | "reports" | "lines";

/** How far one press of the button goes. */
export interface Bounds {
  readonly runs: number;
  readonly milliseconds: number;
}

export interface Findings {
  /** What was seen in all. */
  readonly outcomes: readonly Outcome[];
  /** The failing run that is nearest to the usual order. */
  readonly shortest: Outcome | undefined;
  /** So many ways to go on were not tried, since they could not lead to anything else. */
  readonly leftOut: number;
  /** There are more orders to be tried. */
  readonly hasMore: boolean;
  /** Why there may be orders that are not known; `endless`: a run did not come to its end. */
  readonly gap: Explored["gap"] | "endless";
}

/** One exploration: it can be interrupted and go on. */
export class Exploration {
  /** Whether the order of what is printed counts as a difference. */
  readonly seesOutput: boolean;
  readonly #runOnce: RunOnce;
  readonly #outcomes: Outcome[] = [];
  /** Failing runs from which nothing can be left out. */
  readonly #short: Outcome[] = [];
  #stage: Explored["stage"] | undefined;
  #leftOut = 0;
  #hasMore = true;
  #gap: Findings["gap"];

  constructor(runOnce: RunOnce, seesOutput: boolean) {
    this.#runOnce = runOnce;
    this.seesOutput = seesOutput;
  }

  /** Tries orders until a new one fails, none is left, or a bound is reached. Tells after each what was seen so far. */
  async *tryMore(counts: Counts, bounds: Bounds, signal: AbortSignal): AsyncGenerator<Findings> {
    const until = performance.now() + bounds.milliseconds;
    for (let runs = 0; this.#hasMore && runs < bounds.runs && performance.now() < until; runs++) {
      const exploring = { seesOutput: this.seesOutput, ...(this.#stage && { stage: this.#stage }) };
      const { outcome, explored } = await outcomeOf(this.#runOnce({ exploring }, signal));
      if (signal.aborted) return;
      this.#learn(explored);
      if (explored?.isRedundant === true) continue;
      this.#outcomes.push(outcome);
      yield this.findings(counts);
      if (!this.#fails(outcome, counts)) continue;
      await this.#shorten(outcome, counts, signal);
      break;
    }
    yield this.findings(counts);
  }

  findings(counts: Counts): Findings {
    const outcomes = this.#outcomes;
    const failing = [...outcomes, ...this.#short].filter((outcome) => this.#fails(outcome, counts));
    const shortest = failing.reduce<Outcome | undefined>(nearer, undefined);
    return { outcomes, shortest, leftOut: this.#leftOut, hasMore: this.#hasMore, gap: this.#gap };
  }

  /** A run without an end tells nothing, and the search cannot go on from it. */
  #learn(explored: Explored | undefined): void {
    this.#stage = explored?.stage;
    this.#hasMore = explored?.hasMore ?? false;
    this.#leftOut = explored?.leftOut ?? this.#leftOut;
    this.#gap ??= explored === undefined ? "endless" : explored.gap;
  }

  /** Leaves out one departure after the other, as long as the run fails without it. */
  async #shorten(failure: Outcome, counts: Counts, signal: AbortSignal): Promise<void> {
    let best = failure;
    for (let at = 0; at < departuresOf(best).length;) {
      const schedule = departuresOf(best).toSpliced(at, 1).join(" ");
      const { outcome } = await outcomeOf(this.#runOnce({ schedule }, signal));
      if (signal.aborted) break;
      if (this.#fails(outcome, counts) && departuresOf(outcome).length < departuresOf(best).length)
        [best, at] = [outcome, 0];
      else at++;
    }
    this.#short.push(best);
  }

  #fails({ failure, report, lines }: Outcome, counts: Counts): boolean {
    if (failure !== undefined) return true;
    if (counts === "errors") return false;
    if (report !== undefined) return true;
    return counts === "lines" && !isSame(lines, this.#outcomes[0]!.lines);
  }
}

/** Where a run leaves the usual order. */
export const departuresOf = ({ schedule }: Outcome): readonly string[] =>
  schedule === "" ? [] : schedule.split(" ");

const nearer = (best: Outcome | undefined, outcome: Outcome): Outcome =>
  best !== undefined && departuresOf(best).length <= departuresOf(outcome).length ? best : outcome;

const isSame = (some: readonly string[], others: readonly string[]): boolean =>
  some.length === others.length && some.every((line, index) => line === others[index]);

async function outcomeOf(
  events: AsyncIterable<RunEvent>,
): Promise<{ readonly outcome: Outcome; readonly explored: Explored | undefined }> {
  const lines: string[] = [];
  let schedule = "";
  let [failure, report]: (string | undefined)[] = [];
  let explored: Explored | undefined;
  for await (const event of events) {
    if (event.type === "log") {
      lines.push(event.text);
      if (event.level === "error") report ??= event.text;
    } else if (event.type === "error") failure ??= `${event.name}: ${event.message}`;
    else if (event.type === "schedule") ({ schedule, explored } = { explored: undefined, ...event });
    else if (event.type === "exit" && event.reason !== "finished") failure ??= event.reason;
  }
  return { outcome: { schedule, lines, failure, report }, explored };
}

/** Orders that lead to the same. */
export interface Group {
  /** The one that is nearest to the usual order. */
  readonly outcome: Outcome;
  readonly count: number;
}

/** Outcomes by what they led to, in the order in which they were found. */
export function grouped(outcomes: readonly Outcome[]): readonly Group[] {
  const groups = new Map<string, { outcome: Outcome; count: number }>();
  for (const outcome of outcomes) {
    const key = keyOf(outcome);
    const group = groups.get(key);
    if (!group) groups.set(key, { outcome, count: 1 });
    else {
      group.count++;
      group.outcome = nearer(group.outcome, outcome);
    }
  }
  return [...groups.values()];
}

/** The same for all orders that lead to the same. */
export const keyOf = ({ failure, lines }: Outcome): string => JSON.stringify([failure, lines]);
