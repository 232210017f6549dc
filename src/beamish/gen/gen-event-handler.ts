/** A handler as the manager keeps it: its name, its state as others see it, and what its callbacks return. */
import { formatStop } from "../term/errors.ts";
import type { Process } from "../kernel/process.ts";
import { equal, inspect, type Pid } from "../term/term.ts";
import * as Logger from "../logger.ts";
import { Failed } from "./callbacks.ts";
import { showStatus } from "./format-status.ts";
import type { AnyModule, Answer, Handler } from "./gen-event-module.ts";

/** A handler that is installed. */
export interface Installed {
  /** As it was named when it was added. */
  readonly handler: Handler;
  readonly module: AnyModule;
  /** `false` for a handler that is named by its module alone. */
  readonly id: unknown;
  readonly state: unknown;
  /** Who is told of its end, and takes it along with its own. */
  readonly supervisor: Pid | undefined;
}

/** A handler as `Sys` shows it. */
export type Shown = readonly [module: unknown, id: unknown, state: unknown];

/** Lets a function change the state of a handler, and nothing else. */
export const onlyState =
  (replace: (shown: Shown) => Shown) =>
  (shown: Shown): Shown => {
    try {
      const [module, id, state] = replace(shown);
      return module === shown[0] && equal(id, shown[1]) ? [module, id, state] : shown;
    } catch {
      return shown;
    }
  };

/** The state as `formatStatus` wants it shown. */
export function format(
  manager: Process,
  { module, state }: Installed,
  more: { readonly message?: unknown; readonly reason?: unknown } = {},
): { readonly state: unknown; readonly message?: unknown; readonly reason?: unknown } {
  const shown = showStatus(module, { state, ...more }, manager, [state]);
  return "formatted" in shown ? { ...shown, state: shown.formatted } : shown;
}

/** The module and the id; the id is `false` for a handler that is named by its module alone. */
export function partsOf(handler: Handler): { readonly module: AnyModule; readonly id: unknown } {
  return isNamed(handler)
    ? { module: handler[0], id: handler[1] }
    : { module: handler as AnyModule, id: false };
}

const isNamed = (handler: Handler): handler is readonly [AnyModule, unknown] => Array.isArray(handler);

/** A handler for people: the module's name, if it has one, and the id. */
export function nameOf(handler: Handler): string {
  const { module, id } = partsOf(handler);
  const { name = "(a module without a name)" } = module as { readonly name?: string };
  return isNamed(handler) ? `[${name}, ${inspect(id)}]` : name;
}

/** What went wrong in a callback, as OTP's `catch` tells it. */
export function reasonOf(result: unknown): unknown {
  return result instanceof Failed ? ["EXIT", result.reason] : result;
}

/** Says whether a handler ended because another one took its place. */
export const isSwap = (reason: unknown): boolean => Array.isArray(reason) && reason[0] === "swapped";

/** What `handleCall` has returned, if it is nothing that it may return. */
export class Junk {
  readonly value: unknown;

  constructor(value: unknown) {
    this.value = value;
  }
}

/** The result of `handleCall` as the answer to the caller, and what `handleEvent` would have returned. */
export function splitReply(result: unknown): readonly [Answer, unknown] {
  if (Array.isArray(result)) {
    const [tag, answer, ...rest] = result as readonly unknown[];
    if (tag === "remove_handler" && result.length === 2) return [["ok", answer], tag];
    const isOk = result.length === 3 || (result.length === 4 && result[3] === "hibernate");
    if ((tag === "ok" && isOk) || (tag === "swap_handler" && result.length === 6))
      return [
        ["ok", answer],
        [tag, ...rest],
      ];
  }
  return [["error", reasonOf(result)], new Junk(result)];
}

/** Reports a handler that ends by an error, as Elixir's logger does. */
export function report(manager: Process, installed: Installed, reason: unknown, message: unknown): void {
  const why: unknown = Array.isArray(reason) && reason[0] === "EXIT" ? reason[1] : reason;
  const shown = format(manager, installed, { message, reason: why });
  const lines = [
    `GenEvent handler ${nameOf(installed.handler)} installed in ${manager.pid} terminating`,
    formatStop(shown.reason),
    `Last message: ${inspect(shown.message)}`,
    `State: ${inspect(shown.state)}`,
  ];
  Logger.log("error", lines.join("\n"), [manager.pid, reason, shown.message, shown.state]);
}
