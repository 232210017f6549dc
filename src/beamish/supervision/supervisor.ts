/**
 * `Supervisor`: a process that starts, watches, restarts and stops others. Follows Elixir's `Supervisor` and OTP's
 * `supervisor`.
 *
 * Children are started in the order given, one after the other, and stopped in the reverse order. A child that ends is
 * restarted by its `restart` type, together with whomever the strategy concerns; more than `maxRestarts` within
 * `maxSeconds` and the supervisor stops its children and ends itself with `"shutdown"`, which its own supervisor sees.
 */
import { badArgument } from "../term/errors.ts";
import type { Server } from "../names.ts";
import type { Op, Timeout } from "../node/operation.ts";
import type { Pid } from "../term/term.ts";
import * as GenServer from "../gen/gen-server.ts";
import { ask, start } from "./asking.ts";
import { complete, completeAll } from "./check-spec.ts";
import { childSpec, isModuleTuple, type Child, type CompleteSpec } from "./child-spec.ts";
import { ChildError } from "./errors.ts";
import { AUTO_SHUTDOWNS, flagsOf, type AutoShutdown, type Flags, type Options } from "./options.ts";
import type { ChildInfo, Counts } from "./requests.ts";
import { server } from "./server.ts";
import type { InitOk, SupervisorModule } from "./supervisor-module.ts";

export { childSpec, ChildError };
export type { Child, ChildSpec, Restart, Shutdown, Start, Started } from "./child-spec.ts";
export type { AutoShutdown, Flags, Options, Strategy } from "./options.ts";
export type { ChildInfo, Counts } from "./requests.ts";
export type { InitOk, InitResult, SupervisorModule as Module } from "./supervisor-module.ts";

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
 *
 * @example
 * ```ts
 * import { Agent, Process, Supervisor } from "beamish";
 * const worker = (id: string) => ({ id, start: () => Agent.startLink(() => id, { name: id }) });
 *
 * await Supervisor.startLink([worker("tea"), worker("cake")], { strategy: "one_for_one" });
 * Process.exit(Process.whereis("tea")!, "kill");
 * await Process.sleep(1);
 * console.log(await Agent.get("tea", (state) => state));
 * //> tea
 * ```
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
const ASKED: SupervisorModule<InitOk> = { name: "Supervisor.Default", init: (answer) => answer };

function isModule(value: unknown): value is SupervisorModule<unknown> {
  return typeof value === "object" && value !== null && "init" in value;
}

/**
 * What the `init` of a supervisor module returns: `["ok", [flags, children]]`, with every child as a specification.
 *
 * Throws `ArgumentError` for a bad specification, a duplicate id or a bad option. Follows Elixir's `Supervisor.init/2`.
 *
 * @example
 * ```ts
 * import { Agent, Supervisor } from "beamish";
 * const Shop: Supervisor.Module<number> = {
 *   init: (price) =>
 *     Supervisor.init([{ id: "till", start: () => Agent.startLink(() => price, { name: "till" }) }], {
 *       strategy: "one_for_one",
 *     }),
 * };
 * await Supervisor.startLink(Shop, 42);
 * console.log(await Agent.get("till", (state) => state));
 * //> 42
 * ```
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
 *
 * @example
 * ```ts
 * import { Agent, Supervisor } from "beamish";
 * const sup = await Supervisor.startLink([], { strategy: "one_for_one" });
 * const pid = await Supervisor.startChild(sup, { id: "late", start: () => Agent.startLink(() => "here") });
 * console.log(await Agent.get(pid!, (state) => state));
 * //> here
 * ```
 */
export function startChild<Result = Pid | undefined>(
  supervisor: Server,
  child: Child | readonly unknown[],
): Op<Result> {
  const isArguments = Array.isArray(child) && !isModuleTuple(child);
  // Only the supervisor knows whether it may have significant children, so that is checked there.
  const spec = isArguments ? undefined : complete(child as Child);
  return start("Supervisor.startChild", supervisor, ["start_child", spec, child]);
}

/**
 * Stops a child, by its id, and keeps its specification (a temporary child's is dropped). Under `simple_one_for_one`, by its
 * pid. Throws `ChildError` (`"not_found"`) for an unknown one. Follows Elixir's `Supervisor.terminate_child/2`.
 *
 * @example
 * ```ts
 * import { Agent, Process, Supervisor } from "beamish";
 * const worker = (id: string) => ({ id, start: () => Agent.startLink(() => id, { name: id }) });
 *
 * const sup = await Supervisor.startLink([worker("tea")], { strategy: "one_for_one" });
 * console.log(await Supervisor.terminateChild(sup, "tea"), Process.whereis("tea"));
 * //> ok undefined
 * ```
 */
