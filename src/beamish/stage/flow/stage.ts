/** One of the stages of a flow: a producer_consumer that maps events, or reduces them window by window. */
import * as Process from "../../process.ts";
import { self } from "../../primitives.ts";
import type { Pid, Ref, Term } from "../../term/term.ts";
import * as GenStage from "../gen-stage.ts";
import type { Module, StageOptions } from "../module.ts";
import { Panes } from "./panes.ts";
import type { Reducer } from "./panes.ts";
import type { Window } from "./window.ts";

/** What a stage does with events: `map`s a batch, reduces what comes of it, and `finish`es what is emitted. */
export interface Work {
  readonly map: (events: readonly unknown[]) => readonly unknown[];
  /** Makes the reducer of one stage, which is number `index`. */
  readonly reducer: ((index: number) => Reducer) | undefined;
  readonly window: Window<never>;
  readonly finish: (events: readonly unknown[]) => readonly unknown[];
}

export interface Plan {
  readonly work: Work;
  readonly index: number;
  readonly producers: readonly Pid[];
  readonly subscription: GenStage.SubscribeOptions;
  readonly dispatcher: NonNullable<StageOptions["dispatcher"]>;
}

type Message =
  | "done"
  | readonly ["window", key: number]
  | readonly ["tick", period: number]
  | readonly ["trigger", name: Term];

/** Not a plain object: it is not frozen when it is shown. */
class State {
  readonly plan: Plan;
  readonly producers = new Set<Ref>();
  panes: Panes<Ref> | undefined;

  constructor(plan: Plan) {
    this.plan = plan;
  }

  /** Made when the first events come or all producers have ended: then all of them are known. */
  get windows(): Panes<Ref> | undefined {
    const { work, index } = this.plan;
    if (work.reducer === undefined) return undefined;
    this.panes ??= new Panes(work.window, work.reducer(index), this.producers, (after, key) =>
      Process.sendAfter(self(), ["window", key], after),
    );
    return this.panes;
  }
}

export const flowStage: Module<State, Plan> = {
  init(plan) {
    const { producers, subscription, dispatcher, work } = plan;
    const { window, reducer } = work;
    if (reducer !== undefined)
      for (const period of window.extras.periods) Process.sendAfter(self(), ["tick", period], period);
    if (reducer !== undefined && window.kind.type === "periodic")
      Process.sendAfter(self(), ["window", 0], window.kind.size);
    const subscribeTo = producers.map((pid) => [pid, subscription] as const);
    return ["producer_consumer", new State(plan), { subscribeTo, dispatcher }];
  },

  handleSubscribe(other, _options, [, ref], state) {
    if (other === "producer") state.producers.add(ref);
    return ["automatic", state];
  },

  handleEvents(events, [, ref], state) {
    const mapped = state.plan.work.map(events);
    return emit(state, state.windows === undefined ? mapped : state.windows.add(ref, mapped));
  },

  handleCancel(_reason, [, ref], state) {
    // A consumer that leaves makes no difference: the whole flow ends with whom it is for.
    if (!state.producers.has(ref)) return ["noreply", [], state];
    const { windows } = state;
    state.producers.delete(ref);
    const events = windows?.leave(ref) ?? [];
    if (state.producers.size > 0) return emit(state, events);
    GenStage.asyncInfo(self(), "done");
    return emit(state, [...events, ...(windows?.done() ?? [])]);
  },

  handleInfo(message: Message, state) {
    if (message === "done") return ["stop", "normal", state];
    const { windows, plan } = state;
    if (!Array.isArray(message) || windows === undefined) return ["noreply", [], state];
    const [what, value] = message;
    if (what === "tick") {
      Process.sendAfter(self(), message, value);
      return emit(state, windows.wanted(["periodically", value]));
    }
    // What a function of the program has sent to its own stage.
    if (what === "trigger") return emit(state, windows.wanted(value));
    if (what !== "window") return ["noreply", [], state];
    const { kind } = plan.work.window;
    if (kind.type === "periodic") Process.sendAfter(self(), ["window", 0], kind.size);
    return emit(state, windows.timeIsUp(value));
  },
};

const emit = (state: State, events: readonly unknown[]) =>
  ["noreply", state.plan.work.finish(events), state] as const;
