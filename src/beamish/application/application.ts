/**
 * `Application`: parts of a system that are started and stopped as one, in the order in which they need each other. Follows
 * Elixir's `Application` and Erlang's `application`.
 *
 * An application is a specification, which says what it needs, and usually a module that starts its supervision tree. Where
 * OTP returns `{error, reason}`, an `ApplicationError` with that reason is thrown. What OTP reads from `.app` files is given
 * to `define` or `load`; distributed and included applications do not exist here.
 */
import { badArgument, StartError } from "../kernel/errors.ts";
import { operation, type Op } from "../kernel/operation.ts";
import type { Steps } from "../kernel/process.ts";
import type { Term } from "../kernel/term.ts";
import * as GenServer from "../gen/gen-server.ts";
import { loadEnv } from "./env.ts";
import { master, type Start } from "./master.ts";
import {
  ApplicationError,
  complete,
  NO_SUCH_FILE,
  type CompleteSpec,
  type RestartType,
  type Spec,
} from "./spec.ts";
import { applications, LIBRARY, stopRunning } from "./state.ts";

export { ApplicationError } from "./spec.ts";
export type { CompleteSpec, Env, Module, RestartType, Spec, Started, StartType } from "./spec.ts";
export { configChange, deleteEnv, fetchEnv, getAllEnv, getEnv, putEnv } from "./env.ts";

// ---- Specifications --------------------------------------------------------------------------------------------------

/**
 * Makes an application known to the node, so that it can be loaded and started by name: what an `.app` file in the code path
 * is in OTP. Returns the specification. A second one of the same name counts from the next load. Throws `ArgumentError`.
 */
export function define<S extends Spec>(spec: S): S {
  const { name, ...rest } = complete("Application.define", spec);
  applications().defined.set(name, { name, ...rest });
  return spec;
}

/**
 * Loads an application: its specification, or the name of one that is defined. From now on its environment can be read. Throws
 * `ApplicationError`: `["already_loaded", name]`, or `["no such file or directory", "name.app"]`. Follows `application:load/1`.
 */
export function load(app: string | Spec): "ok" {
  const name = typeof app === "string" ? app : define(app).name;
  const { defined, loaded } = applications();
  if (loaded.has(name)) throw new ApplicationError("load", name, ["already_loaded", name]);
  const spec = defined.get(name);
  if (spec === undefined) throw new ApplicationError("load", name, [NO_SUCH_FILE, `${name}.app`]);
  loaded.set(name, spec);
  loadEnv(spec);
  return "ok";
}

/** Loads an application unless it is loaded. Follows `Application.ensure_loaded/1`. */
export function ensureLoaded(app: string | Spec): "ok" {
  return applications().loaded.has(nameOf("ensureLoaded", app)) ? "ok" : load(app);
}

/**
 * Forgets an application, with its environment. Throws `ApplicationError`: `["not_loaded", name]` or `["running", name]`. Follows
 * `application:unload/1`.
 */
export function unload(app: string): "ok" {
  const { loaded, running, env } = applications();
  if (running.has(app)) throw new ApplicationError("unload", app, ["running", app]);
  if (!loaded.delete(app)) throw new ApplicationError("unload", app, ["not_loaded", app]);
  env.delete(app);
  return "ok";
}

/** The specification of a loaded application, or one part of it; `undefined` if it is not loaded. Follows `Application.spec/1,2`. */
export function spec(app: string): CompleteSpec | undefined;
export function spec<K extends keyof CompleteSpec>(app: string, key: K): CompleteSpec[K] | undefined;
export function spec(app: string, key?: keyof CompleteSpec): Term {
  const loaded = applications().loaded.get(app);
  return key === undefined ? loaded : getPart("spec", loaded, key);
}

/** One part of the specification of a loaded application; else `undefined`. Follows `application:get_key/2`. */
export function getKey<K extends keyof CompleteSpec>(app: string, key: K): CompleteSpec[K] | undefined {
  return getPart("getKey", applications().loaded.get(app), key) as CompleteSpec[K] | undefined;
}

const PARTS = ["name", "vsn", "description", "applications", "registered", "env", "mod", "startPhases"];

