/** Every event goes to every consumer, or to those whose `selector` accepts it; the slowest one sets the pace. */
import { badArgument } from "../../kernel/errors.ts";
import type { Term } from "../../kernel/term.ts";
import type { Demanded, Dispatcher, Subscriber } from "../dispatcher.ts";

type Selector = (event: Term) => boolean;

interface Listener {
  readonly who: Subscriber;
  /** Open demand beyond what the producer was asked for on behalf of all. */
  readonly extra: number;
  readonly selector: Selector | undefined;
}

export interface BroadcastState {
  readonly listeners: readonly Listener[];
  /** What the producer was asked for and has not given yet. */
  readonly waiting: number;
}

/** Follows `GenStage.BroadcastDispatcher`. */
export const broadcastDispatcher: Dispatcher<BroadcastState> = {
  init: () => ({ listeners: [], waiting: 0 }),

  subscribe({ listeners, waiting }, who, { selector }) {
    if (selector !== undefined && typeof selector !== "function")
      throw badArgument("BroadcastDispatcher", "`selector`: a function of an event", selector);
    if (listeners.some((one) => one.who[0] === who[0]))
      throw badArgument("BroadcastDispatcher", "a consumer that has not subscribed yet", who[0]);
    return [
      0,
      { listeners: [...listeners, { who, extra: -waiting, selector: selector as Selector }], waiting },
    ];
  },

  ask({ listeners, waiting }, [, ref], count) {
    const more = listeners.map((one) => (one.who[1] === ref ? { ...one, extra: one.extra + count } : one));
    return levelled({ listeners: more, waiting });
  },

  cancel({ listeners, waiting }, [, ref]) {
    const others = listeners.filter(({ who }) => who[1] !== ref);
    return others.length === 0
      ? [0, { listeners: [], waiting: 0 }]
      : levelled({ listeners: others, waiting });
  },

  dispatch({ listeners, waiting }, events) {
    const now = events.slice(0, waiting);
    const deliveries: (readonly [Subscriber, readonly Term[]])[] = [];
    const refunds: (readonly [Subscriber, number])[] = [];
    for (const { who, selector } of now.length === 0 ? [] : listeners) {
      const selected = selector === undefined ? now : now.filter(selector);
      if (selected.length > 0) deliveries.push([who, selected]);
      if (selected.length < now.length) refunds.push([who, now.length - selected.length]);
    }
    const state = { listeners, waiting: waiting - now.length };
    return { deliveries, leftover: events.slice(now.length), refunds, state };
  },
};

/** What all have in common is asked for. */
function levelled({ listeners, waiting }: BroadcastState): Demanded<BroadcastState> {
  const common = Math.max(0, Math.min(...listeners.map(({ extra }) => extra)));
  const rest = listeners.map((one) => ({ ...one, extra: one.extra - common }));
  return [common, { listeners: rest, waiting: waiting + common }];
}
