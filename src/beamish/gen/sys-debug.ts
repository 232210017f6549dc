/** What `Sys` keeps of a process that is being debugged: a log, statistics, a trace, functions that watch. */
import { badArgument } from "../term/errors.ts";
import { here } from "../node/node.ts";
import { equal, inspect } from "../term/term.ts";
import type { Term } from "../term/term.ts";

/**
 * Something that a server does: `["in", message]`, `["out", message, to]`, and what else its behaviour tells. The form is that of
 * OTP's behaviours.
 */
export type SystemEvent = Term;

/** Writes a system event for people; `extra` is what the process says of itself, for a server its name. */
export type Format = (event: SystemEvent, extra: Term) => string;

/** Watches the events of a process. What it returns is its next state; `"done"`, or an exception, ends it. */
export type Watcher = (state: Term, event: SystemEvent, extra: Term) => Term;

/** A watcher and its first state, with an identity of its own if the function alone is not enough. */
export type Installed =
  readonly [watcher: Watcher, state: Term] | readonly [id: Term, watcher: Watcher, state: Term];

/** What can be asked for when a server is started (`debug`), and of a special process. */
export type DebugOption =
  | "trace"
  | "log"
  | "statistics"
  | readonly ["log", size: number]
  | readonly ["log_to_file", write: (line: string) => unknown]
  | readonly ["install", Installed];

/** Counts since statistics were switched on; times in ms of the node's clock. */
export interface Statistics {
  readonly start_time: number;
  readonly current_time: number;
  readonly messages_in: number;
  readonly messages_out: number;
}

const USUAL_LOG = 10;

interface Logged {
  readonly event: SystemEvent;
  readonly line: string;
}

interface Watching {
  readonly id: unknown;
  readonly watcher: Watcher;
  state: unknown;
}

/** Opaque to programs: a special process carries it from one `Sys` function to the next. */
export class Debug {
  #isTracing = false;
  #logSize = 0;
  #log: readonly Logged[] = [];
  #counts: { since: number; in: number; out: number } | undefined;
  #write: ((line: string) => unknown) | undefined;
  #watching: readonly Watching[] = [];

  /** Without anything switched on it costs a server nothing to do without it. */
  get isIdle(): boolean {
    return (
      !this.#isTracing &&
      this.#logSize === 0 &&
      this.#counts === undefined &&
      this.#write === undefined &&
      this.#watching.length === 0
    );
  }

  /** The logged events, oldest first. */
  get events(): readonly SystemEvent[] {
    return this.#log.map(({ event }) => event as unknown);
  }

  handle(event: SystemEvent, extra: Term, format: Format): void {
    const tag: unknown = Array.isArray(event) ? event[0] : undefined;
    if (this.#counts !== undefined) {
      if (tag === "in") this.#counts.in++;
      if (tag === "out") this.#counts.out++;
    }
    if (this.#isTracing || this.#logSize > 0 || this.#write !== undefined) {
      const line = `*DBG* ${format(event, extra)}`;
      if (this.#isTracing) print(line, event);
      if (this.#logSize > 0)
        this.#log = [...this.#log, { event: event as unknown, line }].slice(-this.#logSize);
      this.#write?.(line);
    }
    if (this.#watching.length > 0) this.#tellWatchers(event, extra);
  }

  #tellWatchers(event: SystemEvent, extra: Term): void {
    this.#watching = this.#watching.filter((watching) => {
      try {
        watching.state = watching.watcher(watching.state, event, extra) as unknown;
        return watching.state !== "done";
      } catch (thrown) {
        // A value that is thrown and is no error counts as returned.
        watching.state = thrown;
        return !(thrown instanceof Error) && thrown !== "done";
      }
    });
  }

