/** A way to go through schedules, one run after the other. */
import type { Decide, Trial } from "./run.ts";

export interface Search {
  /** Decides for one run. Its answer is `undefined` when all that could follow has been seen already. */
  readonly decide: Decide;
  /** Learns from the run. Says whether there is more to see. */
  next(trial: Trial): boolean;
}
