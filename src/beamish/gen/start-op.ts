/** Waiting until a process that has been started says that it is ready: the handshake of Erlang's `proc_lib`. */
import { StartError, badArgument } from "../term/errors.ts";
import { MessageOp } from "../node/operation.ts";
import type { Timeout } from "../node/operation.ts";
import { spawnProcess } from "../primitives.ts";
import type { SpawnOptions } from "../primitives.ts";
import { setOrigin } from "../process/origin.ts";
import type { InitialCall } from "../process/origin.ts";
import { isAlive } from "../kernel/process.ts";
import type { Monitor, Process } from "../kernel/process.ts";
import { deliver, flushDown, link, monitor, removeMonitor, signalExit, unlink } from "../kernel/signals.ts";
import type { Ref } from "../term/term.ts";

/** How the process is spawned. As in OTP a monitor is not among these options: `startMonitor` gives one. */
export type SpawnOpt = Pick<SpawnOptions, "priority" | "label">;

/** What binds the starter and the process. */
export type Bond = "none" | "link" | "monitor";

/** The value with which a started process tells its starter to throw a `StartError`. */
export class Failure {
  readonly reason: unknown;

  constructor(reason: unknown) {
    this.reason = reason;
  }
}

/** The value with which a started process says that it is not needed. */
export const IGNORED = Symbol("ignored");

/** Tells the starter, unless the process has ended itself: then its end tells. */
export function acknowledge(process: Process, starter: Process, value: unknown): void {
  if (isAlive(process)) deliver(starter, ["ack", process.pid, value]);
}

/**
 * Starts a process and waits for its acknowledgement. A subclass says what the process does first. The result is the value of the
 * acknowledgement; with a monitor, `[value, ref]`.
 */
export abstract class StartOp extends MessageOp<unknown> {
  readonly name: string;
  protected readonly after: Timeout;
  readonly #bond: Bond;
  readonly #options: SpawnOpt | undefined;
  #child: Process | undefined = undefined;
  #monitor: Monitor | undefined = undefined;

  constructor(where: string, timeout: Timeout, bond: Bond, options: SpawnOpt | undefined) {
    super();
    this.name = `${where}()`;
    this.after = timeout;
    this.#bond = bond;
    this.#options = options;
  }

  /** The function that is said to have been called first. */
  protected abstract get initialCall(): InitialCall;
  /** The body of the process: acknowledges sooner or later. */
  protected abstract enter(child: Process, starter: Process): unknown;

  protected override begin(process: Process): void {
    const child: Process = spawnProcess(process, () => this.enter(child, process), this.#options);
    setOrigin(child, process, this.initialCall);
    if (this.#bond === "link") link(process, child);
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
      (tag === "EXIT" && key === this.#child!.pid && this.#bond === "link")
    );
  }

  protected conclude(message: readonly unknown[], process: Process): unknown {
    const [tag, , value, , reason] = message;
    if (tag === "DOWN") throw new StartError(reason);
    const { ref } = this.#monitor!;
    const succeeds = tag === "ack" && !(value instanceof Failure) && value !== IGNORED;
    if (succeeds && this.#bond === "monitor") return [value, ref] satisfies [unknown, Ref];
    // If the child has ended since, that is in the mailbox too.
    if (!removeMonitor(this.#monitor!)) flushDown(process, ref);
    if (tag === "EXIT") throw new StartError(value);
    if (value instanceof Failure) throw new StartError(value.reason);
    return value === IGNORED ? undefined : value;
  }

  protected expire(process: Process): never {
    const child = this.#child!;
    unlink(process, child);
    removeMonitor(this.#monitor!);
    signalExit(child, process, "kill", false);
    throw new StartError("timeout");
  }
}

/** Throws `ArgumentError` for an option that is none of these. */
export function checkSpawnOpt(where: string, options: object): void {
  for (const key of Object.keys(options))
    if (key !== "priority" && key !== "label")
      throw badArgument(where, 'spawn options: "priority" and "label"', key, ADVICE[key]);
}

const ADVICE: Readonly<Record<string, string>> = {
  monitor: "Use startMonitor, or monitor the process once it has been started.",
  link: "Use startLink.",
};
