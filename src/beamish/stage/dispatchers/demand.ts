/** Events go to the consumer with the largest open demand: first come, first served among those that keep up. */
import { badArgument } from "../../term/errors.ts";
import { randomNumbers } from "../../random.ts";
import type { Term } from "../../term/term.ts";
import type { Action, Dispatcher, Subscriber } from "../dispatcher.ts";

export interface DemandOptions {
  /** The most that one consumer should ask for at once; one that asks for more is reported. Default: what the first one asks for. */
  readonly maxDemand?: number;
  /** Whether the first events go to consumers in random order, so that not always the same ones are served first. */
  readonly shuffleDemandsOnFirstDispatch?: boolean;
}

interface Open {
  readonly who: Subscriber;
  readonly demand: number;
}

export interface DemandState {
  /** Largest demand first; among equals the one that has waited longest. */
  readonly open: readonly Open[];
  /** What consumers that are gone had asked for: the producer owes it to the others. */
  readonly pending: number;
  readonly maxDemand: number | undefined;
  readonly isShuffled: boolean;
}

/** Follows `GenStage.DemandDispatcher`. Its one shuffle is always the same, so that a simulated run can be repeated. */
export const demandDispatcher: Dispatcher<DemandState, DemandOptions | undefined> = {
  name: "DemandDispatcher",

  init(options = {}) {
    const { maxDemand, shuffleDemandsOnFirstDispatch: isShuffled = false } = options;
    if (maxDemand !== undefined && !(Number.isInteger(maxDemand) && maxDemand > 0))
      throw badArgument("DemandDispatcher", "`maxDemand`: a whole number from 1", maxDemand);
    return { open: [], pending: 0, maxDemand, isShuffled };
  },

  subscribe: (state, who) => ({ state: { ...state, open: [...state.open, { who, demand: 0 }] } }),

  ask(state, who, count) {
    const { maxDemand = count } = state;
    const [before, others] = pop(state.open, who);
    const already = Math.min(state.pending, count);
    const open = push(others, who, before + count);
    return {
      state: { ...state, open, pending: state.pending - already, maxDemand },
      demand: count - already,
      ...(count > maxDemand ? { actions: [["warning", excess(maxDemand, count, who)]] } : {}),
    };
  },

  cancel(state, who) {
    const [demand, open] = pop(state.open, who);
    return { state: { ...state, open, pending: state.pending + demand } };
  },

  dispatch(state, events) {
    const actions: Action[] = [];
    let open = state.isShuffled ? shuffled(state.open) : state.open;
    let at = 0;
    while (at < events.length && open.length > 0 && open[0]!.demand > 0) {
      const [{ who, demand }, ...others] = open as readonly [Open, ...Open[]];
      const batch = events.slice(at, at + demand);
      at += batch.length;
      actions.push(["events", who, batch]);
      open = push(others, who, demand - batch.length);
    }
    const leftover = events.slice(at);
    const pending = Math.max(state.pending - leftover.length, 0);
    return { actions, leftover, state: { ...state, open, pending, isShuffled: false } };
  },

  info: (state, message: Term) => ({ state, actions: [["info", message]] }),
};

const excess = (max: number, count: number, [pid]: Subscriber) =>
  `GenStage producer DemandDispatcher expects a maximum demand of ${max}. Using different maximum demands will overload greedy consumers. Got demand for ${count} events from ${pid}`;

function pop(open: readonly Open[], [, ref]: Subscriber): readonly [demand: number, others: readonly Open[]] {
  const found = open.find(({ who }) => who[1] === ref);
  return [found?.demand ?? 0, open.filter((one) => one !== found)];
}

function push(open: readonly Open[], who: Subscriber, demand: number): readonly Open[] {
  const behind = open.findIndex((one) => one.demand < demand);
  const at = behind < 0 ? open.length : behind;
  return [...open.slice(0, at), { who, demand }, ...open.slice(at)];
}

function shuffled(open: readonly Open[]): readonly Open[] {
  const next = randomNumbers(1);
  const keyed = open.map((one) => [next(), one] as const);
  return keyed.sort(([a], [b]) => a - b).map(([, one]) => one);
}
