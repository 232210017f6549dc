/** Monitors, which tell of an end without sharing it, and aliases, through which others may answer for a while. */
import { Monitor } from "../kernel/process.ts";
import type { AliasMode } from "../kernel/process.ts";
import * as signals from "../kernel/signals.ts";
import { findProcess } from "../names.ts";
import { here } from "../node/node.ts";
import { badArgument } from "../term/errors.ts";
import { isPid, targetOfRef } from "../term/term.ts";
import type { Pid, Ref, Term } from "../term/term.ts";
import { me, processBehind } from "./caller.ts";

export interface MonitorOptions {
  /** Makes the reference an alias of the caller as well; see Erlang's `monitor/3`. */
  readonly alias?: Exclude<AliasMode, "none" | "reply">;
  /** Stands in the message in place of `"DOWN"`. */
  readonly tag?: Term;
}

const ALIAS_MODES: readonly unknown[] = ["explicit_unalias", "demonitor", "reply_demonitor"];

/**
 * Watches a process: when it ends, or at once if it is gone, the caller gets `["DOWN", ref, "process", pid, reason]`; by
 * name, `[name, node]` stands in place of the pid. The reason for a process that is gone is `"noproc"`.
 *
 * Follows Elixir's `Process.monitor/2`. Throws `ArgumentError` for an unknown alias mode.
 *
 * @param server A pid, a registered name or `[name, node]`.
 * @param options `alias`: the reference is an alias too, until it is taken back (`"explicit_unalias"`), the monitor ends
 * (`"demonitor"`) or a reply has come (`"reply_demonitor"`). `tag`: the first element of the message.
 * @returns The monitor's reference.
 * @example
 * ```ts
 * import { Process, receive, spawn } from "beamish";
 * const ref = Process.monitor(spawn(() => "done"));
 * const [, same, , , reason] = await receive();
 * console.log(same === ref, reason);
 * //> true normal
 * ```
 */
export function monitor(server: Pid | string | readonly [string, string], options: MonitorOptions = {}): Ref {
  const { alias = "none", tag } = options;
  if (alias !== "none" && !ALIAS_MODES.includes(alias))
    throw badArgument("Process.monitor", `alias: one of ${ALIAS_MODES.join(", ")}`, alias);
  const process = isPid(server)
    ? processBehind("Process.monitor", server)
    : findProcess(here(), server, "Process.monitor");
  const name =
    typeof server === "string" ? server : Array.isArray(server) ? (server[0] as string) : undefined;
  return signals.monitor(me(), process, alias, name, tag).ref;
}

export interface DemonitorOptions {
  /** Also removes a `DOWN` message that has come already. */
  readonly flush?: boolean;
  /** Says whether the monitor was still active (otherwise the result is always `true`). */
  readonly info?: boolean;
}

/**
 * Ends a monitor.
 *
 * Follows Elixir's `Process.demonitor/2`. Throws `ArgumentError` for the monitor of another process.
 *
 * @param ref What `monitor` returned.
 * @param options `flush` removes a message that has come already; `info` asks whether the monitor was active. As in
 * Elixir, also a list: `["flush", "info"]`.
 * @returns `true`; with `info`, whether the monitor was still active.
 * @example
 * ```ts
 * import { Process, receive, spawn } from "beamish";
 * const pid = spawn(() => "done");
 * const ref = Process.monitor(pid);
 * await Process.sleep(1);
 * console.log(Process.demonitor(ref, ["flush", "info"]));
 * console.log(await receive({ after: 0 }));
 * //> false
 * //> timeout
 * ```
 */
export function demonitor(ref: Ref, options: DemonitorOptions | readonly ("flush" | "info")[] = {}): boolean {
  const process = me();
  const isSet = readOptions(options);
  const found = signals.monitorOf(process, ref, "Process.demonitor");
  if (found === undefined && targetOfRef(ref) instanceof Monitor)
    throw badArgument("Process.demonitor", "a monitor of the calling process", ref);
  const wasActive = found !== undefined && signals.removeMonitor(found);
  if (!wasActive && isSet("flush")) signals.flushDown(process, ref);
  return isSet("info") ? wasActive : true;
}

function readOptions(options: DemonitorOptions | readonly string[]): (option: "flush" | "info") => boolean {
  const list: readonly unknown[] = Array.isArray(options)
    ? options
    : Object.entries(options ?? { options })
        .filter(([, value]) => value !== false)
        .map(([name]) => name);
  if (list.every((option) => option === "flush" || option === "info"))
    return (option) => list.includes(option);
  throw badArgument("Process.demonitor", 'options: "flush" and "info"', options);
}

/**
 * Makes a reference to which others can send, until `unalias`.
 *
 * Follows Erlang's `alias/1`.
 *
 * @param options `["reply"]`: it ends by itself with the first message; `["explicit_unalias"]` is the default.
 * @returns The alias.
 * @example
 * ```ts
 * import { Process, receive, send } from "beamish";
 * const alias = Process.alias(["reply"]);
 * send(alias, "first");
 * send(alias, "too late");
 * console.log(await receive(), await receive({ after: 0 }));
 * //> first timeout
 * ```
 */
export function alias(options: readonly ("reply" | "explicit_unalias")[] = []): Ref {
  const isKnown = (option: unknown) => option === "reply" || option === "explicit_unalias";
  if (!Array.isArray(options) || !options.every(isKnown))
    throw badArgument("Process.alias", 'a list of "reply" or "explicit_unalias"', options);
  return new Monitor(me(), undefined, options.includes("reply") ? "reply" : "explicit_unalias").ref;
}

/**
 * Ends an alias of the caller. Later messages to it vanish.
 *
 * Follows Erlang's `unalias/1`.
 *
 * @param ref An alias, or a monitor that is one.
 * @returns Whether it was an alias of the caller.
 * @example
 * ```ts
 * import { Process, receive, send } from "beamish";
 * const alias = Process.alias();
 * console.log(Process.unalias(alias), Process.unalias(alias));
 * send(alias, "lost");
 * console.log(await receive({ after: 0 }));
 * //> true false
 * //> timeout
 * ```
 */
export function unalias(ref: Ref): boolean {
  const found = signals.monitorOf(me(), ref, "Process.unalias");
  if (found === undefined || found.alias === "none") return false;
  found.alias = "none";
  return true;
}
