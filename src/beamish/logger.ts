/**
 * `Logger`: what a program tells about itself, as text with a level. Follows Elixir's `Logger`, and for handlers Erlang's
 * `logger`.
 *
 * Messages go to handlers. One is there from the start, `"default"`: it writes `[level] text` to the node's output. What the
 * runtime reports itself (crashes, and with `handleSaslReports` what supervisors do) goes the same way. Levels of modules
 * do not exist: a module has no identity that a message could carry.
 */
import type { LogLevel, Logging } from "./node/output.ts";
import { badArgument } from "./term/errors.ts";
import { here } from "./node/node.ts";
import { inspect, type Term } from "./term/term.ts";
import { isRecord, type Metadata } from "./logger/event.ts";
import { dispatch } from "./logger/handlers.ts";
import { ownLevel, ownMetadata } from "./logger/own.ts";
import { checkLevel, checkThreshold, LEVELS, passes, type Threshold } from "./logger/level.ts";
import { self } from "./primitives.ts";

export type { LogLevel } from "./node/output.ts";
export type { LogEvent, Metadata } from "./logger/event.ts";
export { HandlerError } from "./logger/handlers.ts";
export type { Filter, Handler, HandlerConfig } from "./logger/handlers.ts";
export {
  addHandler,
  getHandlerConfig,
  getHandlerIds,
  removeHandler,
  updateHandlerConfig,
} from "./logger/handling.ts";
export {
  deleteProcessLevel,
  getProcessLevel,
  metadata,
  putProcessLevel,
  resetMetadata,
} from "./logger/own.ts";
export type { Threshold } from "./logger/level.ts";

// ---- Levels ----------------------------------------------------------------------------------------------------------

/**
 * The level below which nothing is written. Follows `Logger.level/0`.
 *
 * @example
 * ```ts
 * import { Logger } from "beamish";
 * Logger.configure({ level: "warning" });
 * console.log(Logger.level());
 * //> warning
 * ```
 */
export function level(): LogLevel | "none" {
  return here().logging.level;
}

/**
 * All levels, the most urgent first. Follows `Logger.levels/0`.
 *
 * @example
 * ```ts
 * import { Logger } from "beamish";
 * console.log(Logger.levels().join(" "));
 * //> emergency alert critical error warning notice info debug
 * ```
 */
export function levels(): LogLevel[] {
  return LEVELS.toReversed();
}

/**
 * Whether the first level is more urgent (`"gt"`), less (`"lt"`) or the same (`"eq"`). Throws `ArgumentError` for anything else.
 * Follows `Logger.compare_levels/2`.
 *
 * @example
 * ```ts
 * import { Logger } from "beamish";
 * console.log(Logger.compareLevels("debug", "warning"));
 * //> lt
 * ```
 */
export function compareLevels(left: LogLevel, right: LogLevel): "lt" | "eq" | "gt" {
  checkLevel("Logger.compareLevels", left);
  checkLevel("Logger.compareLevels", right);
  const difference = LEVELS.indexOf(left) - LEVELS.indexOf(right);
  return difference === 0 ? "eq" : difference < 0 ? "lt" : "gt";
}

/** What `configure` takes. */
export interface Options extends Partial<Omit<Logging, "sink" | "level">> {
  readonly level?: Threshold;
}

/**
 * Sets what is written. `level`: nothing below it; `"none"` silences everything. `handleSaslReports` (false unless set):
 * whether supervisors report which child was started, ended or failed to start. Throws `ArgumentError` for other values.
 * Follows `Logger.configure/1`.
 *
 * @example
 * ```ts
 * import { Logger } from "beamish";
 * Logger.configure({ level: "error" });
 * Logger.info("nobody reads this");
 * Logger.error("but this");
 * //> [error] but this
 * ```
 */
export function configure(options: Options): "ok" {
  const { logging } = here();
  const { level = logging.level, handleSaslReports = logging.handleSaslReports } = options;
  checkThreshold("Logger.configure", level);
  if (typeof handleSaslReports !== "boolean")
    throw badArgument("Logger.configure", "handleSaslReports: true or false", handleSaslReports);
  Object.assign(logging, { level: level === "all" ? "debug" : level, handleSaslReports });
  return "ok";
}

// ---- Messages --------------------------------------------------------------------------------------------------------

/** A message: a text, a report (any term), or a function that makes one, perhaps `[message, metadata]`. */
export type Message = Term;

