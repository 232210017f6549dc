/** A process: what the node knows about one. The rules are in signals.ts, the turns in scheduler.ts. */
import type { Mailbox } from "./mailbox.ts";
import { Pid } from "../term/term.ts";
import type { Ref } from "../term/term.ts";
import { UNSET } from "./timers.ts";
import type { Deferred, Timed, TimerQueue } from "./timers.ts";
import type { Tracer } from "./trace.ts";

/** Where a process is in its life. From `WAITING` on, a message gives it a turn. */
export type Status = 0 | 1 | 2 | 3 | 4 | 5;
export const EXITED = 0;
/** Its code is on the stack. */
export const RUNNING = 1;
/** Running, and an exit signal has arrived: it ends at the end of this turn. */
export const DOOMED = 2;
/** In the run queue. */
export const RUNNABLE = 3;
export const WAITING = 4;
export const HIBERNATING = 5;

export const PRIORITIES = ["max", "high", "normal", "low"] as const;
export const NORMAL = 2;
export type Priority = (typeof PRIORITIES)[number];

/** What a process yields to the scheduler when it waits. Only operations yield it: `yield*` passes it on. */
export const WAIT = Symbol("wait") as Wait;
/** Not `typeof WAIT`: that would be widened to `symbol` in the inferred type of a generator. */
export type Wait = symbol & { readonly isWait: true };

/** A running generator of a process: what `function*` bodies and callbacks return. `T` is its result. */
export type Steps<T> = Generator<Wait, T, unknown>;
/** Anything that `yield*` can run, one turn after the other: `Steps`, or an operation. */
export type Fiber = Iterator<unknown, unknown, unknown>;

/** Says whether a body or callback has returned something to run, a generator or an operation, and not its result. */
export function isSteps<T>(result: Steps<T> | T): result is Steps<T> {
  // Most results are tuples: to look for properties that they have not costs more than the rest.
  if (typeof result !== "object" || result === null || Array.isArray(result)) return false;
  return ("next" in result || "then" in result) && Symbol.iterator in result;
}

/** The code of a process that is not (or not yet) a generator: it is given a turn when there is something to do. */
export interface Program {
  run(process: Process): void;
}

/**
 * What happens to a message on its way.
 *
 * - `"freeze"`: plain objects and arrays are frozen as they are sent, so that a mutation throws where it happens.
 * - `"clone"`: the receiver gets its own copy.
 * - `"none"`: trusted code, shared as it is; fastest.
 */
export type Isolation = "freeze" | "clone" | "none";

/** What a process needs from the node it lives on; `Node` is the only implementation. */
export interface Home {
  readonly name: string;
  readonly isolation: Isolation;
  /** Objects that are known to be frozen through and through. */
  readonly frozen: WeakSet<object>;
  readonly timers: TimerQueue;
  readonly names: Map<string, Process>;
  readonly exits: Mailbox<ExitSignal>;
  /** Present while somebody listens. */
  readonly tracer: Tracer | undefined;
  /** The process whose code is on the stack. */
  running: Process | undefined;
  /** The process as which code outside any process runs. */
  readonly shellProcess: Process;
  /** How long a turn is, and what is left of it, in messages and operations. */
  readonly turn: number;
  budget: number;
  /** The first operation that it has made in this turn and not waited for. */
  unused: { readonly name: string } | undefined;
  nextRef(behind?: object): Ref;
  now(): number;
  nextPid(): number;
  /** Notes that a process has begun, and that one has ended. */
  enlist(process: Process): void;
  delist(): void;
  /** Puts a process at the end of its run queue. `looksOnce`: it goes on even if no message has come by then. */
  schedule(process: Process, looksOnce?: boolean): void;
  /** Wakes the scheduler, so that it looks at the clock even if no process can run. */
  wake(): void;
  /** Counts the promises that operations wait for. */
  countPromises(change: number): void;
  /** Reports a process that ended with an uncaught exception. */
  reportCrash(process: Process, error: unknown): void;
}

/** An exit that has yet to be told to those linked to and monitoring the process. */
export interface ExitSignal {
  readonly process: Process;
  readonly reason: unknown;
}

/** None, one, or a set: most processes have at most one link and one monitor, and should not pay for a `Set`. */
export type Few<T extends object> = T | Set<T> | undefined;

