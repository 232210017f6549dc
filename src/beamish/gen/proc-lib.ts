/** `ProcLib`: processes whose starter waits until they are ready. Follows Erlang's `proc_lib`. */
import { StartError, badArgument } from "../kernel/errors.ts";
import { here } from "../kernel/node.ts";
import { MessageOp, checkTimeout } from "../kernel/operation.ts";
import type { Op, Timeout } from "../kernel/operation.ts";
import { spawnProcess } from "../primitives.ts";
import type { SpawnOptions } from "../primitives.ts";
import { detailsOf, processOf } from "../kernel/process.ts";
import type { Monitor, Process } from "../kernel/process.ts";
import { deliver, flushDown, link, monitor, removeMonitor, signalExit, unlink } from "../kernel/signals.ts";
import { isPid } from "../kernel/term.ts";
import type { Pid, Term } from "../kernel/term.ts";

export { spawn, spawnLink, spawnMonitor } from "../primitives.ts";

export type SpawnOpt = Pick<SpawnOptions, "priority" | "label">;

/**
 * Starts a process and waits until it calls `initAck(value)`; the result is that value. Throws `StartError` with the exit
 * reason if the process ends before, and with `"timeout"` (the process is killed) if it takes longer than `timeout` ms.
 * Follows `proc_lib:start/3`.
 */
export function start<T = Term>(
  body: () => unknown,
  timeout: Timeout = "infinity",
  options: SpawnOpt = {},
): Op<T> {
  return new BodyStart("ProcLib.start()", body, timeout, false, options) as unknown as Op<T>;
}

/** As `start`, with a link. The `EXIT` message of a process that ends before `initAck` is consumed. */
export function startLink<T = Term>(
  body: () => unknown,
  timeout: Timeout = "infinity",
  options: SpawnOpt = {},
): Op<T> {
  return new BodyStart("ProcLib.startLink()", body, timeout, true, options) as unknown as Op<T>;
}

/**
 * Tells the starter that the process is ready (or not: `initAck(parent, value)`, any term). Follows
 * `proc_lib:init_ack/1,2`.
 */
export function initAck(value: Term): "ok";
export function initAck(parent: Pid, value: Term): "ok";
export function initAck(...args: readonly unknown[]): "ok" {
  const process = here().self;
  const parent = args.length === 2 ? args[0] : process.details?.parent;
  if (!isPid(parent))
    throw badArgument(
      "ProcLib.initAck",
      "a process that was started by ProcLib, or the pid of its starter",
      parent,
    );
  acknowledge(process, processOf(parent), args[args.length - 1]);
  return "ok";
}

/** The value with which a started process tells its starter to throw a `StartError`. */
export class Failure {
  readonly reason: unknown;

  constructor(reason: unknown) {
    this.reason = reason;
  }
}

export function acknowledge(process: Process, starter: Process, value: unknown): void {
  deliver(starter, ["ack", process.pid, value]);
}

/** Starts a process and waits for its acknowledgement. A subclass says what the process does first. */
export abstract class StartOp extends MessageOp<unknown> {
  readonly name: string;
  protected readonly after: Timeout;
  readonly #link: boolean;
  readonly #options: SpawnOpt | undefined;
  #child: Process | undefined = undefined;
  #monitor: Monitor | undefined = undefined;

  constructor(name: string, timeout: Timeout, link: boolean, options: SpawnOpt | undefined) {
    super();
    this.name = name;
    this.after = checkTimeout(name, timeout);
    this.#link = link;
    this.#options = options;
  }

  /** The body of the process: acknowledges sooner or later. */
  protected abstract enter(child: Process, starter: Process): unknown;

  protected override begin(process: Process): void {
    const child: Process = spawnProcess(process, () => this.enter(child, process), this.#options);
    if (this.#link) link(process, child);
    this.#child = child;
    this.#monitor = monitor(process, child);
    this.skipEarlier(process);
  }

  accepts(message: unknown): boolean {
    if (!Array.isArray(message)) return false;
    const [tag, key] = message as readonly unknown[];
    return (
      (tag === "ack" && key === this.#child!.pid) ||
      (tag === "DOWN" && key === this.#monitor!.ref) ||
      (tag === "EXIT" && key === this.#child!.pid && this.#link)
    );
  }

  protected conclude(message: readonly unknown[], process: Process): unknown {
    const [tag, , value, , reason] = message;
    if (tag === "DOWN") throw new StartError(reason);
    const { ref } = this.#monitor!;
    // If the child has ended since, that is in the mailbox too.
    if (!removeMonitor(this.#monitor!)) flushDown(process, ref);
    if (tag === "EXIT") throw new StartError(value);
    if (value instanceof Failure) throw new StartError(value.reason);
    return value;
  }

  protected expire(process: Process): never {
    const child = this.#child!;
    unlink(process, child);
    removeMonitor(this.#monitor!);
    signalExit(child, process, "kill", false);
    throw new StartError("timeout");
  }
}

/** A process that acknowledges by `initAck`. */
class BodyStart extends StartOp {
  readonly #body: () => unknown;

  constructor(name: string, body: () => unknown, timeout: Timeout, link: boolean, options: SpawnOpt) {
    super(name, timeout, link, options);
    if (typeof body !== "function") throw badArgument(name, "a function or a generator function", body);
    this.#body = body;
  }

  protected enter(child: Process, starter: Process): unknown {
    detailsOf(child).parent = starter.pid;
    return this.#body();
  }
}
