/** Bringing the states of all stages of a partition together again, window by window. */
import type { Reducer } from "./panes.ts";
import type { Trigger } from "./window.ts";

/** The state of one stage, whose window is done. */
interface Part {
  readonly window: Trigger[1];
  readonly index: number;
  readonly state: unknown;
}

interface Merging {
  acc: unknown;
  readonly missing: Set<number>;
}

/** A reducer of such parts, of `stages` stages. A window in which some stages have had no events is done at the end. */
export function departed(
  stages: number,
  init: () => unknown,
  merge: (state: unknown, acc: unknown) => unknown,
  done: (acc: unknown, window: Trigger[1]) => unknown,
): Reducer {
  type Open = Map<Trigger[1], Merging>;
  return {
    init: (): Open => new Map(),
    reduce(event, state) {
      const { window, index, state: part } = event as Part;
      const open = state as Open;
      const merging = open.get(window) ?? { acc: init(), missing: new Set(Array(stages).keys()) };
      merging.acc = merge(part, merging.acc);
      merging.missing.delete(index);
      open.set(window, merging);
      if (merging.missing.size > 0) return [[], open];
      open.delete(window);
      return [[done(merging.acc, window)], open];
    },
    trigger(state) {
      const open = [...(state as Open)].sort(([a], [b]) => (a as number) - (b as number));
      return [open.map(([window, { acc }]) => done(acc, window)), new Map()];
    },
  };
}
