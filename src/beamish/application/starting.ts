/** Starting and stopping applications, alone or with those that they need. */
import { badArgument, Exit, StartError } from "../term/errors.ts";
import { equal, type Pid } from "../term/term.ts";
import { operation, type Op } from "../node/operation.ts";
import type { Steps } from "../kernel/process.ts";
import * as GenServer from "../gen/gen-server.ts";
import { ApplicationError } from "./error.ts";
import { ensureLoaded, spec } from "./loading.ts";
import { master, type Start } from "./master.ts";
import { nameOf } from "./name.ts";
import type { RestartType, Spec } from "./spec.ts";
import { applications, LIBRARY, stopRunning } from "./state.ts";

/**
 * Starts an application (loading it first if need be), and waits until its `start` and its start phases are done.
 *
 * @param app a name, or a specification
 * @param type what its end means for the others; see `RestartType`. Default `"temporary"`
 *
 * Throws `ApplicationError`: `["already_started", name]`; `["not_started", name]` for an application that it needs, or
 * `["not_running", name]` if that has ended by itself; `[reason, [module, "start", args]]` if the module refused; `["bad_return",
 * [call, value]]`. Follows `Application.start/2`.
 *
 * @example
 * ```ts
 * import { Agent, Application, Supervisor } from "beamish";
 * const till = { id: "till", start: () => Agent.startLink(() => 0, { name: "till" }) };
 * Application.define({
 *   name: "shop",
 *   mod: { start: () => Supervisor.startLink([till], { strategy: "one_for_one" }) },
 * });
 * await Application.start("shop");
 * console.log(await Agent.get("till", (state) => state));
 * //> 0
 * ```
 */
export function start(app: string | Spec, type: RestartType = "temporary"): Op<"ok"> {
  const name = nameOf("start", app);
  checkType("start", type);
  return operation("Application.start()", function* () {
    ensureLoaded(app);
    if (isRunning(name)) throw new ApplicationError("start", name, ["already_started", name]);
    yield* startLoaded("start", name, type);
    return "ok" as const;
  });
}

/**
 * Starts an application unless it is running. Throws what `start` throws, except for `already_started`. Follows
 * `application:ensure_started/1,2`.
 *
 * @example
 * ```ts
 * import { Application } from "beamish";
 * await Application.start({ name: "library" });
 * console.log(await Application.ensureStarted("library"));
 * //> ok
 * ```
 */
export function ensureStarted(app: string | Spec, type: RestartType = "temporary"): Op<"ok"> {
  const name = nameOf("ensureStarted", app);
  checkType("ensureStarted", type);
  return operation("Application.ensureStarted()", function* () {
    ensureLoaded(app);
    if (!isRunning(name)) yield* startLoaded("ensureStarted", name, type);
    return "ok" as const;
  });
}

/**
 * Starts one or more applications and, before each, those that it needs. Gives the names of those that were started, in order.
 * Throws `ApplicationError` with `[name, reason]` of the one that failed; those that had been started are stopped again. A
 * circle of needs, on which OTP never returns, is `["circular", [name, ...]]`. Follows `Application.ensure_all_started/2`.
 *
 * @example
 * ```ts
 * import { Application } from "beamish";
 * Application.define({ name: "db" });
 * Application.define({ name: "shop", applications: ["db"] });
 * console.log(await Application.ensureAllStarted("shop"));
 * //> ["db", "shop"]
 * ```
 */
export function ensureAllStarted(
  apps: string | Spec | readonly (string | Spec)[],
  type: RestartType = "temporary",
): Op<string[]> {
  const all = (Array.isArray(apps) ? apps : [apps]) as readonly (string | Spec)[];
  const names = all.map((app) => nameOf("ensureAllStarted", app));
  checkType("ensureAllStarted", type);
  return operation("Application.ensureAllStarted()", function* () {
    for (const app of all) if (typeof app !== "string") ensureLoaded(app);
    const started: string[] = [];
    try {
      for (const name of names) yield* startWithNeeds(name, type, [], started);
    } catch (error) {
      for (const name of started.reverse()) yield* stopIfRunning(name);
      throw error;
    }
    return started;
  });
}

