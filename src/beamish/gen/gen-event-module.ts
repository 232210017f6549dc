/** The callback module of an event handler: what each callback gets and may return. */
import type { Pid, Term } from "../term/term.ts";
import type { Callback } from "./gen-server-module.ts";

/** How a handler is named: by its module, or, when a module is used more than once, by `[module, id]`. */
export type Handler = AnyModule | readonly [module: AnyModule, id: Term];

export type InitResult<State> = readonly ["ok", State] | readonly ["ok", State, "hibernate"] | Term;

/** What `handleEvent` and `handleInfo` return. `swap_handler` puts another handler in the place of this one. */
export type EventResult<State> =
  | readonly ["ok", State]
  | readonly ["ok", State, "hibernate"]
  | readonly ["swap_handler", args: Term, State, handler: Handler, initArgs: Term]
  | "remove_handler";

/** What `handleCall` returns: as `handleEvent`, each with the reply. */
export type CallResult<State> =
  | readonly ["ok", reply: Term, State]
  | readonly ["ok", reply: Term, State, "hibernate"]
  | readonly ["swap_handler", reply: Term, args: Term, State, handler: Handler, initArgs: Term]
  | readonly ["remove_handler", reply: Term];

/** Why a handler is told to clean up. `args` are what `deleteHandler`, a swap, or `swap_handler` gave. */
export type TerminateArgs =
  "stop" | "remove_handler" | readonly ["stop", reason: Term] | readonly ["error", reason: Term] | Term;

/** What `formatStatus` may rewrite before it is shown. */
export interface Status<State> {
  readonly state: State;
  readonly message?: Term;
  readonly reason?: Term;
}

/**
 * The callbacks of a handler. Only `init` is required. A handler without `handleEvent` or `handleCall` is removed when it is
 * needed; one without `handleInfo` stays, with a warning. A callback that has to wait is a generator; while it waits, so do
 * the manager and all its other handlers.
 */
export interface Module<State = Term, Init = Term, Event = Term, Call = Term, Info = Term> {
  /** Makes the first state. After a swap its argument is `[initArgs, what the old handler's terminate returned]`. */
  init(arg: Init): Callback<InitResult<State>>;
  /** Handles an event of `notify` or `syncNotify`. */
  handleEvent?(event: Event, state: State): Callback<EventResult<State>>;
  /** Answers `GenEvent.call`. */
  handleCall?(request: Call, state: State): Callback<CallResult<State>>;
  /** Handles every other message that the manager gets. */
  handleInfo?(message: Info, state: State): Callback<EventResult<State>>;
  /** Cleans up. What it returns is the result of `deleteHandler`, or goes to the `init` of the handler that takes over. */
  terminate?(args: TerminateArgs, state: State): Callback<unknown>;
  /** Converts the state when the code is changed (`Sys.changeCode`). */
  codeChange?(oldVersion: Term, state: State, extra: Term): readonly ["ok", State] | Term;
  /**
   * What reports and `Sys.getStatus` show. A method with two parameters is taken for the older form: it gets `"normal"` or
   * `"terminate"` and `[dictionary, state]`, and gives a term that stands for the state.
   */
  formatStatus?(status: Status<State>): Partial<Status<unknown>>;
}

/** A module of any types. */
export type AnyModule = Module<Term, Term, Term, Term, Term>;

/** What a manager is asked by a call. Handlers travel as functions: modules are code, which is neither copied nor frozen. */
export type Request =
  | readonly ["sync_notify", event: Term]
  | readonly ["call", handler: () => Handler, request: Term]
  | readonly ["add_handler", handler: () => Handler, args: Term, supervisor: Pid | undefined]
  | readonly ["delete_handler", handler: () => Handler, args: Term]
  | readonly [
      "swap_handler",
      old: () => Handler,
      args: Term,
      handler: () => Handler,
      initArgs: Term,
      supervisor: Pid | undefined,
    ]
  | readonly ["which_handlers"];

/** The answer to a request. */
export type Answer = readonly ["ok", value: Term] | readonly ["error", reason: Term];

/** Says whether a term names a handler. */
export function isHandler(term: unknown): term is Handler {
  const module: unknown = Array.isArray(term) && term.length === 2 ? term[0] : term;
  return typeof (module as Partial<AnyModule> | undefined | null)?.init === "function";
}

const REQUESTS: readonly unknown[] = [
  "sync_notify",
  "call",
  "add_handler",
  "delete_handler",
  "swap_handler",
  "which_handlers",
];

/** Says whether a call asks the manager; as in OTP, any other is a message for the handlers. */
export function isRequest(term: unknown): term is Request {
  return Array.isArray(term) && REQUESTS.includes(term[0]);
}
