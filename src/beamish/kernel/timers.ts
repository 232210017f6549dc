/** One queue for all that waits for a time: ordered by (deadline, sequence), with removal in O(log n). */

/** Something that happens at a time. The queue keeps its place in `slot`, so that cancelling needs no search. */
export interface Timed {
  deadline: number;
  sequence: number;
  slot: number;
  fire(): void;
}

/** Something whose time may be given by the next reading of the clock: see `setSoon`. */
export interface Deferred extends Timed {
  isListed: boolean;
}

/** Not in the queue. */
export const UNSET = -1;
/** Asked for in this turn; it gets its deadline when the clock is next read. */
const FRESH = -2;

export class TimerQueue {
  readonly #heap: Timed[] = [];
  /** The first `#freshCount` items. An array that is emptied again and again is slow. */
  readonly #fresh: (Deferred | undefined)[] = [];
  #freshCount = 0;
  #sequence = 0;

  get size(): number {
    return this.#heap.length + this.#fresh.filter((timed) => timed?.slot === FRESH).length;
  }

  /** When the next one is due; `Infinity` when there is none. */
  get deadline(): number {
    return this.#heap.length === 0 ? Infinity : this.#heap[0]!.deadline;
  }

  /** Sets `timed` for `deadline`, a time of the clock. */
  set(timed: Timed, deadline: number): void {
    timed.deadline = deadline;
    timed.sequence = this.#sequence++;
    this.#rise(this.#heap.length, timed);
  }

  /**
   * Sets `timed` for `delay` ms from the next reading of the clock. Most waits are over before that: they cost neither
   * a look at the clock nor a place in the heap. The error is a few ms at most and never makes a timer early.
   */
  setSoon(timed: Deferred, delay: number): void {
    timed.deadline = delay;
    timed.slot = FRESH;
    if (timed.isListed) return;
    timed.isListed = true;
    this.#fresh[this.#freshCount++] = timed;
  }

  cancel(timed: Timed): void {
    const { slot } = timed;
    timed.slot = UNSET;
    if (slot < 0) return;
    const last = this.#heap.pop()!;
    if (last === timed) return;
    if (slot > 0 && before(last, this.#heap[(slot - 1) >> 1]!)) this.#rise(slot, last);
    else this.#sink(slot, last);
  }

  /** Gives the fresh ones their deadlines. Looks at the clock only if there are any. */
  settle(clock: { now(): number }): void {
    let now = -1;
    for (let i = 0; i < this.#freshCount; i++) {
      const timed = this.#fresh[i]!;
      this.#fresh[i] = undefined;
      timed.isListed = false;
      if (timed.slot !== FRESH) continue;
      if (now < 0) now = clock.now();
      this.set(timed, now + timed.deadline);
    }
    this.#freshCount = 0;
  }

  /** Fires everything that is due, in order. */
  fireDue(now: number): void {
    while (this.#heap.length > 0 && this.#heap[0]!.deadline <= now) {
      const timed = this.#heap[0]!;
      this.cancel(timed);
      timed.fire();
    }
  }

  #rise(slot: number, timed: Timed): void {
    const heap = this.#heap;
    while (slot > 0) {
      const up = (slot - 1) >> 1;
      const parent = heap[up]!;
      if (before(parent, timed)) break;
      heap[slot] = parent;
      parent.slot = slot;
      slot = up;
    }
    heap[slot] = timed;
    timed.slot = slot;
  }

  #sink(slot: number, timed: Timed): void {
    const heap = this.#heap;
    for (;;) {
      let down = 2 * slot + 1;
      if (down >= heap.length) break;
      if (down + 1 < heap.length && before(heap[down + 1]!, heap[down]!)) down++;
      const child = heap[down]!;
      if (before(timed, child)) break;
      heap[slot] = child;
      child.slot = slot;
      slot = down;
    }
    heap[slot] = timed;
    timed.slot = slot;
  }
}

function before(a: Timed, b: Timed): boolean {
  return a.deadline < b.deadline || (a.deadline === b.deadline && a.sequence < b.sequence);
}