  /** Carries out a request; `undefined` if it is none of these. */
  change(command: unknown, argument: unknown): unknown {
    switch (command) {
      case "trace":
        if (typeof argument !== "boolean") return undefined;
        this.#isTracing = argument;
        return "ok";
      case "log":
        return this.#changeLog(argument);
      case "statistics":
        return this.#changeStatistics(argument);
      case "log_to_file":
        if (argument !== false && typeof argument !== "function") return undefined;
        this.#write = argument === false ? undefined : (argument as () => unknown);
        return "ok";
      case "install":
        return this.#install(argument as Installed);
      case "remove":
        this.#watching = this.#watching.filter(
          ({ id, watcher }) => !equal(id, argument) && watcher !== argument,
        );
        return "ok";
      case "no_debug":
        this.#isTracing = false;
        this.#logSize = 0;
        this.#log = [];
        this.#counts = this.#write = undefined;
        this.#watching = [];
        return "ok";
      default:
        return undefined;
    }
  }

  #changeLog(argument: unknown): unknown {
    if (argument === "get") return ["ok", this.events];
    if (argument === "print") {
      for (const { line, event } of this.#log) print(line, event);
      return "ok";
    }
    const [isOn, size] =
      Array.isArray(argument) && argument[0] === true ? (argument as unknown[]) : [argument, USUAL_LOG];
    if (typeof isOn !== "boolean" || !isSize(size)) return undefined;
    // As in OTP a log that is on stays as large as it is.
    if (!isOn) this.#log = [];
    this.#logSize = isOn ? this.#logSize || size : 0;
    return "ok";
  }

  #changeStatistics(argument: unknown): unknown {
    const now = here().now();
    if (typeof argument === "boolean") {
      this.#counts = argument ? (this.#counts ?? { since: now, in: 0, out: 0 }) : undefined;
      return "ok";
    }
    if (argument !== "get") return undefined;
    if (this.#counts === undefined) return ["ok", "no_statistics"];
    const { since, in: messagesIn, out } = this.#counts;
    const statistics: Statistics = {
      start_time: since,
      current_time: now,
      messages_in: messagesIn,
      messages_out: out,
    };
    return ["ok", statistics];
  }

  /** A watcher that is there already goes on as it is. */
  #install(given: Installed): "ok" {
    const [id, watcher, state] = given.length === 3 ? given : [given[0], given[0], given[1] as unknown];
    if (!this.#watching.some((watching) => equal(watching.id, id)))
      this.#watching = [{ id, watcher: watcher as Watcher, state }, ...this.#watching];
    return "ok";
  }
}

/** The debug structure that a list of options asks for; `undefined` if it is nothing. Throws `ArgumentError` for an unknown option. */
export function debugFrom(where: string, options: readonly unknown[] = []): Debug | undefined {
  if (!Array.isArray(options)) throw badArgument(where, "a list of debug options", options);
  if (options.length === 0) return undefined;
  const debug = new Debug();
  for (const option of options) if (!switchOn(debug, option)) throw badArgument(where, OPTIONS, option);
  return debug;
}

const OPTIONS =
  'debug options: "trace", "statistics", "log", ["log", size], ["log_to_file", write] or ["install", [watcher, state]]';

function switchOn(debug: Debug, option: unknown): boolean {
  if (option === "trace" || option === "statistics" || option === "log")
    return debug.change(option, true) === "ok";
  if (!Array.isArray(option) || option.length !== 2) return false;
  const [command, argument] = option as readonly unknown[];
  if (command === "log") return isSize(argument) && debug.change("log", [true, argument]) === "ok";
  if (command === "log_to_file")
    return typeof argument === "function" && debug.change(command, argument) === "ok";
  return command === "install" && isInstalled(argument) && debug.change(command, argument) === "ok";
}

/** Says whether a term is `[watcher, state]` or `[id, watcher, state]`. */
export function isInstalled(term: unknown): term is Installed {
  if (!Array.isArray(term)) return false;
  return typeof (term.length === 3 ? term[1] : term.length === 2 ? term[0] : undefined) === "function";
}

const isSize = (size: unknown): size is number =>
  typeof size === "number" && size > 0 && Number.isInteger(size);

/** A trace is no report: it is printed as it is, whatever the level of the logger. */
function print(line: string, event: SystemEvent): void {
  here().output("info", line, [event]);
}

/** How a behaviour's request or message is called in a trace. */
export function messageText(message: unknown): string {
  if (Array.isArray(message)) {
    const [tag, first, second] = message as readonly unknown[];
    if (tag === "$gen_call" && message.length === 3)
      return `call ${inspect(second)} from ${inspect((first as readonly unknown[])[0])}`;
    if (tag === "$gen_cast" && message.length === 2) return `cast ${inspect(first)}`;
  }
  return inspect(message);
}
