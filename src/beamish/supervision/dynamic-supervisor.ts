/**
 * `DynamicSupervisor`: supervises children that are started while the program runs, any number of them. Follows Elixir's
 * `DynamicSupervisor`.
 *
 * Children have no ids and no order: they are known by their pids, and are all stopped at once. One that is not
 * restarted is forgotten.
 */
import { badArgument, StartError } from "../kernel/errors.ts";
import type { Server } from "../names.ts";
import { operation, type Op, type Timeout } from "../kernel/operation.ts";
import type { Pid } from "../kernel/term.ts";
import * as GenServer from "../gen/gen-server.ts";
import { complete } from "./check-spec.ts";
import type { Child, ChildSpec } from "./child-spec.ts";
import { dynamicFlagsOf, type DynamicOptions } from "./dynamic-options.ts";
import {
  dynamicServer,
  type DynamicInitOk,
  type DynamicReply,
  type DynamicRequest,
} from "./dynamic-server.ts";
import { ChildError } from "./errors.ts";
import type { ChildInfo, Counts } from "./requests.ts";
import type { Outcome } from "./start-child.ts";
import type { StartOptions } from "./supervisor.ts";

export { ChildError };
export type { DynamicFlags as Flags, DynamicOptions as Options } from "./dynamic-options.ts";
export type { DynamicInitOk as InitOk } from "./dynamic-server.ts";

/** A dynamic supervisor as a callback module. */
export interface Module<Argument> {
  init(argument: Argument): DynamicInitOk | "ignore";
}

/**
 * Starts a supervisor without children, linked to the caller; or one whose options a module's `init(argument)` gives.
 *
 * Throws `ArgumentError` for a bad option. Follows Elixir's `DynamicSupervisor.start_link/1` and `/3`.
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
  const { name, ...options } = first as DynamicOptions & StartOptions;
  const plan = { module: ASKED, argument: init(options) };
  return GenServer.startLink(dynamicServer, plan, name === undefined ? {} : { name });
}

/** The module of a supervisor that was given its options: they were asked for already. */
const ASKED = { init: (answer: unknown) => answer };

/** What the `init` of a module returns. Throws `ArgumentError` for a bad option. Follows Elixir's `init/1`. */
export function init(options: DynamicOptions = {}): DynamicInitOk {
  return ["ok", dynamicFlagsOf(options)];
}

/** The specification of a dynamic supervisor as a child: its name is its id. Follows Elixir's `child_spec/1`. */
export function childSpec(options: DynamicOptions & StartOptions = {}): ChildSpec {
  return { id: options.name ?? "DynamicSupervisor", start: () => startLink(options), type: "supervisor" };
}

/**
 * Starts a child. Gives its pid, `undefined` if its start function did, or `[pid, info]`.
 *
 * Throws `ArgumentError` for a bad specification (whose id does not matter), and `StartError` with the bare reason if
 * the child could not be started, or `"max_children"`. Follows Elixir's `DynamicSupervisor.start_child/2`.
 */
export function startChild<Result = Pid | undefined>(supervisor: Server, child: Child): Op<Result> {
  const spec = complete(child, "never");
  return operation("DynamicSupervisor.startChild()", function* () {
    const [tag, ...rest] = (yield* ask(supervisor, ["start_child", spec])) as Outcome;
    if (tag === "error") throw new StartError(rest[0]);
    return (rest.length === 1 ? rest[0] : rest) as Result;
  });
}

/**
 * Stops a child and forgets it. A child that is being restarted is known by its last pid. Throws `ChildError`
 * (`"not_found"`) if `pid` is no child's. Follows Elixir's `DynamicSupervisor.terminate_child/2`.
 */
export function terminateChild(supervisor: Server, pid: Pid): Op<"ok"> {
  return operation("DynamicSupervisor.terminateChild()", function* () {
    const reply = yield* ask(supervisor, ["terminate_child", pid]);
    if (reply !== "ok") throw new ChildError("DynamicSupervisor.terminateChild", pid, (reply as Outcome)[1]);
    return reply;
  });
}

/** The children: `[undefined, pid, type, modules]`, where `"restarting"` may stand for the pid. */
export function whichChildren(supervisor: Server): Op<readonly ChildInfo[]> {
  return GenServer.call(supervisor, ["which_children"], "infinity");
}

/** How many children there are; `specs` counts those that are being restarted as well, `active` does not. */
export function countChildren(supervisor: Server): Op<Counts> {
  return GenServer.call(supervisor, ["count_children"], "infinity");
}

/** Stops a supervisor with all its children and waits until it has ended. Follows Elixir's `DynamicSupervisor.stop/3`. */
export function stop(
  supervisor: Server,
  reason: unknown = "normal",
  timeout: Timeout = "infinity",
): Op<"ok"> {
  return GenServer.stop(supervisor, reason, timeout);
}

const ask = (supervisor: Server, request: DynamicRequest): Op<DynamicReply> =>
  GenServer.call(supervisor, request, "infinity");