function* startWithNeeds(
  name: string,
  type: RestartType,
  path: readonly string[],
  started: string[],
): Steps<void> {
  if (isRunning(name)) return;
  const refuse = (reason: unknown) => new ApplicationError("ensureAllStarted", name, [name, reason]);
  if (path.includes(name)) throw refuse(["circular", [...path.slice(path.indexOf(name)), name]]);
  try {
    ensureLoaded(name);
  } catch (error) {
    throw error instanceof ApplicationError ? refuse(error.reason) : error;
  }
  const { applications: needs, optionalApplications: optional } = spec(name)!;
  for (const need of needs)
    if (isKnown(need) || !optional.includes(need))
      yield* startWithNeeds(need, type, [...path, name], started);
  try {
    yield* startLoaded("ensureAllStarted", name, type);
  } catch (error) {
    throw error instanceof ApplicationError ? refuse(error.reason) : error;
  }
  started.push(name);
}

function* startLoaded(where: string, name: string, type: RestartType): Steps<void> {
  const loaded = spec(name)!;
  const needs = loaded.applications.filter((need) => !loaded.optionalApplications.includes(need));
  const missing = needs.find((need) => !hasStarted(need));
  if (missing !== undefined) throw new ApplicationError(where, name, ["not_started", missing]);
  if (loaded.mod === undefined) {
    applications().running.set(name, { ...LIBRARY, type });
    return;
  }
  const over = needs.find((need) => !isRunning(need));
  if (over !== undefined) throw new ApplicationError(where, name, ["not_running", over]);
  try {
    yield* GenServer.start(master, { spec: loaded as Start["spec"], type });
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    const starter = equal(error.reason, ["already_started", name]) ? masterOf(name) : undefined;
    if (starter === undefined) throw new ApplicationError(where, name, error.reason);
    yield* awaitStart(where, name, starter);
  }
}

const masterOf = (name: string): Pid | undefined => applications().running.get(name)?.master;

/** Somebody else is starting it: what comes of that is the result of both. */
function* awaitStart(where: string, name: string, starter: Pid): Steps<void> {
  try {
    yield* GenServer.call(starter, "await_start", "infinity");
  } catch (error) {
    if (!(error instanceof Exit)) throw error;
    throw new ApplicationError(where, name, (error.reason as readonly unknown[])[0]);
  }
}

/**
 * Stops an application: `prepStop`, then its processes (the top supervisor gets `"shutdown"`), then `stop`. Waits for all of it.
 * Whatever its type, the others go on. One that has ended by itself counts as started until it is stopped as well. Throws
 * `ApplicationError` (`["not_started", name]`). Follows `Application.stop/1`.
 *
 * @example
 * ```ts
 * import { Agent, Application, Process, Supervisor } from "beamish";
 * const till = { id: "till", start: () => Agent.startLink(() => 0, { name: "till" }) };
 * Application.define({
 *   name: "shop",
 *   mod: { start: () => Supervisor.startLink([till], { strategy: "one_for_one" }) },
 * });
 * await Application.start("shop");
 * await Application.stop("shop");
 * console.log(Process.whereis("till"));
 * //> [notice] Application shop exited: "stopped"
 * //> undefined
 * ```
 */
export function stop(app: string): Op<"ok"> {
  const name = nameOf("stop", app);
  return operation("Application.stop()", function* () {
    if (isRunning(name)) yield* stopIfRunning(name);
    else if (!applications().exited.delete(name))
      throw new ApplicationError("stop", name, ["not_started", name]);
    return "ok" as const;
  });
}

function* stopIfRunning(name: string): Steps<void> {
  const application = applications().running.get(name);
  if (application !== undefined) yield* stopRunning(name, application.master);
}

const isKnown = (name: string): boolean =>
  applications().loaded.has(name) || applications().defined.has(name);
const isRunning = (name: string): boolean => applications().running.get(name)?.isStarted === true;

const hasStarted = (name: string): boolean => isRunning(name) || applications().exited.has(name);

const TYPES: readonly unknown[] = ["permanent", "transient", "temporary"];

function checkType(where: string, type: unknown): void {
  if (!TYPES.includes(type))
    throw badArgument(`Application.${where}`, '"permanent", "transient" or "temporary"', type);
}