export function terminateChild(supervisor: Server, id: unknown): Op<"ok"> {
  return ask("Supervisor.terminateChild", supervisor, ["terminate_child", id]);
}

/**
 * Starts a child again that was stopped, or ended, and kept its specification. Gives what `startChild` gives.
 *
 * Throws `StartError` with the reason `"not_found"`, `"running"`, `"restarting"`, or why it could not be started.
 * Follows Elixir's `Supervisor.restart_child/2`.
 *
 * @example
 * ```ts
 * import { Agent, Process, Supervisor } from "beamish";
 * const worker = (id: string) => ({ id, start: () => Agent.startLink(() => id, { name: id }) });
 *
 * const sup = await Supervisor.startLink([worker("tea")], { strategy: "one_for_one" });
 * await Supervisor.terminateChild(sup, "tea");
 * const pid = await Supervisor.restartChild(sup, "tea");
 * console.log(pid === Process.whereis("tea"));
 * //> true
 * ```
 */
export function restartChild<Result = Pid | undefined>(supervisor: Server, id: unknown): Op<Result> {
  return start("Supervisor.restartChild", supervisor, ["restart_child", id]);
}

/**
 * Drops the specification of a child that is stopped. Throws `ChildError` (`"not_found"`, `"running"`,
 * `"restarting"`). Follows Elixir's `Supervisor.delete_child/2`.
 *
 * @example
 * ```ts
 * import { Agent, Supervisor } from "beamish";
 * const worker = (id: string) => ({ id, start: () => Agent.startLink(() => id, { name: id }) });
 *
 * const sup = await Supervisor.startLink([worker("tea")], { strategy: "one_for_one" });
 * await Supervisor.terminateChild(sup, "tea");
 * await Supervisor.deleteChild(sup, "tea");
 * console.log(await Supervisor.whichChildren(sup));
 * //> []
 * ```
 */
export function deleteChild(supervisor: Server, id: unknown): Op<"ok"> {
  return ask("Supervisor.deleteChild", supervisor, ["delete_child", id]);
}

/**
 * The children, the newest first: `[id, pid, type, modules]`. In place of a pid stands `"restarting"` while a restart
 * is being tried again, and `undefined` for a child without a process. Under `simple_one_for_one` the id is `undefined` and
 * the oldest comes first. Follows Elixir's `Supervisor.which_children/1`.
 *
 * @example
 * ```ts
 * import { Agent, Supervisor } from "beamish";
 * const worker = (id: string) => ({ id, start: () => Agent.startLink(() => id, { name: id }) });
 *
 * const sup = await Supervisor.startLink([worker("tea"), worker("cake")], { strategy: "one_for_one" });
 * const children = await Supervisor.whichChildren(sup);
 * console.log(children.map(([id, , type]) => [id, type]));
 * //> [["cake", "worker"], ["tea", "worker"]]
 * ```
 */
export function whichChildren(supervisor: Server): Op<readonly ChildInfo[]> {
  return GenServer.call(supervisor, ["which_children"], "infinity");
}

/**
 * One child, by its id (under `simple_one_for_one`, by its pid), as `whichChildren` lists it. Throws `ChildError`
 * (`"not_found"`, `"simple_one_for_one"`). Follows `supervisor:which_child/2` of OTP 28.
 *
 * @example
 * ```ts
 * import { Agent, Process, Supervisor } from "beamish";
 * const worker = (id: string) => ({ id, start: () => Agent.startLink(() => id, { name: id }) });
 *
 * const sup = await Supervisor.startLink([worker("tea"), worker("cake")], { strategy: "one_for_one" });
 * const [id, pid] = await Supervisor.whichChild(sup, "tea");
 * console.log(id, pid === Process.whereis("tea"));
 * //> tea true
 * ```
 */
export function whichChild(supervisor: Server, id: unknown): Op<ChildInfo> {
  return ask("Supervisor.whichChild", supervisor, ["which_child", id]);
}

