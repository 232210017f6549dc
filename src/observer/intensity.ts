/** How near supervisors are to giving up: what they tolerate, and when they have restarted. */
import type { RecordedEvent } from "beamish/trace";

/** How near a supervisor is to giving up, at one moment. */
export interface Intensity {
  /** How many restarts count. */
  readonly restarts: number;
  readonly limit: number;
  /** For how long a restart counts, in milliseconds; `Infinity` if that was not recorded. */
  readonly period: number;
  readonly strategy: string | undefined;
}

interface Budget extends Omit<Intensity, "restarts"> {
  readonly times: readonly number[];
}

const UNKNOWN: Budget = { times: [], limit: 0, period: Infinity, strategy: undefined };

export class Intensities {
  readonly #budgets: Map<string, Budget>;

  constructor(budgets: ReadonlyMap<string, Budget> = new Map()) {
    this.#budgets = new Map(budgets);
  }

  clone(): Intensities {
    return new Intensities(this.#budgets);
  }

  /** What the supervisor tolerates from now on. */
  tolerate({ pid, strategy, limit, period }: Extract<RecordedEvent, { type: "supervisor" }>): void {
    this.#budgets.set(pid, { times: this.#of(pid).times, strategy, limit, period });
  }

  /** The supervisor restarts a child: of the restarts before, so many still count. */
  restart({ pid, restarts, limit, time }: Extract<RecordedEvent, { type: "restarting" }>): void {
    const budget = this.#of(pid);
    this.#budgets.set(pid, { ...budget, limit, times: [...budget.times, time].slice(-restarts) });
  }

  /** How near the supervisor is to giving up at `now`; `undefined` for who is none. */
  at(pid: string, now: number): Intensity | undefined {
    const budget = this.#budgets.get(pid);
    if (budget === undefined) return undefined;
    const { times, ...rest } = budget;
    return { ...rest, restarts: times.filter((time) => time >= now - rest.period).length };
  }

  #of(pid: string): Budget {
    return this.#budgets.get(pid) ?? UNKNOWN;
  }
}

/** In words: "1 of 3 restarts in 5 s". */
export function intensityText({ restarts, limit, period }: Intensity): string {
  return `${restarts} of ${limit} restarts${period === Infinity ? "" : ` in ${period / 1_000} s`}`;
}
