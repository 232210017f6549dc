/**
 * `GenEvent`: a manager that hands every event to a list of handlers, which come and go. Follows Erlang's `gen_event`; this
 * file is what a program uses, gen-event-loop.ts is the manager itself.
 *
 * All handlers live in the manager's process. One that fails is removed; the others and the manager go on. Where gen_event
 * returns `{error, reason}`, a `HandlerError` with that reason is thrown.
 */
import { badArgument } from "../term/errors.ts";
import { operation, type Op, type Timeout } from "../node/operation.ts";
import type { Pid, Ref, Term } from "../term/term.ts";
import { isViaName, type Server } from "../names.ts";
import { self, send } from "../primitives.ts";
import type { ChildSpec } from "../supervision/child-spec.ts";
import { call as ask, sendVia } from "./call.ts";
import { GenEventLoop } from "./gen-event-loop.ts";
import type { Handler, Request } from "./gen-event-module.ts";
import { answerIn, named, request, valueOf } from "./gen-event-request.ts";
import * as requests from "./requests.ts";
import type { RequestId, RequestIds } from "./requests.ts";
import { startServer, type StartOptions } from "./start.ts";
import type { Bond } from "./start-op.ts";
import { stopServer } from "./stop.ts";

export type {
  AnyModule,
  CallResult,
  EventResult,
  Handler,
  InitResult,
  Module,
  Status,
  TerminateArgs,
} from "./gen-event-module.ts";
export { HandlerError } from "./gen-event-request.ts";
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

// ---- The manager -----------------------------------------------------------------------------------------------------

/**
 * Starts a manager without handlers, linked to the caller, and gives its pid. It traps exits, and ends when its parent does.
 * `options`: `name`, `hibernateAfter` (ms). Throws `StartError` (`["already_started", pid]`). Follows `gen_event:start_link/0..2`.
 *
 * @example
 * ```ts
 * import { GenEvent } from "beamish";
 * await GenEvent.startLink({ name: "alarms" });
 * console.log(await GenEvent.whichHandlers("alarms"));
 * //> []
 * ```
 */
export function startLink(options: StartOptions = {}): Op<Pid> {
  return startManager("GenEvent.startLink", options, "link");
}

/**
 * As `startLink`, without the link. Follows `gen_event:start/0..2`.
 *
 * @example
 * ```ts
 * import { GenEvent, Process } from "beamish";
 * console.log(Process.alive(await GenEvent.start()));
 * //> true
 * ```
 */
export function start(options: StartOptions = {}): Op<Pid> {
  return startManager("GenEvent.start", options, "none");
}

/**
 * As `start`, with a monitor: gives `[pid, ref]`. Follows `gen_event:start_monitor/0..2`.
 *
 * @example
 * ```ts
 * import { GenEvent, receive } from "beamish";
 * const [manager, ref] = await GenEvent.startMonitor();
 * await GenEvent.stop(manager);
 * console.log((await receive(["DOWN", ref]))[4]);
 * //> normal
 * ```
 */
export function startMonitor(options: StartOptions = {}): Op<[Pid, Ref]> {
  return startManager("GenEvent.startMonitor", options, "monitor") as unknown as Op<[Pid, Ref]>;
}

function startManager(where: string, options: StartOptions, bond: Bond): Op<Pid> {
  return startServer(where, "gen_event", options, bond, (process, parent) => [
    "ok",
    new GenEventLoop(process, parent, options),
  ]) as Op<Pid>;
}

/**
 * The specification of a manager as a child: permanent, a worker.
 *
 * @example
 * ```ts
 * import { GenEvent, Supervisor } from "beamish";
 * await Supervisor.startLink([GenEvent.childSpec({ name: "alarms" })], { strategy: "one_for_one" });
 * console.log(await GenEvent.whichHandlers("alarms"));
 * //> []
 * ```
 */
export function childSpec(options: StartOptions = {}): ChildSpec {
  return { id: options.name ?? "GenEvent", start: () => startLink(options) };
}

