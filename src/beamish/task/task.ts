/**
 * `Task`: a process that computes one value, for whoever started it. Follows Elixir's `Task`.
 *
 * `Task.async` and `Task.await` go together: the task is linked to its owner, so that a failure of one is one of the other.
 */
import { badArgument } from "../kernel/errors.ts";
import { operation, type Op, type Timeout } from "../kernel/operation.ts";
import type { Steps } from "../kernel/process.ts";
import type { Pid, Ref, Term } from "../kernel/term.ts";
import { self, send, spawn, spawnLink } from "../primitives.ts";
import * as Process from "../process.ts";
import type { Waiting } from "../gen/perform.ts";
import type { ChildSpec } from "../supervision/child-spec.ts";
import { ancestors, callers, runTask, type Body, type Family } from "./run.ts";
import { TaskStream, type StreamOptions, type TaskStreamResult } from "./stream.ts";
import {
  checkOwner,
  collect,
  forget,
  nextResult,
  takeReply,
  waitFailed,
  type Handle,
  type Result,
} from "./wait.ts";

export type { Body } from "./run.ts";
export type { Handle, Result } from "./wait.ts";
export type { StreamOptions, TaskStream, TaskStreamResult } from "./stream.ts";
export * as Supervisor from "./supervisor.ts";

const family = (): Family => ({ callers: callers(), ancestors: ancestors() });

function check<T>(where: string, body: Body<T>): Body<T> {
  if (typeof body !== "function") throw badArgument(where, "a function or a generator function", body);
  return body;
}

// ---- Starting --------------------------------------------------------------------------------------------------------

/**
 * Starts a task linked to the caller, whose result is to be awaited. If the task fails, the caller gets its exit signal.
 * Follows `Task.async/1`.
 */
export function async<T>(body: Body<T>): Handle<T> {
  check("Task.async", body);
  const own = family();
  const pid = spawnLink(() => runTask(body, own, ref));
  const ref: Ref = Process.monitor(pid, { alias: "demonitor" });
  return { owner: self(), pid, ref };
}

/** Starts a task linked to the caller, for what it does and not for its result. Follows `Task.start_link/1`. */
export function startLink(body: Body<unknown>): Pid {
  check("Task.startLink", body);
  const own = family();
  return spawnLink(() => runTask(body, own));
}

/** As `startLink`, without the link: nobody notices whether it fails. Follows `Task.start/1`. */
export function start(body: Body<unknown>): Pid {
  check("Task.start", body);
  const own = family();
  return spawn(() => runTask(body, own));
}

/** A task that is done already, with `value`. Follows `Task.completed/1`. */
export function completed<T>(value: T): Handle<T> {
  const ref = Process.alias();
  send(ref, [ref, value]);
  Process.unalias(ref);
  return { owner: self(), pid: self(), ref };
}

/** The specification of a task as a child: temporary, since it is done when it ends. Follows `Task.child_spec/1`. */
export function childSpec(body: Body<unknown>): ChildSpec {
  return { id: "Task", start: () => startLink(body), restart: "temporary" };
}

// ---- Waiting ---------------------------------------------------------------------------------------------------------

/**
 * The result of a task, which only its owner may await, and only once.
 *
 * Exits with `[reason, ["Task", "await", [task, timeout]]]` if the task ends without a result, and with the reason
 * `"timeout"` after `timeout` ms (5000): the task goes on, but its reply will not come. Follows `Task.await/2`.
 */
function awaitTask<T>(task: Handle<T>, timeout: Timeout = 5000): Op<T> {
  checkOwner("Task.await", task);
  return operation("Task.await()", function* () {
    const next = yield* nextResult(new Map([[task.ref, task]]), timeout);
    if (next === undefined) forget(task);
    const [, [tag, value]] = next ?? [task, ["exit", "timeout"]];
    if (tag === "exit") throw waitFailed(value, "await", [task, timeout]);
    return value as T;
  });
}
export { awaitTask as await };

/** The results of all tasks, in their order; exits at the first that fails, as `await` does. Follows `await_many/2`. */
export function awaitMany<T>(tasks: readonly Handle<T>[], timeout: Timeout = 5000): Op<T[]> {
  for (const task of tasks) checkOwner("Task.awaitMany", task);
  return operation("Task.awaitMany()", function* () {
    const results = yield* collect(tasks, timeout, ([tag]) => tag === "exit");
    const values = tasks.map(({ ref }) => results.get(ref));
    const failed = values.find((result) => result?.[0] === "exit");
    if (failed === undefined && results.size === tasks.length) return values.map((result) => result![1] as T);
    for (const task of tasks) if (!results.has(task.ref)) forget(task);
    throw waitFailed(failed === undefined ? "timeout" : failed[1], "await_many", [tasks, timeout]);
  });
}