/** Small, for there may be a million. What others hold of it is a `Pid`. */
export class Process extends Pid {
  /** Private, so that a process which is printed or compared does not bring its whole node with it. */
  readonly #home: Home;
  status: Status = RUNNABLE;
  /** The body (before its first turn), a program, or nothing while a generator is all there is. */
  code: (() => unknown) | Program | undefined;
  /** The generator that is being run: the body's, or that of a callback which waits. */
  fiber: Fiber | undefined = undefined;
  /** Made with the first message: a process that nobody writes to stays small. */
  mailbox: Mailbox | undefined = undefined;
  links: Few<Process> = undefined;
  /** Monitors that this process has set, and those that watch it. */
  monitors: Few<Monitor> = undefined;
  watchers: Few<Monitor> = undefined;
  /** What ends its wait when nothing comes: one is enough, for a process waits for one thing at a time. */
  timer: WaitTimer | undefined = undefined;
  /** What few processes have. */
  details: Details | undefined = undefined;

  constructor(home: Home, code: (() => unknown) | Program) {
    super(home.nextPid());
    this.#home = home;
    this.code = code;
    home.enlist(this);
  }

  get home(): Home {
    return this.#home;
  }

  /** Its place in `PRIORITIES`. */
  get priority(): number {
    return this.details?.priority ?? NORMAL;
  }

  get trapExit(): boolean {
    return this.details?.trapExit ?? false;
  }

  /** The process as others see it. */
  get pid(): Pid {
    return this;
  }
}

/** Gives a waiting process a turn. */
export function wake(process: Process): void {
  if (process.status >= WAITING) process.home.schedule(process);
}

/** The timer of a process that waits. It is made with the first timeout and used for all. */
export class WaitTimer implements Deferred {
  deadline = 0;
  sequence = 0;
  slot = UNSET;
  isListed = false;
  hasFired = false;
  readonly #process: Process;

  constructor(process: Process) {
    this.#process = process;
  }

  /** Starts it, unless it runs already: messages that do not match do not restart the timeout. */
  start(delay: number): void {
    if (this.slot === UNSET) this.#process.home.timers.setSoon(this, delay);
  }

  stop(): void {
    this.hasFired = false;
    if (this.slot !== UNSET) this.#process.home.timers.cancel(this);
  }

  fire(): void {
    this.hasFired = true;
    wake(this.#process);
  }
}

/** The parts of a process that are made only when they are used. */
export interface Details {
  priority?: number;
  trapExit?: boolean;
  name?: string | undefined;
  label?: string | undefined;
  /** What OTP has noted of its beginning. */
  origin?: object | undefined;
  groupLeader?: Pid | undefined;
  dictionary?: Map<unknown, unknown> | undefined;
  /** The reason of the exit signal that doomed it. */
  doom?: unknown;
  /** What is to be sent to it later. */
  timers?: Set<Timed> | undefined;
  /** How many promises of the host it waits for: one, or several if it is the shell. */
  promises?: number;
  /** Called, last first, when the process ends, whatever the reason: for the owner of a table or a lock. */
  cleanups?: ((reason: unknown) => void)[] | undefined;
}

export function detailsOf(process: Process): Details {
  return (process.details ??= {});
}

/** How long an alias lives: see `Process.monitor` and `Process.alias`. */
export type AliasMode = "none" | "explicit_unalias" | "demonitor" | "reply_demonitor" | "reply";

/** What a monitor's reference stands for. One without a target is an alias alone. */
export class Monitor {
  readonly watcher: Process;
  readonly ref: Ref;
  /** The process watched; `undefined` once the monitor is gone. */
  target: Process | undefined;
  alias: AliasMode;
  /** The name by which the target was given, and what stands in place of `"DOWN"`, for the message. */
  readonly name: string | undefined;
  readonly tag: unknown;

  constructor(watcher: Process, target: Process | undefined, alias: AliasMode, name?: string, tag?: unknown) {
    this.watcher = watcher;
    this.target = target;
    this.alias = alias;
    this.name = name;
    this.tag = tag ?? "DOWN";
    this.ref = watcher.home.nextRef(this);
  }
}

export const processOf = (pid: Pid): Process => pid as Process;
export const isAlive = (process: Process): boolean => process.status !== EXITED;

// ---- Few -------------------------------------------------------------------------------------------------------------

export function add<T extends object>(few: Few<T>, item: T): Few<T> {
  if (few === undefined || few === item) return item;
  if (few instanceof Set) return few.add(item);
  return new Set([few, item]);
}

export function remove<T extends object>(few: Few<T>, item: T): Few<T> {
  if (few === item) return undefined;
  if (few instanceof Set) few.delete(item);
  return few;
}

export function has<T extends object>(few: Few<T>, item: T): boolean {
  return few === item || (few instanceof Set && few.has(item));
}

const NONE: readonly never[] = [];

export function each<T extends object>(few: Few<T>): readonly T[] {
  if (few === undefined) return NONE;
  return few instanceof Set ? [...few] : [few];
}
