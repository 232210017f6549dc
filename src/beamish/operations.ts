/** The operations of a process: `receive` waits for messages, the others for time and for the host's promises. */
import { badArgument } from "./term/errors.ts";
import { keepOne } from "./node/exemplars.ts";
import { here } from "./node/node.ts";
import {
  MessageOp,
  PENDING,
  WaitingOp,
  blocked,
  checkTimeout,
  misread,
  park,
  refuseAwait,
  takeAnotherTurn,
} from "./node/operation.ts";
import type { Op, Timeout } from "./node/operation.ts";
import { EXITED, HIBERNATING, WAIT, detailsOf, isAlive, wake } from "./kernel/process.ts";
import type { Process, Status, Wait } from "./kernel/process.ts";
import { _ } from "./term/term.ts";
import type { Term } from "./term/term.ts";

/** A predicate, a type guard, or the first elements of a tuple, compared with `===`; `_` matches anything. */
export type Pattern<T> =
  ((message: Term) => message is T) | ((message: Term) => boolean) | readonly unknown[];

export interface ReceiveOptions<E> {
  /** Milliseconds to wait; 0 looks once and never waits. */
  readonly after: Timeout;
  /** Makes the result when time is up; without it the result is `"timeout"`. */
  readonly else?: () => E;
}

type OrElse<E> = ReceiveOptions<E> & { readonly else: () => E };
type OrTimeout = { readonly after: Timeout };

/**
 * Takes the first message that matches `pattern` (any message without one) out of the mailbox, waiting for it if there is
 * none. Messages that do not match stay, in order. A predicate that throws does not match.
 *
 * Follows Erlang's `receive ... after`. Throws `ArgumentError` for what is no pattern, and for a bad timeout.
 *
 * @param pattern A predicate, a type guard, or the first elements of a tuple, with `_` for any.
 * @param options `after`: milliseconds to wait (0 looks once and never waits); `else`: makes the result when time is up.
 * @returns The message; `"timeout"`, or what `else` gives, when time is up.
 * @example
 * ```ts
 * import { receive, self, send } from "beamish";
 * send(self(), "later");
 * send(self(), ["ok", 1]);
 * const [, n] = await receive(["ok"]);
 * console.log(n, await receive(), await receive({ after: 10 }));
 * //> 1 later timeout
 * ```
 */
export function receive<T = Term>(pattern?: Pattern<T>): Op<T>;
export function receive<T = Term, E = T>(pattern: Pattern<T> | undefined, options: OrElse<E>): Op<T | E>;
export function receive<T = Term>(pattern: Pattern<T> | undefined, options: OrTimeout): Op<T | "timeout">;
export function receive<T = Term, E = T>(options: OrElse<E>): Op<T | E>;
export function receive<T = Term>(options: OrTimeout): Op<T | "timeout">;
export function receive(
  first?: Pattern<unknown> | ReceiveOptions<unknown>,
  second: ReceiveOptions<unknown> = FOREVER,
): Op<unknown> {
  if (first === undefined && second === FOREVER && here().running !== undefined) return anyMessage();
  if (first === undefined) return new Receive(undefined, second);
  if (typeof first === "function") return new Receive(first, second);
  if (Array.isArray(first)) return new Receive(prefix(first), second);
  if (typeof first === "object" && first !== null && "after" in first) return new Receive(undefined, first);
  throw badPattern(first);
}

const FOREVER: ReceiveOptions<unknown> = { after: "infinity" };

function badPattern(pattern: unknown): Error {
  return badArgument("receive", 'a predicate or a tuple such as ["DOWN", ref]', pattern);
}

function prefix(pattern: readonly unknown[]): (message: unknown) => boolean {
  return (message) => {
    if (!Array.isArray(message) || message.length < pattern.length) return false;
    for (let i = 0; i < pattern.length; i++) if (pattern[i] !== _ && pattern[i] !== message[i]) return false;
    return true;
  };
}

/** `receive()` in a process: the most frequent operation has no state, so that one object is enough for all. */
function anyMessage(): Op<unknown> {
  here().unused ??= ANY_MESSAGE;
  return ANY_MESSAGE;
}

class AnyMessage implements Op<unknown> {
  readonly name = "receive()";

  [Symbol.iterator](): Iterator<Wait, unknown, unknown> {
    return this;
  }

