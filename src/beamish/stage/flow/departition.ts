/** Bringing together what the stages of a partition have made, window by window. */
import type { Reducer } from "./panes.ts";
import type { Trigger } from "./window.ts";

/** What a trigger in one stage has given. */
interface Part {
  readonly window: Trigger[1];
  readonly index: number;
  readonly isDone: boolean;
  readonly items: readonly unknown[];
}

interface Merging {
  acc: unknown;
  readonly missing: Set<number>;
}

/** Makes a reducer tell what its triggers give as parts, from stage number `index`. */
export function parted({ init, reduce, trigger }: Reducer, index: number): Reducer {
  return {
    init,
    reduce,
    trigger(state, why) {
      const [items, next] = trigger(state, why);
      const part: Part = { window: why[1], index, isDone: why[2] === "done", items };
      return [[part], next];
    },
  };
}

/** A reducer of such parts, of `stages` stages. A window in which some stages have had no events is done at the end. */
export function departed(
  stages: number,
  init: () => unknown,
  merge: (item: unknown, acc: unknown) => unknown,
  done: (acc: unknown, window: Trigger[1]) => unknown,
): Reducer {
  type Open = Map<Trigger[1], Merging>;
  return {
    init: (): Open => new Map(),
    reduce(event, state) {
      const { window, index, isDone, items } = event as Part;
      const open = state as Open;
      const merging = open.get(window) ?? { acc: init(), missing: new Set(Array(stages).keys()) };
      for (const item of items) merging.acc = merge(item, merging.acc);
      if (isDone) merging.missing.delete(index);
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
