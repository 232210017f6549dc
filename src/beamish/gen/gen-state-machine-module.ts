/** The callback module of a `GenStateMachine`: what each callback gets and may return. */
import type { Timeout } from "../node/operation.ts";
import type { Term } from "../term/term.ts";
import type { From } from "./call.ts";
import type { Callback } from "./gen-server-module.ts";

/** How events reach the module: through a method named after the state, or all through `handleEvent`; with or without enter calls. */
export type Mode = "state_functions" | "handle_event_function";
export type CallbackMode = Mode | readonly (Mode | "state_enter")[];

/** What kind of event it is. `["timeout", name]` is a named timeout, `"timeout"` the event timeout. */
export type EventType =
  | readonly ["call", From]
  | "cast"
  | "info"
  | "internal"
  | "enter"
  | "state_timeout"
  | "timeout"
  | readonly ["timeout", Term];

/** What a timer is known by. Each has at most one running timer. */
export type TimerName = "timeout" | "state_timeout" | readonly ["timeout", Term];

export interface TimerOptions {
  /** The time is a point on the node's clock, in ms, not a distance from now. */
  readonly abs?: boolean;
}

export type Reply = readonly ["reply", From, Term];

/** What a callback wants done, in order. A bare time is an event timeout. */
export type Action =
  | Reply
  | "postpone"
  | readonly ["postpone", boolean]
  | "hibernate"
  | readonly ["hibernate", boolean]
  | readonly ["next_event", EventType, Term]
  | readonly [TimerName, Timeout, Term]
  | readonly [TimerName, Timeout, Term, TimerOptions]
  | readonly [TimerName, "cancel"]
  | readonly [TimerName, "update", Term]
  | Timeout
  | readonly ["change_callback_module" | "push_callback_module", Term]
  | "pop_callback_module";

export type Actions = Action | readonly Action[];

export type InitResult<State, Data> =
  | readonly ["ok", State, Data]
  | readonly ["ok", State, Data, Actions]
  | "ignore"
  | readonly ["stop", reason: Term];

/** What a state callback returns. */
export type EventResult<State, Data> =
  | readonly ["next_state", State, Data]
  | readonly ["next_state", State, Data, Actions]
  | readonly ["keep_state" | "repeat_state", Data]
  | readonly ["keep_state" | "repeat_state", Data, Actions]
  | "keep_state_and_data"
  | "repeat_state_and_data"
  | readonly ["keep_state_and_data" | "repeat_state_and_data", Actions]
  | "stop"
  | readonly ["stop", reason: Term]
  | readonly ["stop", reason: Term, Data]
  | readonly ["stop_and_reply", reason: Term, Reply | readonly Reply[]]
  | readonly ["stop_and_reply", reason: Term, Reply | readonly Reply[], Data];

/** A state callback of the mode `"state_functions"`, a method named after the state. */
export type StateFunction<State, Data> = (
  type: EventType,
  content: Term,
  data: Data,
) => Callback<EventResult<State, Data>>;

/** What `formatStatus` may rewrite before it is shown: leave out secrets and bulk. Events are `[type, content]`. */
export interface Status<State, Data> {
  readonly state: State;
  readonly data: Data;
  /** There in a report, not for `Sys.getStatus`. */
  readonly reason?: Term;
  readonly queue: readonly Term[];
  readonly postponed: readonly Term[];
  readonly timeouts: readonly Term[];
  /** System events, if `Sys.log` is on. */
  readonly log: readonly Term[];
}

/**
 * The callbacks of a state machine: `init`, and either `handleEvent` or one method per state, as `callbackMode` says.
 *
 * A value that is thrown and is no error counts as returned.
 */
export interface Module<State = Term, Data = Term, Init = Term> {
  readonly callbackMode: CallbackMode | (() => CallbackMode);
  /** Makes the first state and its data. The starter waits for it. */
  init(arg: Init): Callback<InitResult<State, Data>>;
  /** Handles every event, in the mode `"handle_event_function"`. */
  handleEvent?(type: EventType, content: Term, state: State, data: Data): Callback<EventResult<State, Data>>;
  /** Cleans up. Called when a callback stops the machine or fails, and, if it traps exits, when its parent ends. */
  terminate?(reason: Term, state: State, data: Data): Callback<unknown>;
  /** Converts state and data when the code is changed: `["ok", state, data]`. */
  codeChange?(oldVersion: Term, state: State, data: Data, extra: Term): readonly ["ok", State, Data] | Term;
  /**
   * What reports and `Sys.getStatus` show. A method with two parameters is taken for the older form: it gets `"normal"` or
   * `"terminate"` and `[dictionary, state, data]`, and gives a term that stands for both.
   */
  formatStatus?(status: Status<State, Data>): Partial<Status<Term, Term>>;
  /** The child specification `[Module, arg]` stands for; there is a default. */
  childSpec?(arg: Init): Term;
}

/** A module of any types, its state functions included. */
export type AnyModule = Module & { readonly [state: string]: unknown };

/** State functions for the states of a module with types: `Module<S, Data> & States<S, Data>`. */
export type States<State extends string, Data = Term> = Readonly<Record<State, StateFunction<State, Data>>>;

/** What can be started: a module, or an object with state functions written where it is needed. */
export interface Startable<Init = Term> extends Pick<Module<Term, Term, Init>, "callbackMode" | "init"> {
  readonly [state: string]: Term;
}
