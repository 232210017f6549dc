/**
 * `GenServer`: a process that answers calls, handles casts and keeps a state. Follows Elixir's `GenServer`; this file is what
 * a program uses, gen-server-loop.ts is the server itself.
 */
import { badArgument } from "../term/errors.ts";
import { findProcess } from "../names.ts";
import type { Name, Server } from "../names.ts";
import { here } from "../node/node.ts";
import type { Op, Timeout } from "../node/operation.ts";
import { isAlive } from "../kernel/process.ts";
import { isRef } from "../term/term.ts";
import type { Pid, Ref, Term } from "../term/term.ts";
import { BecomeOp } from "./become.ts";
import { call as ask, cast as castTo, isElsewhere, reply as answer } from "./call.ts";
import type { From } from "./call.ts";
import { isEntered } from "./enter-loop.ts";
import type { Entered } from "./enter-loop.ts";
import { GenServerLoop, isAfter } from "./gen-server-loop.ts";
import type { After, AnyModule, Module } from "./gen-server-module.ts";
import * as requests from "./requests.ts";
import type { RequestId, RequestIds } from "./requests.ts";
import { checkOptions, startServer } from "./start.ts";
import type { StartOptions } from "./start.ts";
import type { Bond } from "./start-op.ts";
import { stopServer } from "./stop.ts";

export type { From } from "./call.ts";
export type {
  After,
  AnyModule,
  Callback,
  CallResult,
  InitResult,
  Module,
  NoReply,
  Status,
} from "./gen-server-module.ts";
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
export { abcast, multiCall } from "./many-nodes.ts";
export type { MultiReply } from "./many-nodes.ts";

// ---- Starting --------------------------------------------------------------------------------------------------------

/**
 * Starts a server linked to the caller, and waits until its `init` has returned. The result is its pid, or `undefined` if
 * `init` returned `"ignore"`.
 *
 * `options`: `name`, `timeout` of `init` in ms (`"infinity"`), `hibernateAfter` (ms without a message), `debug` (see `Sys`), `spawnOpt`
 * (`priority`, `label`). Throws `StartError` with the reason: `["already_started", pid]` for a taken name, the reason of
 * `["stop", reason]`, what `init` threw, `["bad_return_value", value]`, or `"timeout"`. A caller that does not trap exits dies of a
 * failed start, as in OTP. Follows `GenServer.start_link/3`.
 *
 * @example
 * ```ts
 * import { GenServer } from "beamish";
 * const Counter: GenServer.Module<number, number> = {
 *   init: (start) => ["ok", start],
 *   handleCall: (_request, _from, n) => ["reply", n, n + 1],
 * };
 * await GenServer.startLink(Counter, 5, { name: "counter" });
 * console.log(await GenServer.call("counter", "next"), await GenServer.call("counter", "next"));
 * //> 5 6
 * ```
 */
export function startLink<Started extends Pid | undefined = Pid, Init = Term>(
  module: Module<Term, Init>,
  arg?: Init,
  options: StartOptions = {},
): Op<Started> {
  return startGenServer("GenServer.startLink", module, arg, options, "link") as Op<Started>;
}

/**
 * As `startLink`, without the link. Follows `GenServer.start/3`.
 *
 * @example
 * ```ts
 * import { GenServer, StartError } from "beamish";
 * try {
 *   await GenServer.start({ init: () => ["stop", "no_disk"] });
 * } catch (error) {
 *   console.log((error as StartError).reason);
 * }
 * //> no_disk
 * ```
 */
export function start<Started extends Pid | undefined = Pid, Init = Term>(
  module: Module<Term, Init>,
  arg?: Init,
  options: StartOptions = {},
): Op<Started> {
  return startGenServer("GenServer.start", module, arg, options, "none") as Op<Started>;
}

/**
 * As `start`, with a monitor: gives `[pid, ref]`, or `undefined` after `"ignore"`. Follows `gen_server:start_monitor/3`.
 *
 * @example
 * ```ts
 * import { GenServer, receive } from "beamish";
 * const [pid, ref] = await GenServer.startMonitor({ init: () => ["ok", 0] });
 * await GenServer.stop(pid);
 * console.log((await receive(["DOWN", ref]))[4]);
 * //> normal
 * ```
 */
export function startMonitor<Started extends [Pid, Ref] | undefined = [Pid, Ref], Init = Term>(
  module: Module<Term, Init>,
  arg?: Init,
  options: StartOptions = {},
): Op<Started> {
  return startGenServer("GenServer.startMonitor", module, arg, options, "monitor") as Op<Started>;
}

