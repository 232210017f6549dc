/** The environment of an application: its parameters, which may be read and changed at any time. */
import { ArgumentError, badArgument } from "../term/errors.ts";
import { here } from "../node/node.ts";
import { operation, type Op } from "../node/operation.ts";
import { equal, inspect, type Term } from "../term/term.ts";
import { perform } from "../gen/perform.ts";
import { isolate } from "../primitives.ts";
import type { CompleteSpec, Env } from "./spec.ts";
import { applications } from "./state.ts";

/**
 * A parameter of an application; `otherwise` (or `undefined`) if it is not set. Follows `Application.get_env/3`.
 *
 * @example
 * ```ts
 * import { Application } from "beamish";
 * Application.putEnv("shop", "port", 4000);
 * console.log(Application.getEnv("shop", "port"), Application.getEnv("shop", "host", "localhost"));
 * //> 4000 localhost
 * ```
 */
export function getEnv<T = Term>(app: string, key: string, otherwise?: T): T {
  check("getEnv", app, key);
  const env = applications().env.get(app);
  return env?.has(key) ? (env.get(key) as T) : (otherwise as T);
}

/**
 * A parameter that must be set: throws `ArgumentError` if it is not, also when there is no such application. Follows
 * `Application.fetch_env/2` and `fetch_env!/2`.
 *
 * @example
 * ```ts
 * import { Application } from "beamish";
 * Application.putEnv("shop", "port", 4000);
 * console.log(Application.fetchEnv("shop", "port"));
 * //> 4000
 * ```
 */
export function fetchEnv<T = Term>(app: string, key: string): T {
  check("fetchEnv", app, key);
  const env = applications().env.get(app);
  if (env?.has(key)) return env.get(key) as T;
  const isKnown = applications().loaded.has(app);
  throw new ArgumentError(
    `Application.fetchEnv: expected a parameter that is set, got ${inspect(key)} of ${inspect(app)}. ` +
      (isKnown ? "Set it in the specification, or with putEnv." : "The application is not loaded."),
  );
}

/**
 * All parameters of an application; none if it is not known. Follows `Application.get_all_env/1`.
 *
 * @example
 * ```ts
 * import { Application } from "beamish";
 * Application.putEnv("shop", "port", 4000);
 * console.log(Application.getAllEnv("shop"));
 * //> { port: 4000 }
 * ```
 */
export function getAllEnv(app: string): Env {
  check("getAllEnv", app, "");
  return Object.fromEntries(applications().env.get(app) ?? []) as Env;
}

/**
 * Sets a parameter, whether or not the application is loaded. It is lost when the application is unloaded; with `persistent` it
 * stays, and counts more than what the specification says. Follows `Application.put_env/4`.
 *
 * @example
 * ```ts
 * import { Application } from "beamish";
 * Application.putEnv("shop", "port", 4001, { persistent: true });
 * Application.load({ name: "shop", env: { port: 4000 } });
 * console.log(Application.getEnv("shop", "port"));
 * //> 4001
 * ```
 */
export function putEnv(
  app: string,
  key: string,
  value: Term,
  options: { readonly persistent?: boolean } = {},
): "ok" {
  check("putEnv", app, key);
  const { env, persistent } = applications();
  const kept = isolate(here(), value) as Term;
  parametersIn(env, app).set(key, kept);
  if (options.persistent === true) parametersIn(persistent, app).set(key, kept);
  return "ok";
}

/**
 * Sets parameters of several applications: an object of objects. Nothing is set if one of them is not what it should be. Options
 * as for `putEnv`. Follows `Application.put_all_env/2`.
 *
 * @example
 * ```ts
 * import { Application } from "beamish";
 * Application.putAllEnv({ shop: { port: 4000, host: "localhost" }, db: { pool: 5 } });
 * console.log(Application.getAllEnv("shop"), Application.getEnv("db", "pool"));
 * //> { port: 4000, host: "localhost" } 5
 * ```
 */