  next(...resumed: [received?: unknown]): IteratorResult<Wait, unknown> {
    const home = here();
    const process = home.running;
    if (resumed.length === 0) throw misread(this.name);
    if (process === undefined) throw blocked(this.name);
    if (home.unused === (this as unknown)) home.unused = undefined;
    if (
      --home.budget < 0 &&
      process !== home.shellProcess &&
      process.mailbox !== undefined &&
      process.mailbox.length > 0
    )
      return takeAnotherTurn(process);
    const message = takeOldest(process);
    return message === PENDING ? park(process) : { done: true, value: message };
  }

  then<A, B>(...[onFulfilled, onRejected]: Parameters<Promise<unknown>["then"]>): PromiseLike<A | B> {
    return refuseAwait(this).then(onFulfilled, onRejected) as PromiseLike<A | B>;
  }
}

const ANY_MESSAGE = new AnyMessage();

function takeOldest(process: Process): unknown {
  const { mailbox, home } = process;
  if (mailbox === undefined || mailbox.length === 0) return PENDING;
  const message = mailbox.shift();
  if (home.tracer !== undefined) home.tracer.emit({ type: "receive", pid: process.pid, message });
  return message;
}

class Receive extends MessageOp<unknown> {
  readonly #matches: ((message: unknown) => boolean) | undefined;
  readonly #otherwise: (() => unknown) | undefined;
  protected readonly after: Timeout;

  constructor(matches: ((message: unknown) => boolean) | undefined, options: ReceiveOptions<unknown>) {
    super();
    this.#matches = matches;
    this.#otherwise = options.else;
    this.after = checkTimeout("receive", options.after);
  }

  get name(): string {
    return "receive()";
  }

  accepts(message: unknown): boolean {
    try {
      return this.#matches!(message);
    } catch {
      return false;
    }
  }

  /** Without a pattern it is the oldest message, whatever that is. */
  protected override attempt(process: Process): unknown {
    return this.#matches === undefined ? takeOldest(process) : super.attempt(process);
  }

  protected conclude(message: unknown, { home, pid }: Process): unknown {
    if (home.tracer !== undefined) home.tracer.emit({ type: "receive", pid, message });
    return message;
  }

  protected expire(): unknown {
    return this.#otherwise === undefined ? "timeout" : this.#otherwise();
  }
}

/**
 * Waits; messages that arrive meanwhile stay in the mailbox.
 *
 * Follows Elixir's `Process.sleep/1`. Throws `ArgumentError` for a bad timeout.
 *
 * @param ms Milliseconds, or `"infinity"`.
 * @returns `"ok"`
 * @example
 * ```ts
 * import { Process, System } from "beamish";
 * const before = System.monotonicTime();
 * await Process.sleep(100);
 * console.log(System.monotonicTime() - before);
 * //> 100
 * ```
 */
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

/**
 * Waits until a message is in the mailbox, without taking it.
 *
 * Follows Erlang's `hibernate/3`, but goes on where it is: there is no heap to give back here.
 *
 * @returns `"ok"`
 * @example
 * ```ts
 * import { Process, receive, self, send } from "beamish";
 * send(self(), "wake up");
 * await Process.hibernate();
 * console.log(await receive());
 * //> wake up
 * ```
 */
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
 * Waits for a promise of the host: the one bridge between the two worlds. A process that is killed meanwhile never resumes.
 *
 * Erlang has no such function: there, foreign code sends a message. Throws `ArgumentError` for what is no promise; a
 * rejection is thrown where it is waited for.
 *
 * @param promise Anything that has a `then`, except an operation, which needs no bridge.
 * @returns What the promise resolves with.
 * @example
 * ```ts
 * import { fromPromise, receive, self, send, spawn } from "beamish";
 * const me = self();
 * spawn(function* () {
 *   send(me, yield* fromPromise(Promise.resolve(42)));
 * });
 * console.log(await receive());
 * //> 42
 * ```
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
    const count = (change: 1 | -1) => {
      const details = detailsOf(process);
      details.promises = (details.promises ?? 0) + change;
      process.home.countPromises(change);
    };
    const settle = (settled: () => T) => {
      if (!isAlive(process)) return;
      count(-1);
      this.#settled = settled;
      wake(process);
    };
    count(+1);
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

keepOne(() => new Receive(undefined, FOREVER));
keepOne(() => new FinishedOp("", undefined));