/**
 * Ends a manager, after every handler's `terminate("stop", state)`, and waits for that, `timeout` ms at most. Exits with
 * `"noproc"`, `"timeout"`, or the reason if it ended by another one. Follows `gen_event:stop/1,3`.
 *
 * @example
 * ```ts
 * import { GenEvent } from "beamish";
 * const manager = await GenEvent.start();
 * await GenEvent.addHandler(manager, { init: () => ["ok", 0], terminate: (args) => console.log(args) });
 * console.log(await GenEvent.stop(manager));
 * //> stop
 * //> ok
 * ```
 */
export function stop(manager: Server, reason: Term = "normal", timeout: Timeout = "infinity"): Op<"ok"> {
  return stopServer("GenEvent.stop", manager, reason, timeout);
}

/**
 * Sends an event to all handlers and does not wait. Throws `ArgumentError` for a name that nobody has; an event for a pid
 * that is dead vanishes, as does one for a key that no `via` directory has. Follows `gen_event:notify/2`.
 *
 * @example
 * ```ts
 * import { GenEvent } from "beamish";
 * const Printer: GenEvent.Module<string> = {
 *   init: (name) => ["ok", name],
 *   handleEvent: (event, name) => (console.log(name, event), ["ok", name]),
 * };
 * const manager = await GenEvent.start();
 * await GenEvent.addHandler(manager, Printer, "printer got");
 * GenEvent.notify(manager, "hello");
 * await GenEvent.stop(manager);
 * //> printer got hello
 * ```
 */
export function notify(manager: Server, event: Term): "ok" {
  if (isViaName(manager)) return sendVia(manager, ["notify", event]);
  send(manager, ["notify", event]);
  return "ok";
}

/**
 * Sends an event and waits until all handlers have handled it. Exits with `"noproc"`, or the reason if the manager ends meanwhile.
 * Follows `gen_event:sync_notify/2`.
 *
 * @example
 * ```ts
 * import { GenEvent } from "beamish";
 * const Printer: GenEvent.Module<string> = {
 *   init: (name) => ["ok", name],
 *   handleEvent: (event, name) => (console.log(name, event), ["ok", name]),
 * };
 * const manager = await GenEvent.start();
 * await GenEvent.addHandler(manager, Printer, "printer got");
 * console.log(await GenEvent.syncNotify(manager, "hello"));
 * //> printer got hello
 * //> ok
 * ```
 */
export function syncNotify(manager: Server, event: Term): Op<"ok"> {
  return request("syncNotify", manager, ["sync_notify", event]);
}

/**
 * Asks one handler, and waits `timeout` ms at most (5000). Throws `HandlerError`: `"bad_module"` if there is no such handler; the
 * reason (`["EXIT", error]`, or what `handleCall` returned) if it failed and was removed. Exits with
 * `[reason, ["gen_event", "call", [manager, handler, request]]]`. Follows `gen_event:call/3,4`.
 *
 * @example
 * ```ts
 * import { GenEvent } from "beamish";
 * const Log: GenEvent.Module<string[]> = {
 *   init: () => ["ok", []],
 *   handleEvent: (event, seen) => ["ok", [...seen, event]],
 *   handleCall: (_request, seen) => ["ok", seen, seen],
 * };
 * const manager = await GenEvent.start();
 * await GenEvent.addHandler(manager, Log);
 * GenEvent.notify(manager, "hello");
 * console.log(await GenEvent.call(manager, Log, "seen"));
 * //> ["hello"]
 * ```
 */
export function call<Reply = Term>(
  manager: Server,
  handler: Handler,
  query: Term,
  timeout: Timeout = 5000,
): Op<Reply> {
  const args = [manager, handler, query, ...(timeout === 5000 ? [] : [timeout])];
  const asked: Request = ["call", named("call", handler), query];
  return operation("GenEvent.call()", function* () {
    const answer: Term = yield* ask("$gen_call", manager, asked, timeout, ["gen_event", "call"], args);
    return valueOf<Reply>("call", handler, answer);
  });
}

