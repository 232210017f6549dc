/** Every event goes to every consumer, or to those whose `selector` accepts it; the slowest one sets the pace. */
import { badArgument } from "../../term/errors.ts";
import type { Term } from "../../term/term.ts";
import type { Action, Dispatcher, Step, Subscriber } from "../dispatcher.ts";

type Selector = (event: Term) => boolean;

interface Listener {
  readonly who: Subscriber;
  /** Open demand beyond what all have in common. */
  readonly extra: number;
  readonly selector: Selector | undefined;
}

export interface BroadcastState {
  readonly listeners: readonly Listener[];
  /** How many events all can take. */
  readonly waiting: number;
  /** What the producer was asked for and has not given yet. */
  readonly requested: number;
}

/** Follows `GenStage.BroadcastDispatcher`. */
export const broadcastDispatcher: Dispatcher<BroadcastState> = {
  name: "BroadcastDispatcher",

  init: () => ({ listeners: [], waiting: 0, requested: 0 }),

  subscribe({ listeners, waiting, requested }, who, { selector }) {
    if (selector !== undefined && typeof selector !== "function")
      throw badArgument("BroadcastDispatcher", "`selector`: a function of an event", selector);
    const [pid] = who;
    if (listeners.some((one) => one.who[0] === pid))
      return {
        refused: "already_subscribed",
        actions: [["error", `${pid} is already registered. This subscription has been discarded.`]],
      };
    // Nothing goes to anybody before the new one has asked too.
    const held = listeners.map((one) => ({ ...one, extra: one.extra + waiting }));
    const added: Listener = { who, extra: 0, selector: selector as Selector | undefined };
    return { state: { listeners: [...held, added], waiting: 0, requested } };
  },

  ask(state, [, ref], count) {
    const listeners = state.listeners.map((one) =>
      one.who[1] === ref ? { ...one, extra: one.extra + count } : one,
    );
    return levelled({ ...state, listeners });
  },

  cancel(state, [, ref]) {
    const listeners = state.listeners.filter(({ who }) => who[1] !== ref);
    return listeners.length === 0
      ? { state: { listeners, waiting: 0, requested: state.requested } }
      : levelled({ ...state, listeners });
  },

  dispatch({ listeners, waiting, requested }, events) {
    const now = events.slice(0, waiting);
    const actions: Action[] = [];
    for (const { who, selector } of now.length === 0 ? [] : listeners) {
      const selected = selector === undefined ? now : now.filter((event) => selector(event));
      if (selected.length < now.length) actions.push(["refund", who, now.length - selected.length]);
      actions.push(["events", who, selected]);
    }
    const state = { listeners, waiting: waiting - now.length, requested: requested - now.length };
    return { state, actions, leftover: events.slice(now.length) };
  },

  info: (state, message: Term) => ({ state, actions: [["info", message]] }),
};

/** What all have in common is asked for, except for what was asked for already. */
function levelled({ listeners, waiting, requested }: BroadcastState): Step<BroadcastState> {
  const common = Math.max(0, Math.min(...listeners.map(({ extra }) => extra)));
  const rest = listeners.map((one) => ({ ...one, extra: one.extra - common }));
  const demand = Math.max(0, waiting + common - requested);
  return {
    state: { listeners: rest, waiting: waiting + common, requested: requested + demand },
    demand,
  };
}
