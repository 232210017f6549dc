/**
 * `GenEvent`: a manager that hands every event to a list of handlers, which come and go. Follows Erlang's `gen_event`; this
 * file is what a program uses, gen-event-loop.ts is the manager itself.
 *
 * All handlers live in the manager's process. One that fails is removed; the others and the manager go on. Where gen_event
 * returns `{error, reason}`, a `HandlerError` with that reason is thrown.
 */
import { Exit, badArgument } from "../kernel/errors.ts";
import { operation, type Op, type Timeout } from "../kernel/operation.ts";
import type { Steps } from "../kernel/process.ts";
import { inspect, type Pid, type Term } from "../kernel/term.ts";
import type { Server } from "../names.ts";
import { self, send } from "../primitives.ts";
import type { ChildSpec } from "../supervision/child-spec.ts";
import { call as ask } from "./call.ts";
import { nameOf } from "./gen-event-handler.ts";
import { GenEventLoop } from "./gen-event-loop.ts";
import { isHandler, type Answer, type Handler, type Request } from "./gen-event-module.ts";
import { stop as stopServer } from "./gen-server.ts";
import { startServer, type StartOptions } from "./start.ts";
import type { Bond } from "./start-op.ts";

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
export type { StartOptions } from "./start.ts";

/** A handler could not be added, found or called. `reason` is what stands in gen_event's `{error, reason}`. */
export class HandlerError extends Error {
  override readonly name = "HandlerError";
  readonly reason: unknown;

  constructor(where: string, handler: Handler, reason: unknown) {
    super(`GenEvent.${where}: ${nameOf(handler)} ${explain(reason)}`, {
      cause: Array.isArray(reason) ? reason[1] : undefined,
    });
    this.reason = reason;
  }
}

function explain(reason: unknown): string {
  if (reason === "bad_module" || reason === "module_not_found")
    return "is not installed in this manager. Add it with GenEvent.addHandler, and name it as it was added.";
  return `has failed and is not installed: ${inspect(reason)}.`;
}

// ---- The manager -----------------------------------------------------------------------------------------------------

/**
 * Starts a manager without handlers, linked to the caller, and gives its pid. It traps exits, and ends when its parent does.
 * `options`: `name`, `hibernateAfter` (ms). Throws `StartError` (`["already_started", pid]`). Follows `gen_event:start_link/0..2`.
 */
export function startLink(options: StartOptions = {}): Op<Pid> {
  return startManager("GenEvent.startLink", options, "link");
}

/** As `startLink`, without the link. Follows `gen_event:start/0..2`. */
export function start(options: StartOptions = {}): Op<Pid> {
  return startManager("GenEvent.start", options, "none");
}

function startManager(where: string, options: StartOptions, bond: Bond): Op<Pid> {
  return startServer(where, "gen_event", options, bond, (process, parent) => [
    "ok",
    new GenEventLoop(process, parent, options),
  ]) as Op<Pid>;
}

/** The specification of a manager as a child: permanent, a worker. */
export function childSpec(options: StartOptions = {}): ChildSpec {
  return { id: options.name ?? "GenEvent", start: () => startLink(options) };
}

/**
 * Ends a manager, after every handler's `terminate("stop", state)`, and waits for that, `timeout` ms at most. Exits with
 * `"noproc"`, `"timeout"`, or the reason if it ended by another one. Follows `gen_event:stop/1,3`.
 */
export function stop(manager: Server, reason: Term = "normal", timeout: Timeout = "infinity"): Op<"ok"> {
  return operation("GenEvent.stop()", () => bare(() => stopServer(manager, reason, timeout)));
}

// ---- Events ----------------------------------------------------------------------------------------------------------

/**
 * Sends an event to all handlers and does not wait. Throws `ArgumentError` for a name that nobody has; an event for a pid
 * that is dead vanishes. Follows `gen_event:notify/2`.
 */
export function notify(manager: Server, event: Term): "ok" {
  send(manager, ["notify", event]);
  return "ok";
}

/** Sends an event and waits until all handlers have handled it. Follows `gen_event:sync_notify/2`. */
export function syncNotify(manager: Server, event: Term): Op<"ok"> {
  return request("syncNotify", manager, ["sync_notify", event]);
}

/**
 * Asks one handler, and waits `timeout` ms at most (5000). Throws `HandlerError`: `"bad_module"` if there is no such handler; the
 * reason (`["EXIT", error]`, or what `handleCall` returned) if it failed and was removed. Exits with
 * `[reason, ["gen_event", "call", [manager, handler, request]]]`. Follows `gen_event:call/3,4`.
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

// ---- Handlers --------------------------------------------------------------------------------------------------------

/**
 * Adds a handler, in front of the others: `handler` is its module, or `[module, id]` if the module is used more than once
 * (nobody checks that). Waits for its `init(args)`. Throws `HandlerError` with what `init` returned in place of `["ok", state]`, or
 * `["EXIT", error]`. Follows `gen_event:add_handler/3`.
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
 */
export function addSupHandler(manager: Server, handler: Handler, args?: Term): Op<"ok"> {
  const asked: Request = ["add_handler", named("addSupHandler", handler), args, self()];
  return request("addSupHandler", manager, asked, handler);
}

/**
 * Removes a handler and gives what its `terminate(args)` returned (`"ok"` without one, `["EXIT", error]` if it threw). Throws
 * `HandlerError` (`"module_not_found"`). Follows `gen_event:delete_handler/3`.
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
 */
export function swapHandler(manager: Server, old: WithArgs, fresh: WithArgs): Op<"ok"> {
  return swap("swapHandler", manager, old, fresh, undefined);
}

/** As `swapHandler`; the new handler is supervised by the caller. Follows `gen_event:swap_sup_handler/3`. */
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

/** The handlers, as they were named when they were added; the newest comes first. Follows `gen_event:which_handlers/1`. */
export function whichHandlers(manager: Server): Op<readonly Handler[]> {
  return operation("GenEvent.whichHandlers()", function* () {
    return (yield* request<() => readonly Handler[]>("whichHandlers", manager, ["which_handlers"]))();
  });
}

// ---- Asking ----------------------------------------------------------------------------------------------------------

/** A handler as it travels: code is neither copied nor frozen on its way. */
function named(where: string, handler: Handler): () => Handler {
  if (isHandler(handler)) return () => handler;
  throw badArgument(
    `GenEvent.${where}`,
    "a module (an object with an init callback) or [module, id]",
    handler,
  );
}

function request<T>(where: string, manager: Server, asked: Request, handler?: Handler): Op<T> {
  return operation(`GenEvent.${where}()`, function* () {
    const answer = yield* bare(() => ask("$gen_call", manager, asked, "infinity", ["gen_event", where]));
    return valueOf<T>(where, handler, answer);
  });
}

function valueOf<T>(where: string, handler: Handler | undefined, answer: Term): T {
  const [tag, value] = answer as Answer;
  if (tag === "error" && handler !== undefined) throw new HandlerError(where, handler, value);
  return value as T;
}

/** Only `call` exits with the call in its reason: the other functions of gen_event exit with the bare reason. */
function* bare<T>(make: () => Op<T>): Steps<T> {
  try {
    return yield* make();
  } catch (error) {
    if (error instanceof Exit && Array.isArray(error.reason)) throw new Exit(error.reason[0]);
    throw error;
  }
}
