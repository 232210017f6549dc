/** The order of turns on an ordinary node, as a schedule says, and what choices there were. */
import type { Choose } from "../kernel/scheduler.ts";
import { RUNNABLE } from "../kernel/process.ts";
import type { Process } from "../kernel/process.ts";
import { formatSchedule, parseSchedule, wantedOption } from "./schedule.ts";
import type { Deviation } from "./schedule.ts";

/** Choices that are remembered: nobody goes through the orders of more. */
const MOST_CHOICES = 5_000;

/** Where several processes can run, a schedule says which one does; the usual one, where it says nothing. */
export class Course {
  readonly #wanted: ReadonlyMap<number, number>;
  readonly #deviations: Deviation[] = [];
  readonly #widths: number[] = [];
  readonly #arrivals = new Map<Process, number>();
  #count = 0;
  #choices = 0;

  /** @throws {ArgumentError} for a text that is no schedule */
  constructor(schedule: string) {
    this.#wanted = new Map(parseSchedule("bootNode", schedule).map(({ at, option }) => [at, option]));
  }

  /** The schedule that was followed: without what did not fit. */
  get schedule(): string {
    return formatSchedule(this.#deviations);
  }

  /** For each choice, among how many. */
  get widths(): readonly number[] {
    return this.#widths;
  }

  readonly choose: Choose = (queue) => {
    const waiting = queue.toArray();
    // The queue does not keep the order when one is taken out of the middle.
    for (const process of waiting)
      if (!this.#arrivals.has(process)) this.#arrivals.set(process, ++this.#count);
    const ready = waiting.filter((process) => process.status === RUNNABLE);
    ready.sort((one, other) => this.#arrivals.get(one)! - this.#arrivals.get(other)!);
    const next = ready.length > 1 ? ready[this.#option(ready.length)] : (ready[0] ?? waiting[0]!);
    this.#arrivals.delete(next!);
    return waiting.indexOf(next!);
  };

  #option(width: number): number {
    const at = this.#choices++;
    const option = wantedOption(this.#wanted, at, width);
    if (option > 0) this.#deviations.push({ at, option });
    if (this.#widths.length < MOST_CHOICES) this.#widths.push(width);
    return option;
  }
}
