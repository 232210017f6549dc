/** Making applications known: definitions, loading, and what is in a specification. */
import { badArgument } from "../term/errors.ts";
import { isPid, type Pid, type Term } from "../term/term.ts";
import * as Process from "../process.ts";
import { loadEnv } from "./env.ts";
import { ApplicationError, NO_SUCH_FILE } from "./error.ts";
import { nameOf } from "./name.ts";
import { complete, type CompleteSpec, type Spec } from "./spec.ts";
import { applications } from "./state.ts";

/**
 * Makes an application known to the node, so that it can be loaded and started by name: what an `.app` file in the code path
 * is in OTP. Returns the specification. A second one of the same name counts from the next load. Throws `ArgumentError` for
 * what is no specification.
 *
 * @example
 * ```ts
 * import { Application } from "beamish";
 * Application.define({ name: "shop", vsn: "1.0.0", applications: ["kernel"], env: { currency: "EUR" } });
 * Application.load("shop");
 * console.log(Application.getEnv("shop", "currency"));
 * //> EUR
 * ```
 */
export function define<S extends Spec>(spec: S): S {
  const { name, ...rest } = complete("Application.define", spec);
  applications().defined.set(name, { name, ...rest });
  return spec;
}

/**
 * Loads an application, and those that it includes: its specification, or the name of one that is defined. From now on its
 * environment can be read. Throws `ApplicationError`: `["already_loaded", name]`, or `["no such file or directory",
 * "name.app"]`; then nothing is loaded. Follows `application:load/1`.
 *
 * @example
 * ```ts
 * import { Application } from "beamish";
 * Application.load({ name: "shop", vsn: "1.0.0", env: { open: true } });
 * console.log(Application.spec("shop", "vsn"), Application.getEnv("shop", "open"));
 * //> 1.0.0 true
 * ```
 */
export function load(app: string | Spec): "ok" {
  const name = typeof app === "string" ? app : define(app).name;
  const { loaded } = applications();
  if (loaded.has(name)) throw new ApplicationError("load", name, ["already_loaded", name]);
  const found = new Map<string, CompleteSpec>();
  collect(name, found);
  for (const [each, spec] of found) {
    loaded.set(each, spec);
    loadEnv(spec);
  }
  return "ok";
}

/** Finds the specification of an application and of all that it includes, unless they are loaded. */
function collect(name: string, found: Map<string, CompleteSpec>): void {
  const { defined, loaded } = applications();
  if (loaded.has(name) || found.has(name)) return;
  const spec = defined.get(name);
  if (spec === undefined) throw new ApplicationError("load", name, [NO_SUCH_FILE, `${name}.app`]);
  found.set(name, spec);
  for (const included of spec.includedApplications) collect(included, found);
}

/**
 * Loads an application unless it is loaded. Throws what `load` throws. Follows `Application.ensure_loaded/1`.
 *
 * @example
 * ```ts
 * import { Application } from "beamish";
 * Application.load({ name: "shop" });
 * console.log(Application.ensureLoaded("shop"));
 * //> ok
 * ```
 */
export function ensureLoaded(app: string | Spec): "ok" {
  return applications().loaded.has(nameOf("ensureLoaded", app)) ? "ok" : load(app);
}

/**
 * Forgets an application with its environment, and those that it includes. Throws `ApplicationError`: `["not_loaded", name]` or
 * `["running", name]`. Follows `application:unload/1`.
 *
 * @example
 * ```ts
 * import { Application } from "beamish";
 * Application.load({ name: "shop", env: { open: true } });
 * Application.unload("shop");
 * console.log(Application.spec("shop"), Application.getEnv("shop", "open"));
 * //> undefined undefined
 * ```
 */
export function unload(app: string): "ok" {
  const { loaded, running, env } = applications();
  if (running.has(app)) throw new ApplicationError("unload", app, ["running", app]);
  const spec = loaded.get(app);
  if (spec === undefined) throw new ApplicationError("unload", app, ["not_loaded", app]);
  loaded.delete(app);
  env.delete(app);
  for (const included of spec.includedApplications)
    if (loaded.has(included) && !running.has(included)) unload(included);
  return "ok";
}

