/** The results of tasks: waited for, asked for, or no longer wanted. */
import { badArgument } from "../term/errors.ts";
import { checkTimeout, operation, type Op, type Timeout } from "../node/operation.ts";
import { receive } from "../operations.ts";
import type { Steps } from "../kernel/process.ts";
import type { Term } from "../term/term.ts";
import * as Process from "../process.ts";
import {
  checkOwner,
  checkProcess,
  collect,
  forget,
  nodeDown,
  resultOf,
  takeReply,
  waitFailed,
  type Awaitable,
  type Handle,
  type Result,
} from "./wait.ts";

/**
 * The result of a task, which only its owner may await, and only once.
 *
 * Exits with `[reason, ["Task", "await", [task, timeout]]]` if the task ends without a result, and with the reason
 * `"timeout"` after `timeout` ms (5000): the task goes on, but its reply will not come. Throws `ArgumentError` for a task of
 * somebody else. Follows `Task.await/2`.
 *
 * @example
 * ```ts
 * import { Process, Task } from "beamish";
 * const slow = Task.async(function* () {
 *   yield* Process.sleep(100);
 *   return "tea";
 * });
 * console.log(await Task.await(slow, 200));
 * //> tea
 * ```
 */
function awaitTask<T>(task: Awaitable<T>, timeout: Timeout = 5000): Op<T> {
  checkOwner("Task.await", task);
  checkTimeout("Task.await", timeout);
  return operation("Task.await()", function* () {
    const call = ["await", [task, timeout]] as const;
    const result = yield* resultOf(task, timeout, ...call);
    if (result === undefined) forget(task);
    const [tag, value] = result ?? ["exit", "timeout"];
    if (tag === "exit") throw waitFailed(value, ...call);
    return value as T;
  });
}
export { awaitTask as await };

/**
 * The results of all tasks, in their order; exits at the first that fails, and with `"timeout"` if not all are done after
 * `timeout` ms (5000), as `await` does. Follows `Task.await_many/2`.
 *
 * @example
 * ```ts
 * import { Task } from "beamish";
 * const tasks = [1, 2, 3].map((n) => Task.async(() => n * n));
 * console.log(await Task.awaitMany(tasks));
 * //> [1, 4, 9]
 * ```
 */
export function awaitMany<T>(tasks: readonly Awaitable<T>[], timeout: Timeout = 5000): Op<T[]> {
  checkAll("Task.awaitMany", tasks, timeout);
  return operation("Task.awaitMany()", function* () {
    const call = ["await_many", [tasks, timeout]] as const;
    const results = yield* collect(tasks, timeout, call, (all) => [...all.values()].some(isExit));
    const failed = [...results.values()].find(isExit);
    const isDone = tasks.every(({ ref }) => results.has(ref));
    if (failed === undefined && isDone) return tasks.map(({ ref }) => results.get(ref)![1] as T);
    for (const task of tasks) if (!results.has(task.ref)) forget(task);
    throw waitFailed(failed === undefined ? "timeout" : failed[1], ...call);
  });
}

const isExit = (result: Result<unknown>): boolean => result[0] === "exit";

function checkAll(where: string, tasks: readonly Awaitable[], timeout: Timeout): void {
  if (!Array.isArray(tasks)) throw badArgument(where, "a list of tasks", tasks);
  for (const task of tasks) checkOwner(where, task);
  checkTimeout(where, timeout);
}

/**
 * `["ok", value]`, `["exit", reason]`, or `undefined` if there is neither after `timeout` ms (5000): then it may be asked again.
 * Throws `ArgumentError` for a task of somebody else. Follows `Task.yield/2`.
 *
 * @example
 * ```ts
 * import { Process, Task } from "beamish";
 * const task = Task.async(function* () {
 *   yield* Process.sleep(100);
 *   return "tea";
 * });
 * console.log(await Task.yield(task, 50), await Task.yield(task, 100));
 * //> undefined ["ok", "tea"]
 * ```
 */
function yieldTask<T>(task: Awaitable<T>, timeout: Timeout = 5000): Op<Result<T> | undefined> {
  checkOwner("Task.yield", task);
  checkTimeout("Task.yield", timeout);
  return operation("Task.yield()", () => resultOf(task, timeout, "yield", [task, timeout]));
}
export { yieldTask as yield };

export interface YieldManyOptions {
  /** Milliseconds for all of them. Default 5000. */
  readonly timeout?: Timeout;
  /** What happens to those that are not done: `"nothing"` (default), `"ignore"` or `"kill_task"`. */
  readonly onTimeout?: "nothing" | "ignore" | "kill_task";
  /** For how many results to wait. Default: for all. */
  readonly limit?: number;
}

/**
 * Every task with what `yield` gives for it, in their order, after `timeout` ms (5000) at the latest. Throws `ArgumentError` for
 * wrong options. Follows `Task.yield_many/2`.
 *
 * @example
 * ```ts
 * import { Process, Task } from "beamish";
 * const tasks = [10, 900].map((ms) =>
 *   Task.async(function* () {
 *     yield* Process.sleep(ms);
 *     return ms;
 *   }),
 * );
 * const results = await Task.yieldMany(tasks, { timeout: 100, onTimeout: "kill_task" });
 * console.log(results.map(([, result]) => result));
 * //> [["ok", 10], undefined]
 * ```
 */
