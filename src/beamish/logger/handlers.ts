/** Handlers: who gets what is logged. Follows the handlers of Erlang's `logger`. */
import { ArgumentError, badArgument, formatError } from "../term/errors.ts";
import { here, type Node } from "../node/node.ts";
import { inspect, isPid, type Term } from "../term/term.ts";
import type { LogEvent } from "./event.ts";
import { checkThreshold, passes, type Threshold } from "./level.ts";

/** Lets an event pass (as it is, or changed), stops it, or leaves the decision to the next filter. */
export type Filter = (event: LogEvent) => LogEvent | "stop" | "ignore";

/** What a handler is told of itself with every event. */
export interface HandlerConfig {
  readonly id: string;
  /** Events below it do not come. Default `"all"`. */
  readonly level: Threshold;
  /** Asked one after the other. */
  readonly filters: readonly Filter[];
  /** Whatever the handler needs to know. */
  readonly config: Term;
}

/** A handler. Its callbacks run in the process that logs and cannot wait; one that throws costs the handler its place. */
export interface Handler {
  log(event: LogEvent, config: HandlerConfig): unknown;
  /** Runs first; may return another configuration. */
  addingHandler?(config: HandlerConfig): HandlerConfig | undefined;
  /** Runs last, also when the handler has failed. */
  removingHandler?(config: HandlerConfig): unknown;
}

/** There is no such handler, or there is one already. `reason` is what stands in OTP's `{error, reason}`. */
export class HandlerError extends ArgumentError {
  override readonly reason: readonly [what: "not_found" | "already_exist", id: string];

  constructor(where: string, reason: HandlerError["reason"], explanation: string) {
    super(`Logger.${where}: ${explanation}`);
    this.reason = reason;
  }
}

interface Entry {
  readonly handler: Handler;
  config: HandlerConfig;
}

type Entries = Map<string, Entry>;

const KEY = Symbol("log handlers");

/** The handlers of the node by id. At first there is one, which prints. */
export function handlers(): Entries {
  const node = here();
  return node.extension(KEY, () => {
    node.logging.sink = (level, text, values) => {
      const [pid] = values;
      dispatch(node, {
        level,
        message: text,
        text,
        values,
        metadata: { pid: isPid(pid) ? pid : undefined, time: node.clock.systemTime() },
      });
    };
    const handler: Handler = {
      log: ({ level, text, values }) => node.output(level, `[${level}] ${text}`, values),
    };
    return new Map([["default", { handler, config: complete("default", {}) }]]);
  });
}

export function complete(id: string, given: Partial<Omit<HandlerConfig, "id">>): HandlerConfig {
  const where = "Logger.addHandler";
  if (typeof given !== "object" || given === null)
    throw badArgument(where, "a configuration: an object", given);
  const { level = "all", filters = [], config } = given;
  checkThreshold(where, level);
  if (!Array.isArray(filters) || filters.some((filter) => typeof filter !== "function"))
    throw badArgument(where, "`filters`: a list of functions", filters);
  return { id, level, filters, config: config as Term };
}

export function existing(where: string, id: string): Entry {
  const entry = handlers().get(id);
  if (entry !== undefined) return entry;
  const known = [...handlers().keys()].map((name) => inspect(name)).join(", ");
  const explanation = `no handler is called ${inspect(id)}. There are: ${known || "none"}.`;
  throw new HandlerError(where, ["not_found", id], explanation);
}

/** Gives an event to every handler that wants it. */
export function dispatch(node: Node, event: LogEvent): void {
  const all = handlers();
  for (const [id, entry] of [...all]) {
    // Another one that failed has been reported meanwhile, and this one may have failed at that.
    if (all.get(id) !== entry) continue;
    try {
      const passed = filtered(event, entry.config);
      if (passed !== undefined) entry.handler.log(passed, entry.config);
    } catch (error) {
      if (all.get(id) === entry) all.delete(id);
      tellRemoved(entry);
      const why = error instanceof Error ? formatError(error) : inspect(error);
      node.log("error", () => `Logger removed the handler ${inspect(id)}, which failed: ${why}`, [error]);
    }
  }
}

/** Whoever has failed may fail again: nobody asks. */
function tellRemoved({ handler, config }: Entry): void {
  try {
    handler.removingHandler?.(config);
  } catch {
    // It is gone already.
  }
}

function filtered(event: LogEvent, { level, filters }: HandlerConfig): LogEvent | undefined {
  if (!passes(event.level, level)) return undefined;
  let passed = event;
  for (const filter of filters) {
    const verdict = filter(passed);
    if (verdict === "stop") return undefined;
    if (verdict !== "ignore") passed = verdict;
  }
  return passed;
}
