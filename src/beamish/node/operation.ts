/** Operations: whatever can wait. `yield*` runs one in a process, `await` runs one as the shell. */
import { Awaited } from "./awaited.ts";
import { ArgumentError, badArgument } from "../term/errors.ts";
import { NOTHING } from "../kernel/mailbox.ts";
import type { Receiver } from "../kernel/mailbox.ts";
import { here } from "./node.ts";
import { EXITED, RUNNING, WAIT, WAITING, WaitTimer } from "../kernel/process.ts";
import type { Process, Status, Steps, Wait } from "../kernel/process.ts";
import { assertNothingUnused } from "../kernel/turn.ts";
import { Shell } from "./shell.ts";

/**
 * Something that may wait and gives a `T`: write `yield* op` inside a process, `await op` outside. Nothing happens until
 * then, and an operation is used once.
 */
export interface Op<T> extends PromiseLike<T> {
  /** For messages: `receive()`. */
  readonly name: string;
  [Symbol.iterator](): Iterator<Wait, T, unknown>;
}

/** Milliseconds, or `"infinity"`. */
export type Timeout = number | "infinity";

const UNUSED = 0;
const BEGUN = 1;
const USED = 2;

/** What all operations share: how they are awaited, and that none is forgotten. */
abstract class Operation<T> implements Op<T> {
  abstract readonly name: string;
  /** Who made it. */
  readonly #maker: Process | Shell;
  /**
   * How far it is, for `WaitingOp`. A class with fields of its own has a constructor, and the engine never inlines a
   * `super()`: with one class in between that has fields, a call was a twentieth slower.
   */
  protected progress: typeof UNUSED | typeof BEGUN | typeof USED = UNUSED;

  constructor() {
    const home = here();
    this.#maker = home.running ?? home.shell;
    if (home.running !== undefined) home.unused ??= this;
  }

  abstract [Symbol.iterator](): Iterator<Wait, T, unknown>;

  then<A = T, B = never>(
    onFulfilled?: ((value: T) => A | PromiseLike<A>) | null,
    onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): PromiseLike<A | B> {
    const maker = this.#maker;
    if (maker instanceof Shell) {
      const awaited = new Awaited(this[Symbol.iterator](), onFulfilled, onRejected);
      maker.wait(awaited);
      return awaited as PromiseLike<A | B>;
    }
    return refuseAwait<T>(this).then(onFulfilled, onRejected);
  }
}

/** Awaiting inside a process would let its code go on when it is dead. */
export function refuseAwait<T>(op: Op<T>): Promise<T> {
  const advice = `Inside a process write \`yield* ${op.name}\`.`;
  return Promise.reject(badArgument("await", "`yield*`", op, advice));
}

/** An operation did not complete in this attempt. */
export const PENDING: unique symbol = Symbol("pending");

/**
 * An operation that waits for one thing. It is its own iterator, so that the most frequent operations cost one object. A
 * subclass says how to begin and when it is complete.
 */
export abstract class WaitingOp<T> extends Operation<T> {
  /** How long it may wait. */
  protected abstract readonly after: Timeout;
  /** What happens first: a request is sent. */
  protected begin?(process: Process): void;
  /** The result if there is one by now. */
  protected abstract attempt(process: Process): T | typeof PENDING;
  /** The result when time is up. */
  protected abstract expire(process: Process): T;

  [Symbol.iterator](): Iterator<Wait, T, unknown> {
    return this;
  }

  next(...resumed: [received?: unknown]): IteratorResult<Wait, T> {
    const home = here();
    const process = home.running;
    if (resumed.length === 0) throw misread(this.name);
    if (process === undefined) throw blocked(this.name);
    if (process.status === EXITED) return WAITS;
    if (this.progress !== BEGUN) this.#begin(process);
    if (--home.budget < 0 && process !== home.shellProcess && this.#mayComplete(process))
      return takeAnotherTurn(process, this.after === 0);
    try {
      const result = this.attempt(process);
      const isOver = result !== PENDING || this.after === 0 || process.timer?.hasFired === true;
      if (!isOver) return this.#wait(process);
      if (result === PENDING && this.after !== 0) home.tracer?.emit({ type: "timeout", pid: process.pid });
      const value = result === PENDING ? this.expire(process) : result;
      this.#end(process);
      return { done: true, value };
    } catch (error) {
      this.#end(process);
      throw error;
    }
  }

  /** If not, it waits at once and needs no other turn to find that out. */
  #mayComplete({ mailbox, timer }: Process): boolean {
    return (mailbox !== undefined && mailbox.length > 0) || this.after === 0 || timer?.hasFired === true;
  }

