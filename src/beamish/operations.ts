/** Operations that wait for other things than messages: time, and the host's promises. */
import { badArgument } from "./kernel/errors.ts";
import { here } from "./kernel/node.ts";
import { PENDING, WaitingOp, checkTimeout } from "./kernel/operation.ts";
import type { Op, Timeout } from "./kernel/operation.ts";
import { EXITED, HIBERNATING, WAIT, wake } from "./kernel/process.ts";
import type { Process, Status, Wait } from "./kernel/process.ts";

/** Waits for `ms` milliseconds; messages that arrive meanwhile stay in the mailbox. Follows Elixir's `Process.sleep/1`. */
export function sleep(ms: Timeout): Op<"ok"> {
  return new Sleep(checkTimeout("Process.sleep", ms));
}

class Sleep extends WaitingOp<"ok"> {
  protected readonly after: Timeout;

  constructor(after: Timeout) {
    super();
    this.after = after;
  }

  get name(): string {
    return "Process.sleep()";
  }

  protected attempt(): typeof PENDING {
    return PENDING;
  }

  protected expire(): "ok" {
    return "ok";
  }
}

/** Waits until a message is in the mailbox, without taking it. Follows `:erlang.hibernate`, but goes on where it is. */
export function hibernate(): Op<"ok"> {
  return new Hibernate();
}

class Hibernate extends WaitingOp<"ok"> {
  protected readonly after = "infinity";

  get name(): string {
    return "Process.hibernate()";
  }

  protected override get sleeps(): Status {
    return HIBERNATING;
  }

  protected attempt(process: Process): "ok" | typeof PENDING {
    return process.mailbox === undefined || process.mailbox.length === 0 ? PENDING : "ok";
  }

  protected expire(): "ok" {
    return "ok";
  }
}

/**
 * Waits for a promise of the host: the one bridge between the two worlds. A rejection is thrown where it is waited for. A
 * process that is killed meanwhile never resumes.
 */
export function fromPromise<T>(promise: PromiseLike<T>): Op<T> {
  if (typeof (promise as Partial<PromiseLike<T>> | undefined)?.then !== "function")
    throw badArgument("fromPromise", "a promise", promise);
  return new FromPromise(promise);
}

class FromPromise<T> extends WaitingOp<T> {
  readonly #promise: PromiseLike<T>;
  #settled: (() => T) | undefined;
  protected readonly after = "infinity";

  constructor(promise: PromiseLike<T>) {
    super();
    this.#promise = promise;
  }

  get name(): string {
    return "fromPromise()";
  }

  protected override begin(process: Process): void {
    const { home } = process;
    const settle = (settled: () => T) => {
      home.countPromises(-1);
      this.#settled = settled;
      wake(process);
    };
    home.countPromises(+1);
    this.#promise.then(
      (value) => settle(() => value),
      (error: unknown) =>
        settle(() => {
          throw error;
        }),
    );
  }

  protected attempt(): T | typeof PENDING {
    return this.#settled === undefined ? PENDING : this.#settled();
  }

  protected expire(): never {
    throw new Error("a promise has no deadline");
  }
}

/** An operation that is complete already. */
export function finished<T>(name: string, value: T): Op<T> {
  return new FinishedOp(name, value);
}

class FinishedOp<T> implements Op<T> {
  readonly name: string;
  readonly #value: T;

  constructor(name: string, value: T) {
    this.name = name;
    this.#value = value;
  }

  /** Waits only for what never comes: the next turn of a process that has ended itself. */
  *[Symbol.iterator](): Iterator<Wait, T, unknown> {
    if (here().running?.status === EXITED) yield WAIT;
    return this.#value;
  }

  then<A = T, B = never>(
    onFulfilled?: ((value: T) => A | PromiseLike<A>) | null,
    onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return Promise.resolve(this.#value).then(onFulfilled, onRejected);
  }
}
