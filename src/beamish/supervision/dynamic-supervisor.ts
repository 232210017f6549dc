/**
 * `DynamicSupervisor`: supervises children that are started while the program runs, any number of them. Follows Elixir's
 * `DynamicSupervisor`.
 *
 * Children have no ids and no order: they are known by their pids, and are all stopped at once. One that is not
 * restarted is forgotten.
 */
import { badArgument } from "../term/errors.ts";
import type { Server } from "../names.ts";
import type { Op, Timeout } from "../node/operation.ts";
import type { Pid } from "../term/term.ts";
import * as GenServer from "../gen/gen-server.ts";
import { ask, start } from "./asking.ts";
import { completeAnonymous } from "./check-spec.ts";
import { idOf, type Child, type ChildSpec } from "./child-spec.ts";
import { dynamicFlagsOf, type DynamicOptions } from "./dynamic-options.ts";
import { dynamicServer, type DynamicInitOk } from "./dynamic-server.ts";
import { ChildError } from "./errors.ts";
import type { StartOptions } from "../gen/start.ts";
import type { ChildInfo, Counts } from "./requests.ts";

export { ChildError };
export type { DynamicFlags as Flags, DynamicOptions as Options } from "./dynamic-options.ts";
export type { DynamicInitOk as InitOk } from "./dynamic-server.ts";
export type { StartOptions } from "../gen/start.ts";

/** A dynamic supervisor as a callback module. */
export interface Module<Argument> {
  init(argument: Argument): DynamicInitOk | "ignore";
}

/**
 * Starts a supervisor without children, linked to the caller; or one whose options a module's `init(argument)` gives.
 *
 * `options` are those of the supervisor and those of its process: `name`, `timeout`, `spawnOpt`, `hibernateAfter`, `debug`.
 * Throws `ArgumentError` for a bad option. Follows Elixir's `DynamicSupervisor.start_link/1` and `/3`.
 *
 * @example
 * ```ts
 * import { Agent, DynamicSupervisor } from "beamish";
 * const sup = await DynamicSupervisor.startLink({ name: "carts", maxChildren: 1 });
 * const cart = { id: "cart", start: () => Agent.startLink(() => []) };
 * await DynamicSupervisor.startChild("carts", cart);
 * try {
 *   await DynamicSupervisor.startChild(sup, cart);
 * } catch (error) {
 *   console.log((error as Error).message);
 * }
 * //> could not start: "max_children"
 * ```
 */
export function startLink(options?: DynamicOptions & StartOptions): Op<Pid>;
export function startLink<Argument>(
  module: Module<Argument>,
  argument: Argument,
  options?: StartOptions,
): Op<Pid | undefined>;
export function startLink(
  first: unknown = {},
  argument?: unknown,
  third: StartOptions = {},
): Op<Pid | undefined> {
  if (typeof first !== "object" || first === null)
    throw badArgument("DynamicSupervisor.startLink", "options", first);
  if ("init" in first)
    return GenServer.startLink(dynamicServer, { module: first as Module<unknown>, argument }, third);
  const { strategy, maxRestarts, maxSeconds, maxChildren, extraArguments, ...rest } =
    first as DynamicOptions & StartOptions & { readonly autoShutdown?: unknown };
  const { autoShutdown, ...startOptions } = rest;
  const options = { strategy, maxRestarts, maxSeconds, maxChildren, extraArguments, autoShutdown };
  const asked = { module: ASKED, argument: init(options as DynamicOptions) };
  return GenServer.startLink(dynamicServer, asked, startOptions);
}

/** The module of a supervisor that was given its options: they were asked for already. */
const ASKED = { name: "Supervisor.Default", init: (answer: unknown) => answer };

/**
 * What the `init` of a module returns: `["ok", flags]`. Throws `ArgumentError` for a bad option. Follows Elixir's
 * `DynamicSupervisor.init/1`.
 *
 * @example
 * ```ts
 * import { DynamicSupervisor } from "beamish";
 * const Carts: DynamicSupervisor.Module<number> = {
 *   init: (most) => DynamicSupervisor.init({ maxChildren: most }),
 * };
 * const sup = await DynamicSupervisor.startLink(Carts, 100, { name: "carts" });
 * console.log(await DynamicSupervisor.whichChildren(sup!));
 * //> []
 * ```
 */
export function init(options: DynamicOptions = {}): DynamicInitOk {
  return ["ok", dynamicFlagsOf(options)];
}

