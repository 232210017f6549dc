/** `Logger`: reports of the node, as text with a level. Follows Elixir's `Logger`. */
import { LOG_LEVELS } from "./node/output.ts";
import type { LogLevel, Logging } from "./node/output.ts";
import { badArgument } from "./term/errors.ts";
import { here } from "./node/node.ts";
import { inspect } from "./term/term.ts";
import type { Term } from "./term/term.ts";

export type { LogLevel } from "./node/output.ts";

/** The level below which nothing is written. */
export function level(): LogLevel | "none" {
  return here().logging.level;
}

/**
 * Sets what is written. `level`: nothing below it; `"none"` silences everything. `handleSaslReports` (false unless set):
 * whether supervisors report which child was started, ended or failed to start. Follows `Logger.configure/1`.
 */
export function configure(options: Partial<Logging>): "ok" {
  const { logging } = here();
  const { level = logging.level, handleSaslReports = logging.handleSaslReports } = options;
  if (!LOG_LEVELS.includes(level))
    throw badArgument("Logger.configure", `a level: ${LOG_LEVELS.join(", ")}`, level);
  if (typeof handleSaslReports !== "boolean")
    throw badArgument("Logger.configure", "handleSaslReports: true or false", handleSaslReports);
  Object.assign(logging, { level, handleSaslReports });
  return "ok";
}

/**
 * Writes `[level] message`. A message that is no string is printed as a term; a function is called only if the level is
 * written. `values` are the terms behind the text, for listeners that show more than text.
 */
export function log(level: LogLevel, message: Term, values: readonly unknown[] = []): "ok" {
  const text = () => {
    const content = (typeof message === "function" ? (message as () => unknown)() : message) as unknown;
    return typeof content === "string" ? content : inspect(content);
  };
  here().log(level, text, values);
  return "ok";
}

export const debug = (message: Term): "ok" => log("debug", message);
export const info = (message: Term): "ok" => log("info", message);
export const notice = (message: Term): "ok" => log("notice", message);
export const warning = (message: Term): "ok" => log("warning", message);
export const error = (message: Term): "ok" => log("error", message);
