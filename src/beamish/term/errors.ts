/** Errors: what a caller did wrong, and how a process ends. */
import { inspect } from "./term.ts";

/** A function was called wrongly. The message says what was expected, what came and what to do; the reason is OTP's for it. */
export class ArgumentError extends Error {
  override readonly name = "ArgumentError";
  readonly reason: unknown = "badarg";
}

/** Builds the message of an `ArgumentError` in the one form that all of them have. */
export function badArgument(where: string, expected: string, came: unknown, advice?: string): ArgumentError {
  const hint = advice ?? adviceFor(came);
  return new ArgumentError(`${where}: expected ${expected}, got ${inspect(came)}.${hint ? ` ${hint}` : ""}`);
}

/** Throws unless a function was given; one that may wait is a generator function. */
export function checkFunction(where: string, came: unknown): void {
  if (typeof came !== "function") throw badArgument(where, "a function or a generator function", came);
}

/** Says whether `value` is an operation that nobody has waited for (without depending on how operations are made). */
export function isOperation(value: unknown): value is { readonly name: string } {
  return typeof value === "object" && value !== null && "then" in value && Symbol.iterator in value;
}

function adviceFor(came: unknown): string {
  if (isOperation(came))
    return `Wait for it first: write \`yield* ${came.name}\` in a process or \`await\` outside.`;
  if (came instanceof Promise)
    return "A promise is not its value: wait for it with `yield* fromPromise(promise)`.";
  return "";
}

/**
 * The exit of a process, as an exception: thrown by `exit(reason)`, and by an operation that cannot be completed (a call to
 * a process that is not there). Uncaught, its `reason` becomes the exit reason of the process.
 */
export class Exit extends Error {
  override readonly name = "Exit";
  readonly reason: unknown;

  constructor(reason: unknown) {
    super();
    this.reason = reason;
    // Written only when somebody reads it: most exits are never printed.
    Object.defineProperty(this, "message", { get: () => formatExit(reason), configurable: true });
  }
}

/** An error of the run-time system that is nobody's misuse: `link` to a process that is gone is `"noproc"`. */
export class ErlangError extends Error {
  override readonly name = "ErlangError";
  readonly original: unknown;

  constructor(original: unknown, explanation: string) {
    super(`Erlang error: ${inspect(original)}. ${explanation}`);
    this.original = original;
  }
}

/** Thrown to leave the code of a process that has ended itself, where that code cannot be suspended. Never an exit reason. */
export class Halt extends Error {
  override readonly name = "Halt";

  constructor() {
    super(
      "This process has ended itself by an exit signal. In a generator write `yield* Process.exit(self(), reason)`.",
    );
  }
}

/** `startLink` or `start` failed; `reason` is what Elixir returns in `{:error, reason}`. */
export class StartError extends Error {
  override readonly name = "StartError";
  readonly reason: unknown;

  constructor(reason: unknown) {
    super(`could not start: ${formatExit(reason)}`, reason instanceof Error ? { cause: reason } : undefined);
    this.reason = reason;
  }
}

/** Reasons with which processes end as planned: nothing is reported. */
export function isPlannedExit(reason: unknown): boolean {
  return reason === "normal" || reason === "shutdown" || (Array.isArray(reason) && reason[0] === "shutdown");
}

const NO_PROCESS =
  "no process: the process is not alive or there's no process currently associated with the given name";
const KNOWN: Readonly<Record<string, string>> = {
  normal: "normal",
  shutdown: "shutdown",
  killed: "killed",
  timeout: "time out",
  noproc: NO_PROCESS,
  calling_self: "process attempted to call itself",
};

/**
 * An exit reason for people.
 *
 * Follows Elixir's `Exception.format_exit/1`.
 *
 * @param reason Any term.
 * @example
 * ```ts
 * import { formatExit } from "beamish";
 * console.log(formatExit(["shutdown", "closing time"]));
 * //> shutdown: "closing time"
 * ```
 */
export function formatExit(reason: unknown): string {
  if (reason instanceof Error) return `an exception was raised:${indented(formatError(reason))}`;
  if (typeof reason === "string") return KNOWN[reason] ?? inspect(reason);
  if (!Array.isArray(reason) || reason.length !== 2) return inspect(reason);
  const [tag, detail] = reason as [unknown, unknown];
  if (isCall(detail)) {
    const [module, fun, args] = detail;
    return `exited in: ${module}.${fun}(${args.map(inspect).join(", ")})${indented(`** (EXIT) ${formatExit(tag)}`)}`;
  }
  switch (tag) {
    case "shutdown":
      return `shutdown: ${formatExit(detail)}`;
    case "bad_return_value":
      return `bad return value: ${inspect(detail)}`;
    case "already_started":
      return `already started: ${inspect(detail)}`;
    case "nocatch":
      return `an uncaught throw: ${inspect(detail)}`;
    default:
      return inspect(reason);
  }
}

const indented = (text: string) => `\n${text}`.replaceAll("\n", "\n    ");

/** `** (TypeError) message`, as Elixir prints an exception. */
export function formatError(error: Error): string {
  return `** (${error.name}) ${error.message}`;
}

/** The reason of a stop in a crash report: an exception as itself, anything else as `** (stop) reason`. */
export function formatStop(reason: unknown): string {
  return reason instanceof Error ? formatError(reason) : `** (stop) ${formatExit(reason)}`;
}

/** A function and its arguments in an exit reason: `["GenServer", "call", [server, request, timeout]]`. */
export type Call = readonly [module: string, name: string, args: readonly unknown[]];

function isCall(term: unknown): term is Call {
  return Array.isArray(term) && term.length === 3 && typeof term[1] === "string" && Array.isArray(term[2]);
}

/** What was thrown; if it refuses to be looked at, as a proxy may, an error that says so. */
export function readable(thrown: unknown): unknown {
  try {
    if (thrown instanceof Error) void (thrown.name + thrown.message);
    else void (Array.isArray(thrown) || isOperation(thrown));
    return thrown;
  } catch {
    return new TypeError("something was thrown that refuses to be looked at");
  }
}

/** What an exception means as an exit reason. Values that are not errors are thrown by nobody who wants to end well. */
export function exitReason(thrown: unknown): unknown {
  if (thrown instanceof Exit) return thrown.reason;
  return thrown instanceof Error ? thrown : ["nocatch", thrown];
}
