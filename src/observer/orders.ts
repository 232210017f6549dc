/**
 * Goes through the orders in which a program can run, from outside: each run tells what choices there were, and the next
 * ones depart from it once more. So orders come by how much they depart from the usual one, and the first that fails is a
 * shortest one.
 */

/** What a run tells of its order. */
export interface Course {
  readonly schedule: string;
  /** Among how many processes each of its choices was. */
  readonly widths: readonly number[];
}

export class Orders {
  /** Runs whose departures have to be tried still, the oldest first. */
  readonly #parents: Iterator<string, undefined>[] = [];
  readonly #tried = new Set<string>();

  /** The next schedule to run; `undefined` if there is none left. The usual order, `""`, comes first. */
  next(): string | undefined {
    if (this.#tried.size === 0) return this.#take("");
    for (let parent = this.#parents[0]; parent !== undefined; parent = this.#parents[0]) {
      const { value } = parent.next();
      if (value === undefined) this.#parents.shift();
      else if (!this.#tried.has(value)) return this.#take(value);
    }
    return undefined;
  }

  /** What the last run has told. Says whether it was a new one: where a schedule does not fit, its run may be known. */
  learn(asked: string, { schedule, widths }: Course): boolean {
    const isNew = asked === schedule || !this.#tried.has(schedule);
    this.#tried.add(schedule);
    if (isNew) this.#parents.push(departures(schedule, widths));
    return isNew;
  }

  #take(schedule: string): string {
    this.#tried.add(schedule);
    return schedule;
  }
}

/** All schedules that depart from this one once more, after its last departure. */
function* departures(schedule: string, widths: readonly number[]): Generator<string, undefined> {
  const last = schedule.split(" ").at(-1)!;
  const first = last === "" ? 0 : Number(last.split(":")[0]) + 1;
  for (let at = first; at < widths.length; at++)
    for (let option = 1; option < widths[at]!; option++)
      yield schedule === "" ? `${at}:${option}` : `${schedule} ${at}:${option}`;
  return undefined;
}
