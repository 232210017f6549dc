/** `Logger`: reports of the node, as text with a level. Follows Elixir's `Logger`. */
import type { LogLevel } from "./kernel/clock.ts";
import { badArgument } from "./kernel/errors.ts";
import { here } from "./kernel/node.ts";
import { inspect } from "./kernel/term.ts";
import type { Term } from "./kernel/term.ts";

export type { LogLevel } from "./kernel/clock.ts";

const LEVELS: readonly (LogLevel | "none")[] = ["debug", "info", "notice", "warning", "error", "none"];
const SETTINGS = Symbol("logger");

interface Settings {
  level: LogLevel | "none";
  handleSaslReports: boolean;
}

const settings = (): Settings =>
  here().extension<Settings>(SETTINGS, () => ({ level: "debug", handleSaslReports: false }));

/** The level below which nothing is written. */
export function level(): LogLevel | "none" {
  return settings().level;
}

/**
 * Sets what is written. `level`: nothing below it; `"none"` silences everything. `handleSaslReports` (false unless set):
 * whether supervisors report which child was started, ended or failed to start. Follows `Logger.configure/1`.
 */
export function configure(options: Partial<Settings>): "ok" {
  const { level = settings().level, handleSaslReports = settings().handleSaslReports } = options;
  if (!LEVELS.includes(level)) throw badArgument("Logger.configure", `a level: ${LEVELS.join(", ")}`, level);
  if (typeof handleSaslReports !== "boolean")
    throw badArgument("Logger.configure", "handleSaslReports: true or false", handleSaslReports);
  Object.assign(settings(), { level, handleSaslReports });
  return "ok";
}

/** Writes a report of a supervisor, if such reports are wanted: as in Elixir, by default they are not. */
export function report(level: LogLevel, text: () => string, values: readonly unknown[]): void {
  if (settings().handleSaslReports) log(level, text, values);
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