/**
 * `["ok", value]`, `["exit", reason]`, or `undefined` if there is neither after `timeout` ms: then it may be asked again.
 * Follows `Task.yield/2`.
 */
function yieldTask<T>(task: Handle<T>, timeout: Timeout = 5000): Op<Result<T> | undefined> {
  checkOwner("Task.yield", task);
  return operation("Task.yield()", function* () {
    return (yield* nextResult(new Map([[task.ref, task]]), timeout))?.[1];
  });
}
export { yieldTask as yield };

export interface YieldManyOptions {
  /** Milliseconds for all of them. Default 5000. */
  readonly timeout?: Timeout;
  /** What happens to those that are not done: `"nothing"` (default), `"ignore"` or `"kill_task"`. */
  readonly onTimeout?: "nothing" | "ignore" | "kill_task";
}

/** Every task with what `yield` gives for it, in their order. Follows `Task.yield_many/2`. */
export function yieldMany<T>(
  tasks: readonly Handle<T>[],
  options: Timeout | YieldManyOptions = {},
): Op<(readonly [Handle<T>, Result<T> | undefined])[]> {
  for (const task of tasks) checkOwner("Task.yieldMany", task);
  const { timeout = 5000, onTimeout = "nothing" } =
    typeof options === "object" ? options : { timeout: options };
  return operation("Task.yieldMany()", function* () {
    const results = yield* collect(tasks, timeout);
    for (const task of tasks) {
      if (results.has(task.ref) || onTimeout === "nothing") continue;
      if (onTimeout === "ignore") yield* ignore(task);
      else yield* shutdown(task, "brutal_kill");
    }
    return tasks.map((task) => [task, results.get(task.ref)] as const);
  });
}

/**
 * Stops a task: asks it to, and kills it after `timeout` ms (5000); `"brutal_kill"` kills it at once. Gives its result if it had
 * one after all, its reason if it ended by another, and otherwise `undefined`. Follows `Task.shutdown/2`.
 */
export function shutdown<T>(
  task: Handle<T>,
  timeout: Timeout | "brutal_kill" = 5000,
): Op<Result<T> | undefined> {
  checkOwner("Task.shutdown", task);
  return operation("Task.shutdown()", function* (): Steps<Result<T> | undefined> {
    if (task.pid === self()) return yield* takeReply(task);
    Process.unlink(task.pid);
    Process.exit(task.pid, timeout === "brutal_kill" ? "kill" : "shutdown");
    const expected = timeout === "brutal_kill" ? "killed" : "shutdown";
    const pending = new Map([[task.ref, task]]);
    let next = yield* nextResult(pending, timeout === "brutal_kill" ? "infinity" : timeout);
    if (next === undefined) {
      Process.exit(task.pid, "kill");
      next = yield* nextResult(pending, "infinity");
    }
    const [, result] = next!;
    return result[0] === "exit" && result[1] === expected ? undefined : result;
  });
}

/** Lets a task go on by itself: unlinks it. Gives what `yield` would give now. Follows `Task.ignore/1`. */
export function ignore<T>(task: Handle<T>): Op<Result<T> | undefined> {
  checkOwner("Task.ignore", task);
  return operation("Task.ignore()", function* () {
    const next = yield* nextResult(new Map([[task.ref, task]]), 0);
    if (task.pid !== self()) Process.unlink(task.pid);
    forget(task);
    return next?.[1];
  });
}

// ---- Streams ---------------------------------------------------------------------------------------------------------

/**
 * The results of `fun` for every input, each computed by a task of its own, at most `maxConcurrency` at a time. Nothing starts
 * until the first result is wanted: see `TaskStream`. Follows `Task.async_stream/3`.
 */
export function asyncStream<I, T>(
  inputs: Iterable<I>,
  fun: (input: I) => Waiting<T> | T,
  options: StreamOptions = {},
): TaskStream<I, T> {
  if (typeof fun !== "function")
    throw badArgument("Task.asyncStream", "a function or a generator function", fun);
  function* startTask(input: I): Steps<Handle<T>> {
    return async(() => fun(input));
  }
  return new TaskStream(inputs, startTask, options);
}

/** What an element of a stream is. */
export type StreamResult<I, T> = TaskStreamResult<I, T>;
export type { Term };
