/** One run of a body, in which somebody decides at every step who is next. */
import type { Isolation, Process } from "../kernel/process.ts";
import { detailsOf } from "../kernel/process.ts";
import type { Timed } from "../kernel/timers.ts";
import type { RecordedEvent } from "../kernel/trace.ts";
import { spawnProcess } from "../primitives.ts";
import { ArgumentError } from "../term/errors.ts";
import { record } from "../trace.ts";
import { runBody } from "./body.ts";
import type { TestBody } from "./body.ts";
import { ExploredNode } from "./explored-node.ts";
import type { Director } from "./explored-node.ts";
import { StoppableClock, halt } from "./halt.ts";
import { formatSchedule } from "./schedule.ts";
import type { Deviation } from "./schedule.ts";
import { Witness } from "./witness.ts";
import type { Step } from "./witness.ts";

/** What a run may do, and what is asked of it. */
export interface RunOptions {
  readonly isolation?: Isolation;
  /** Steps after which a run is given up; 10,000 unless given. */
  readonly steps?: number;
  /** Called between any two steps; throws when something does not hold that always should. */
  readonly invariant?: () => void;
  /** Whether an error that no process catches is a failure, wherever it is; without it only the body's own end counts. */
  readonly crashes?: "allowed" | "failures";
}

/** One run: what happened, and how to make it happen again. */
export interface Run {
  /** Give it to `replay`. */
  readonly schedule: string;
  readonly failed: boolean;
  /** How the body ended: `"normal"`, the reason, or `"deadlock"` when nothing could go on; or what an invariant threw. */
  readonly reason: unknown;
  /** Steps that were taken. */
  readonly steps: number;
  /** Virtual milliseconds that passed. */
  readonly time: number;
  /** The reports that were written meanwhile. */
  readonly output: readonly string[];
  /** All that happened, as the observer shows it. Empty for the runs of an exploration that are not shown. */
  readonly log: readonly RecordedEvent[];
}

/** A place where a run can go on in more than one way, or in one. The first option is what is usual. */
export interface Point {
  readonly options: readonly string[];
  /** The first one could go on: to choose another one interrupts it. */
  readonly goesOn: boolean;
  /** What the steps so far have touched. */
  readonly steps: readonly Step[];
}

/** The option that is taken, by its position; `undefined` gives the run up. */
export type Decide = (point: Point) => number | undefined;

/** A run as the search sees it. */
export interface Trial extends Run {
  readonly trail: readonly Step[];
  readonly deviations: readonly Deviation[];
  /** How many places there were with a choice. */
  readonly choices: number;
  /** It was given up because it was too long, or because nothing new could follow. */
  readonly isEndless: boolean;
  readonly isRedundant: boolean;
}

export const STEPS = 10_000;

export function perform(body: TestBody, options: RunOptions, decide: Decide, logs = false): Promise<Trial> {
  return new Promise((resolve) => new Performance(body, options, decide, logs, resolve).start());
}

class Performance implements Director {
  readonly witness = new Witness();
  readonly isDone = false;
  readonly #body: TestBody;
  readonly #options: RunOptions;
  readonly #decide: Decide;
  readonly #resolve: (trial: Trial) => void;
  readonly #clock = new StoppableClock();
  readonly #node: ExploredNode;
  readonly #output: string[] = [];
  readonly #log: RecordedEvent[] = [];
  readonly #deviations: Deviation[] = [];
  #choices = 0;
  #steps = 0;
  #isOver = false;
  /** How the body has ended. */
  #ending: { readonly reason: unknown } | undefined;
  #isEndless = false;
  #isRedundant = false;
  #crash: { readonly reason: unknown } | undefined;

