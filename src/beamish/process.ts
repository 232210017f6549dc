/**
 * `Process`: what can be done to a process by its pid. Follows Elixir's `Process` module and, where that has no function,
 * Erlang's `erlang`.
 */
import { badArgument } from "./term/errors.ts";
import { findProcess } from "./names.ts";
import { MessageTimer } from "./message-timer.ts";
import { here } from "./node/node.ts";
import { checkTimeout } from "./node/operation.ts";
import type { Op } from "./node/operation.ts";
import { finished } from "./operations.ts";
import { isolate } from "./primitives.ts";
import {
  EXITED,
  HIBERNATING,
  Monitor,
  PRIORITIES,
  WAITING,
  detailsOf,
  each,
  isAlive,
  processOf,
} from "./kernel/process.ts";
import type { AliasMode, Priority, Process } from "./kernel/process.ts";
import * as signals from "./kernel/signals.ts";
import { isPid, isRef, targetOfRef } from "./term/term.ts";
import type { Pid, Ref, Term } from "./term/term.ts";

export { hibernate, sleep } from "./operations.ts";
export { send, spawn } from "./primitives.ts";

const me = (): Process => here().self;

function target(where: string, pid: unknown): Process {
  if (!isPid(pid)) throw badArgument(where, "a pid", pid);
  const process = processOf(pid);
  here().looked?.(process);
  return process;
}

// ---- Exits, links, monitors ------------------------------------------------------------------------------------------

/**
 * Sends an exit signal. `"kill"` ends any process; a process that traps exits gets every other reason as a message
 * `["EXIT", from, reason]`; `"normal"` is ignored by a process that does not, unless it is the sender itself.
 *
 * The signal is sent at once. The result needs to be waited for in one case only: a generator that ends *itself* writes
 * `yield* Process.exit(self(), reason)`, and nothing behind it runs, not even a `finally`. Follows Elixir's `Process.exit/2`.
 */
export function exit(pid: Pid, reason: unknown): Op<true> {
  const process = target("Process.exit", pid);
  const from = me();
  if (process === from) signals.exitSelf(process, reason);
  else signals.signalExit(process, from, reason, false);
  return finished("Process.exit()", true);
}

/**
 * Links the caller and `pid`: the end of one is a signal to the other. Linking twice is linking once. Throws
 * `ErlangError` (`"noproc"`) for a dead process, unless the caller traps exits. Follows Elixir's `Process.link/1`.
 */
export function link(pid: Pid): true {
  signals.link(me(), target("Process.link", pid));
  return true;
}

/** Removes the link. No `EXIT` message comes from it any more; one that is in the mailbox already stays. */
export function unlink(pid: Pid): true {
  signals.unlink(me(), target("Process.unlink", pid));
  return true;
}

export interface MonitorOptions {
  /** Makes the reference an alias of the caller as well; see Erlang's `monitor/3`. */
  readonly alias?: Exclude<AliasMode, "none" | "reply">;
}

/**
 * Watches a process: when it ends, or at once if it is gone, the caller gets `["DOWN", ref, "process", pid, reason]`; by
 * name, `[name, node]` stands in place of the pid. Follows Elixir's `Process.monitor/2`.
 */
export function monitor(server: Pid | string | readonly [string, string], options: MonitorOptions = {}): Ref {
  const process = findProcess(here(), server, "Process.monitor");
  const name =
    typeof server === "string" ? server : Array.isArray(server) ? (server[0] as string) : undefined;
  return signals.monitor(me(), process, options.alias ?? "none", name, isPid(server) ? server : undefined)
    .ref;
}

export interface DemonitorOptions {
  /** Also removes a `DOWN` message that has come already. */
  readonly flush?: boolean;
  /** Says whether the monitor was still active (otherwise the result is always `true`). */
  readonly info?: boolean;
}

/** Ends a monitor. Follows Elixir's `Process.demonitor/2`; the options may also be a list: `["flush", "info"]`. */
export function demonitor(ref: Ref, options: DemonitorOptions | readonly ("flush" | "info")[] = {}): boolean {
  const process = me();
  const has = (option: "flush" | "info") =>
    Array.isArray(options) ? options.includes(option) : (options as DemonitorOptions)[option] === true;
  const found = signals.monitorOf(process, ref, "Process.demonitor");
  if (found === undefined && targetOfRef(ref) instanceof Monitor)
    throw badArgument("Process.demonitor", "a monitor of the calling process", ref);
  const wasActive = found !== undefined && signals.removeMonitor(found);
  if (!wasActive && has("flush")) signals.flushDown(process, ref);
  return has("info") ? wasActive : true;
}

/**
 * A reference to which others can send, until `unalias`. With `["reply"]` it ends by itself with the first message. Follows
 * Erlang's `alias/1`.
 */
export function alias(options: readonly ("reply" | "explicit_unalias")[] = []): Ref {
  return new Monitor(me(), undefined, options.includes("reply") ? "reply" : "explicit_unalias").ref;
}

