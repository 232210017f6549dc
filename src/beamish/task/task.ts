/**
 * `Task`: a process that computes one value, for whoever started it. Follows Elixir's `Task`.
 *
 * `Task.async` and `Task.await` go together: the task is linked to its owner, so that a failure of one is one of the other.
 */
import { checkFunction } from "../term/errors.ts";
import type { Steps } from "../kernel/process.ts";
import type { Waiting } from "../gen/perform.ts";
import { async } from "./start.ts";
import { TaskStream, type StreamOptions } from "./stream.ts";
import type { Handle } from "./wait.ts";

export type { Body } from "./run.ts";
export type { Awaitable, Completed, Handle, Result } from "./wait.ts";
export type { StreamOptions, TaskStream, TaskStreamResult } from "./stream.ts";
export type { YieldManyOptions } from "./await.ts";
export { async, childSpec, completed, start, startLink } from "./start.ts";
export { await, awaitMany, ignore, shutdown, yield, yieldMany } from "./await.ts";
export * as Supervisor from "./supervisor.ts";

/**
 * The results of `fun` for every input, each computed by a task of its own, at most `maxConcurrency` at a time. Nothing starts
 * until the first result is wanted: see `TaskStream`. Throws `ArgumentError` for wrong inputs or options. Follows
 * `Task.async_stream/3`.
 *
 * @example
 * ```ts
 * import { Task } from "beamish";
 * const squares = Task.asyncStream([1, 2, 3], (n) => n * n, { maxConcurrency: 2 });
 * console.log(await squares.toArray());
 * //> [["ok", 1], ["ok", 4], ["ok", 9]]
 * ```
 */
export function asyncStream<I, T>(
  inputs: Iterable<I>,
  fun: (input: I) => Waiting<T> | T,
  options: StreamOptions = {},
): TaskStream<I, T> {
  checkFunction("Task.asyncStream", fun);
  function* startTask(input: I): Steps<Handle<T>> {
    return async(() => fun(input));
  }
  return new TaskStream(inputs, startTask, options);
}
