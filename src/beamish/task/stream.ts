/** A stream of results, each computed by a task of its own, as many at a time as are allowed. */
import { badArgument, Exit } from "../term/errors.ts";
import { here } from "../node/node.ts";
import {
  checkTimeout,
  deadlineAfter,
  operation,
  timeLeft,
  type Op,
  type Timeout,
} from "../node/operation.ts";
import { receive } from "../operations.ts";
import type { Steps } from "../kernel/process.ts";
import type { Term } from "../term/term.ts";
import * as Process from "../process.ts";
import { forget, nextResult, takeReply, type Handle } from "./wait.ts";

export interface StreamOptions {
  /** How many tasks there are at a time. Default 8: in Elixir as many as there are schedulers, but here they share one. */
  readonly maxConcurrency?: number;
  /** Whether results come in the order of the inputs. Default true. */
  readonly ordered?: boolean;
  /** Milliseconds that one task may take. Default 5000. */
  readonly timeout?: Timeout;
  /** Whether a task that takes too long ends the consumer (`"exit"`, the default) or itself (`"kill_task"`). */
  readonly onTimeout?: "exit" | "kill_task";
  /** Whether a failure tells its input: `["exit", [input, reason]]`. Default false. */
  readonly zipInputOnExit?: boolean;
}

/** A value, or why there is none (only for a consumer that traps exits, or with `onTimeout: "kill_task"`). */
export type TaskStreamResult<I, T> = readonly ["ok", T] | readonly ["exit", Term | readonly [I, Term]];

/** One task and, once there is one, its result. */
interface Entry<I, T> {
  readonly input: I;
  readonly task: Handle<T>;
  readonly deadline: number;
  result: TaskStreamResult<I, T> | undefined;
}

/**
 * What `Task.asyncStream` gives: lazy, so that nothing starts before somebody takes from it, and never further ahead than
 * `maxConcurrency`. Each time it is consumed it begins anew. In place of Elixir's `Enum`: `toArray`, `take` and `forEach`.
 */
export class TaskStream<I, T> {
  readonly #inputs: Iterable<I>;
  readonly #startTask: (input: I) => Steps<Handle<T>>;
  readonly #options: Required<StreamOptions>;

