/** What a dispatcher is: a strategy, as pure functions over a state, that says which consumer gets which events. */
import type { Pid, Ref, Term } from "../term/term.ts";

/** A subscription, as the producer knows it: the consumer, and the reference that both sides use. */
export type Subscriber = readonly [consumer: Pid, ref: Ref];

/** What the producer is to do; where Elixir's dispatchers send messages, these only say so. */
export type Action =
  /** Send events to a subscriber. */
  | readonly ["events", Subscriber, events: readonly Term[]]
  /** Deliver a message to the producer itself: all that came before it has been sent. */
  | readonly ["info", message: Term]
  /** Ask again on behalf of a subscriber for events that it has not selected. */
  | readonly ["refund", Subscriber, count: number]
  /** Write a report. */
  | readonly ["warning" | "error", text: string];

/** The result of each step: the state afterwards, and what is to be done, in this order. */
export interface Step<State> {
  readonly state: State;
  readonly actions?: readonly Action[];
  /** How many events more the producer is to be asked for. Default 0. */
  readonly demand?: number;
}

export interface Dispatched<State> extends Step<State> {
  /** Events that nobody has room for; the producer keeps them in its buffer. */
  readonly leftover: readonly Term[];
}

/** Instead of a step: the subscription is cancelled with this reason. */
export interface Refused {
  readonly refused: Term;
  readonly actions?: readonly Action[];
}

/** Follows the behaviour `GenStage.Dispatcher`; what there are side effects are results here. */
export interface Dispatcher<State, Options = Term> {
  /** For reports. */
  readonly name?: string;
  /** The state before anybody has subscribed. Throws `ArgumentError` for wrong options. */
  init(options: Options): State;
  /** Throws `ArgumentError` if this consumer cannot be served. */
  subscribe(state: State, who: Subscriber, options: Readonly<Record<string, Term>>): Step<State> | Refused;
  /** A subscriber can take `count` events more. */
  ask(state: State, who: Subscriber, count: number): Step<State>;
  cancel(state: State, who: Subscriber): Step<State>;
  dispatch(state: State, events: readonly Term[]): Dispatched<State>;
  /** A message for the producer, which must not overtake events that were kept back. */
  info(state: State, message: Term): Step<State>;
}