/** Ends an alias of the caller; says whether it was one. Later messages to it vanish. Follows Erlang's `unalias/1`. */
export function unalias(ref: Ref): boolean {
  const found = signals.monitorOf(me(), ref, "Process.unalias");
  if (found === undefined || found.alias === "none") return false;
  found.alias = "none";
  return true;
}

// ---- Names -----------------------------------------------------------------------------------------------------------

/** Gives a process a name on this node. Throws `ArgumentError` if one of the two is taken, or the process is dead. */
export function register(pid: Pid, name: string): true {
  signals.register(target("Process.register", pid), name);
  return true;
}

/** Takes a name away. Throws `ArgumentError` if nobody has it. */
export function unregister(name: string): true {
  const process = here().names.get(name);
  if (process === undefined)
    throw badArgument(
      "Process.unregister",
      "the name of a process",
      name,
      "Nobody is registered under this name.",
    );
  signals.unregister(process, name);
  return true;
}

/** The pid registered under a name, or `undefined`. */
export function whereis(name: string): Pid | undefined {
  return here().names.get(name)?.pid;
}

/** All registered names. */
export function registered(): string[] {
  return [...here().names.keys()];
}

// ---- Flags and facts -------------------------------------------------------------------------------------------------

/** Says whether a process has not ended yet. Follows Elixir's `Process.alive?/1`. */
export function alive(pid: Pid): boolean {
  return isAlive(target("Process.alive", pid));
}

/** The pids of all living processes of the node, oldest first. */
export function list(): Pid[] {
  return here()
    .processes()
    .map((process) => process.pid);
}

/**
 * Sets a flag of the calling process and returns its old value. `trap_exit`: exit signals become messages. `priority`:
 * `"low"`, `"normal"`, `"high"` or `"max"`.
 */
