/** Events go to the consumer with the largest open demand: first come, first served among those that keep up. */
import type { Dispatcher, Subscriber } from "../dispatcher.ts";
import type { Term } from "../../kernel/term.ts";

interface Open {
  readonly who: Subscriber;
  readonly demand: number;
}

export interface DemandState {
  /** Largest demand first; among equals the one that has waited longest. */
  readonly open: readonly Open[];
  /** What consumers that are gone had asked for: the producer owes it to the others. */
  readonly pending: number;
}

/** Follows `GenStage.DemandDispatcher`. */
export const demandDispatcher: Dispatcher<DemandState> = {
  init: () => ({ open: [], pending: 0 }),

  subscribe: ({ open, pending }, who) => [0, { open: [...open, { who, demand: 0 }], pending }],

  ask({ open, pending }, who, count) {
    const [before, others] = pop(open, who);
    const already = Math.min(pending, count);
    return [count - already, { open: push(others, who, before + count), pending: pending - already }];
  },

  cancel({ open, pending }, who) {
    const [demand, others] = pop(open, who);
    return [0, { open: others, pending: pending + demand }];
  },

  dispatch({ open, pending }, events) {
    const deliveries: (readonly [Subscriber, readonly Term[]])[] = [];
    let [at, rest] = [0, open];
    while (at < events.length && rest.length > 0 && rest[0]!.demand > 0) {
      const [{ who, demand }, ...others] = rest as readonly [Open, ...Open[]];
      const batch = events.slice(at, at + demand);
      at += batch.length;
      deliveries.push([who, batch]);
      rest = push(others, who, demand - batch.length);
    }
    return { deliveries, leftover: events.slice(at), state: { open: rest, pending } };
  },
};

function pop(open: readonly Open[], [, ref]: Subscriber): readonly [demand: number, others: readonly Open[]] {
  const found = open.find(({ who }) => who[1] === ref);
  return [found?.demand ?? 0, open.filter((one) => one !== found)];
}

function push(open: readonly Open[], who: Subscriber, demand: number): readonly Open[] {
  const behind = open.findIndex((one) => one.demand < demand);
  const at = behind < 0 ? open.length : behind;
  return [...open.slice(0, at), { who, demand }, ...open.slice(at)];
}