function startGenServer(
  where: string,
  module: unknown,
  arg: unknown,
  options: StartOptions,
  bond: Bond,
): Op<unknown> {
  if (typeof (module as Partial<AnyModule> | undefined)?.init !== "function")
    throw badArgument(where, "a module: an object with an init callback", module);
  return startServer(where, module, options, bond, (process, parent) => {
    const loop = new GenServerLoop(process, parent, module as AnyModule, options);
    return loop.initialise(arg);
  });
}

/**
 * Turns the calling process into a server, with a state and without `init`; it never returns. Write
 * `yield* GenServer.enterLoop(...)`, or return it from the body. `name` is the name that the process has (`["local", name]`,
 * `["global", key]`, `["via", module, key]`) or its pid; `after` a timeout in ms, `"hibernate"` or `["continue", arg]`. Exits with
 * `"process_not_registered"`, `"process_not_registered_globally"` or `["process_not_registered_via", module]` if it has not that
 * name. A process that was not
 * started by `ProcLib` (or as a server) exits with `"process_was_not_started_by_proc_lib"`. Follows `gen_server:enter_loop/3..5`.
 *
 * @example
 * ```ts
 * import { GenServer, ProcLib, self } from "beamish";
 * const Counter: GenServer.Module<number> = { init: () => ["ok", 0], handleCall: (_r, _f, n) => ["reply", n, n + 1] };
 * const pid = await ProcLib.start(function* () {
 *   ProcLib.initAck(self());
 *   yield* GenServer.enterLoop(Counter, {}, 7);
 * });
 * console.log(await GenServer.call(pid, "next"));
 * //> 7
 * ```
 */
export function enterLoop(
  module: Partial<AnyModule>,
  options: StartOptions,
  state: Term,
  name?: Entered | After,
  after: After = isEntered(name) || name === undefined ? "infinity" : name,
): Op<never> {
  checkOptions("GenServer.enterLoop", options);
  if (!isAfter(after))
    throw badArgument("GenServer.enterLoop", 'a timeout in ms, "hibernate" or ["continue", arg]', after);
  return new BecomeOp("GenServer.enterLoop", name, (process, parent) =>
    new GenServerLoop(process, parent, module as AnyModule, options).adopt(state, after),
  );
}

/**
 * The child specification of a module: permanent, a worker, started by `startLink`; or what the module's own `childSpec(arg)` says.
 * Follows `use GenServer`.
 *
 * @example
 * ```ts
 * import { GenServer, Supervisor } from "beamish";
 * const Counter: GenServer.Module<number, number> & { name: string } = { name: "Counter", init: (n) => ["ok", n] };
 * const supervisor = await Supervisor.startLink([GenServer.childSpec(Counter, 5)], { strategy: "one_for_one" });
 * console.log((await Supervisor.whichChildren(supervisor))[0]?.[0]);
 * //> Counter
 * ```
 */
export function childSpec(module: AnyModule & { readonly name?: string }, arg?: Term): Term {
  if (module.childSpec !== undefined) return module.childSpec(arg) as Term;
  return { id: module.name ?? module, start: () => startLink(module, arg) };
}

// ---- Talking ---------------------------------------------------------------------------------------------------------

const CALL = ["GenServer", "call"] as const;

/**
 * Sends a request and waits for the reply, `timeout` ms at most (5000). Exits with
 * `[reason, ["GenServer", "call", [server, request, timeout]]]` if there is none: `"noproc"`, `"timeout"`, `"calling_self"`,
 * `["nodedown", node]`, or the server's own reason if it ends. After a timeout a late reply never arrives. Follows `GenServer.call/3`.
 *
 * @example
 * ```ts
 * import { GenServer, Exit } from "beamish";
 * const Echo: GenServer.Module<null> = { init: () => ["ok", null], handleCall: (text, _from, s) => ["reply", text, s] };
 * console.log(await GenServer.call(await GenServer.start(Echo), "hello"));
 * try {
 *   await GenServer.call("nobody", "hello");
 * } catch (error) {
 *   console.log((error as Exit).reason);
 * }
 * //> hello
 * //> ["noproc", ["GenServer", "call", ["nobody", "hello", 5000]]]
 * ```
 */
export function call<Reply = Term>(server: Server, request: Term, timeout: Timeout = 5000): Op<Reply> {
  return ask("$gen_call", server, request, timeout, CALL) as Op<Reply>;
}

