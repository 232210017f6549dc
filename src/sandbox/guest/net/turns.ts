/**
 * When things happen on the loopback network: everything that a socket tells comes in a turn of its own, later, and in
 * the run's own time, so that the same seed gives the same conversation.
 */

export interface Turns {
  /** Calls back when the code that is running now has ended, in the order of asking. */
  soon(callback: () => void): void;
  /**
   * Calls back when so many milliseconds have passed.
   *
   * @returns takes it back
   */
  after(milliseconds: number, callback: () => void): () => void;
  /** From 0 (included) to 1 (excluded); the run's seed decides. */
  random(): number;
}

/** A thread has one run, and so one network. */
let given: Turns | undefined;

/** The guest gives turns before the reader's code can ask for one. */
export function giveTurns(turns: Turns): void {
  given = turns;
}

export function theTurns(): Turns {
  if (given === undefined) throw new Error("There is no network before a run has begun.");
  return given;
}
