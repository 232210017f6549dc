/** The functions that need no module name: Elixir's `Kernel`, as far as processes are concerned. */
import { Exit, badArgument } from "./term/errors.ts";
import { clone, freeze } from "./isolation.ts";
import { findProcess, isViaName } from "./names.ts";
import type { Server } from "./names.ts";
import { here } from "./node/node.ts";
import type { Node } from "./node/node.ts";
import { PRIORITIES, Process, detailsOf, isAlive, processOf } from "./kernel/process.ts";
import type { Home, Priority, Program, Steps } from "./kernel/process.ts";
import { NOT_ASYNC } from "./kernel/turn.ts";
import { deliver, deliverToAlias, link, monitor } from "./kernel/signals.ts";
import { isPid, isRef } from "./term/term.ts";
import type { Pid, Ref } from "./term/term.ts";

/** The code of a process: a function, or a generator function if it has to wait. Its result is dropped. */
export type Body<R = unknown> = () => R extends Promise<unknown> ? never : R;

export interface SpawnOptions {
  readonly link?: boolean;
  readonly monitor?: boolean;
  readonly priority?: Priority;
  /** What the process is called in reports and pictures. */
  readonly label?: string;
}

/**
 * The pid of the calling process; outside any process, the shell's.
 *
 * Follows Elixir's `self/0`.
 *
 * @example
 * ```ts
 * import { receive, self, send, spawn } from "beamish";
 * const shell = self();
 * spawn(() => send(shell, self() === shell));
 * console.log(await receive());
 * //> false
 * ```
 */
export function self(): Pid {
  return here().self.pid;
}

/**
 * Starts a process that runs `body`, and returns its pid at once. The process ends when `body` returns (reason
 * `"normal"`) or throws (the error is the reason).
 *
 * Follows Elixir's `spawn/1` and `Process.spawn/2`. Throws `ArgumentError` for an async function, which could not be killed,
 * and for options that do not exist.
 *
 * @param body A function, or a generator function if it has to wait. Its result is dropped.
 * @param options `link`, `monitor`: both as if done at once. `priority`: `"low"`, `"normal"`, `"high"` or `"max"`.
 * `label`: what the process is called in reports and pictures.
 * @returns The pid; with `monitor: true`, the pid and the monitor's reference.
 * @example
 * ```ts
 * import { receive, self, send, spawn } from "beamish";
 * const echo = spawn(function* () {
 *   const [from, text] = yield* receive();
 *   send(from, `echo ${text}`);
 * });
 * send(echo, [self(), "hi"]);
 * console.log(await receive());
 * //> echo hi
 * ```
 */
export function spawn<R>(body: Body<R>, options: SpawnOptions & { readonly monitor: true }): [Pid, Ref];
export function spawn<R>(body: Body<R>, options?: SpawnOptions): Pid;
export function spawn(body: Body, options?: SpawnOptions): Pid | [Pid, Ref] {
  const parent = here().self;
  if (options !== undefined) checkSpawnOptions("spawn", options);
  const process = spawnProcess(parent, checkBody("spawn", body), options);
  if (options?.link === true) link(parent, process);
  return options?.monitor === true ? [process.pid, monitor(parent, process).ref] : process.pid;
}

/**
 * Starts a process linked to the caller: if one of them ends abnormally, so does the other.
 *
 * Follows Elixir's `spawn_link/1`. Throws as `spawn` does.
 *
 * @param body What the process runs.
 * @param options Those of `spawn`.
 * @returns The pid.
 * @example
 * ```ts
 * import { exit, Process, receive, spawnLink } from "beamish";
 * Process.flag("trap_exit", true);
 * const pid = spawnLink(() => exit("bye"));
 * const [tag, from, reason] = await receive();
 * console.log(tag, from === pid, reason);
 * //> EXIT true bye
 * ```
 */
export function spawnLink<R>(body: Body<R>, options?: SpawnOptions): Pid {
  const parent = here().self;
  if (options !== undefined) checkSpawnOptions("spawnLink", options);
  const process = spawnProcess(parent, checkBody("spawnLink", body), options);
  link(parent, process);
  return process.pid;
}

/**
 * Starts a process and monitors it: the caller gets `["DOWN", ref, "process", pid, reason]` when it ends.
 *
 * Follows Elixir's `spawn_monitor/1`. Throws as `spawn` does.
 *
 * @param body What the process runs.
 * @param options Those of `spawn`.
 * @returns The pid and the monitor's reference.
 * @example
 * ```ts
 * import { receive, spawnMonitor } from "beamish";
 * const [pid, ref] = spawnMonitor(() => "done");
 * const [, , , who, reason] = await receive(["DOWN", ref]);
 * console.log(who === pid, reason);
 * //> true normal
 * ```
 */
export function spawnMonitor<R>(body: Body<R>, options?: SpawnOptions): [Pid, Ref] {
  const parent = here().self;
  if (options !== undefined) checkSpawnOptions("spawnMonitor", options);
  const process = spawnProcess(parent, checkBody("spawnMonitor", body), options);
  return [process.pid, monitor(parent, process).ref];
}

