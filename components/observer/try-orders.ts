/** Runs a sample in one order after the other, to see whether the order matters. */
import { type Course, Orders } from "../../src/observer/orders.ts";
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

/** Runs the program in the order of a schedule, from its start to its end. */
export type RunOnce = (schedule: string, signal: AbortSignal) => AsyncIterable<RunEvent>;

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
  /** There are no other orders. */
  readonly isComplete: boolean;
}

/** One exploration: it can be interrupted and go on. */
export class Exploration {
  readonly #runOnce: RunOnce;
  readonly #orders = new Orders();
  readonly #outcomes: Outcome[] = [];
  #isComplete = false;

  constructor(runOnce: RunOnce) {
    this.#runOnce = runOnce;
  }

  /** Tries orders until a new one fails, none is left, or a bound is reached. Tells after each what was seen so far. */
  async *tryMore(counts: Counts, bounds: Bounds, signal: AbortSignal): AsyncGenerator<Findings> {
    const until = performance.now() + bounds.milliseconds;
    for (let runs = 0; runs < bounds.runs && performance.now() < until && !signal.aborted; runs++) {
      const schedule = this.#orders.next();
      if (schedule === undefined) {
        this.#isComplete = true;
        break;
      }
      const [outcome, course] = await outcomeOf(this.#runOnce(schedule, signal), schedule);
      if (signal.aborted) return;
      if (course !== undefined && !this.#orders.learn(schedule, course)) continue;
      this.#outcomes.push(outcome);
      yield this.findings(counts);
      if (this.#fails(outcome, counts)) return;
    }
    yield this.findings(counts);
  }

  findings(counts: Counts): Findings {
    const outcomes = this.#outcomes;
    const shortest = outcomes.find((outcome) => this.#fails(outcome, counts));
    return { outcomes, shortest, isComplete: this.#isComplete };
  }

  #fails({ failure, report, lines }: Outcome, counts: Counts): boolean {
    if (failure !== undefined) return true;
    if (counts === "errors") return false;
    if (report !== undefined) return true;
    return counts === "lines" && !isSame(lines, this.#outcomes[0]!.lines);
  }
}

const isSame = (some: readonly string[], others: readonly string[]) =>
  some.length === others.length && some.every((line, index) => line === others[index]);

async function outcomeOf(
  events: AsyncIterable<RunEvent>,
  asked: string,
): Promise<readonly [Outcome, Course | undefined]> {
  const lines: string[] = [];
  let [failure, report]: (string | undefined)[] = [];
  let course: Course | undefined;
  for await (const event of events) {
    if (event.type === "log") {
      lines.push(event.text);
      if (event.level === "error") report ??= event.text;
    } else if (event.type === "error") failure ??= `${event.name}: ${event.message}`;
    else if (event.type === "schedule") course = event;
    else if (event.type === "exit" && event.reason !== "finished") failure ??= event.reason;
  }
  return [{ schedule: course?.schedule ?? asked, lines, failure, report }, course];
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
    const key = JSON.stringify([outcome.failure, outcome.lines]);
    const group = groups.get(key);
    if (group) group.count++;
    else groups.set(key, { outcome, count: 1 });
  }
  return [...groups.values()];
}
