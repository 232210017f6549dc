/** `Process.send`: the sending that tells what became of it. */
import { send as sendMessage } from "../primitives.ts";
import type { Server } from "../names.ts";
import { badArgument } from "../term/errors.ts";
import type { Ref } from "../term/term.ts";

/** What the sender will not wait for. On one node it never waits. */
export type SendOption = "noconnect" | "nosuspend";

const OPTIONS: readonly unknown[] = ["noconnect", "nosuspend"];

/**
 * Sends a message as `send` does, and gives `"ok"` in place of the message.
 *
 * Follows Elixir's `Process.send/3`. Throws `ArgumentError` as `send` does, and for an unknown option.
 *
 * @param to A pid, a name of any kind, or an alias.
 * @param message Any term.
 * @param options What the sender will not wait for; here it never waits.
 * @example
 * ```ts
 * import { Process, receive, self } from "beamish";
 * console.log(Process.send(self(), "hello"), await receive());
 * //> ok hello
 * ```
 */
export function send(to: Server | Ref, message: unknown, options: readonly SendOption[] = []): "ok" {
  if (!Array.isArray(options) || !options.every((option) => OPTIONS.includes(option)))
    throw badArgument("Process.send", `options: ${OPTIONS.join(", ")}`, options);
  sendMessage(to, message);
  return "ok";
}
