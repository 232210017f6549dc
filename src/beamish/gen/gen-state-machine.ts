/**
 * `GenStateMachine`: a process that is in one of several states, and handles each event by the state it is in. Follows
 * Erlang's `gen_statem`; this file is what a program uses, gen-state-machine-loop.ts is the machine itself.
 */
import { badArgument } from "../term/errors.ts";
import type { Server } from "../names.ts";
import { checkTimeout, type Op, type Timeout } from "../node/operation.ts";
import type { Pid, Ref, Term } from "../term/term.ts";
import { call as ask, cast as castTo, reply as answer, type From } from "./call.ts";
import { BecomeOp } from "./become.ts";
import { isEntered, type Entered } from "./enter-loop.ts";
import { GenStateMachineLoop } from "./gen-state-machine-loop.ts";
import type { Actions, AnyModule, Reply, Startable } from "./gen-state-machine-module.ts";
import * as requests from "./requests.ts";
import type { RequestId, RequestIds } from "./requests.ts";
import { checkOptions, startServer, type StartOptions } from "./start.ts";
import type { Bond } from "./start-op.ts";
import { stopServer } from "./stop.ts";

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
  Startable,
  StateFunction,
  States,
  Status,
} from "./gen-state-machine-module.ts";
export type { StartOptions } from "./start.ts";
export {
  checkResponse,
  receiveResponse,
  reqidsAdd,
  reqidsNew,
  reqidsSize,
  reqidsToList,
  waitResponse,
} from "./request-functions.ts";
export type { Labelled, RequestId, RequestIds, Response } from "./request-functions.ts";

/**
 * Starts a machine linked to the caller, and waits until its `init` has returned. The result is its pid, or `undefined` if `init`
 * returned `"ignore"`. `options` are those of `GenServer.startLink`. Throws `StartError` with the reason: `["already_started", pid]`,
 * the reason of `["stop", reason]`, what `init` threw, `["bad_return_from_init", value]`, or `"timeout"`. The first state is entered,
 * and the actions of `init` are carried out, after the start, as in OTP. Follows `gen_statem:start_link/3,4`; the name is an option.
 *
 * @example
 * ```ts
 * import { GenStateMachine } from "beamish";
 * const light = await GenStateMachine.startLink({
 *   callbackMode: "state_functions",
 *   init: () => ["ok", "off", 0],
 *   off: (_type: "cast", _event: "press", presses: number) => ["next_state", "on", presses + 1],
 *   on: ([, from]: ["call", GenStateMachine.From], _event: "count", presses: number) =>
 *     ["keep_state_and_data", ["reply", from, presses]],
 * });
 * GenStateMachine.cast(light, "press");
 * console.log(await GenStateMachine.call(light, "count"));
 * //> 1
 * ```
 */
export function startLink<Started extends Pid | undefined = Pid, Init = Term>(
  module: Startable<Init>,
  arg?: Init,
  options: StartOptions = {},
): Op<Started> {
  return startMachine("GenStateMachine.startLink", module, arg, options, "link") as Op<Started>;
}

/**
 * As `startLink`, without the link. Follows `gen_statem:start/3,4`.
 *
 * @example
 * ```ts
 * import { GenStateMachine, StartError } from "beamish";
 * try {
 *   await GenStateMachine.start({ callbackMode: "handle_event_function", init: () => ["stop", "no_disk"] });
 * } catch (error) {
 *   console.log((error as StartError).reason);
 * }
 * //> no_disk
 * ```
 */
export function start<Started extends Pid | undefined = Pid, Init = Term>(
  module: Startable<Init>,
  arg?: Init,
  options: StartOptions = {},
): Op<Started> {
  return startMachine("GenStateMachine.start", module, arg, options, "none") as Op<Started>;
}

/**
 * As `start`, with a monitor: gives `[pid, ref]`, or `undefined` after `"ignore"`. Follows `gen_statem:start_monitor/3,4`.
 *
 * @example
 * ```ts
 * import { GenStateMachine, receive } from "beamish";
 * const [machine, ref] = await GenStateMachine.startMonitor({
 *   callbackMode: "handle_event_function",
 *   init: () => ["ok", "ready", 0],
 *   handleEvent: () => ["stop", "shutdown"],
 * });
 * GenStateMachine.cast(machine, "end");
 * console.log((await receive(["DOWN", ref]))[4]);
 * //> shutdown
 * ```
 */
