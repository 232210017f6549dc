/**
 * `GenStateMachine`: a process that is in one of several states, and handles each event by the state it is in. Follows
 * Erlang's `gen_statem`; this file is what a program uses, gen-state-machine-loop.ts is the machine itself.
 */
import { Exit, badArgument } from "../kernel/errors.ts";
import type { Name, Server } from "../names.ts";
import { operation, type Op, type Timeout } from "../kernel/operation.ts";
import type { Pid, Term } from "../kernel/term.ts";
import { call as ask, reply as answer, type From } from "./call.ts";
import { BecomeOp } from "./become.ts";
import { cast as castTo, stop as stopServer } from "./gen-server.ts";
import { GenStateMachineLoop } from "./gen-state-machine-loop.ts";
import type { Actions, AnyModule, Module, Reply } from "./gen-state-machine-module.ts";
import { startServer, type StartOptions } from "./start.ts";
import type { Bond } from "./start-op.ts";

export type { From } from "./call.ts";
export type {
  Action,
  Actions,
  AnyModule,
  CallbackMode,
  EventResult,
  EventType,
  InitResult,
  Module,
  Reply,
  StateFunction,
} from "./gen-state-machine-module.ts";
export type { StartOptions } from "./start.ts";

/**
 * Starts a machine linked to the caller, and waits until its `init` has returned and its first state is entered. The result
 * is its pid, or `undefined` if `init` returned `"ignore"`. Throws `StartError` with the reason. Follows
 * `gen_statem:start_link/3,4`; the name is an option.
 */
export function startLink<Started extends Pid | undefined = Pid, Init = Term>(
  module: Pick<Module<Term, Term, Init>, "init" | "callbackMode">,
  arg?: Init,
  options: StartOptions = {},
): Op<Started> {
  return startMachine("GenStateMachine.startLink", module, arg, options, "link") as Op<Started>;
}

/** As `startLink`, without the link. Follows `gen_statem:start/3,4`. */
export function start<Started extends Pid | undefined = Pid, Init = Term>(
  module: Pick<Module<Term, Term, Init>, "init" | "callbackMode">,
  arg?: Init,
  options: StartOptions = {},
): Op<Started> {
  return startMachine("GenStateMachine.start", module, arg, options, "none") as Op<Started>;
}

function startMachine(
  where: string,
  module: unknown,
  arg: unknown,
  options: StartOptions,
  bond: Bond,
): Op<unknown> {
  const { init, callbackMode } = (module ?? {}) as Partial<AnyModule>;
  if (typeof init !== "function" || callbackMode === undefined)
    throw badArgument(where, "a module: an object with callbackMode and init", module);
  return startServer(where, module, options, bond, (process, parent) =>
    new GenStateMachineLoop(process, parent, module as AnyModule, options).initialise(arg),
  );
}

/**
 * Turns the calling process into a state machine, in a state and without `init`; it never returns. Write
 * `yield* GenStateMachine.enterLoop(...)`. Follows `gen_statem:enter_loop/4..6`.
 */
export function enterLoop(
  module: Pick<Module, "callbackMode">,
  options: StartOptions,
  state: Term,
  data: Term,
  ...more: readonly [actions?: Actions] | readonly [name: Name | Pid, actions?: Actions]
): Op<never> {
  const actions = more.length === 2 ? more[1] : more[0];
  return new BecomeOp("GenStateMachine.enterLoop()", (process) => {
    const loop = new GenStateMachineLoop(process, process.details?.parent, module as AnyModule, options);
    loop.adopt(state, data, actions ?? []);
    return loop;
  });
}

/** The child specification of a module: permanent, a worker, started by `startLink`. */
export function childSpec(module: AnyModule & { readonly name?: string }, arg: Term): Term {
  if (module.childSpec !== undefined) return module.childSpec(arg) as Term;
  return { id: module.name ?? module, start: () => startLink(module, arg) };
}

const CALL = ["gen_statem", "call"] as const;

/**
 * Sends an event of type `["call", from]` and waits for a reply action. Unlike `GenServer.call` it waits for ever unless
 * `timeout` ms are given. Exits with `[reason, ["gen_statem", "call", [server, request, timeout]]]`. Follows `gen_statem:call/2,3`.
 */
export function call<Answer = Term>(
  server: Server,
  request: Term,
  timeout: Timeout = "infinity",
): Op<Answer> {
  return ask("$gen_call", server, request, timeout, CALL) as Op<Answer>;
}

/** Sends an event of type `"cast"`, whether or not there is such a machine. Follows `gen_statem:cast/2`. */
export function cast(server: Server, event: Term): "ok" {
  return castTo(server, event);
}

/** Answers a call, or several: `reply(from, value)`, or one or many `["reply", from, value]`. Follows `gen_statem:reply/1,2`. */
export function reply(from: From, value: Term): "ok";
export function reply(replies: Reply | readonly Reply[]): "ok";
export function reply(...args: readonly [From, Term] | readonly [Reply | readonly Reply[]]): "ok" {
  if (args.length === 2) return answer(args[0] as From, args[1]);
  const [given] = args as readonly [Reply | readonly Reply[]];
  const replies = (given[0] === "reply" ? [given] : given) as readonly Reply[];
  for (const [, from, value] of replies) answer(from, value);
  return "ok";
}

/**
 * Ends a machine in order and waits until it has ended, `timeout` ms at most. Exits with `"noproc"`, `"timeout"`, or the reason
 * if the machine ended by another one. Follows `gen_statem:stop/1,3`.
 */
export function stop(server: Server, reason: Term = "normal", timeout: Timeout = "infinity"): Op<"ok"> {
  return operation("GenStateMachine.stop()", function* () {
    try {
      return yield* stopServer(server, reason, timeout);
    } catch (error) {
      // gen_statem:stop exits with the bare reason, where Elixir's GenServer.stop says which call failed.
      if (error instanceof Exit && Array.isArray(error.reason)) throw new Exit(error.reason[0]);
      throw error;
    }
  });
}
