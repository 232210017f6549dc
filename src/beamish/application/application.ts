/**
 * `Application`: parts of a system that are started and stopped as one, in the order in which they need each other. Follows
 * Elixir's `Application` and Erlang's `application`.
 *
 * An application is a specification, which says what it needs, and usually a module that starts its supervision tree. Where
 * OTP returns `{error, reason}`, an `ApplicationError` with that reason is thrown. What OTP reads from `.app` files is given
 * to `define` or `load`; distributed applications do not exist here.
 */
export { ApplicationError, formatError } from "./error.ts";
export { configChange, deleteEnv, fetchEnv, getAllEnv, getEnv, putAllEnv, putEnv } from "./env.ts";
export {
  define,
  ensureLoaded,
  getApplication,
  getKey,
  load,
  loadedApplications,
  spec,
  startedApplications,
  unload,
  whichApplications,
} from "./loading.ts";
export { ensureAllStarted, ensureStarted, start, stop } from "./starting.ts";
export type { Listed } from "./loading.ts";
export type { CompleteSpec, Env, Module, RestartType, Spec, Started, StartType } from "./spec.ts";