  constructor(
    body: TestBody,
    options: RunOptions,
    decide: Decide,
    logs: boolean,
    resolve: (trial: Trial) => void,
  ) {
    this.#body = body;
    this.#options = options;
    this.#decide = decide;
    this.#resolve = resolve;
    const output = (_level: unknown, text: string) => this.#output.push(text);
    const { isolation = "freeze", crashes = "allowed" } = options;
    this.#node = new ExploredNode(this, { isolation, output, clock: this.#clock });
    if (logs) this.#node.subscribe((event) => this.#log.push(record(event)));
    if (crashes === "failures")
      this.#node.subscribe((event) => {
        if (event.type === "exit" && isError(event.reason)) this.#crash ??= { reason: event.reason };
      });
  }

  start(): void {
    const node = this.#node;
    const body = this.#body;
    const main = spawnProcess(node.shell.process, () => runBody("explore", body));
    detailsOf(main).cleanups = [(reason) => (this.#ending = { reason })];
    node.scheduler.onIdle(() => {
      if (this.#isFinished()) return;
      if (this.#ending !== undefined) this.#end(this.#ending.reason);
      else if (node.timers.size === 0) this.#end("deadlock");
    });
  }

  chooseProcess(ready: readonly Process[], goesOn: boolean): Process | undefined {
    if (this.#isFinished()) return undefined;
    const options = ready.map((process) => this.witness.keyOf(process));
    const choice = this.#choose(options, goesOn);
    if (choice === undefined) return undefined;
    const process = ready[choice]!;
    this.witness.begin(options[choice]!, options, process);
    return process;
  }

  chooseTimer(due: readonly Timed[], keyOf: (timer: Timed) => string): Timed | undefined {
    if (this.#isFinished()) return undefined;
    const options = due.map(keyOf);
    const choice = this.#choose(options, false);
    if (choice === undefined) return undefined;
    this.witness.begin(options[choice]!, options);
    return due[choice];
  }

  waitsForHost(): never {
    throw new ArgumentError(
      "explore: fromPromise waits for the host, which no schedule decides. Let a process stand for what is outside.",
    );
  }

  #choose(options: readonly string[], goesOn: boolean): number | undefined {
    const option = this.#decide({ options, goesOn, steps: this.witness.steps });
    if (option === undefined) {
      this.#isRedundant = true;
      this.#end("given up");
      return undefined;
    }
    this.#steps++;
    if (options.length > 1) {
      if (option > 0) this.#deviations.push({ at: this.#choices, option });
      this.#choices++;
    }
    return option;
  }

  /** Looks at what the last step has done. */
  #isFinished(): boolean {
    if (this.#isOver) return true;
    this.witness.end();
    const { invariant, steps = STEPS } = this.#options;
    try {
      invariant?.();
    } catch (reason) {
      this.#end(reason);
    }
    if (this.#steps >= steps) this.#endHere(steps);
    return this.#isOver;
  }

  /** When the body has ended, the others go on as long as no time passes: what they do could have come before its end. */
  #endHere(steps: number): void {
    if (this.#ending !== undefined) return this.#end(this.#ending.reason);
    this.#isEndless = true;
    this.#end(new Error(`the run is not over after ${steps} steps. ${ADVICE}`));
  }

  #end(how: unknown): void {
    if (this.#isOver) return;
    this.#isOver = true;
    const reason = this.#crash === undefined ? how : this.#crash.reason;
    const node = this.#node;
    const time = node.now();
    node.tracer = undefined;
    halt(node, this.#clock);
    this.#resolve({
      schedule: formatSchedule(this.#deviations),
      failed: reason !== "normal",
      reason,
      steps: this.#steps,
      time,
      output: this.#output,
      log: this.#log,
      trail: this.witness.steps,
      deviations: this.#deviations,
      choices: this.#choices,
      isEndless: this.#isEndless,
      isRedundant: this.#isRedundant,
    });
  }
}

const ADVICE = "Let the body end, also if servers or timers go on for ever; or allow more with `steps`.";

function isError(reason: unknown): boolean {
  return reason instanceof Error || (Array.isArray(reason) && reason[0] === "nocatch");
}
