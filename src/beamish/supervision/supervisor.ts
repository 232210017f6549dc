/**
 * `Supervisor`: a process that starts, watches, restarts and stops others. Follows Elixir's `Supervisor` and OTP's
 * `supervisor`.
 *
 * Children are started in the order given, one after the other, and stopped in the reverse order. A child that ends is
 * restarted by its `restart` type, together with whomever the strategy concerns; more than `maxRestarts` within
 * `maxSeconds` and the supervisor stops its children and ends itself with `"shutdown"`, which its own supervisor sees.
 */
import { badArgument, StartError } from "../kernel/errors.ts";
import type { Server } from "../names.ts";
import { operation, type Op, type Timeout } from "../kernel/operation.ts";
import type { Pid } from "../kernel/term.ts";
import * as GenServer from "../gen/gen-server.ts";
import { complete, completeAll } from "./check-spec.ts";
import { childSpec, isModuleTuple, type Child, type CompleteSpec } from "./child-spec.ts";
import { ChildError } from "./errors.ts";
import { flagsOf, type Flags, type Options } from "./options.ts";
import type { ChildInfo, Counts, Reply, Request } from "./requests.ts";
import { server, type InitOk, type SupervisorModule } from "./server.ts";
import type { Outcome } from "./start-child.ts";

export { childSpec, ChildError };
export type { Child, ChildSpec, Restart, Shutdown, Start, Started } from "./child-spec.ts";
export type { AutoShutdown, Flags, Options, Strategy } from "./options.ts";
export type { ChildInfo, Counts } from "./requests.ts";
export type { InitOk, InitResult, SupervisorModule as Module } from "./server.ts";

/** `name` registers the supervisor, as for any GenServer. */
export type StartOptions = Pick<GenServer.StartOptions, "name">;

/**
 * Starts a supervisor linked to the caller, with its children, and waits until all of them have started.
 *
 * `children` are specifications, modules or `[module, argument]`; or, as for a GenServer, a module whose `init(argument)`
 * returns what `Supervisor.init` gives (or `"ignore"`, which makes the result `undefined`).
 *
 * Throws `ArgumentError` for a bad specification or option, and `StartError` when a child could not be started: those
 * before it are stopped again, and the reason is `["shutdown", ["failed_to_start_child", id, reason]]`. A caller that
 * traps exits then has an `EXIT` message of the supervisor as well, as on OTP 25.
 *
 * Follows Elixir's `Supervisor.start_link/2` and `/3`.
 */
export function startLink(children: readonly Child[], options: Options & StartOptions): Op<Pid>;
export function startLink<Argument>(
  module: SupervisorModule<Argument>,
  argument: Argument,
  options?: StartOptions,
): Op<Pid | undefined>;
export function startLink(first: unknown, second: unknown, third: StartOptions = {}): Op<Pid | undefined> {
  if (isModule(first)) return GenServer.startLink(server, { module: first, argument: second }, third);
  if (!Array.isArray(first))
    throw badArgument("Supervisor.startLink", "a list of children, or a module with `init`", first);
  const answer = init(first as readonly Child[], second as Options);
  const { name } = second as StartOptions;
  return GenServer.startLink(server, { module: ASKED, argument: answer }, name === undefined ? {} : { name });
}

/** The module of a supervisor that was given its children: they were asked for already. */
const ASKED: SupervisorModule<InitOk> = { init: (answer) => answer };

function isModule(value: unknown): value is SupervisorModule<unknown> {
  return typeof value === "object" && value !== null && "init" in value;
}

/**
 * What the `init` of a supervisor module returns: `["ok", [flags, children]]`, with every child as a specification.
 *
 * Throws `ArgumentError` for a bad specification, a duplicate id or a bad option. Follows Elixir's `Supervisor.init/2`.
 */
export function init(children: readonly Child[], options: Options): InitOk {
  if (!Array.isArray(children)) throw badArgument("Supervisor.init", "a list of children", children);
  const flags: Required<Flags> = flagsOf(options);
  return ["ok", [flags, completeAll(children, flags.autoShutdown)]];
}

/**
 * Adds a child, as the last one, and starts it. Gives its pid, `undefined` if its start function did, or `[pid, info]`.
 *
 * Throws `ArgumentError` for a bad specification and `StartError` otherwise, with the reason `["already_started", pid]`,
 * `"already_present"` or `[reason, specification]`; then nothing is added. Under `simple_one_for_one`, `child` is the
 * list of arguments that the template's start function gets. Follows Elixir's `Supervisor.start_child/2`.
 */
