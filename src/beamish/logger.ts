/** `Logger`: reports of the node, as text with a level. Follows Elixir's `Logger`. */
import type { LogLevel } from "./kernel/clock.ts";
import { badArgument } from "./kernel/errors.ts";
import { here } from "./kernel/node.ts";
import { inspect } from "./kernel/term.ts";
import type { Term } from "./kernel/term.ts";

export type { LogLevel } from "./kernel/clock.ts";

const LEVELS: readonly (LogLevel | "none")[] = ["debug", "info", "notice", "warning", "error", "none"];
const LEVEL = Symbol("log level");

const settings = (): { level: LogLevel | "none" } =>
  here().extension(LEVEL, () => ({ level: "debug" as const }));

/** The level below which nothing is written. */
export function level(): LogLevel | "none" {
  return settings().level;
}

/** Sets the level below which nothing is written; `"none"` silences everything. Follows `Logger.configure(level: ...)`. */
export function configure(options: { readonly level: LogLevel | "none" }): "ok" {
  if (!LEVELS.includes(options.level))
    throw badArgument("Logger.configure", `a level: ${LEVELS.join(", ")}`, options.level);
  settings().level = options.level;
  return "ok";
}

/**
 * Writes `[level] message`. A message that is no string is printed as a term; a function is called only if the level is
 * written. `values` are the terms behind the text, for listeners that show more than text.
 */
export function log(level: LogLevel, message: Term, values: readonly unknown[] = []): "ok" {
  if (LEVELS.indexOf(level) < LEVELS.indexOf(settings().level)) return "ok";
  const content = (typeof message === "function" ? (message as () => unknown)() : message) as unknown;
  here().output(level, `[${level}] ${typeof content === "string" ? content : inspect(content)}`, values);
  return "ok";
}

export const debug = (message: Term): "ok" => log("debug", message);
export const info = (message: Term): "ok" => log("info", message);
export const notice = (message: Term): "ok" => log("notice", message);
export const warning = (message: Term): "ok" => log("warning", message);
export const error = (message: Term): "ok" => log("error", message);