/**
 * The specification of a loaded application, or one part of it; `undefined` if it is not loaded. Throws `ArgumentError` for a
 * part that no specification has. Follows `Application.spec/1,2`.
 *
 * @example
 * ```ts
 * import { Application } from "beamish";
 * Application.load({ name: "shop", vsn: "1.0.0" });
 * console.log(Application.spec("shop", "vsn"), Application.spec("shop")?.applications);
 * //> 1.0.0 []
 * ```
 */
export function spec(app: string): CompleteSpec | undefined;
export function spec<K extends keyof CompleteSpec>(app: string, key: K): CompleteSpec[K] | undefined;
export function spec(app: string, key?: keyof CompleteSpec): Term {
  const loaded = applications().loaded.get(app);
  return key === undefined ? loaded : getPart("spec", loaded, key);
}

/**
 * One part of the specification of a loaded application; `undefined` if it is not loaded. Throws `ArgumentError` for a part that
 * no specification has. Follows `application:get_key/2`.
 *
 * @example
 * ```ts
 * import { Application } from "beamish";
 * Application.load({ name: "shop", registered: ["till"] });
 * console.log(Application.getKey("shop", "registered"));
 * //> ["till"]
 * ```
 */
export function getKey<K extends keyof CompleteSpec>(app: string, key: K): CompleteSpec[K] | undefined {
  return getPart("getKey", applications().loaded.get(app), key) as CompleteSpec[K] | undefined;
}

function getPart(where: string, loaded: CompleteSpec | undefined, key: keyof CompleteSpec): Term {
  const parts = Object.keys(complete(where, { name: "any" }));
  if (!parts.includes(key)) throw badArgument(`Application.${where}`, `one of ${parts.join(", ")}`, key);
  return loaded?.[key];
}

/**
 * The application to which a process belongs (it, or an ancestor of it, was started by the application's master), or which
 * names a module as its own; `undefined` if there is none. Follows `application:get_application/1` and
 * `Application.get_application/1`.
 *
 * @param of a module, or a pid
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
 * console.log(Application.getApplication(Process.whereis("till")!));
 * //> shop
 * ```
 */
export function getApplication(of: Pid | object): string | undefined {
  if (typeof of !== "object" || of === null)
    throw badArgument("Application.getApplication", "a module, or the pid of a process", of);
  const { loaded, running } = applications();
  if (isPid(of)) {
    const leader = Process.info(of, "group_leader")?.[1];
    return leader && [...running].find(([, { master }]) => master === leader)?.[0];
  }
  const owns = ({ modules, mod }: CompleteSpec) => modules.includes(of) || mod?.[0] === of;
  return [...loaded.values()].find(owns)?.name;
}

/** An application in a list: `[name, description, vsn]`. */
export type Listed = readonly [name: string, description: string, vsn: string];

/**
 * The applications that are loaded. Follows `Application.loaded_applications/0`.
 *
 * @example
 * ```ts
 * import { Application } from "beamish";
 * Application.load({ name: "shop", description: "Sells tea", vsn: "1.0.0" });
 * console.log(Application.loadedApplications().at(-1));
 * //> ["shop", "Sells tea", "1.0.0"]
 * ```
 */
export function loadedApplications(): Listed[] {
  return [...applications().loaded.values()].map(listed);
}

/**
 * The applications that are running, the one that was started last first. Follows `Application.started_applications/0`.
 *
 * @example
 * ```ts
 * import { Application } from "beamish";
 * await Application.start({ name: "library", vsn: "1.0.0" });
 * console.log(Application.startedApplications()[0]);
 * //> ["library", "", "1.0.0"]
 * ```
 */
export function startedApplications(): Listed[] {
  const { running, loaded } = applications();
  const started = [...running].filter(([, { isStarted }]) => isStarted).reverse();
  return started.map(([name]) => listed(loaded.get(name)!));
}

/**
 * The same under the name that it has in Erlang. Follows `application:which_applications/0`.
 *
 * @example
 * ```ts
 * import { Application } from "beamish";
 * console.log(Application.whichApplications().map(([name]) => name));
 * //> ["logger", "elixir", "stdlib", "kernel"]
 * ```
 */
export function whichApplications(): Listed[] {
  return startedApplications();
}

const listed = ({ name, description, vsn }: CompleteSpec): Listed => [name, description, vsn];