/**
 * Writes a message: `[level] text`. A message that is no string is printed as a term; a function is called only if the level
 * is written, and may give `[text, metadata]`.
 *
 * @param details metadata for the handlers, over that of the process; or the terms behind a report of the runtime, which is
 *   written whatever the level of the process is
 *
 * Throws `ArgumentError` for an unknown level. Follows `Logger.log/3`.
 *
 * @example
 * ```ts
 * import { Logger } from "beamish";
 * Logger.log("notice", { free: 3 });
 * Logger.log("debug", () => ["made only when it is needed", { line: 3 }]);
 * //> [notice] { free: 3 }
 * //> [debug] made only when it is needed
 * ```
 */
export function log(level: LogLevel, message: Message, details: Metadata | readonly unknown[] = {}): "ok" {
  checkLevel("Logger.log", level);
  const node = here();
  const isReport = Array.isArray(details);
  const threshold = (isReport ? undefined : ownLevel()) ?? node.logging.level;
  if (!passes(level, threshold)) return "ok";
  const made = (typeof message === "function" ? (message as () => unknown)() : message) as unknown;
  const [content, more] = hasMetadata(made) ? made : [made, {}];
  const text = typeof content === "string" ? content : inspect(content);
  const values = (isReport ? details : []) as readonly unknown[];
  if (node.logging.sink === undefined) {
    node.output(level, `[${level}] ${text}`, values);
    return "ok";
  }
  const facts = { pid: self(), time: node.clock.systemTime() };
  const added = isReport ? {} : details;
  const all = { ...facts, ...ownMetadata(), ...added, ...more } as typeof facts & Metadata;
  dispatch(node, { level, message: content, text, values, metadata: all });
  return "ok";
}

function hasMetadata(made: unknown): made is readonly [unknown, Metadata] {
  return Array.isArray(made) && made.length === 2 && typeof made[0] === "string" && isRecord(made[1]);
}

/**
 * Writes a message at the level `"debug"`: what only developers need. As `log`, with the same message and details. Follows `Logger.debug/2`.
 *
 * @example
 * ```ts
 * import { Logger } from "beamish";
 * Logger.debug("hello");
 * //> [debug] hello
 * ```
 */
export const debug = (message: Message, details?: Metadata): "ok" => log("debug", message, details);

/**
 * Writes a message at the level `"info"`: what happened. As `log`, with the same message and details. Follows `Logger.info/2`.
 *
 * @example
 * ```ts
 * import { Logger } from "beamish";
 * Logger.info("hello");
 * //> [info] hello
 * ```
 */
export const info = (message: Message, details?: Metadata): "ok" => log("info", message, details);

/**
 * Writes a message at the level `"notice"`: what is normal but worth a look. As `log`, with the same message and details. Follows `Logger.notice/2`.
 *
 * @example
 * ```ts
 * import { Logger } from "beamish";
 * Logger.notice("hello");
 * //> [notice] hello
 * ```
 */
export const notice = (message: Message, details?: Metadata): "ok" => log("notice", message, details);

/**
 * Writes a message at the level `"warning"`: what may go wrong. As `log`, with the same message and details. Follows `Logger.warning/2`.
 *
 * @example
 * ```ts
 * import { Logger } from "beamish";
 * Logger.warning("hello");
 * //> [warning] hello
 * ```
 */
export const warning = (message: Message, details?: Metadata): "ok" => log("warning", message, details);

/**
 * Writes a message at the level `"error"`: what went wrong. As `log`, with the same message and details. Follows `Logger.error/2`.
 *
 * @example
 * ```ts
 * import { Logger } from "beamish";
 * Logger.error("hello");
 * //> [error] hello
 * ```
 */
export const error = (message: Message, details?: Metadata): "ok" => log("error", message, details);

/**
 * Writes a message at the level `"critical"`: what needs attention now. As `log`, with the same message and details. Follows `Logger.critical/2`.
 *
 * @example
 * ```ts
 * import { Logger } from "beamish";
 * Logger.critical("hello");
 * //> [critical] hello
 * ```
 */
export const critical = (message: Message, details?: Metadata): "ok" => log("critical", message, details);

/**
 * Writes a message at the level `"alert"`: what must be acted on at once. As `log`, with the same message and details. Follows `Logger.alert/2`.
 *
 * @example
 * ```ts
 * import { Logger } from "beamish";
 * Logger.alert("hello");
 * //> [alert] hello
 * ```
 */
export const alert = (message: Message, details?: Metadata): "ok" => log("alert", message, details);

/**
 * Writes a message at the level `"emergency"`: the system is unusable. As `log`, with the same message and details. Follows `Logger.emergency/2`.
 *
 * @example
 * ```ts
 * import { Logger } from "beamish";
 * Logger.emergency("hello");
 * //> [emergency] hello
 * ```
 */
export const emergency = (message: Message, details?: Metadata): "ok" => log("emergency", message, details);
