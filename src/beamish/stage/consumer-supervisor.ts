/**
 * `ConsumerSupervisor`: a consumer that starts a child for each event and supervises it, no more at a time than it has asked
 * for. Follows `ConsumerSupervisor` of Elixir's library `gen_stage`.
 */
import { StartError, badArgument } from "../term/errors.ts";
import { operation } from "../node/operation.ts";
import type { Op } from "../node/operation.ts";
import type { Pid } from "../term/term.ts";
import * as GenServer from "../gen/gen-server.ts";
import type { Server } from "../names.ts";
import type { Child, ChildSpec } from "../supervision/child-spec.ts";
import { ChildError } from "../supervision/errors.ts";
import type { Outcome } from "../supervision/start-child.ts";
import { consumerSupervisor } from "./consumer-supervisor-server.ts";
import type { InitOk, Module, Options } from "./consumer-supervisor-server.ts";
import * as GenStage from "./gen-stage.ts";

export type { InitOk, Module, Options } from "./consumer-supervisor-server.ts";

type StartOptions = Pick<GenServer.StartOptions, "name">;

/** The module of a supervisor that was given its child: it was asked for already. */
const GIVEN = { init: (answer: unknown) => answer };

/**
 * Starts a supervisor linked to the caller, from a list with the one child that is the template of all, or from a module
 * whose `init(arg)` gives it. The event comes as the last argument of the template's start function.
 *
 * `options`: `strategy` (`"one_for_one"`, required), `maxRestarts` (3) within `maxSeconds` (5), `subscribeTo` as for a stage,
 * and `name`. A child must be `"transient"` or `"temporary"`. The result is `undefined` if `init` returned `"ignore"`.
 *
 * Throws `StartError` with `["bad_specs", why]`, `["bad_opts", why]`, `["bad_return_value", value]` or what `init` threw.
 * Follows `ConsumerSupervisor.start_link/2` and `/3`.
 *
 * @example
 * ```ts
 * import { Task } from "beamish";
 * import { ConsumerSupervisor, GenStage } from "beamish/stage";
 * const printer = {
 *   id: "printer",
 *   restart: "temporary",
 *   start: (event: string) => Task.startLink(() => console.log(`got ${event}`)),
 * } as const;
 * const producer = await GenStage.fromEnumerable(["a", "b"], { demand: "accumulate" });
 * await ConsumerSupervisor.startLink([printer], {
 *   strategy: "one_for_one",
 *   subscribeTo: [[producer, { cancel: "temporary" }]],
 * });
 * GenStage.demand(producer, "forward");
 * //> got a
 * //> got b
 * ```
 */
export function startLink<Started extends Pid | undefined = Pid>(
  children: readonly Child[],
  options: Options & StartOptions,
): Op<Started>;
export function startLink<Started extends Pid | undefined = Pid, Argument = unknown>(
  module: Module<Argument>,
  argument?: Argument,
  options?: StartOptions,
): Op<Started>;
export function startLink(first: unknown, second?: unknown, third: StartOptions = {}): Op<Pid> {
  if (Array.isArray(first)) {
    const { name, ...options } = (second ?? {}) as Options & StartOptions;
    const plan = { module: GIVEN, argument: ["ok", first, options] };
    return GenStage.startLink(consumerSupervisor, plan, name === undefined ? {} : { name });
  }
  if (typeof (first as Partial<Module<unknown>> | undefined)?.init !== "function")
    throw badArgument(
      "ConsumerSupervisor.startLink",
      "a list with one child, or a module with an init callback",
      first,
    );
  return GenStage.startLink(
    consumerSupervisor,
    { module: first as Module<unknown>, argument: second },
    third,
  );
}

/**
 * What the `init` of a module returns: the template, and the options. Follows `ConsumerSupervisor.init/2`.
 *
 * @example
 * ```ts
 * import { ConsumerSupervisor } from "beamish/stage";
 * const [tag] = ConsumerSupervisor.init([{ id: 1, start: () => undefined }], { strategy: "one_for_one" });
 * console.log(tag);
 * //> ok
 * ```
 */
export function init(children: readonly Child[], options: Options): InitOk {
  return ["ok", children, options];
}

/**
 * The specification of a consumer supervisor as a child of another supervisor, given its module and argument. Follows
 * `use ConsumerSupervisor`.
 *
 * @example
 * ```ts
 * import { ConsumerSupervisor } from "beamish/stage";
 * const { id, type } = ConsumerSupervisor.childSpec({ name: "Printers", init: () => "ignore" });
 * console.log(id, type);
 * //> Printers supervisor
 * ```
 */
