/** What can be asked of a process, and set. */
import { EXITED, HIBERNATING, PRIORITIES, RUNNABLE, WAITING, each, isAlive } from "../kernel/process.ts";
import type { Priority, Process } from "../kernel/process.ts";
import { here } from "../node/node.ts";
import { badArgument } from "../term/errors.ts";
import type { Pid, Term } from "../term/term.ts";
import { processBehind } from "./caller.ts";
import { dictionaryOf } from "./dictionary.ts";
import { leaderOf } from "./flags.ts";
import { originOf } from "./origin.ts";

/**
 * Says whether a process has not ended yet.
 *
 * Follows Elixir's `Process.alive?/1`.
 *
 * @param pid A process of this node.
 * @example
 * ```ts
 * import { Process, spawn } from "beamish";
 * const pid = spawn(() => undefined);
 * console.log(Process.alive(pid));
 * await Process.sleep(1);
 * console.log(Process.alive(pid));
 * //> true
 * //> false
 * ```
 */
export function alive(pid: Pid): boolean {
  return isAlive(processBehind("Process.alive", pid));
}

/**
 * The pids of all living processes of the node, oldest first.
 *
 * Follows Elixir's `Process.list/0`. Here the shell, which every node has, is the first.
 *
 * @example
 * ```ts
 * import { Process, self } from "beamish";
 * console.log(Process.list().length, Process.list()[0] === self());
 * //> 1 true
 * ```
 */
export function list(): Pid[] {
  return here()
    .processes()
    .map((process) => process.pid);
}

/** What `Process.info` tells. */
export interface Info {
  registered_name: string | readonly [];
  status: "exiting" | "running" | "runnable" | "waiting";
  current_function: readonly [module: string, name: string, arity: number];
  initial_call: readonly [module: string, name: string, arity: number];
  message_queue_len: number;
  /** Oldest first; each frozen or copied as it was sent. */
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
  status: ({ status }) => {
    if (status >= WAITING) return "waiting";
    if (status === EXITED) return "exiting";
    return status === RUNNABLE ? "runnable" : "running";
  },
  current_function: ({ status }) =>
    status === HIBERNATING ? ["erlang", "hibernate", 3] : ["erlang", "apply", 2],
  initial_call: () => ["erlang", "apply", 2],
  message_queue_len: ({ mailbox }) => mailbox?.length ?? 0,
  messages: ({ mailbox }) => mailbox?.toArray() ?? [],
  links: ({ links }) => each(links).map((other) => other.pid),
  monitors: ({ monitors, home }) =>
    each(monitors).map((made) => [
      "process",
      made.name === undefined ? made.target!.pid : [made.name, home.name],
    ]),
  monitored_by: ({ watchers }) => each(watchers).map((made) => made.watcher.pid),
  dictionary: (process) => Object.fromEntries(dictionaryOf(process)) as Record<string, Term>,
  trap_exit: ({ trapExit }) => trapExit,
  priority: ({ priority }) => PRIORITIES[priority]!,
  group_leader: (process) => leaderOf(process),
  label: ({ details }) => details?.label,
  parent: (process) => originOf(process)?.parent,
};

/** The facts that `Process.info(pid)` gives; messages and watchers must be asked for, as in OTP. */
const USUAL = [
  "registered_name",
  "current_function",
  "initial_call",
  "status",
  "message_queue_len",
  "links",
  "dictionary",
  "trap_exit",
  "priority",
  "group_leader",
] as const;

/**
 * Facts about a process.
 *
 * Follows Elixir's `Process.info/1` and `/2`; what there is no equivalent for (heaps, reductions, stack traces) is missing,
 * and all processes have the same `initial_call`. Throws `ArgumentError` for an unknown item.
 *
 * @param pid A process of this node.
 * @param items One item, a list of items, or nothing for the usual ones.
 * @returns For one item `[item, value]` (`["registered_name", []]` without a name), for a list a list of those, else an
 * object. `undefined` for a dead process.
 * @example
 * ```ts
 * import { Process, receive, send, spawn } from "beamish";
 * const pid = spawn(function* () {
 *   yield* receive((message) => message === "stop");
 * });
 * send(pid, "hello");
 * await Process.sleep(1);
 * console.log(Process.info(pid, "messages"));
 * console.log(Process.info(pid, ["status", "message_queue_len"]));
 * //> ["messages", ["hello"]]
 * //> [["status", "waiting"], ["message_queue_len", 1]]
 * ```
 */
export function info<K extends keyof Info>(pid: Pid, item: K): readonly [K, Info[K]] | undefined;
export function info<K extends keyof Info>(
  pid: Pid,
  items: readonly K[],
): (readonly [K, Info[K]])[] | undefined;
export function info(pid: Pid): Partial<Info> | undefined;
export function info(pid: Pid, items?: string | readonly string[]): unknown {
  const process = processBehind("Process.info", pid);
  const fact = (item: string) => {
    if (!Object.hasOwn(FACTS, item))
      throw badArgument("Process.info", `one of ${Object.keys(FACTS).join(", ")}`, item);
    return [item, FACTS[item as keyof Info](process)];
  };
  const facts = typeof items === "string" ? fact(items) : (items ?? USUAL).map(fact);
  if (!isAlive(process)) return undefined;
  return items === undefined ? (Object.fromEntries(facts as [string, unknown][]) as unknown) : facts;
}
