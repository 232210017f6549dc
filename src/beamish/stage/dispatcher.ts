/** What a dispatcher is: a strategy, as pure functions over a state, that says which consumer gets which events. */
import type { Pid, Ref, Term } from "../kernel/term.ts";

/** A subscription, as the producer knows it: the consumer, and the reference that both sides use. */
export type Subscriber = readonly [consumer: Pid, ref: Ref];

/** How many events more the producer is to be asked for, and the state afterwards. */
export type Demanded<State> = readonly [demand: number, State];

export interface Dispatched<State> {
  /** Who gets what, in this order. */
  readonly deliveries: readonly (readonly [Subscriber, readonly Term[]])[];
  /** Events that nobody has room for; the producer keeps them in its buffer. */
  readonly leftover: readonly Term[];
  /** Events that a subscriber has not selected, which it is owed: it is as if it had asked for as many again. */
  readonly refunds?: readonly (readonly [Subscriber, number])[];
  readonly state: State;
}

/** Follows the behaviour `GenStage.Dispatcher`; what there are side effects are results here. */
export interface Dispatcher<State, Options = Term> {
  /** The state before anybody has subscribed. Throws `ArgumentError` for wrong options. */
  init(options: Options): State;
  /** Throws `ArgumentError` if this consumer cannot be served. */
  subscribe(state: State, who: Subscriber, options: Readonly<Record<string, Term>>): Demanded<State>;
  /** A subscriber can take `count` events more; `sent` is what it gets from what was kept back for it. */
  ask(state: State, who: Subscriber, count: number): readonly [...Demanded<State>, sent?: readonly Term[]];
  cancel(state: State, who: Subscriber): Demanded<State>;
  dispatch(state: State, events: readonly Term[]): Dispatched<State>;
}