export function childSpec<Argument>(
  module: Module<Argument> & { readonly name?: string },
  argument?: Argument,
): ChildSpec {
  return { id: module.name ?? module, start: () => startLink(module, argument), type: "supervisor" };
}

/**
 * Starts a child apart from any producer: it does not count as demand. `args` are given to the template's start function.
 * Gives its pid, `undefined` if there is nothing to run, or `[pid, info]`.
 *
 * Throws `StartError` with the reason, and `ArgumentError` unless `args` is a list. Follows `ConsumerSupervisor.start_child/2`.
 *
 * @example
 * ```ts
 * import { Agent } from "beamish";
 * import { ConsumerSupervisor } from "beamish/stage";
 * const agent = { id: 1, restart: "temporary", start: (n: number) => Agent.startLink(() => n) } as const;
 * const supervisor = await ConsumerSupervisor.startLink([agent], { strategy: "one_for_one" });
 * const child = await ConsumerSupervisor.startChild(supervisor, [42]);
 * console.log(await Agent.get(child!, (n) => n));
 * //> 42
 * ```
 */
export function startChild<Result = Pid | undefined>(
  supervisor: Server,
  args: readonly unknown[],
): Op<Result> {
  if (!Array.isArray(args)) throw badArgument("ConsumerSupervisor.startChild", "a list of arguments", args);
  return operation("ConsumerSupervisor.startChild()", function* () {
    const [tag, ...rest] = yield* ask<Outcome>(supervisor, ["start_child", args]);
    if (tag === "error") throw new StartError(rest[0]);
    return (rest.length === 1 ? rest[0] : rest) as Result;
  });
}

/**
 * Stops a child and forgets it. A child that is being restarted is known by its last pid. Throws `ChildError`
 * (`"not_found"`) if `pid` is no child's. Follows `ConsumerSupervisor.terminate_child/2`.
 *
 * @example
 * ```ts
 * import { Agent } from "beamish";
 * import { ConsumerSupervisor } from "beamish/stage";
 * const agent = { id: 1, restart: "temporary", start: (n: number) => Agent.startLink(() => n) } as const;
 * const supervisor = await ConsumerSupervisor.startLink([agent], { strategy: "one_for_one" });
 * const child = await ConsumerSupervisor.startChild(supervisor, [42]);
 * console.log(await ConsumerSupervisor.terminateChild(supervisor, child!));
 * //> ok
 * ```
 */
export function terminateChild(supervisor: Server, pid: Pid): Op<"ok"> {
  return operation("ConsumerSupervisor.terminateChild()", function* () {
    const reply = yield* ask<"ok" | readonly ["error", unknown]>(supervisor, ["terminate_child", pid]);
    if (reply !== "ok") throw new ChildError("ConsumerSupervisor.terminateChild", pid, reply[1]);
    return reply;
  });
}

/** A child as `whichChildren` lists it. */
export type ChildInfo = readonly [
  id: undefined,
  pid: Pid | "restarting",
  type: "worker" | "supervisor",
  modules: readonly object[] | "dynamic",
];

/**
 * The children: `[undefined, pid, type, modules]`, where `"restarting"` may stand for the pid. Follows
 * `ConsumerSupervisor.which_children/1`.
 *
 * @example
 * ```ts
 * import { ConsumerSupervisor } from "beamish/stage";
 * const none = { id: 1, restart: "temporary", start: () => undefined } as const;
 * const supervisor = await ConsumerSupervisor.startLink([none], { strategy: "one_for_one" });
 * console.log(await ConsumerSupervisor.whichChildren(supervisor));
 * //> []
 * ```
 */
export function whichChildren(supervisor: Server): Op<readonly ChildInfo[]> {
  return ask(supervisor, ["which_children"]);
}

/**
 * How many children there are: `specs` is always 1, for there is one template; `active` leaves out those that are being
 * restarted. Follows `ConsumerSupervisor.count_children/1`.
 *
 * @example
 * ```ts
 * import { ConsumerSupervisor } from "beamish/stage";
 * const none = { id: 1, restart: "temporary", start: () => undefined } as const;
 * const supervisor = await ConsumerSupervisor.startLink([none], { strategy: "one_for_one" });
 * console.log(await ConsumerSupervisor.countChildren(supervisor));
 * //> { specs: 1, active: 0, supervisors: 0, workers: 0 }
 * ```
 */
export function countChildren(
  supervisor: Server,
): Op<{ readonly [count in "specs" | "active" | "supervisors" | "workers"]: number }> {
  return ask(supervisor, ["count_children"]);
}

const ask = <Reply>(supervisor: Server, request: readonly unknown[]): Op<Reply> =>
  GenServer.call<Reply>(supervisor, request, "infinity");