/** Starts a process on the node of `parent` (for libraries; everyone else uses `spawn`). */
export function spawnProcess(
  parent: Process,
  code: (() => unknown) | Program,
  options?: Pick<SpawnOptions, "priority" | "label">,
): Process {
  const { home } = parent;
  const process = new Process(home, code);
  const label = options?.label;
  if (label !== undefined) detailsOf(process).label = label;
  if (options?.priority !== undefined) detailsOf(process).priority = rankOf("spawn", options.priority);
  const leader = parent.details?.groupLeader;
  if (leader !== undefined) detailsOf(process).groupLeader = leader;
  home.tracer?.emit({ type: "spawn", pid: process.pid, parent: parent.pid, label });
  home.schedule(process);
  return process;
}

/** The number of a priority. */
export function rankOf(where: string, priority: Priority): number {
  const rank = PRIORITIES.indexOf(priority);
  if (rank < 0) throw badArgument(where, 'a priority: "low", "normal", "high" or "max"', priority);
  return rank;
}

/** The prototypes of async functions and async generator functions. */
const ASYNC: readonly unknown[] = [async () => undefined, async function* () {}].map(Object.getPrototypeOf);

/** Throws unless all options exist and have values that they can have. */
export function checkSpawnOptions(where: string, options: SpawnOptions): void {
  if (typeof options !== "object" || (options as unknown) === null)
    throw badArgument(where, "options: an object", options);
  for (const [name, value] of Object.entries(options) as [string, unknown][]) {
    const check = SPAWN_OPTIONS[name];
    if (check === undefined)
      throw badArgument(where, `options: ${Object.keys(SPAWN_OPTIONS).join(", ")}`, name);
    if (value !== undefined) check(where, value);
  }
}

const isBoolean = (name: string) => (where: string, value: unknown) => {
  if (typeof value !== "boolean") throw badArgument(where, `${name}: true or false`, value);
};
const SPAWN_OPTIONS: Readonly<Record<string, (where: string, value: unknown) => unknown>> = {
  link: isBoolean("link"),
  monitor: isBoolean("monitor"),
  priority: (where, value) => rankOf(where, value as Priority),
  label: (where, value) => {
    if (typeof value !== "string") throw badArgument(where, "label: a string", value);
  },
};

export function checkBody(where: string, body: unknown): () => unknown {
  if (typeof body !== "function") throw badArgument(where, "a function or a generator function", body);
  if (ASYNC.includes(Object.getPrototypeOf(body)))
    throw badArgument(where, "a function or a generator function", body, NOT_ASYNC);
  return body as () => unknown;
}

/**
 * Sends a message. Never waits and never fails for a process that is gone. A process that has ended itself sends nothing
 * any more.
 *
 * Follows Elixir's `send/2`. Throws `ArgumentError` for a name that nobody has (but not for `[name, node]`), and for what is
 * no receiver.
 *
 * @param to A pid, a name of any kind, or an alias.
 * @param message Any term. By the isolation of the node it is frozen, copied or left alone.
 * @returns The message.
 * @example
 * ```ts
 * import { receive, self, send } from "beamish";
 * console.log(send(self(), { n: 1 }));
 * console.log(Object.isFrozen(await receive()));
 * //> { n: 1 }
 * //> true
 * ```
 */
export function send<M>(to: Server | Ref, message: M): M {
  const node = here();
  if (node.running !== undefined && !isAlive(node.running)) return message;
  if (isPid(to)) {
    const target = processOf(to);
    post(node, target, message);
  } else if (isRef(to)) {
    deliverToAlias(to, isolate(node, message));
  } else if (isViaName(to)) {
    to[1].send(to[2], message);
  } else {
    const target = findProcess(node, to, "send");
    if (target !== undefined) post(node, target, message);
    else if (typeof to === "string")
      throw badArgument("send", "the name of a process", to, "Nobody is registered under this name.");
  }
  return message;
}

function post(node: Node, target: Process, message: unknown): void {
  if (node.tracer !== undefined)
    node.tracer.emit({ type: "send", pid: node.self.pid, to: target.pid, message });
  deliver(target, target.home === node ? isolate(node, message) : clone(message));
}

/** What the receiver gets of a message, by the isolation of its node. */
export function isolate<T>(home: Home, message: T): T {
  if (typeof message !== "object" || message === null || home.isolation === "none") return message;
  if (home.isolation === "clone") return clone(message);
  freeze(message, home.frozen);
  return message;
}

/**
 * Ends the calling process, as an exception that can be caught.
 *
 * Follows Elixir's `exit/1`.
 *
 * @param reason Any term; `"normal"` and `"shutdown"` are planned ends.
 * @example
 * ```ts
 * import { exit, Process, receive, spawnMonitor } from "beamish";
 * const [, ref] = spawnMonitor(() => exit("out of tea"));
 * console.log((await receive(["DOWN", ref]))[4]);
 * //> out of tea
 * ```
 */
export function exit(reason: unknown): never {
  throw new Exit(reason);
}

/**
 * A new unique reference.
 *
 * Follows Elixir's `make_ref/0`.
 *
 * @example
 * ```ts
 * import { isRef, makeRef } from "beamish";
 * console.log(makeRef() === makeRef(), isRef(makeRef()));
 * //> false true
 * ```
 */
export function makeRef(): Ref {
  return here().nextRef();
}

/**
 * The name of this node: `"nonode@nohost"` as long as it is alone.
 *
 * Follows Elixir's `node/0`.
 *
 * @example
 * ```ts
 * import { node } from "beamish";
 * console.log(node());
 * //> nonode@nohost
 * ```
 */
export function node(): string {
  return here().name;
}

/** A process body or helper that waits: the type of a `function*` in which operations are used. */
export type { Steps };
