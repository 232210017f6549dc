/** Why an application could not be loaded, started or stopped: OTP's reasons, and what they mean. */
import { formatExit } from "../term/errors.ts";
import { inspect } from "../term/term.ts";

/** An application could not be loaded, started or stopped. `reason` is what stands in OTP's `{error, reason}`. */
export class ApplicationError extends Error {
  override readonly name = "ApplicationError";
  readonly reason: unknown;

  constructor(where: string, app: string, reason: unknown) {
    super(`Application.${where}: ${inspect(app)} ${explain(app, reason)}`);
    this.reason = reason;
  }
}

const KNOWN: Readonly<Record<string, string>> = {
  already_started: "is running already.",
  already_loaded: "is loaded already. Unload it first.",
  not_loaded: "is not loaded.",
  running: "is running. Stop it first.",
};

function explain(app: string, reason: unknown): string {
  const [tag, what] = Array.isArray(reason) ? (reason as readonly unknown[]) : [reason];
  if (tag === "not_started" && what === app) return "is not running.";
  if (tag === "not_started" || tag === "not_running")
    return `needs ${inspect(what)}, which is not running. Use ensureAllStarted.`;
  if (tag === NO_SUCH_FILE) return "is not known. Define it first: Application.define({ name, ... }).";
  return KNOWN[String(tag)] ?? `could not be started: ${inspect(reason)}.`;
}

/** How OTP says that there is no such `.app` file. */
export const NO_SUCH_FILE = "no such file or directory";

/**
 * The reason of an `ApplicationError`, or why an application has ended, in the words of Elixir. Follows
 * `Application.format_error/1`.
 *
 * @example
 * ```ts
 * import { Application } from "beamish";
 * console.log(Application.formatError(["not_started", "shop"]));
 * console.log(Application.formatError(["bad_return", [["Shop", "start", ["normal", 1]], "junk"]]));
 * //> not started application shop
 * //> Shop.start("normal", 1) returned a bad value: "junk"
 * ```
 */
export function formatError(reason: unknown): string {
  if (!Array.isArray(reason) || reason.length !== 2) return formatExit(reason);
  const [tag, detail]: readonly unknown[] = reason;
  if (isStart(detail)) {
    return isExit(tag) && tag[1] === "normal"
      ? formatExit(["normal", detail])
      : `${call(detail)} returned an error: ${formatExit(tag)}`;
  }
  if (tag === "bad_return" && Array.isArray(detail) && isStart(detail[0])) {
    const start = detail[0];
    const value: unknown = detail[1];
    return isExit(value)
      ? formatExit([value[1], start])
      : `${call(start)} returned a bad value: ${inspect(value)}`;
  }
  if (tag === NO_SUCH_FILE) return `could not find application file: ${String(detail)}`;
  if (typeof detail !== "string" || !IN_WORDS.includes(tag)) return formatExit(reason);
  return `${String(tag).replace("_", " ")} application ${detail}`;
}

/** The reasons that read as they are. */
const IN_WORDS: readonly unknown[] = ["already_started", "not_started", "already_loaded", "not_loaded"];

type Start = readonly [module: string, "start", args: readonly unknown[]];

const isStart = (term: unknown): term is Start =>
  Array.isArray(term) && term.length === 3 && term[1] === "start" && Array.isArray(term[2]);

const isExit = (term: unknown): term is readonly ["EXIT", unknown] =>
  Array.isArray(term) && term.length === 2 && term[0] === "EXIT";

const call = ([module, name, args]: Start): string => `${module}.${name}(${args.map(inspect).join(", ")})`;