/**
 * Asks one handler as `call` does and does not wait: `waitResponse`, `receiveResponse` or `checkResponse` fetches what comes of it:
 * `["reply", value]`, or `["error", reason]` where `call` throws `HandlerError(reason)`, or `["error", [reason, manager]]`. With a label
 * and a collection, gives the collection with the request in it. Follows `gen_event:send_request/3,5`.
 *
 * @example
 * ```ts
 * import { GenEvent } from "beamish";
 * const Log: GenEvent.Module<string[]> = {
 *   init: () => ["ok", []],
 *   handleEvent: (event, seen) => ["ok", [...seen, event]],
 *   handleCall: (_request, seen) => ["ok", seen, seen],
 * };
 * const manager = await GenEvent.start();
 * const request = GenEvent.sendRequest(manager, Log, "seen");
 * console.log(await GenEvent.receiveResponse(request, 100));
 * //> ["error", "bad_module"]
 * ```
 */
export function sendRequest(manager: Server, handler: Handler, query: Term): RequestId;
export function sendRequest(
  manager: Server,
  handler: Handler,
  query: Term,
  label: Term,
  requestIds: RequestIds,
): RequestIds;
export function sendRequest(
  manager: Server,
  handler: Handler,
  query: Term,
  ...collected: readonly [] | readonly [label: Term, RequestIds]
): RequestId | RequestIds {
  const asked: Request = ["call", named("sendRequest", handler), query];
  return requests.send("GenEvent.sendRequest", manager, asked, collected, answerIn);
}

// ---- Handlers --------------------------------------------------------------------------------------------------------

/**
 * Adds a handler, in front of the others: `handler` is its module, or `[module, id]` if the module is used more than once
 * (nobody checks that). Waits for its `init(args)`. Throws `HandlerError` with what `init` returned in place of `["ok", state]`, or
 * `["EXIT", error]`. Follows `gen_event:add_handler/3`.
 *
 * @example
 * ```ts
 * import { GenEvent } from "beamish";
 * const Printer: GenEvent.Module<string> = {
 *   init: (name) => ["ok", name],
 *   handleEvent: (event, name) => (console.log(name, event), ["ok", name]),
 * };
 * const manager = await GenEvent.start();
 * await GenEvent.addHandler(manager, [Printer, 1], "first");
 * await GenEvent.addHandler(manager, [Printer, 2], "second");
 * await GenEvent.syncNotify(manager, "hello");
 * //> second hello
 * //> first hello
 * ```
 */
export function addHandler(manager: Server, handler: Handler, args?: Term): Op<"ok"> {
  return request(
    "addHandler",
    manager,
    ["add_handler", named("addHandler", handler), args, undefined],
    handler,
  );
}

/**
 * As `addHandler`, and binds handler and caller: when the caller ends, the handler is removed (`terminate(["stop", reason])`);
 * when the handler is removed, the caller gets `["gen_event_EXIT", handler, reason]`, where the reason is `"normal"`,
 * `"shutdown"` (the manager stops), `["swapped", newHandler, pid or false]`, or why it failed. The caller is linked to the
 * manager. Follows `gen_event:add_sup_handler/3`.
 *
 * @example
 * ```ts
 * import { GenEvent, receive } from "beamish";
 * const Once: GenEvent.Module = { init: () => ["ok", 0], handleEvent: () => "remove_handler" };
 * const manager = await GenEvent.start();
 * await GenEvent.addSupHandler(manager, Once);
 * GenEvent.notify(manager, "hello");
 * console.log((await receive(["gen_event_EXIT", Once]))[2]);
 * //> normal
 * ```
 */
export function addSupHandler(manager: Server, handler: Handler, args?: Term): Op<"ok"> {
  const asked: Request = ["add_handler", named("addSupHandler", handler), args, self()];
  return request("addSupHandler", manager, asked, handler);
}