export function putAllEnv(
  config: Readonly<Record<string, Env>>,
  options: { readonly persistent?: boolean } = {},
): "ok" {
  const isEnv = (value: unknown) => typeof value === "object" && value !== null && !Array.isArray(value);
  const wrong = isEnv(config) ? Object.values(config).find((env) => !isEnv(env)) : config;
  if (wrong !== undefined || !Object.values(config).every(isEnv))
    throw badArgument("Application.putAllEnv", "an object of parameters for each application", wrong);
  for (const [app, env] of Object.entries(config))
    for (const [key, value] of Object.entries(env)) putEnv(app, key, value, options);
  return "ok";
}

/**
 * Removes a parameter; with `persistent`, for good. Follows `Application.delete_env/3`.
 *
 * @example
 * ```ts
 * import { Application } from "beamish";
 * Application.putEnv("shop", "port", 4000);
 * Application.deleteEnv("shop", "port");
 * console.log(Application.getEnv("shop", "port"));
 * //> undefined
 * ```
 */
export function deleteEnv(app: string, key: string, options: { readonly persistent?: boolean } = {}): "ok" {
  check("deleteEnv", app, key);
  const { env, persistent } = applications();
  env.get(app)?.delete(key);
  if (options.persistent === true) persistent.get(app)?.delete(key);
  return "ok";
}

/**
 * Tells every running application that has a `configChange` callback what has changed in its environment since `before`: what
 * `getAllEnv` gave then, by application. Follows `application_controller:config_change/1`, which an upgrade of a release calls.
 *
 * @example
 * ```ts
 * import { Agent, Application } from "beamish";
 * const mod: Application.Module = {
 *   start: () => Agent.startLink(() => 0),
 *   configChange: (changed) => console.log(changed),
 * };
 * await Application.start({ name: "shop", mod, env: { port: 4000 } });
 * const before = { shop: Application.getAllEnv("shop") };
 * Application.putEnv("shop", "port", 4001);
 * await Application.configChange(before);
 * //> { port: 4001 }
 * ```
 */
export function configChange(before: Readonly<Record<string, Env>>): Op<"ok"> {
  return operation("Application.configChange()", function* () {
    const { running, loaded } = applications();
    for (const name of running.keys()) {
      const module = loaded.get(name)?.mod?.[0];
      if (module?.configChange === undefined) continue;
      const [old, now] = [before[name] ?? {}, getAllEnv(name)];
      const changed = pick(now, (key) => Object.hasOwn(old, key) && !equal(old[key], now[key]));
      const added = pick(now, (key) => !Object.hasOwn(old, key));
      const removed = Object.keys(old).filter((key) => !Object.hasOwn(now, key));
      if (Object.keys(changed).length + Object.keys(added).length + removed.length > 0)
        yield* perform(module.configChange(changed, added, removed));
    }
    return "ok" as const;
  });
}

const pick = (env: Env, wanted: (key: string) => boolean): Env =>
  Object.fromEntries(Object.entries(env).filter(([key]) => wanted(key))) as Env;

/** The environment that an application has once it is loaded. */
export function loadEnv({ name, env: specified }: CompleteSpec): void {
  const { env, persistent } = applications();
  const parameters = parametersIn(env, name);
  for (const [key, value] of Object.entries(specified)) parameters.set(key, isolate(here(), value) as Term);
  for (const [key, value] of persistent.get(name) ?? []) parameters.set(key, value);
}

function parametersIn(all: Map<string, Map<string, Term>>, app: string): Map<string, Term> {
  const parameters = all.get(app) ?? new Map<string, Term>();
  all.set(app, parameters);
  return parameters;
}

function check(where: string, app: unknown, key: unknown): void {
  if (typeof app !== "string") throw badArgument(`Application.${where}`, "the name of an application", app);
  if (typeof key !== "string") throw badArgument(`Application.${where}`, "the name of a parameter", key);
}