export function startChild<Result = Pid | undefined>(
  supervisor: Server,
  child: Child | readonly unknown[],
): Op<Result> {
  const isArguments = Array.isArray(child) && !isModuleTuple(child);
  // Only the supervisor knows whether it may have significant children, so that is checked there.
  const spec = isArguments ? undefined : complete(child as Child, "any_significant");
  return operation("Supervisor.startChild()", function* () {
    return started<Result>(yield* ask(supervisor, ["start_child", spec, child]));
  });
}

/**
 * Stops a child, by its id, and keeps its specification (a temporary child's is dropped). Under `simple_one_for_one`, by its
 * pid. Throws `ChildError` (`"not_found"`) for an unknown one. Follows Elixir's `Supervisor.terminate_child/2`.
 */
export function terminateChild(supervisor: Server, id: unknown): Op<"ok"> {
  return operation("Supervisor.terminateChild()", function* () {
    return ok("Supervisor.terminateChild", id, yield* ask(supervisor, ["terminate_child", id]));
  });
}

/**
 * Starts a child again that was stopped, or ended, and kept its specification. Gives what `startChild` gives.
 *
 * Throws `StartError` with the reason `"not_found"`, `"running"`, `"restarting"`, or why it could not be started.
 * Follows Elixir's `Supervisor.restart_child/2`.
 */
export function restartChild<Result = Pid | undefined>(supervisor: Server, id: unknown): Op<Result> {
  return operation("Supervisor.restartChild()", function* () {
    return started<Result>(yield* ask(supervisor, ["restart_child", id]));
  });
}

/**
 * Drops the specification of a child that is stopped. Throws `ChildError` (`"not_found"`, `"running"`,
 * `"restarting"`). Follows Elixir's `Supervisor.delete_child/2`.
 */
export function deleteChild(supervisor: Server, id: unknown): Op<"ok"> {
  return operation("Supervisor.deleteChild()", function* () {
    return ok("Supervisor.deleteChild", id, yield* ask(supervisor, ["delete_child", id]));
  });
}

/**
 * The children, the newest first: `[id, pid, type, modules]`. In place of a pid stands `"restarting"` while a restart
 * is being tried again, and `undefined` for a child without a process. Follows Elixir's `Supervisor.which_children/1`.
 */
export function whichChildren(supervisor: Server): Op<readonly ChildInfo[]> {
  return GenServer.call(supervisor, ["which_children"], "infinity");
}

/** How many children there are. Follows Elixir's `Supervisor.count_children/1`. */
export function countChildren(supervisor: Server): Op<Counts> {
  return GenServer.call(supervisor, ["count_children"], "infinity");
}

/**
 * The specification of a child, complete, by its id or pid. Throws `ChildError` (`"not_found"`). Follows OTP's
 * `supervisor:get_childspec/2`.
 */
export function getChildspec(supervisor: Server, id: unknown): Op<CompleteSpec> {
  return operation("Supervisor.getChildspec()", function* () {
    return ok("Supervisor.getChildspec", id, yield* ask(supervisor, ["get_childspec", id]));
  });
}

/**
 * Stops a supervisor with all its children and waits until it has ended; the children are always stopped with `"shutdown"`.
 *
 * Exits with `["noproc", ...]` when there is no such process, and with `["timeout", ...]` after `timeout` milliseconds.
 * Follows Elixir's `Supervisor.stop/3`.
 */
export function stop(
  supervisor: Server,
  reason: unknown = "normal",
  timeout: Timeout = "infinity",
): Op<"ok"> {
  return GenServer.stop(supervisor, reason, timeout);
}

const ask = (supervisor: Server, request: Request): Op<Reply> =>
  GenServer.call(supervisor, request, "infinity");

/** What became of a child that was to be started: `["ok", pid]`, `["ok", pid, info]` or `["error", reason]`. */
function started<Result>(reply: Reply): Result {
  const [tag, ...rest] = reply as Outcome;
  if (tag === "error") throw new StartError(rest[0]);
  return (rest.length === 1 ? rest[0] : rest) as Result;
}

/** `"ok"`, or what stands in `["ok", value]`; anything else is a refusal. */
function ok<Result>(where: string, id: unknown, reply: Reply): Result {
  if (reply === "ok") return reply as Result;
  const [tag, value] = reply as readonly ["ok" | "error", unknown];
  if (tag === "error") throw new ChildError(where, id, value);
  return value as Result;
}
