/** Starting a process without waiting to hear that it has been started. */
import { Monitor } from "../kernel/process.ts";
import { deliver, link, monitor } from "../kernel/signals.ts";
import { checkBody, checkSpawnOptions, spawnProcess } from "../primitives.ts";
import type { Body, SpawnOptions } from "../primitives.ts";
import { badArgument } from "../term/errors.ts";
import { isRef } from "../term/term.ts";
import type { Ref, Term } from "../term/term.ts";
import { me } from "./caller.ts";

export interface SpawnRequestOptions extends SpawnOptions {
  /** The first element of the reply; `"spawn_reply"` unless given. */
  readonly replyTag?: Term;
  /** Which replies are sent; `"yes"` unless given. */
  readonly reply?: "yes" | "no" | "error_only" | "success_only";
}

const REPLIES: readonly unknown[] = ["yes", "no", "error_only", "success_only"];

/**
 * Asks for a process; the caller gets `["spawn_reply", ref, "ok", pid]`, before any `EXIT` or `DOWN` of the new process.
 *
 * Follows Erlang's `spawn_request/2`. On one node a process can always be started, so no reply tells of an error.
 *
 * @param body What the process runs.
 * @param options Those of `spawn`; with `monitor: true` the reference is the monitor's too.
 * @returns The reference in the reply.
 * @example
 * ```ts
 * import { Process, receive } from "beamish";
 * const ref = Process.spawnRequest(() => "done", { monitor: true });
 * const [tag, , result] = await receive(["spawn_reply", ref]);
 * const [, , , , reason] = await receive(["DOWN", ref]);
 * console.log(tag, result, reason);
 * //> spawn_reply ok normal
 * ```
 */
export function spawnRequest<R>(body: Body<R>, options: SpawnRequestOptions = {}): Ref {
  const { replyTag = "spawn_reply", reply = "yes", ...spawnOptions } = options;
  if (!REPLIES.includes(reply))
    throw badArgument("Process.spawnRequest", `reply: one of ${REPLIES.join(", ")}`, reply);
  const code = checkBody("Process.spawnRequest", body);
  checkSpawnOptions("Process.spawnRequest", spawnOptions);
  const parent = me();
  const process = spawnProcess(parent, code, spawnOptions);
  if (options.link === true) link(parent, process);
  const { ref } =
    options.monitor === true ? monitor(parent, process) : new Monitor(parent, undefined, "none");
  if (reply === "yes" || reply === "success_only") deliver(parent, [replyTag, ref, "ok", process.pid]);
  return ref;
}

/**
 * Gives a request up. On one node every request has been answered when `spawnRequest` returns, so there is nothing to give up.
 *
 * Follows Erlang's `spawn_request_abandon/1`.
 *
 * @returns `false`: the reply is in the mailbox already.
 * @example
 * ```ts
 * import { Process } from "beamish";
 * console.log(Process.spawnRequestAbandon(Process.spawnRequest(() => "done")));
 * //> false
 * ```
 */
export function spawnRequestAbandon(ref: Ref): boolean {
  if (!isRef(ref)) throw badArgument("Process.spawnRequestAbandon", "a reference", ref);
  return false;
}
