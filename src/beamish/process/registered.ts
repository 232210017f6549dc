/** Names of processes on this node. */
import * as signals from "../kernel/signals.ts";
import { here } from "../node/node.ts";
import { badArgument } from "../term/errors.ts";
import type { Pid } from "../term/term.ts";
import { processBehind } from "./caller.ts";

/**
 * Gives a process a name on this node. The name is free again when the process has ended.
 *
 * Follows Elixir's `Process.register/2`. Throws `ArgumentError` if the name is taken or is no name, if the process has
 * one already, or is dead.
 *
 * @param pid A living process of this node.
 * @param name A string that is not empty.
 * @returns `true`
 * @example
 * ```ts
 * import { Process, receive, self, send } from "beamish";
 * Process.register(self(), "main");
 * send("main", "hello");
 * console.log(await receive());
 * //> hello
 * ```
 */
export function register(pid: Pid, name: string): true {
  signals.register(processBehind("Process.register", pid), name);
  return true;
}

/**
 * Takes a name away.
 *
 * Follows Elixir's `Process.unregister/1`. Throws `ArgumentError` if nobody has it.
 *
 * @param name A registered name.
 * @returns `true`
 * @example
 * ```ts
 * import { Process, self } from "beamish";
 * Process.register(self(), "main");
 * Process.unregister("main");
 * console.log(Process.whereis("main"));
 * //> undefined
 * ```
 */
export function unregister(name: string): true {
  const process = here().names.get(name);
  if (process === undefined) {
    const advice = "Nobody is registered under this name.";
    throw badArgument("Process.unregister", "the name of a process", name, advice);
  }
  signals.unregister(process, name);
  return true;
}

/**
 * Finds a process by its name.
 *
 * Follows Elixir's `Process.whereis/1`.
 *
 * @param name A name, registered or not.
 * @returns The pid, or `undefined`.
 * @example
 * ```ts
 * import { Process, self } from "beamish";
 * Process.register(self(), "main");
 * console.log(Process.whereis("main") === self());
 * //> true
 * ```
 */
export function whereis(name: string): Pid | undefined {
  if (typeof name !== "string") throw badArgument("Process.whereis", "a name: a string", name);
  return here().names.get(name)?.pid;
}

/**
 * All names that are registered on this node.
 *
 * Follows Elixir's `Process.registered/0`.
 *
 * @example
 * ```ts
 * import { Process, self } from "beamish";
 * Process.register(self(), "main");
 * console.log(Process.registered().join());
 * //> main
 * ```
 */
export function registered(): string[] {
  return [...here().names.keys()];
}