export function yieldMany<H extends Awaitable>(
  tasks: readonly H[],
  options: Timeout | YieldManyOptions = {},
): Op<(readonly [H, Result<ResultOf<H>> | undefined])[]> {
  const where = "Task.yieldMany";
  const given: YieldManyOptions = typeof options === "object" ? options : { timeout: options };
  const { timeout = 5000, onTimeout = "nothing", limit = Infinity } = given;
  checkAll(where, tasks, timeout);
  if (!["nothing", "ignore", "kill_task"].includes(onTimeout))
    throw badArgument(where, '`onTimeout`: "nothing", "ignore" or "kill_task"', onTimeout);
  if (limit !== Infinity && !(Number.isInteger(limit) && limit > 0))
    throw badArgument(where, "`limit`: a whole number from 1", limit);
  return operation("Task.yieldMany()", function* () {
    const call = ["yield_many", [tasks, options]] as const;
    const results = yield* collect(tasks, timeout, call, (all) => all.size >= limit);
    const answers: (readonly [H, Result<ResultOf<H>> | undefined])[] = [];
    for (const task of tasks) {
      let result = results.get(task.ref) as Result<ResultOf<H>> | undefined;
      // A task that is listed twice has its result once.
      if (!results.delete(task.ref)) result = (yield* endOf(task, onTimeout)) as typeof result;
      answers.push([task, result]);
    }
    return answers;
  });
}

/** What a task gives. */
type ResultOf<H> = H extends Awaitable<infer T> ? T : never;

function* endOf(
  task: Awaitable,
  onTimeout: "nothing" | "ignore" | "kill_task",
): Steps<Result<Term> | undefined> {
  if (onTimeout === "ignore") return yield* ignore(task as Handle);
  if (onTimeout === "kill_task") return yield* shutdown(task as Handle, "brutal_kill");
  return undefined;
}

/**
 * Unlinks a task and stops it: asks it to, and kills it after `timeout` ms (5000); `"brutal_kill"` kills it at once.
 *
 * Gives `["ok", value]` if the result had come after all, `undefined` if the task ended as it was told to, otherwise
 * `["exit", reason]`: `"killed"` if it did not stop in time, `"noproc"` if its result had been taken already. Throws
 * `ArgumentError` for a task of somebody else or without a process. Follows `Task.shutdown/2`.
 *
 * @example
 * ```ts
 * import { Process, Task } from "beamish";
 * const endless = Task.async(() => Process.sleep("infinity"));
 * console.log(await Task.shutdown(endless), Process.alive(endless.pid));
 * //> undefined false
 * ```
 */
export function shutdown<T>(
  task: Handle<T>,
  timeout: Timeout | "brutal_kill" = 5000,
): Op<Result<T> | undefined> {
  checkOwner("Task.shutdown", task);
  checkProcess("Task.shutdown", task);
  if (timeout !== "brutal_kill") checkTimeout("Task.shutdown", timeout);
  return operation("Task.shutdown()", () => stop(task, timeout));
}

function* stop<T>(task: Handle<T>, timeout: Timeout | "brutal_kill"): Steps<Result<T> | undefined> {
  const isBrutal = timeout === "brutal_kill";
  // Not the task's own monitor: it may have told of the end already.
  const monitor = Process.monitor(task.pid);
  Process.unlink(task.pid);
  Process.exit(task.pid, isBrutal ? "kill" : "shutdown");
  const isDown = ["DOWN", monitor];
  let down: Term = yield* receive(isDown, { after: isBrutal ? "infinity" : timeout, else: () => undefined });
  if (down === undefined) {
    Process.exit(task.pid, "kill");
    down = yield* receive(isDown);
  }
  const known: Term =
    down[4] === "noproc" ? yield* receive(["DOWN", task.ref], { after: 0, else: () => down as Term }) : down;
  const reply = yield* takeReply(task);
  forget(task);
  if (reply !== undefined) return reply;
  const [, , , process, reason] = known as readonly Term[];
  if (reason === "noconnection") throw waitFailed(nodeDown(process), "shutdown", [task, timeout]);
  return reason === (isBrutal ? "killed" : "shutdown") ? undefined : ["exit", reason];
}

/**
 * Lets a task go on by itself: unlinks it, and its result will not come. Gives what `yield` would give now. Throws
 * `ArgumentError` for a task of somebody else or without a process. Follows `Task.ignore/1`.
 *
 * @example
 * ```ts
 * import { Process, Task } from "beamish";
 * const task = Task.async(function* () {
 *   yield* Process.sleep(10);
 *   console.log("done all the same");
 * });
 * console.log(await Task.ignore(task));
 * //> undefined
 * //> done all the same
 * ```
 */
export function ignore<T>(task: Handle<T>): Op<Result<T> | undefined> {
  checkOwner("Task.ignore", task);
  checkProcess("Task.ignore", task);
  return operation("Task.ignore()", function* () {
    const result = yield* resultOf(task, 0, "ignore", [task]);
    Process.unlink(task.pid);
    forget(task);
    return result;
  });
}