/**
 * The specification of a dynamic supervisor as a child: its name (the key of a `via` or `global` name) is its id. It stands
 * for `[DynamicSupervisor, options]` in a list of children. Follows Elixir's `DynamicSupervisor.child_spec/1`.
 *
 * @example
 * ```ts
 * import { DynamicSupervisor, Supervisor } from "beamish";
 * await Supervisor.startLink([[DynamicSupervisor, { name: "carts" }]], { strategy: "one_for_one" });
 * console.log(DynamicSupervisor.childSpec({ name: "carts" }).id, await DynamicSupervisor.countChildren("carts"));
 * //> carts { specs: 0, active: 0, supervisors: 0, workers: 0 }
 * ```
 */
export function childSpec(options: DynamicOptions & StartOptions = {}): ChildSpec {
  return { id: idOf(options.name, "DynamicSupervisor"), start: () => startLink(options), type: "supervisor" };
}

/**
 * Starts a child. Gives its pid, `undefined` if its start function did, or `[pid, info]`.
 *
 * Throws `ArgumentError` for a bad specification (whose id does not matter), and `StartError` with the bare reason if
 * the child could not be started, or `"max_children"`. Follows Elixir's `DynamicSupervisor.start_child/2`.
 *
 * @example
 * ```ts
 * import { Agent, DynamicSupervisor } from "beamish";
 * const sup = await DynamicSupervisor.startLink();
 * const pid = await DynamicSupervisor.startChild(sup, [Agent, () => "full"]);
 * console.log(await Agent.get(pid!, (state) => state));
 * //> full
 * ```
 */
export function startChild<Result = Pid | undefined>(supervisor: Server, child: Child): Op<Result> {
  const spec = completeAnonymous(child);
  return start("DynamicSupervisor.startChild", supervisor, ["start_child", spec]);
}

/**
 * Stops a child and forgets it. A child that is being restarted is known by its last pid. Throws `ChildError`
 * (`"not_found"`) if `pid` is no child's. Follows Elixir's `DynamicSupervisor.terminate_child/2`.
 *
 * @example
 * ```ts
 * import { Agent, DynamicSupervisor, Process } from "beamish";
 * const sup = await DynamicSupervisor.startLink();
 * const pid = (await DynamicSupervisor.startChild(sup, [Agent, () => "full"]))!;
 * console.log(await DynamicSupervisor.terminateChild(sup, pid), Process.alive(pid));
 * //> ok false
 * ```
 */
export function terminateChild(supervisor: Server, pid: Pid): Op<"ok"> {
  return ask("DynamicSupervisor.terminateChild", supervisor, ["terminate_child", pid]);
}

/**
 * The children, in the order of their pids: `[undefined, pid, type, modules]`, where `"restarting"` may stand for the pid.
 * Follows Elixir's `DynamicSupervisor.which_children/1`.
 *
 * @example
 * ```ts
 * import { Agent, DynamicSupervisor } from "beamish";
 * const sup = await DynamicSupervisor.startLink();
 * const pid = await DynamicSupervisor.startChild(sup, [Agent, () => 1]);
 * const [[id, found, type] = []] = await DynamicSupervisor.whichChildren(sup);
 * console.log(id, found === pid, type);
 * //> undefined true worker
 * ```
 */
export function whichChildren(supervisor: Server): Op<readonly ChildInfo[]> {
  return GenServer.call(supervisor, ["which_children"], "infinity");
}

/**
 * How many children there are; `specs` counts those that are being restarted as well, `active` does not. Follows Elixir's
 * `DynamicSupervisor.count_children/1`.
 *
 * @example
 * ```ts
 * import { Agent, DynamicSupervisor } from "beamish";
 * const sup = await DynamicSupervisor.startLink();
 * await DynamicSupervisor.startChild(sup, [Agent, () => 1]);
 * console.log(await DynamicSupervisor.countChildren(sup));
 * //> { specs: 1, active: 1, supervisors: 0, workers: 1 }
 * ```
 */
export function countChildren(supervisor: Server): Op<Counts> {
  return GenServer.call(supervisor, ["count_children"], "infinity");
}

/**
 * Stops a supervisor with all its children and waits until it has ended, `timeout` milliseconds at most. Exits with
 * `["noproc", ...]` when there is none. Follows Elixir's `DynamicSupervisor.stop/3`.
 *
 * @example
 * ```ts
 * import { Agent, DynamicSupervisor, Process } from "beamish";
 * const sup = await DynamicSupervisor.startLink();
 * const pid = await DynamicSupervisor.startChild(sup, [Agent, () => 1]);
 * console.log(await DynamicSupervisor.stop(sup), Process.alive(pid!));
 * //> ok false
 * ```
 */
export function stop(
  supervisor: Server,
  reason: unknown = "normal",
  timeout: Timeout = "infinity",
): Op<"ok"> {
  return GenServer.stop(supervisor, reason, timeout);
}
