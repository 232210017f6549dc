/** The callback module of a `GenServer`: what each callback gets and may return. */
import type { Timeout } from "../node/operation.ts";
import type { Steps } from "../kernel/process.ts";
import type { Term } from "../term/term.ts";
import type { From } from "./call.ts";

/** After a callback: a time-out in ms (`"timeout"` comes as info unless a message comes first), `"hibernate"`, or more to do. */
export type After<Continue = Term> = Timeout | "hibernate" | readonly ["continue", Continue];

export type InitResult<State> =
  readonly ["ok", State] | readonly ["ok", State, After] | "ignore" | readonly ["stop", reason: Term];

/** What `handleCast`, `handleInfo` and `handleContinue` return. */
export type NoReply<State> =
  readonly ["noreply", State] | readonly ["noreply", State, After] | readonly ["stop", reason: Term, State];

/** What `handleCall` returns: a reply, or none for now (somebody calls `GenServer.reply` later), or the end. */
export type CallResult<State> =
  | readonly ["reply", reply: Term, State]
  | readonly ["reply", reply: Term, State, After]
  | readonly ["stop", reason: Term, reply: Term, State]
  | NoReply<State>;

/** A callback returns its result, or is a generator (`*handleCall`) if it has to wait. */
export type Callback<R> = R | Steps<R>;

/** What `formatStatus` may rewrite before it is shown: leave out secrets and bulk. */
export interface Status<State> {
  readonly state: State;
  readonly reason?: Term;
  readonly message?: Term;
  /** System events, if `Sys.log` is on. */
  readonly log?: readonly Term[];
}

/**
 * The callbacks of a server. Only `init` is required; the server logs a message for which there is no `handleInfo`, and ends
 * with an error at a call or cast for which there is no callback.
 *
 * A value that is thrown and is no error counts as returned.
 */
export interface Module<State, Init = Term, Call = Term, Cast = Term, Info = Term> {
  /** Makes the first state. The starter waits for it. */
  init(arg: Init): Callback<InitResult<State>>;
  /** Answers `GenServer.call`. */
  handleCall?(request: Call, from: From, state: State): Callback<CallResult<State>>;
  /** Handles `GenServer.cast`. */
  handleCast?(request: Cast, state: State): Callback<NoReply<State>>;
  /** Handles every other message. */
  handleInfo?(message: Info, state: State): Callback<NoReply<State>>;
  /** Runs before the next message, after a callback that has returned `["continue", arg]`. */
  handleContinue?(arg: Term, state: State): Callback<NoReply<State>>;
  /** Cleans up. Called when a callback stops the server or fails, and, if it traps exits, when its parent ends. */
  terminate?(reason: Term, state: State): Callback<unknown>;
  /** Converts the state when the code is changed (`Sys.changeCode`). */
  codeChange?(oldVersion: Term, state: State, extra: Term): readonly ["ok", State] | Term;
  /**
   * What reports and `Sys.getStatus` show. A method with two parameters is taken for the older form: it gets `"normal"` or
   * `"terminate"` and `[dictionary, state]`, and gives a term that stands for the state.
   */
  formatStatus?(status: Status<State>): Partial<Status<unknown>>;
  /** The child specification `[Module, arg]` stands for; there is a default. */
  childSpec?(arg: Init): Term;
}

/** A module of any types. */
export type AnyModule = Module<Term, Term, Term, Term, Term>;