  #wait(process: Process): IteratorYieldResult<Wait> {
    if (this.after !== "infinity") (process.timer ??= new WaitTimer(process)).start(this.after);
    return park(process, this.sleeps);
  }

  #end(process: Process): void {
    this.progress = USED;
    if (process.timer !== undefined) process.timer.stop();
  }

  #begin(process: Process): void {
    if (this.progress === USED) throw usedAgain(this.name);
    if (process.home.unused === (this as unknown)) process.home.unused = undefined;
    this.progress = BEGUN;
    this.begin?.(process);
  }

  /** The status while it waits. */
  protected get sleeps(): Status {
    return WAITING;
  }
}

/** An operation that waits for a message of a certain kind. */
export abstract class MessageOp<T> extends WaitingOp<T> implements Receiver {
  /** Which message it waits for. */
  abstract accepts(message: unknown): boolean;
  /** The result, given the message. */
  protected abstract conclude(message: unknown, process: Process): T;

  /** Called when it begins: what it waits for comes later than all that is in the mailbox now, and has been refused so. */
  protected skipEarlier({ mailbox, home }: Process): void {
    if (mailbox !== undefined && home.running !== home.shellProcess) mailbox.take(this, mailbox.length);
  }

  protected attempt(process: Process): T | typeof PENDING {
    const { mailbox } = process;
    if (mailbox === undefined || mailbox.length === 0) return PENDING;
    const message = mailbox.take(this, 0);
    return message === NOTHING ? PENDING : this.conclude(message, process);
  }
}

const WAITS: IteratorYieldResult<Wait> = { done: false, value: WAIT };

/** Lets the process wait: its generator yields until there is something to look at. */
export function park(process: Process, status: Status = WAITING): IteratorYieldResult<Wait> {
  if (process.home.unused !== undefined) assertNothingUnused(process.home);
  if (process.status === RUNNING) process.status = status;
  return WAITS;
}

/** Its turn is over, but not what it has to do. */
export function takeAnotherTurn(process: Process, looksOnce = false): IteratorYieldResult<Wait> {
  if (process.status === RUNNING) process.home.schedule(process, looksOnce);
  return WAITS;
}

export function blocked(name: string): Error {
  return new ArgumentError(
    `${name} can only wait in a process. Outside one write \`await\`; a callback that must wait is a generator (\`*handleCall\`).`,
  );
}

/**
 * `yield*` hands over what it was resumed with, even when that is nothing. A loop, a spread or a destructuring does not: it
 * takes the operation for a list.
 */
export function misread(name: string): Error {
  return new ArgumentError(
    `${name} is an operation, not a list: write \`yield* ${name}\` first, as in \`const [a, b] = yield* ${name}\`.`,
  );
}

function usedAgain(name: string): Error {
  return new ArgumentError(`${name} has been waited for already. An operation is used once: make another.`);
}

/**
 * An operation made of others, in order: what a library returns from a function that has to wait, so that it can be awaited
 * outside of processes too.
 *
 * @param name For messages: `Shop.buy()`.
 * @param steps A generator function that runs them.
 * @returns What `yield*` and `await` take; it gives what `steps` returns.
 * @example
 * ```ts
 * import { operation, receive, self, send } from "beamish";
 * const twice = () =>
 *   operation("twice()", function* () {
 *     return [yield* receive(), yield* receive()];
 *   });
 * send(self(), 1);
 * send(self(), 2);
 * console.log(await twice());
 * //> [1, 2]
 * ```
 */
export function operation<T>(name: string, steps: () => Steps<T>): Op<T> {
  return new ComposedOp(name, steps);
}

class ComposedOp<T> extends Operation<T> {
  readonly name: string;
  readonly #steps: () => Steps<T>;
  #running: Steps<T> | undefined = undefined;

  constructor(name: string, steps: () => Steps<T>) {
    super();
    this.name = name;
    this.#steps = steps;
  }

  [Symbol.iterator](): Iterator<Wait, T, unknown> {
    return this;
  }

  next(...resumed: [received?: unknown]): IteratorResult<Wait, T> {
    if (resumed.length === 0) throw misread(this.name);
    if (this.#running === undefined) {
      const home = here();
      if (home.unused === (this as unknown)) home.unused = undefined;
      this.#running = this.#steps();
    }
    return this.#running.next(undefined);
  }

  /** A `yield` that should have been `yield*` is an exception where it is written. */
  throw(error: unknown): IteratorResult<Wait, T> {
    return this.#running!.throw(error);
  }
}

/** Throws unless `timeout` is a number of milliseconds or `"infinity"`. */
export function checkTimeout(where: string, timeout: unknown): Timeout {
  if (timeout === "infinity" || (typeof timeout === "number" && timeout >= 0)) return timeout;
  throw badArgument(where, 'a number of milliseconds, 0 or more, or "infinity"', timeout);
}

/** When time is up, on the node's clock, for several waits that share one timeout. */
export function deadlineAfter(timeout: Timeout): number {
  return timeout === "infinity" ? Infinity : here().now() + timeout;
}

/** What is left until then, as the timeout of the next wait. */
export function timeLeft(deadline: number): Timeout {
  return deadline === Infinity ? "infinity" : Math.max(0, deadline - here().now());
}
