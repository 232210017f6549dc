/** What a process says of itself: its flags, its label, and to whom its output belongs. */
import { PRIORITIES, detailsOf } from "../kernel/process.ts";
import type { Priority, Process } from "../kernel/process.ts";
import { here } from "../node/node.ts";
import { badArgument } from "../term/errors.ts";
import type { Pid } from "../term/term.ts";
import { me, processBehind } from "./caller.ts";

/**
 * Sets a flag of the calling process.
 *
 * Follows Elixir's `Process.flag/2`; the flags that tune the BEAM's memory do not exist here. Throws `ArgumentError` for an
 * unknown flag, or a value that the flag cannot have.
 *
 * @param name `"trap_exit"`: exit signals become messages. `"priority"`: who goes first.
 * @param value A boolean; or `"low"`, `"normal"`, `"high"` or `"max"`.
 * @returns The old value.
 * @example
 * ```ts
 * import { Process } from "beamish";
 * console.log(Process.flag("trap_exit", true), Process.flag("priority", "high"));
 * //> false normal
 * ```
 */
export function flag(name: "trap_exit", value: boolean): boolean;
export function flag(name: "priority", value: Priority): Priority;
export function flag(name: "trap_exit" | "priority", value: boolean | Priority): boolean | Priority {
  const process = me();
  if (name === "trap_exit" && typeof value === "boolean") {
    const old = process.trapExit;
    detailsOf(process).trapExit = value;
    return old;
  }
  const rank = PRIORITIES.indexOf(value as Priority);
  if (name !== "priority" || rank < 0)
    throw badArgument(
      "Process.flag",
      'a flag and its value: "trap_exit" and a boolean, or "priority" and one of "low", "normal", "high", "max"',
      [name, value],
    );
  const old = PRIORITIES[process.priority]!;
  detailsOf(process).priority = rank;
  return old;
}

/**
 * Says what the calling process is called in reports and pictures.
 *
 * Follows Elixir's `Process.set_label/1`; a label is text here. `Process.info(pid, "label")` reads it.
 *
 * @example
 * ```ts
 * import { Process, self } from "beamish";
 * Process.setLabel("dispatcher");
 * console.log(Process.info(self(), "label"));
 * //> ["label", "dispatcher"]
 * ```
 */
export function setLabel(label: string): "ok" {
  if (typeof label !== "string") throw badArgument("Process.setLabel", "a string", label);
  const process = me();
  detailsOf(process).label = label;
  process.home.tracer?.emit({ type: "label", pid: process.pid, label });
  return "ok";
}

export function leaderOf(process: Process): Pid {
  return process.details?.groupLeader ?? here().shell.process.pid;
}

/**
 * The process to which output belongs: the shell, unless another was set for the process or for one of its ancestors.
 *
 * Follows Elixir's `Process.group_leader/0` and `/2`. Here it only says who that is: output itself goes through `Logger` and
 * the host's console.
 *
 * @param pid Whose leader is set.
 * @param leader The new leader.
 * @returns The leader of the calling process; `true` when one is set.
 * @example
 * ```ts
 * import { Process, receive, self, spawn } from "beamish";
 * const leader = spawn(function* () {
 *   yield* receive();
 * });
 * Process.groupLeader(self(), leader);
 * console.log(Process.groupLeader() === leader);
 * //> true
 * ```
 */
export function groupLeader(): Pid;
export function groupLeader(pid: Pid, leader: Pid): true;
export function groupLeader(...args: readonly [] | readonly [pid: Pid, leader: Pid]): Pid | true {
  if (args.length === 0) return leaderOf(me());
  const [process, leader] = args.map((pid) => processBehind("Process.groupLeader", pid));
  if (leader === undefined) throw badArgument("Process.groupLeader", "a pid and its leader", args);
  detailsOf(process!).groupLeader = leader.pid;
  return true;
}