/**
 * Removes a handler and gives what its `terminate(args)` returned (`"ok"` without one, `["EXIT", error]` if it threw). Throws
 * `HandlerError` (`"module_not_found"`). Follows `gen_event:delete_handler/3`.
 *
 * @example
 * ```ts
 * import { GenEvent } from "beamish";
 * const Polite: GenEvent.Module = { init: () => ["ok", 0], terminate: (args) => ["bye", args] };
 * const manager = await GenEvent.start();
 * await GenEvent.addHandler(manager, Polite);
 * console.log(await GenEvent.deleteHandler(manager, Polite, "enough"));
 * //> ["bye", "enough"]
 * ```
 */
export function deleteHandler<Result = Term>(manager: Server, handler: Handler, args?: Term): Op<Result> {
  const asked: Request = ["delete_handler", named("deleteHandler", handler), args];
  return request("deleteHandler", manager, asked, handler);
}

/** A handler and the argument of its `terminate` or `init`. */
export type WithArgs = readonly [handler: Handler, args: Term];

/**
 * Puts one handler in the place of another: the old one's `terminate(args)` gives a term, and the new one's `init` gets
 * `[initArgs, term]`; without an old one the term is `"error"`. The new one is supervised as the old one was. Throws
 * `HandlerError` if `init` fails: then both are gone. Follows `gen_event:swap_handler/3`.
 *
 * @example
 * ```ts
 * import { GenEvent } from "beamish";
 * const Old: GenEvent.Module = { init: () => ["ok", 7], terminate: (_args, state) => state };
 * const New: GenEvent.Module = { init: (arg) => (console.log(arg), ["ok", 0]) };
 * const manager = await GenEvent.start();
 * await GenEvent.addHandler(manager, Old);
 * await GenEvent.swapHandler(manager, [Old, "swap"], [New, "args"]);
 * //> ["args", 7]
 * ```
 */
export function swapHandler(manager: Server, old: WithArgs, fresh: WithArgs): Op<"ok"> {
  return swap("swapHandler", manager, old, fresh, undefined);
}

/**
 * As `swapHandler`; the new handler is supervised by the caller. Follows `gen_event:swap_sup_handler/3`.
 *
 * @example
 * ```ts
 * import { GenEvent, receive } from "beamish";
 * const Old: GenEvent.Module = { init: () => ["ok", 0] };
 * const New: GenEvent.Module = { init: () => ["ok", 0] };
 * const manager = await GenEvent.start();
 * await GenEvent.addHandler(manager, Old);
 * await GenEvent.swapSupHandler(manager, [Old, "swap"], [New, "args"]);
 * await GenEvent.deleteHandler(manager, New);
 * console.log((await receive(["gen_event_EXIT", New]))[2]);
 * //> normal
 * ```
 */
export function swapSupHandler(manager: Server, old: WithArgs, fresh: WithArgs): Op<"ok"> {
  return swap("swapSupHandler", manager, old, fresh, self());
}

function swap(
  where: string,
  manager: Server,
  old: WithArgs,
  fresh: WithArgs,
  supervisor: Pid | undefined,
): Op<"ok"> {
  for (const pair of [old, fresh])
    if (!Array.isArray(pair) || pair.length !== 2)
      throw badArgument(`GenEvent.${where}`, "a pair [handler, args]", pair);
  const [oldName, newName] = [named(where, old[0]), named(where, fresh[0])];
  return request(where, manager, ["swap_handler", oldName, old[1], newName, fresh[1], supervisor], fresh[0]);
}

/**
 * The handlers, as they were named when they were added; the newest comes first. Follows `gen_event:which_handlers/1`.
 *
 * @example
 * ```ts
 * import { GenEvent } from "beamish";
 * const Log: GenEvent.Module = { init: () => ["ok", []] };
 * const manager = await GenEvent.start();
 * await GenEvent.addHandler(manager, Log);
 * await GenEvent.addHandler(manager, [Log, 2]);
 * console.log((await GenEvent.whichHandlers(manager)).map((handler) => handler === Log));
 * //> [false, true]
 * ```
 */
export function whichHandlers(manager: Server): Op<readonly Handler[]> {
  return operation("GenEvent.whichHandlers()", function* () {
    return (yield* request<() => readonly Handler[]>("whichHandlers", manager, ["which_handlers"]))();
  });
}
