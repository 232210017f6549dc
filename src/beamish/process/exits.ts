/** Exit signals and the links they travel along. */
import type { Op } from "../node/operation.ts";
import { finished } from "../operations.ts";
import * as signals from "../kernel/signals.ts";
import type { Pid } from "../term/term.ts";
import { me, processBehind } from "./caller.ts";

/**
 * Sends an exit signal. `"kill"` ends any process; a process that traps exits gets every other reason as a message
 * `["EXIT", from, reason]`; `"normal"` is ignored by a process that does not, unless it is the sender itself.
 *
 * The signal is sent at once. The result needs to be waited for in one case only: a generator that ends *itself* writes
 * `yield* Process.exit(self(), reason)`, and nothing behind it runs, not even a `finally`.
 *
 * Follows Elixir's `Process.exit/2`. Throws `ArgumentError` for anything but a pid of this node.
 *
 * @param pid Who is to end.
 * @param reason Any term.
 * @returns `true`, whether or not the process was alive.
 * @example
 * ```ts
 * import { Process, receive, spawnMonitor } from "beamish";
 * const [pid, ref] = spawnMonitor(function* () {
 *   yield* receive();
 * });
 * Process.exit(pid, "kill");
 * const down = await receive(["DOWN", ref]);
 * console.log(down[4]);
 * //> killed
 * ```
 */
export function exit(pid: Pid, reason: unknown): Op<true> {
  const process = processBehind("Process.exit", pid);
  const from = me();
  if (process === from) signals.exitSelf(process, reason);
  else signals.signalExit(process, from, reason, false);
  return finished("Process.exit()", true);
}

/**
 * Links the caller and `pid`: the end of one is a signal to the other. Linking twice is linking once.
 *
 * Follows Elixir's `Process.link/1`. Throws `ErlangError` (`"noproc"`) for a dead process, unless the caller traps exits:
 * then `["EXIT", pid, "noproc"]` comes.
 *
 * @param pid A process of this node.
 * @returns `true`
 * @example
 * ```ts
 * import { Process, receive, spawn } from "beamish";
 * Process.flag("trap_exit", true);
 * const pid = spawn(function* () {
 *   yield* receive();
 * });
 * Process.link(pid);
 * Process.exit(pid, "bye");
 * const [tag, , reason] = await receive();
 * console.log(tag, reason);
 * //> EXIT bye
 * ```
 */
export function link(pid: Pid): true {
  signals.link(me(), processBehind("Process.link", pid));
  return true;
}

/**
 * Removes the link. No `EXIT` message comes from it any more; one that is in the mailbox already stays.
 *
 * Follows Elixir's `Process.unlink/1`.
 *
 * @param pid A process of this node, linked or not.
 * @returns `true`
 * @example
 * ```ts
 * import { Process, receive, spawnLink } from "beamish";
 * const pid = spawnLink(function* () {
 *   yield* receive();
 * });
 * Process.unlink(pid);
 * Process.exit(pid, "crash");
 * console.log(Process.alive(pid));
 * //> false
 * ```
 */
export function unlink(pid: Pid): true {
  signals.unlink(me(), processBehind("Process.unlink", pid));
  return true;
}
