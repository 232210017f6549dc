/** The functions that need no module name: Elixir's `Kernel`, as far as processes are concerned. */
import { Exit, badArgument } from "./term/errors.ts";
import { clone, freeze } from "./isolation.ts";
import { findProcess, isViaName } from "./names.ts";
import type { Server } from "./names.ts";
import { here } from "./node/node.ts";
import type { Node } from "./node/node.ts";
import { PRIORITIES, Process, detailsOf, isAlive } from "./kernel/process.ts";
import type { Home, Priority, Program, Steps } from "./kernel/process.ts";
import { NOT_ASYNC } from "./kernel/turn.ts";
import { deliver, deliverToAlias, link, monitor } from "./kernel/signals.ts";
import { isPid, isRef, targetOfPid } from "./term/term.ts";
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

/** The pid of the calling process; outside any process, the shell's. Follows Elixir's `self/0`. */
export function self(): Pid {
  return here().self.pid;
}

/**
 * Starts a process that runs `body`, and returns its pid at once. The process ends when `body` returns (reason
 * `"normal"`) or throws (the error is the reason).
 *
 * Follows Elixir's `spawn/1` and `spawn/2`. Throws `ArgumentError` for an async function: it could not be killed.
 */
export function spawn<R>(body: Body<R>, options: SpawnOptions & { readonly monitor: true }): [Pid, Ref];
export function spawn<R>(body: Body<R>, options?: SpawnOptions): Pid;
export function spawn(body: Body, options?: SpawnOptions): Pid | [Pid, Ref] {
  const parent = here().self;
  const process = spawnProcess(parent, checkBody("spawn", body), options);
  if (options?.link === true) link(parent, process);
  return options?.monitor === true ? [process.pid, monitor(parent, process).ref] : process.pid;
}

/** Starts a process linked to the caller: if one of them ends abnormally, so does the other. Follows `spawn_link/1`. */
export function spawnLink<R>(body: Body<R>, options?: SpawnOptions): Pid {
  const parent = here().self;
  const process = spawnProcess(parent, checkBody("spawnLink", body), options);
  link(parent, process);
  return process.pid;
}

/** Starts a process and monitors it: the caller gets `["DOWN", ref, "process", pid, reason]` when it ends. */
export function spawnMonitor<R>(body: Body<R>, options?: SpawnOptions): [Pid, Ref] {
  const parent = here().self;
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
  if (options?.priority !== undefined) process.priority = rankOf("spawn", options.priority);
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

const AsyncFunction = (async () => undefined).constructor;

function checkBody(where: string, body: unknown): () => unknown {
  if (typeof body !== "function") throw badArgument(where, "a function or a generator function", body);
  if (body instanceof AsyncFunction)
    throw badArgument(where, "a function or a generator function", body, NOT_ASYNC);
  return body as () => unknown;
}

/**
 * Sends a message and returns it. Never waits and never fails for a process that is gone; a name that nobody has is an
 * `ArgumentError`, except as `[name, node]`. Also sends through an alias (a reference). A process that has ended itself
 * sends nothing any more. Follows Elixir's `send/2`.
 */
export function send<M>(to: Server | Ref, message: M): M {
  const node = here();
  if (node.running !== undefined && !isAlive(node.running)) return message;
  if (isPid(to)) {
    const target = targetOfPid(to) as Process;
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

/** Ends the calling process with `reason`, as an exception that can be caught. Follows Elixir's `exit/1`. */
export function exit(reason: unknown): never {
  throw new Exit(reason);
}

/** A new unique reference. Follows Elixir's `make_ref/0`. */
export function makeRef(): Ref {
  return here().nextRef();
}

/** The name of this node: `"nonode@nohost"` as long as it is alone. Follows Elixir's `node/0`. */
export function node(): string {
  return here().name;
}

/** A process body or helper that waits: the type of a `function*` in which operations are used. */
export type { Steps };