/**
 * How many children there are: specifications, living processes, and those of either type whether or not they live. Follows
 * Elixir's `Supervisor.count_children/1`.
 *
 * @example
 * ```ts
 * import { Agent, Supervisor } from "beamish";
 * const worker = (id: string) => ({ id, start: () => Agent.startLink(() => id, { name: id }) });
 *
 * const sup = await Supervisor.startLink([worker("tea"), worker("cake")], { strategy: "one_for_one" });
 * await Supervisor.terminateChild(sup, "tea");
 * console.log(await Supervisor.countChildren(sup));
 * //> { specs: 2, active: 1, supervisors: 0, workers: 2 }
 * ```
 */
export function countChildren(supervisor: Server): Op<Counts> {
  return GenServer.call(supervisor, ["count_children"], "infinity");
}

/**
 * The specification of a child, complete, by its id (under `simple_one_for_one` also by its pid: the template). Throws
 * `ChildError` (`"not_found"`). Follows OTP's `supervisor:get_childspec/2`.
 *
 * @example
 * ```ts
 * import { Agent, Supervisor } from "beamish";
 * const worker = (id: string) => ({ id, start: () => Agent.startLink(() => id, { name: id }) });
 *
 * const sup = await Supervisor.startLink([worker("tea")], { strategy: "one_for_one" });
 * const { restart, shutdown, type } = await Supervisor.getChildspec(sup, "tea");
 * console.log(restart, shutdown, type);
 * //> permanent 5000 worker
 * ```
 */
export function getChildspec(supervisor: Server, id: unknown): Op<CompleteSpec> {
  return ask("Supervisor.getChildspec", supervisor, ["get_childspec", id]);
}

/**
 * The module whose `init` said what to supervise; one named `Supervisor.Default` if the children were given to `startLink`.
 * Follows OTP's `supervisor:get_callback_module/1`.
 *
 * @example
 * ```ts
 * import { Supervisor } from "beamish";
 * const Shop: Supervisor.Module<undefined> = { init: () => Supervisor.init([], { strategy: "one_for_one" }) };
 * const sup = await Supervisor.startLink(Shop, undefined);
 * console.log((await Supervisor.getCallbackModule(sup!)) === Shop);
 * //> true
 * ```
 */
export function getCallbackModule(supervisor: Server): Op<SupervisorModule<never>> {
  return ask("Supervisor.getCallbackModule", supervisor, ["get_callback_module"]);
}

/**
 * Looks at specifications as a supervisor would, without starting anything. `autoShutdown` is what the supervisor would
 * have; without it significant children are taken as they are.
 *
 * Throws `ArgumentError`, whose `reason` is OTP's: `"missing_id"`, `["invalid_shutdown", value]`, `["duplicate_child_name",
 * id]` and the like. Follows OTP's `supervisor:check_childspecs/1,2`.
 *
 * @example
 * ```ts
 * import { Agent, Supervisor } from "beamish";
 * const worker = (id: string) => ({ id, start: () => Agent.startLink(() => id, { name: id }) });
 *
 * console.log(Supervisor.checkChildspecs([worker("tea"), worker("cake")]));
 * //> ok
 * ```
 */
export function checkChildspecs(children: readonly Child[], autoShutdown?: AutoShutdown): "ok" {
  const where = "Supervisor.checkChildspecs";
  if (!Array.isArray(children)) throw badArgument(where, "a list of children", children);
  if (autoShutdown !== undefined && !AUTO_SHUTDOWNS.includes(autoShutdown))
    throw badArgument(where, `one of ${AUTO_SHUTDOWNS.join(", ")}`, autoShutdown);
  completeAll(children as readonly Child[], autoShutdown ?? "any_significant");
  return "ok";
}

/**
 * Stops a supervisor with all its children and waits until it has ended; the children are always stopped with `"shutdown"`.
 *
 * Exits with `["noproc", ...]` when there is no such process, and with `["timeout", ...]` after `timeout` milliseconds.
 * Follows Elixir's `Supervisor.stop/3`.
 *
 * @example
 * ```ts
 * import { Agent, Process, Supervisor } from "beamish";
 * const worker = (id: string) => ({ id, start: () => Agent.startLink(() => id, { name: id }) });
 *
 * const sup = await Supervisor.startLink([worker("tea")], { strategy: "one_for_one" });
 * console.log(await Supervisor.stop(sup), Process.whereis("tea"));
 * //> ok undefined
 * ```
 */
export function stop(
  supervisor: Server,
  reason: unknown = "normal",
  timeout: Timeout = "infinity",
): Op<"ok"> {
  return GenServer.stop(supervisor, reason, timeout);
}