export function startMonitor<Started extends [Pid, Ref] | undefined = [Pid, Ref], Init = Term>(
  module: Startable<Init>,
  arg?: Init,
  options: StartOptions = {},
): Op<Started> {
  return startMachine("GenStateMachine.startMonitor", module, arg, options, "monitor") as Op<Started>;
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
 * `yield* GenStateMachine.enterLoop(...)`. `name` is the name that the process has (`["local", name]`, `["global", key]`,
 * `["via", module, key]`) or its pid, `actions` what else there is to do. Exits with `"process_not_registered"` and the like if the
 * process has not that name. and with `"process_was_not_started_by_proc_lib"` if
 * that is so. Follows `gen_statem:enter_loop/4..6`.
 *
 * @example
 * ```ts
 * import { GenStateMachine, ProcLib, self } from "beamish";
 * const Echo: GenStateMachine.Module = {
 *   callbackMode: "handle_event_function",
 *   init: () => "ignore",
 *   handleEvent: ([, from], content, state) => ["keep_state_and_data", ["reply", from, [content, state]]],
 * };
 * const machine = await ProcLib.start(function* () {
 *   ProcLib.initAck(self());
 *   yield* GenStateMachine.enterLoop(Echo, {}, "ready", 0);
 * });
 * console.log(await GenStateMachine.call(machine, "hello"));
 * //> ["hello", "ready"]
 * ```
 */
export function enterLoop(
  module: Pick<AnyModule, "callbackMode">,
  options: StartOptions,
  state: Term,
  data: Term,
  ...more: readonly [actions?: Actions] | readonly [name: Entered, actions?: Actions]
): Op<never> {
  checkOptions("GenStateMachine.enterLoop", options);
  const [name, actions = []] = isEntered(more[0]) ? more : [undefined, more[0]];
  return new BecomeOp("GenStateMachine.enterLoop", name, (process, parent) =>
    new GenStateMachineLoop(process, parent, module as AnyModule, options).adopt(state, data, actions),
  );
}

/**
 * The child specification of a module: permanent, a worker, started by `startLink`; or what the module's own `childSpec(arg)` says.
 *
 * @example
 * ```ts
 * import { GenStateMachine, Supervisor } from "beamish";
 * const Door = {
 *   name: "Door",
 *   callbackMode: "state_functions",
 *   init: () => ["ok", "locked", 0],
 *   locked: () => "keep_state_and_data",
 * } satisfies GenStateMachine.Startable & { name: string };
 * const supervisor = await Supervisor.startLink([GenStateMachine.childSpec(Door, 0)], { strategy: "one_for_one" });
 * console.log((await Supervisor.countChildren(supervisor)).workers);
 * //> 1
 * ```
 */
export function childSpec(module: Startable & { readonly name?: string }, arg?: Term): Term {
  const own = module["childSpec"] as ((arg: Term) => Term) | undefined;
  if (own !== undefined) return own.call(module, arg) as Term;
  return { id: module.name ?? module, start: () => startLink(module, arg) };
}

const CALL = ["gen_statem", "call"] as const;

/**
 * Sends an event of type `["call", from]` and waits for a reply action. Unlike `GenServer.call` it waits for ever unless
 * `timeout` ms are given (also as `["clean_timeout", ms]` or `["dirty_timeout", ms]`, which are the same here: a late reply never
 * arrives). Exits with `[reason, ["gen_statem", "call", [server, request, timeout]]]`. Follows `gen_statem:call/2,3`.
 *
 * @example
 * ```ts
 * import { Exit, GenStateMachine } from "beamish";
 * const silent = await GenStateMachine.start({
 *   callbackMode: "handle_event_function",
 *   init: () => ["ok", "silent", 0],
 *   handleEvent: () => "keep_state_and_data",
 * });
 * try {
 *   await GenStateMachine.call(silent, "hello", 100);
 * } catch (error) {
 *   console.log(((error as Exit).reason as string[])[0]);
 * }
 * //> timeout
 * ```
 */
export function call<Answer = Term>(
  server: Server,
  request: Term,
  timeout: Timeout | readonly ["clean_timeout" | "dirty_timeout", Timeout] = "infinity",
): Op<Answer> {
  const isTuple = Array.isArray(timeout) && /^(clean|dirty)_timeout$/.test(String(timeout[0]));
  const ms = (isTuple ? timeout[1] : timeout) as Timeout;
  checkTimeout("GenStateMachine.call", ms);
  return ask("$gen_call", server, request, ms, CALL, [server, request, timeout]) as Op<Answer>;
}

/**
 * Sends an event of type `"cast"`, whether or not there is such a machine. Follows `gen_statem:cast/2`.
 *
 * @example
 * ```ts
 * import { GenStateMachine } from "beamish";
 * console.log(GenStateMachine.cast("nobody", "press"));
 * //> ok
 * ```
 */
export function cast(server: Server, event: Term): "ok" {
  return castTo("GenStateMachine.cast", server, event);
}

/**
 * Sends an event of type `["call", from]` as `call` does and does not wait: `waitResponse`, `receiveResponse` or `checkResponse` fetches
 * what comes of it. With a label and a collection, gives the collection with the request in it. Follows `gen_statem:send_request/2,4`.
 *
 * @example
 * ```ts
 * import { GenStateMachine } from "beamish";
 * const request = GenStateMachine.sendRequest("nobody", "hello");
 * console.log(await GenStateMachine.receiveResponse(request, 100));
 * //> ["error", ["noproc", "nobody"]]
 * ```
 */
export function sendRequest(server: Server, request: Term): RequestId;
export function sendRequest(server: Server, request: Term, label: Term, requestIds: RequestIds): RequestIds;
export function sendRequest(
  server: Server,
  request: Term,
  ...collected: readonly [] | readonly [label: Term, RequestIds]
): RequestId | RequestIds {
  return requests.send("GenStateMachine.sendRequest", server, request, collected);
}

/**
 * Answers a call, or several: `reply(from, value)`, or one or many `["reply", from, value]`. Follows `gen_statem:reply/1,2`.
 *
 * @example
 * ```ts
 * import { GenStateMachine } from "beamish";
 * const machine = await GenStateMachine.start({
 *   callbackMode: "handle_event_function",
 *   init: () => ["ok", "ready", 0],
 *   handleEvent: ([, from]: ["call", GenStateMachine.From]) => (GenStateMachine.reply(from, "hello"), "keep_state_and_data"),
 * });
 * console.log(await GenStateMachine.call(machine, "greet"));
 * //> hello
 * ```
 */
export function reply(from: From, value: Term): "ok";
export function reply(replies: Reply | readonly Reply[]): "ok";
export function reply(...args: readonly [From, Term] | readonly [Reply | readonly Reply[]]): "ok" {
  if (args.length === 2) return answer(args[0] as From, args[1]);
  const [given] = args as readonly [Reply | readonly Reply[]];
  if (!Array.isArray(given))
    throw badArgument("GenStateMachine.reply", '["reply", from, value], or a list of them', given);
  const replies = (given[0] === "reply" ? [given] : given) as readonly Reply[];
  for (const [, from, value] of replies) answer(from, value);
  return "ok";
}

/**
 * Ends a machine in order and waits until it has ended, `timeout` ms at most (`"infinity"`). Exits with `"noproc"`, `"timeout"`, or the
 * reason if the machine ended by another one. Follows `gen_statem:stop/1,3`.
 *
 * @example
 * ```ts
 * import { GenStateMachine } from "beamish";
 * const machine = await GenStateMachine.start({
 *   callbackMode: "handle_event_function",
 *   init: () => ["ok", "ready", 0],
 *   terminate: (reason: string, state: string) => console.log(reason, "in", state),
 * });
 * console.log(await GenStateMachine.stop(machine));
 * //> normal in ready
 * //> ok
 * ```
 */
export function stop(server: Server, reason: Term = "normal", timeout: Timeout = "infinity"): Op<"ok"> {
  return stopServer("GenStateMachine.stop", server, reason, timeout);
}
