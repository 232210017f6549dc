/** Makes a failing schedule shorter: leaves out what the failure does not need. */
import { perform } from "./run.ts";
import type { TestBody } from "./body.ts";
import type { Decide, RunOptions, Trial } from "./run.ts";
import { wantedOption } from "./schedule.ts";
import type { Deviation } from "./schedule.ts";

/** Follows a schedule. What does not fit any more, since something earlier has been left out, is left out as well. */
export function follow(deviations: readonly Deviation[]): Decide {
  const wanted = new Map(deviations.map(({ at, option }) => [at, option]));
  let choices = 0;
  return ({ options }) => {
    if (options.length === 1) return 0;
    return wantedOption(wanted, choices++, options.length);
  };
}

/** Fewer deviations are better; of as many, fewer steps. */
export function isShorter(one: Trial, other: Trial | undefined): boolean {
  if (other === undefined) return true;
  return (one.deviations.length - other.deviations.length || one.steps - other.steps) < 0;
}

/**
 * Delta debugging: tries without halves of the deviations, then quarters, down to single ones, until none can be left out.
 *
 * @param pause lets the host have its turn between runs
 */
export async function shorten(
  body: TestBody,
  options: RunOptions,
  failure: Trial,
  pause: () => Promise<void>,
): Promise<Trial> {
  let best = failure;
  let size = Math.ceil(best.deviations.length / 2);
  while (size > 0) {
    const shorter = await tryWithout(size);
    if (shorter === undefined) size = size === 1 ? 0 : Math.ceil(size / 2);
    else {
      best = shorter;
      size = Math.min(size, best.deviations.length);
    }
  }
  return best;

  async function tryWithout(size: number): Promise<Trial | undefined> {
    const { deviations } = best;
    for (let from = 0; from < deviations.length; from += size) {
      await pause();
      const rest = deviations.filter((_, index) => index < from || index >= from + size);
      const trial = await perform(body, options, follow(rest));
      if (trial.failed && !trial.isEndless && isShorter(trial, best)) return trial;
    }
    return undefined;
  }
}
