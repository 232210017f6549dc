/** Starting tasks: with a result that is awaited, or for what they do. */
import { checkFunction } from "../term/errors.ts";
import type { Pid, Ref } from "../term/term.ts";
import { self, send, spawn, spawnLink } from "../primitives.ts";
import * as Process from "../process.ts";
import type { ChildSpec } from "../supervision/child-spec.ts";
import { ancestors, callers, runTask, type Body, type Family } from "./run.ts";
import type { Completed, Handle } from "./wait.ts";

const family = (): Family => ({ callers: callers(), ancestors: ancestors() });

/**
 * Starts a task linked to the caller, whose result is to be awaited. If the task fails, the caller gets its exit signal.
 * Throws `ArgumentError` for what is no function. Follows `Task.async/1`; for `async/3`, which names a function and its
 * arguments, write a closure.
 *
 * @example
 * ```ts
 * import { Task } from "beamish";
 * const task = Task.async(() => 6 * 7);
 * console.log(await Task.await(task));
 * //> 42
 * ```
 */
export function async<T>(body: Body<T>): Handle<T> {
  checkFunction("Task.async", body);
  const own = family();
  const pid = spawnLink(() => runTask(body, own, ref));
  const ref: Ref = Process.monitor(pid, { alias: "demonitor" });
  return { owner: self(), pid, ref };
}

/**
 * Starts a task linked to the caller, for what it does and not for its result. Throws `ArgumentError` for what is no function.
 * Follows `Task.start_link/1`.
 *
 * @example
 * ```ts
 * import { Task, receive, self, send } from "beamish";
 * const me = self();
 * Task.startLink(() => send(me, "done"));
 * console.log(await receive());
 * //> done
 * ```
 */
export function startLink(body: Body<unknown>): Pid {
  checkFunction("Task.startLink", body);
  const own = family();
  return spawnLink(() => runTask(body, own));
}

/**
 * As `startLink`, without the link: nobody notices whether it fails. Follows `Task.start/1`.
 *
 * @example
 * ```ts
 * import { Task, receive, self, send } from "beamish";
 * const me = self();
 * Task.start(() => send(me, "done"));
 * console.log(await receive());
 * //> done
 * ```
 */
export function start(body: Body<unknown>): Pid {
  checkFunction("Task.start", body);
  const own = family();
  return spawn(() => runTask(body, own));
}

/**
 * A task that is done already, with `value`, and has no process. Follows `Task.completed/1`.
 *
 * @example
 * ```ts
 * import { Task } from "beamish";
 * const known = Task.completed("cached");
 * console.log(await Task.awaitMany([known, Task.async(() => "computed")]));
 * //> ["cached", "computed"]
 * ```
 */
export function completed<T>(value: T): Completed<T> {
  const ref = Process.alias();
  send(ref, [ref, value]);
  Process.unalias(ref);
  return { owner: self(), pid: undefined, ref };
}

/**
 * The specification of a task as a child: temporary, since it is done when it ends. Follows `Task.child_spec/1`.
 *
 * @example
 * ```ts
 * import { Supervisor, Task, receive, self, send } from "beamish";
 * const me = self();
 * await Supervisor.startLink([[Task, () => send(me, "ran")]], { strategy: "one_for_one" });
 * console.log(await receive(), Task.childSpec(() => 1).restart);
 * //> ran temporary
 * ```
 */
export function childSpec(body: Body<unknown>): ChildSpec {
  return { id: "Task", start: () => startLink(body), restart: "temporary" };
}
