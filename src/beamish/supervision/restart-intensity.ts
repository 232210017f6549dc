/** How many restarts a supervisor tolerates within a period: the one counter all its children share. */

export class RestartIntensity {
  #limit: number;
  #period: number;
  /** The times of the restarts still within the period, oldest first, from `#first` on. */
  #times: number[] = [];
  #first = 0;

  /** `limit` restarts are tolerated within `period` milliseconds. */
  constructor(limit: number, period: number) {
    this.#limit = limit;
    this.#period = period;
  }

  /** Tolerates `limit` restarts within `period` milliseconds from now on; those that were counted still count. */
  tolerate(limit: number, period: number): void {
    this.#limit = limit;
    this.#period = period;
  }

  get limit(): number {
    return this.#limit;
  }

  /** The restarts counted within the period that ended with the last one. */
  get count(): number {
    return this.#times.length - this.#first;
  }

  /** Counts a restart at `now` (milliseconds) and tells whether it is still tolerated. */
  add(now: number): boolean {
    this.#times.push(now);
    while (this.#times[this.#first]! < now - this.#period) this.#first += 1;
    this.#compact();
    return this.count <= this.#limit;
  }

  /** Drops forgotten times once they are half of the array, so that each is moved at most once. */
  #compact(): void {
    if (this.#first <= 32 || this.#first * 2 < this.#times.length) return;
    this.#times = this.#times.slice(this.#first);
    this.#first = 0;
  }
}