  constructor(inputs: Iterable<I>, startTask: (input: I) => Steps<Handle<T>>, options: StreamOptions) {
    const where = "Task.asyncStream";
    if (typeof inputs?.[Symbol.iterator] !== "function")
      throw badArgument(where, "something to iterate over", inputs);
    const { maxConcurrency = 8, timeout = 5000, onTimeout = "exit" } = options;
    if (!Number.isInteger(maxConcurrency) || maxConcurrency < 1)
      throw badArgument(where, "`maxConcurrency`: a whole number from 1", maxConcurrency);
    if (onTimeout !== "exit" && onTimeout !== "kill_task")
      throw badArgument(where, '`onTimeout`: "exit" or "kill_task"', onTimeout);
    const { ordered = true, zipInputOnExit = false } = options;
    for (const [name, flag] of Object.entries({ ordered, zipInputOnExit }))
      if (typeof flag !== "boolean") throw badArgument(where, `\`${name}\`: true or false`, flag);
    this.#inputs = inputs;
    this.#startTask = startTask;
    this.#options = {
      maxConcurrency,
      ordered,
      timeout: checkTimeout(where, timeout),
      onTimeout,
      zipInputOnExit,
    };
  }

  /** All results. */
  toArray(): Op<TaskStreamResult<I, T>[]> {
    return this.take(Infinity);
  }

  /** The first `count` results; then the tasks that still run are stopped. */
  take(count: number): Op<TaskStreamResult<I, T>[]> {
    if (!Number.isInteger(count) && count !== Infinity)
      throw badArgument("TaskStream.take", "a whole number of results", count);
    const taken: TaskStreamResult<I, T>[] = [];
    const visit = (result: TaskStreamResult<I, T>) => taken.push(result) < count;
    return operation("TaskStream.take()", () => this.#consume(count > 0 ? visit : undefined, taken));
  }

  /** Calls `visit` with each result as it comes. */
  forEach(visit: (result: TaskStreamResult<I, T>) => unknown): Op<"ok"> {
    if (typeof visit !== "function") throw badArgument("TaskStream.forEach", "a function of a result", visit);
    const goOn = (result: TaskStreamResult<I, T>) => {
      visit(result);
      return true;
    };
    return operation("TaskStream.forEach()", () => this.#consume(goOn, "ok" as const));
  }

  /** Hands out results until there are no more, or `visit` gives false; then gives `value`. */
  *#consume<R>(visit: ((result: TaskStreamResult<I, T>) => boolean) | undefined, value: R): Steps<R> {
    if (visit === undefined) return value;
    const entries: Entry<I, T>[] = [];
    const inputs = this.#inputs[Symbol.iterator]();
    let isEmpty = false;
    try {
      for (;;) {
        for (let at = this.#ready(entries); at >= 0; at = this.#ready(entries))
          if (!visit(entries.splice(at, 1)[0]!.result!)) return value;
        // Results that wait for their turn keep no other task from being started.
        while (!isEmpty && entries.filter(isRunning).length < this.#options.maxConcurrency) {
          const { done, value: input } = inputs.next() as IteratorResult<I, undefined>;
          if (done === true) isEmpty = true;
          else entries.push(yield* this.#begin(input as I));
        }
        if (entries.length === 0) return value;
        yield* this.#wait(entries.filter(isRunning));
      }
    } finally {
      for (const { task } of entries.filter(isRunning)) yield* abandon(task);
      inputs.return?.();
    }
  }

  /** The place of the result that is next, or -1. */
  #ready(entries: readonly Entry<I, T>[]): number {
    const at = entries.findIndex((entry) => !isRunning(entry));
    return this.#options.ordered && at > 0 ? -1 : at;
  }

  *#begin(input: I): Steps<Entry<I, T>> {
    const task = yield* this.#startTask(input);
    return { input, task, deadline: deadlineAfter(this.#options.timeout), result: undefined };
  }

  /** Waits until there is one result more, or the time of a task is up. */
  *#wait(waiting: readonly Entry<I, T>[]): Steps<void> {
    const deadline = Math.min(...waiting.map((entry) => entry.deadline));
    const pending = new Map(waiting.map(({ task }) => [task.ref, task]));
    const call = ["stream", [this.#options.timeout]] as const;
    const next = yield* nextResult<T, Handle<T>>(pending, timeLeft(deadline), ...call);
    if (next === undefined) return yield* this.#timeOut(waiting, deadline);
    const [task, result] = next;
    const entry = waiting.find((entry) => entry.task === task)!;
    yield* release(task);
    entry.result = result[0] === "ok" ? result : this.#failure(entry, result[1]);
  }

  *#timeOut(waiting: readonly Entry<I, T>[], deadline: number): Steps<void> {
    const { onTimeout, timeout } = this.#options;
    if (onTimeout === "exit") {
      // As in Elixir the others run on: those with a link end with the consumer, if the exit ends that.
      for (const entry of waiting) {
        if (entry.deadline <= here().now()) yield* abandon(entry.task);
        else forget(entry.task);
        entry.result = ["exit", "timeout"];
      }
      throw new Exit(["timeout", ["Task.Supervised", "stream", [timeout]]]);
    }
    const entry = waiting.find((entry) => entry.deadline === deadline)!;
    yield* abandon(entry.task);
    entry.result = this.#failure(entry, "timeout");
  }

  #failure({ input }: Entry<I, T>, reason: Term): TaskStreamResult<I, T> {
    return ["exit", this.#options.zipInputOnExit ? [input, reason] : reason];
  }
}

const isRunning = ({ result }: Entry<unknown, unknown>): boolean => result === undefined;

/** Kills a task that nobody waits for any more, and removes whatever it has left in the mailbox. */
function* abandon(task: Handle): Steps<void> {
  Process.unlink(task.pid);
  Process.exit(task.pid, "kill");
  forget(task);
  yield* takeReply(task);
  yield* release(task);
}

/** The end of a task whose result is known is nobody's business. */
function* release({ pid }: Handle): Steps<void> {
  Process.unlink(pid);
  yield* receive(["EXIT", pid], { after: 0 });
}
