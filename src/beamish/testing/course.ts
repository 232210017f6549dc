/** The order of a whole program on a node of its own: that of a schedule, or the next one of a search. */
import type { Process } from "../kernel/process.ts";
import type { Node } from "../node/node.ts";
import type { Timed } from "../kernel/timers.ts";
import type { Director } from "./explored-node.ts";
import type { Decide } from "./run.ts";
import { formatSchedule, parseSchedule } from "./schedule.ts";
import type { Deviation } from "./schedule.ts";
import { follow } from "./shorten.ts";
import { Systematic } from "./systematic.ts";
import type { Stage } from "./systematic.ts";
import { Witness } from "./witness.ts";

/** Steps and processes of a run whose order is decided: the work grows with the square of them. */
const MOST_STEPS = 1_000;
const MOST_PROCESSES = 500;

/** A search through the orders of a program, from one run to the next: data, for runs that are made in fresh threads. */
export interface Exploring {
  /** What the run before has told; the first run has none. */
  readonly stage?: Stage;
  /** Whether the order of what is printed counts as a difference. */
  readonly seesOutput: boolean;
}

/** What a run has told a search. */
export interface Explored {
  readonly stage: Stage;
  /** Whether there are orders that have not been tried. */
  readonly hasMore: boolean;
  /** So many ways to go on were left out, since they could lead to nothing else. */
  readonly leftOut: number;
  /** This run was not a new one. */
  readonly isRedundant: boolean;
  /** Why there may be orders of which the search knows nothing. */
  readonly gap: "long" | "host" | "varies" | undefined;
}

export class Course implements Director {
  readonly witness = new Witness(MOST_PROCESSES);
  readonly #decide: Decide;
  readonly #search: Systematic | undefined;
  readonly #seesOutput: boolean;
  readonly #deviations: Deviation[] = [];
  #choices = 0;
  #isRedundant = false;
  #gap: Explored["gap"];
  #steps = 0;
  #isDone = false;
  #node: Pick<Node, "processCount" | "shellProcess"> | undefined;

  /** @throws {ArgumentError} for a text that is no schedule */
  constructor(wanted: string | Exploring) {
    if (typeof wanted === "string") {
      this.#decide = follow(parseSchedule("bootNode", wanted));
      this.witness.sleep();
    } else {
      this.#search = new Systematic(true, Infinity, wanted.stage);
      this.#decide = this.#search.decide;
      this.#deviations.push(...this.#search.deviations);
    }
    this.#seesOutput = typeof wanted === "object" && wanted.seesOutput;
  }

  /** The schedule that was followed, without what did not fit; before the run begins, as far as it is planned. */
  get schedule(): string {
    return formatSchedule(this.#deviations);
  }

  get isDone(): boolean {
    if (!this.#isDone && this.#isTooLong) this.#decideNoMore("long");
    return this.#isDone;
  }

  get #isTooLong(): boolean {
    if (this.#steps >= MOST_STEPS || (this.#node?.processCount ?? 0) > MOST_PROCESSES) return true;
    return this.#search !== undefined && this.witness.isAsleep;
  }

  /** The program begins, as the shell. */
  begin(node: Pick<Node, "processCount" | "shellProcess">): void {
    this.#node = node;
    const shell = node.shellProcess;
    this.#deviations.length = 0;
    this.witness.born(shell);
    const options = [this.witness.keyOf(shell)];
    this.#choose(options, false);
    this.witness.begin(options[0]!, options, shell);
  }

  /** Nothing can run: what the host does now belongs to no step, except to the first, which is the host's own code. */
  rest(): void {
    if (this.witness.steps.length > 0) this.witness.end();
  }

  /** Something has been printed. */
  printed(): void {
    if (this.#seesOutput) this.witness.touch("output", "change");
  }

  /** The run is over: what the search has learnt from it, if there is one. */
  end(): Explored | undefined {
    const search = this.#search;
    if (search === undefined) return undefined;
    this.witness.end();
    const hasMore = this.#gap !== "varies" && search.next({ trail: this.witness.steps });
    const { stage } = search;
    const { leftOut } = stage;
    return { stage, hasMore, leftOut, isRedundant: this.#isRedundant, gap: this.#gap };
  }

  chooseProcess(ready: readonly Process[], goesOn: boolean): Process {
    const options = ready.map((process) => this.witness.keyOf(process));
    const option = this.#choose(options, goesOn);
    this.witness.begin(options[option]!, options, ready[option]);
    return ready[option]!;
  }

  chooseTimer(due: readonly Timed[], keyOf: (timer: Timed) => string): Timed {
    const options = due.map(keyOf);
    const option = this.#choose(options, false);
    this.witness.begin(options[option]!, options);
    return due[option]!;
  }

  /** What the host does is not known: neither when, nor what it has to do with. */
  waitsForHost(): void {
    this.#gap ??= "host";
  }

  #choose(options: readonly string[], goesOn: boolean): number {
    this.#steps++;
    const option = this.#isDone ? 0 : this.#decided(options, goesOn);
    if (options.length > 1) {
      if (option > 0) this.#deviations.push({ at: this.#choices, option });
      this.#choices++;
    }
    return option;
  }

  #decided(options: readonly string[], goesOn: boolean): number {
    const { steps } = this.witness;
    const option = this.#decide({ options, goesOn, steps });
    if (option === undefined) {
      this.#isRedundant = true;
      return this.#decideNoMore(this.#gap);
    }
    // The program did something else than in the run before.
    return option < 0 ? this.#decideNoMore("varies") : option;
  }

  #decideNoMore(gap: Explored["gap"]): 0 {
    this.#gap = gap;
    this.#isDone = true;
    this.witness.sleep();
    return 0;
  }
}
