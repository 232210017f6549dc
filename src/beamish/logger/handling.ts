/** Adding, removing and configuring handlers. */
import { badArgument } from "../term/errors.ts";
import { inspect } from "../term/term.ts";
import { complete, existing, HandlerError, handlers, type Handler, type HandlerConfig } from "./handlers.ts";

/**
 * Adds a handler, which gets every event from now on.
 *
 * @param id its name
 * @param handler an object with `log(event, config)`, which runs in the process that logs. If it throws, the handler is
 *   removed, and that is reported
 * @param config `level`, `filters`, and under `config` whatever the handler wants to know
 *
 * Throws `HandlerError` (an `ArgumentError`) with `["already_exist", id]` for a name that is taken, and `ArgumentError` for a bad
 * configuration. Follows `logger:add_handler/3`.
 *
 * @example
 * ```ts
 * import { Logger } from "beamish";
 * const kept: string[] = [];
 * Logger.addHandler("memory", { log: ({ text, metadata }) => kept.push(`${text} (${metadata["user"]})`) }, { level: "error" });
 * Logger.error("no tea", { user: "ada" });
 * console.log(kept);
 * //> [error] no tea
 * //> ["no tea (ada)"]
 * ```
 */
export function addHandler(
  id: string,
  handler: Handler,
  config: Partial<Omit<HandlerConfig, "id">> = {},
): "ok" {
  if (typeof id !== "string" || id === "")
    throw badArgument("Logger.addHandler", "a name for the handler", id);
  if (typeof (handler as Partial<Handler> | undefined)?.log !== "function")
    throw badArgument("Logger.addHandler", "a handler: an object with a log callback", handler);
  if (handlers().has(id))
    throw new HandlerError(
      "addHandler",
      ["already_exist", id],
      `a handler is called ${inspect(id)} already. Remove it first.`,
    );
  const whole = complete(id, config);
  handlers().set(id, { handler, config: handler.addingHandler?.(whole) ?? whole });
  return "ok";
}

/**
 * Removes a handler; `"default"` is the one that prints. Throws `HandlerError` if there is none of that name. Follows
 * `logger:remove_handler/1`.
 *
 * @example
 * ```ts
 * import { Logger } from "beamish";
 * Logger.removeHandler("default");
 * Logger.error("nobody hears this");
 * console.log(Logger.getHandlerIds());
 * //> []
 * ```
 */
export function removeHandler(id: string): "ok" {
  const { handler, config } = existing("removeHandler", id);
  handlers().delete(id);
  handler.removingHandler?.(config);
  return "ok";
}

/**
 * The names of the handlers. Follows `logger:get_handler_ids/0`.
 *
 * @example
 * ```ts
 * import { Logger } from "beamish";
 * console.log(Logger.getHandlerIds());
 * //> ["default"]
 * ```
 */
export function getHandlerIds(): string[] {
  return [...handlers().keys()];
}

/**
 * The configuration of a handler. Throws `HandlerError` if there is none of that name. Follows `logger:get_handler_config/1`.
 *
 * @example
 * ```ts
 * import { Logger } from "beamish";
 * console.log(Logger.getHandlerConfig("default").level);
 * //> all
 * ```
 */
export function getHandlerConfig(id: string): HandlerConfig {
  return existing("getHandlerConfig", id).config;
}

/**
 * Changes parts of the configuration of a handler. Throws `HandlerError` if there is none of that name, or for a bad value.
 * Follows `logger:update_handler_config/2`.
 *
 * @example
 * ```ts
 * import { Logger } from "beamish";
 * Logger.updateHandlerConfig("default", { level: "error" });
 * Logger.info("not printed");
 * Logger.error("printed");
 * //> [error] printed
 * ```
 */
export function updateHandlerConfig(id: string, changes: Partial<Omit<HandlerConfig, "id">>): "ok" {
  const entry = existing("updateHandlerConfig", id);
  entry.config = complete(id, { ...entry.config, ...changes });
  return "ok";
}