export function flag(name: "trap_exit", value: boolean): boolean;
export function flag(name: "priority", value: Priority): Priority;
export function flag(name: "trap_exit" | "priority", value: boolean | Priority): boolean | Priority {
  const process = me();
  if (name === "trap_exit" && typeof value === "boolean") {
    const old = process.trapExit;
    process.trapExit = value;
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
  process.priority = rank;
  return old;
}

/** What `Process.info` tells. */
export interface Info {
  registered_name: string | readonly [];
  status: "exiting" | "running" | "runnable" | "waiting";
  current_function: readonly [module: string, name: string, arity: number];
  message_queue_len: number;
  messages: Term[];
  links: Pid[];
  monitors: (readonly ["process", Pid | readonly [string, string]])[];
  monitored_by: Pid[];
  dictionary: Record<string, Term>;
  trap_exit: boolean;
  priority: Priority;
  group_leader: Pid;
  label: string | undefined;
  parent: Pid | undefined;
}

const FACTS: { readonly [K in keyof Info]: (process: Process) => Info[K] } = {
  registered_name: ({ details }) => details?.name ?? [],
  status: ({ status }) =>
    status >= WAITING ? "waiting" : status === EXITED ? "exiting" : status === 3 ? "runnable" : "running",
  current_function: ({ status }) =>
    status === HIBERNATING ? ["erlang", "hibernate", 3] : ["erlang", "apply", 2],
  message_queue_len: ({ mailbox }) => mailbox?.length ?? 0,
  messages: ({ mailbox }) => mailbox?.toArray() ?? [],
  links: ({ links }) => each(links).map((other) => other.pid),
  monitors: ({ monitors, home }) =>
    each(monitors).map((made) => [
      "process",
      made.name === undefined ? made.target!.pid : [made.name, home.name],
    ]),
  monitored_by: ({ watchers }) => each(watchers).map((made) => made.watcher.pid),
  dictionary: ({ details }) => Object.fromEntries(details?.dictionary ?? []) as Record<string, Term>,
  trap_exit: ({ trapExit }) => trapExit,
  priority: ({ priority }) => PRIORITIES[priority]!,
  group_leader: (process) => leaderOf(process),
  label: ({ details }) => details?.label,
  parent: ({ details }) => details?.parent,
};

/** The facts that `Process.info(pid)` gives; messages and watchers must be asked for, as in OTP. */
const USUAL = [
  "registered_name",
  "current_function",
  "status",
  "message_queue_len",
  "links",
  "dictionary",
  "trap_exit",
  "priority",
  "group_leader",
] as const;

/**
 * Facts about a process: one (`["links", [...]]`), several (a list of pairs), or the usual ones (an object). `undefined` for a
 * dead process; `registered_name` without a name is `["registered_name", []]`. Follows Elixir's `Process.info/1` and `/2`.
 */
export function info<K extends keyof Info>(pid: Pid, item: K): readonly [K, Info[K]] | undefined;
export function info<K extends keyof Info>(
  pid: Pid,
  items: readonly K[],
): (readonly [K, Info[K]])[] | undefined;
export function info(pid: Pid): Partial<Info> | undefined;
export function info(pid: Pid, items?: string | readonly string[]): unknown {
  const process = target("Process.info", pid);
  if (!isAlive(process)) return undefined;
  const fact = (item: string) => {
    if (!Object.hasOwn(FACTS, item))
      throw badArgument("Process.info", `one of ${Object.keys(FACTS).join(", ")}`, item);
    return [item, FACTS[item as keyof Info](process)];
  };
  if (items === undefined) return Object.fromEntries(USUAL.map(fact));
  return typeof items === "string" ? fact(items) : items.map(fact);
}

/** Says what a process is called in reports and pictures. Follows Elixir's `Process.set_label/1`. */
export function setLabel(label: string): "ok" {
  const process = me();
  detailsOf(process).label = label;
  process.home.tracer?.emit({ type: "label", pid: process.pid, label });
  return "ok";
}

function leaderOf(process: Process): Pid {
  return process.details?.groupLeader ?? here().shell.process.pid;
}

/** The process to which output of the caller belongs: the shell, unless another one was set for a process. */
export function groupLeader(): Pid;
export function groupLeader(pid: Pid, leader: Pid): true;
export function groupLeader(pid?: Pid, leader?: Pid): Pid | true {
  if (pid === undefined || leader === undefined) return leaderOf(me());
  detailsOf(target("Process.groupLeader", pid)).groupLeader = leader;
  return true;
}

// ---- Dictionary ------------------------------------------------------------------------------------------------------

const dictionary = () => (detailsOf(me()).dictionary ??= new Map<unknown, unknown>());

/** A value of the calling process's own dictionary; `otherwise` if there is none; without a key, all of it. */
export function get(): Record<string, Term>;
export function get<T = Term>(key: Term, otherwise?: T): T;
export function get(...args: readonly unknown[]): unknown {
  const entries = dictionary();
  if (args.length === 0) return Object.fromEntries(entries);
  return entries.has(args[0]) ? entries.get(args[0]) : args[1];
}

/** Stores a value in the calling process's dictionary and returns the old one. */
export function put(key: Term, value: Term): Term {
  const old = dictionary().get(key) as Term;
  dictionary().set(key, value);
  return old;
}

/** Removes a value from the calling process's dictionary and returns it. Follows Elixir's `Process.delete/1`. */
function deleteKey(key: Term): Term {
  const old = dictionary().get(key) as Term;
  dictionary().delete(key);
  return old;
}
export { deleteKey as delete };

// ---- Timers ----------------------------------------------------------------------------------------------------------

function startMessageTimer(where: string, to: Pid | string, ms: number, message: (ref: Ref) => unknown): Ref {
  if (checkTimeout(where, ms) === "infinity") throw badArgument(where, "a number of milliseconds", ms);
  return new MessageTimer(here(), typeof to === "string" ? to : target(where, to), message).start(ms).ref;
}

/** Sends `message` to a pid or name in `ms` milliseconds; the reference can be given to `cancelTimer`. */
export function sendAfter(to: Pid | string, message: Term, ms: number): Ref {
  const sent = isolate(here(), message) as unknown;
  return startMessageTimer("Process.sendAfter", to, ms, () => sent);
}

/** As `sendAfter`, but the message is `["timeout", ref, message]`. Follows Erlang's `start_timer/3`. */
export function startTimer(ms: number, to: Pid | string, message: Term): Ref {
  const sent = isolate(here(), message) as unknown;
  return startMessageTimer("Process.startTimer", to, ms, (ref) => ["timeout", ref, sent]);
}

export interface CancelTimerOptions {
  /** Return `"ok"` and send `["cancel_timer", ref, result]` instead. */
  readonly async?: boolean;
  /** `false`: the result does not matter. */
  readonly info?: boolean;
}

/**
 * Cancels a timer: the milliseconds that were left, or `false` if it has fired or was cancelled before. A message that was
 * delivered already stays in the mailbox. Follows Elixir's `Process.cancel_timer/2`.
 */
export function cancelTimer(ref: Ref): number | false;
export function cancelTimer(ref: Ref, options: CancelTimerOptions): number | false | "ok";
export function cancelTimer(ref: Ref, options: CancelTimerOptions = {}): number | false | "ok" {
  const left = timeLeft("Process.cancelTimer", ref);
  const timer = targetOfRef(ref);
  if (timer instanceof MessageTimer) timer.stop();
  if (options.info === false) return "ok";
  if (options.async !== true) return left;
  signals.deliver(me(), ["cancel_timer", ref, left]);
  return "ok";
}

/** The milliseconds until a timer fires, or `false`. Follows Elixir's `Process.read_timer/1`. */
export function readTimer(ref: Ref): number | false {
  return timeLeft("Process.readTimer", ref);
}

function timeLeft(where: string, ref: Ref): number | false {
  if (!isRef(ref)) throw badArgument(where, "a reference", ref);
  const timer = targetOfRef(ref);
  return timer instanceof MessageTimer ? timer.timeLeft() : false;
}