/**
 * Sends a request without waiting, whether or not there is such a server. Follows `GenServer.cast/2`.
 *
 * @example
 * ```ts
 * import { GenServer } from "beamish";
 * const Counter: GenServer.Module<number> = {
 *   init: () => ["ok", 0],
 *   handleCast: (by: number, n) => ["noreply", n + by],
 *   handleCall: (_request, _from, n) => ["reply", n, n],
 * };
 * const counter = await GenServer.start(Counter);
 * GenServer.cast(counter, 2);
 * console.log(GenServer.cast("nobody", 2), await GenServer.call(counter, "value"));
 * //> ok 2
 * ```
 */
export function cast(server: Server, request: Term): "ok" {
  return castTo("GenServer.cast", server, request);
}

/**
 * Answers a call from elsewhere than its `handleCall`: later, or in another process. A caller that has given up gets nothing. Follows
 * `GenServer.reply/2`.
 *
 * @example
 * ```ts
 * import { GenServer } from "beamish";
 * const Later: GenServer.Module<null> = {
 *   init: () => ["ok", null],
 *   handleCall: (_request, from, s) => ["noreply", s, ["continue", from]],
 *   handleContinue: (from, s) => (GenServer.reply(from, "at last"), ["noreply", s]),
 * };
 * console.log(await GenServer.call(await GenServer.start(Later), "hello"));
 * //> at last
 * ```
 */
export function reply(from: From, value: Term): "ok" {
  if (!Array.isArray(from) || !isRef(from[1]))
    throw badArgument("GenServer.reply", "the from that handleCall was given", from);
  return answer(from, value);
}

/**
 * The pid of a server, if there is one; `[name, node]` of another node comes back as it is. Follows `GenServer.whereis/1`.
 *
 * @example
 * ```ts
 * import { GenServer } from "beamish";
 * const pid = await GenServer.start({ init: () => ["ok", 0] }, undefined, { name: "counter" });
 * console.log(GenServer.whereis("counter") === pid, GenServer.whereis("nobody"));
 * //> true undefined
 * ```
 */
export function whereis(server: Pid | Name): Pid | undefined;
export function whereis(server: Server): Pid | readonly [name: string, node: string] | undefined;
export function whereis(server: Server): Pid | readonly [name: string, node: string] | undefined {
  const found = findProcess(here(), server, "GenServer.whereis");
  if (found === undefined && isElsewhere(here(), server)) return server;
  return found !== undefined && (isAlive(found) || found.pid === server) ? found.pid : undefined;
}

/**
 * Ends a server in order and waits until it has ended, `timeout` ms at most (`"infinity"`). Exits with
 * `[reason, ["GenServer", "stop", [server, reason, timeout]]]`: `"noproc"`, `"timeout"`, or the server's reason if it ended by another
 * one. Follows `GenServer.stop/3`.
 *
 * @example
 * ```ts
 * import { GenServer, Process } from "beamish";
 * const Polite: GenServer.Module<null> = { init: () => ["ok", null], terminate: (reason) => console.log("bye:", reason) };
 * const pid = await GenServer.start(Polite);
 * console.log(await GenServer.stop(pid), Process.alive(pid));
 * //> bye: normal
 * //> ok false
 * ```
 */
export function stop(server: Server, reason: Term = "normal", timeout: Timeout = "infinity"): Op<"ok"> {
  const explain = (why: unknown) => [why, ["GenServer", "stop", [server, reason, timeout]]];
  return stopServer("GenServer.stop", server, reason, timeout, explain);
}

// ---- Asking without waiting --------------------------------------------------------------------------------------------

/**
 * Sends a request as `call` does and does not wait: `waitResponse`, `receiveResponse` or `checkResponse` fetches what comes of it.
 * With a label and a collection, gives the collection with the request in it. A server that is not there gives the response
 * `["error", ["noproc", server]]`. Follows `gen_server:send_request/2,4`.
 *
 * @example
 * ```ts
 * import { GenServer } from "beamish";
 * const Echo: GenServer.Module<null> = { init: () => ["ok", null], handleCall: (text, _from, s) => ["reply", text, s] };
 * const echo = await GenServer.start(Echo);
 * let requests = GenServer.reqidsNew();
 * for (const server of [echo, "nobody"]) requests = GenServer.sendRequest(server, "hello", server === echo, requests);
 * const [response, label] = await GenServer.receiveResponse(requests);
 * console.log(response, label);
 * //> ["error", ["noproc", "nobody"]] false
 * ```
 */
export function sendRequest(server: Server, request: Term): RequestId;
export function sendRequest(server: Server, request: Term, label: Term, requestIds: RequestIds): RequestIds;
export function sendRequest(
  server: Server,
  request: Term,
  ...collected: readonly [] | readonly [label: Term, RequestIds]
): RequestId | RequestIds {
  return requests.send("GenServer.sendRequest", server, request, collected);
}