function getPart(where: string, loaded: CompleteSpec | undefined, key: keyof CompleteSpec): Term {
  if (!PARTS.includes(key)) throw badArgument(`Application.${where}`, `one of ${PARTS.join(", ")}`, key);
  return loaded?.[key];
}

/** An application in a list: `[name, description, vsn]`. */
export type Listed = readonly [name: string, description: string, vsn: string];

/** The applications that are loaded. Follows `Application.loaded_applications/0`. */
export function loadedApplications(): Listed[] {
  return [...applications().loaded.values()].map(listed);
}

/** The applications that are running, the one that was started last first. Follows `Application.started_applications/0`. */
export function startedApplications(): Listed[] {
  const { running, loaded } = applications();
  const started = [...running].filter(([, { isStarted }]) => isStarted).reverse();
  return started.map(([name]) => listed(loaded.get(name)!));
}

const listed = ({ name, description, vsn }: CompleteSpec): Listed => [name, description, vsn];

// ---- Starting and stopping -------------------------------------------------------------------------------------------

/**
 * Starts an application (loading it first if need be), and waits until its `start` and its start phases are done.
 *
 * @param app a name, or a specification
 * @param type what its end means for the others; see `RestartType`. Default `"temporary"`
 *
 * Throws `ApplicationError`: `["already_started", name]`; `["not_started", name]` for an application that it needs; `[reason,
 * [module, "start", args]]` if the module refused; `["bad_return", [call, value]]`. Follows `Application.start/2`.
 */
export function start(app: string | Spec, type: RestartType = "temporary"): Op<"ok"> {
  const name = nameOf("start", app);
  checkType("start", type);
  return operation("Application.start()", function* () {
    ensureLoaded(app);
    const { running } = applications();
    if (running.has(name)) throw new ApplicationError("start", name, ["already_started", name]);
    yield* startLoaded("start", name, type);
    return "ok" as const;
  });
}

/** Starts an application unless it is running. Follows `application:ensure_started/1,2`. */
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
  const { applications: needs } = spec(name)!;
  for (const need of needs) yield* startWithNeeds(need, type, [...path, name], started);
  try {
    yield* startLoaded("ensureAllStarted", name, type);
  } catch (error) {
    throw error instanceof ApplicationError ? refuse(error.reason) : error;
  }
  started.push(name);
}

function* startLoaded(where: string, name: string, type: RestartType): Steps<void> {
  const loaded = spec(name)!;
  const missing = loaded.applications.find((need) => !isRunning(need));
  if (missing !== undefined) throw new ApplicationError(where, name, ["not_started", missing]);
  if (loaded.mod === undefined) {
    applications().running.set(name, { ...LIBRARY, type });
    return;
  }
  try {
    yield* GenServer.start(master, { spec: loaded as Start["spec"], type });
  } catch (error) {
    throw error instanceof StartError ? new ApplicationError(where, name, error.reason) : error;
  }
}

/**
 * Stops an application: `prepStop`, then its processes (the top supervisor gets `"shutdown"`), then `stop`. Waits for all of it.
 * Whatever its type, the others go on. Throws `ApplicationError` (`["not_started", name]`). Follows `Application.stop/1`.
 */
export function stop(app: string): Op<"ok"> {
  const name = nameOf("stop", app);
  return operation("Application.stop()", function* () {
    if (!isRunning(name)) throw new ApplicationError("stop", name, ["not_started", name]);
    yield* stopIfRunning(name);
    return "ok" as const;
  });
}

function* stopIfRunning(name: string): Steps<void> {
  const application = applications().running.get(name);
  if (application !== undefined) yield* stopRunning(name, application.master);
}

const isRunning = (name: string): boolean => applications().running.get(name)?.isStarted === true;

function nameOf(where: string, app: string | Spec): string {
  const name: unknown = typeof app === "object" && app !== null ? app.name : app;
  if (typeof name === "string" && name !== "") return name;
  throw badArgument(`Application.${where}`, "the name of an application, or its specification", app);
}

const TYPES: readonly unknown[] = ["permanent", "transient", "temporary"];

function checkType(where: string, type: unknown): void {
  if (!TYPES.includes(type))
    throw badArgument(`Application.${where}`, '"permanent", "transient" or "temporary"', type);
}
