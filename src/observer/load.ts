/** How much a run had to do over time: sums at moments that are evenly spread, however long the run is. */
import { isAlive, type ProcessView, type System } from "./model.ts";

export interface Sample {
  readonly moment: number;
  readonly time: number;
  /** Processes that are alive. */
  readonly alive: number;
  /** Processes that could run. */
  readonly queue: number;
  /** Messages in mailboxes. */
  readonly messages: number;
  /** Reductions since the sample before. */
  readonly work: number;
}

/** Points of a chart at the most; more would be finer than its pixels. */
const MOST_SAMPLES = 400;

/** Takes a sample every so many events, and every second time so many once there are too many of them. */
export class Load {
  #samples: Sample[] = [];
  #every = 1;
  #next = 0;
  #reductions = 0;

  get samples(): readonly Sample[] {
    return this.#samples;
  }

  /** Whether the system should be looked at now. */
  wants(moment: number): boolean {
    return moment >= this.#next;
  }

  take(moment: number, time: number, system: System): void {
    const { alive, queue, messages, reductions } = system.totals;
    this.#samples.push({ moment, time, alive, queue, messages, work: reductions - this.#reductions });
    this.#reductions = reductions;
    if (this.#samples.length >= MOST_SAMPLES) {
      this.#samples = halved(this.#samples);
      this.#every *= 2;
    }
    this.#next = moment + this.#every;
  }
}

/** Every second sample. What was done before one that is left out was done before the next. */
function halved(samples: readonly Sample[]): Sample[] {
  return samples.flatMap((sample, index) =>
    index % 2 === 0 ? [] : [{ ...sample, work: sample.work + samples[index - 1]!.work }],
  );
}

/** What one process has done and holds. */
export interface Share {
  readonly process: ProcessView;
  readonly value: number;
}

/** The processes with the highest value, highest first; none that has 0. */
export function highest(
  system: System,
  valueOf: (process: ProcessView) => number,
  most = 6,
): readonly Share[] {
  const top: Share[] = [];
  for (const process of system.all()) {
    const value = valueOf(process);
    if (value === 0 || (top.length === most && value <= top.at(-1)!.value)) continue;
    top.splice(top.findLastIndex((share) => share.value >= value) + 1, 0, { process, value });
    if (top.length > most) top.pop();
  }
  return top;
}

/** Characters of a living process's state as it prints: browsers do not tell how much memory a value takes. */
export function memoryOf(process: ProcessView): number {
  return isAlive(process) ? (process.state?.length ?? 0) : 0;
}
