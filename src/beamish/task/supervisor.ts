/** `Task.Supervisor`: tasks that belong to a supervisor and not only to who wants them. Follows Elixir's `Task.Supervisor`. */
import { badArgument, checkFunction, StartError } from "../term/errors.ts";
import { operation, type Op } from "../node/operation.ts";
import { receive } from "../operations.ts";
import type { Steps } from "../kernel/process.ts";
import type { Pid, Ref, Term } from "../term/term.ts";
import type { Server } from "../names.ts";
import { exit, self, send, spawnLink } from "../primitives.ts";
import * as Process from "../process.ts";
import type { Waiting } from "../gen/perform.ts";
import type { ChildSpec } from "../supervision/child-spec.ts";
import * as DynamicSupervisor from "../supervision/dynamic-supervisor.ts";
import { ancestors, callers, runTask, type Body, type Family } from "./run.ts";
import { TaskStream, type StreamOptions } from "./stream.ts";
import type { Handle } from "./wait.ts";

export type Options = Pick<DynamicSupervisor.Options, "maxChildren" | "maxRestarts" | "maxSeconds"> &
  DynamicSupervisor.StartOptions;

/** How a task is supervised. */
export interface TaskOptions {
  /** Default `"temporary"`: a task is never started again. */
  readonly restart?: "temporary" | "transient" | "permanent";
  /** How long the task may take to stop, in milliseconds. Default 5000. */
  readonly shutdown?: number | "brutal_kill" | "infinity";
}

/** A task with a result is never started again: nobody would wait for the second one. */
export type AwaitedOptions = Pick<TaskOptions, "shutdown">;

/**
 * Starts a supervisor of tasks, linked to the caller. Throws `ArgumentError` for a wrong option and `StartError` for a taken name.
 * Follows `Task.Supervisor.start_link/1`.
 *
 * @example
 * ```ts
 * import { Task } from "beamish";
 * await Task.Supervisor.startLink({ name: "tasks", maxChildren: 10 });
 * console.log(await Task.Supervisor.children("tasks"));
 * //> []
 * ```
 */
export function startLink(options: Options = {}): Op<Pid> {
  return DynamicSupervisor.startLink(options);
}

/**
 * The specification of a supervisor of tasks as a child: its id is its name, or `"Task.Supervisor"`. Follows
 * `Task.Supervisor.child_spec/1`.
 *
 * @example
 * ```ts
 * import { Supervisor, Task } from "beamish";
 * await Supervisor.startLink([[Task.Supervisor, { name: "tasks" }]], { strategy: "one_for_one" });
 * const task = await Task.Supervisor.async("tasks", () => 1 + 1);
 * console.log(await Task.await(task), Task.Supervisor.childSpec().id);
 * //> 2 Task.Supervisor
 * ```
 */
export function childSpec(options: Options = {}): ChildSpec {
  return { id: options.name ?? "Task.Supervisor", start: () => startLink(options), type: "supervisor" };
}

/**
 * Starts a task under the supervisor, for what it does and not for its result. Throws `StartError` with `"max_children"` if it has
 * as many as it may have, and `ArgumentError` for wrong options. Follows `Task.Supervisor.start_child/3`.
 *
 * @example
 * ```ts
 * import { Task, receive, self, send } from "beamish";
 * const me = self();
 * const pid = await Task.Supervisor.startLink();
 * await Task.Supervisor.startChild(pid, () => send(me, "done"));
 * console.log(await receive());
 * //> done
 * ```
 */
export function startChild(supervisor: Server, body: Body<unknown>, options: TaskOptions = {}): Op<Pid> {
  check("startChild", body, options);
  const spec = specification((family) => runTask(body, family), options);
  return DynamicSupervisor.startChild<Pid>(supervisor, spec);
}

/**
 * Starts a task under the supervisor, linked to the caller too, whose result is to be awaited with `Task.await`.
 *
 * Throws an error when the supervisor has as many children as it may have, and `ArgumentError` for wrong options. Follows
 * `Task.Supervisor.async/3`.
 *
 * @example
 * ```ts
 * import { Task } from "beamish";
 * const pid = await Task.Supervisor.startLink();
 * const task = await Task.Supervisor.async(pid, () => 6 * 7);
 * console.log(await Task.await(task));
 * //> 42
 * ```
 */
export function async<T>(supervisor: Server, body: Body<T>, options: AwaitedOptions = {}): Op<Handle<T>> {
  check("async", body, options);
  return operation("Task.Supervisor.async()", () => startTask(supervisor, body, options, true));
}

/**
 * As `async`, but a failure of the task is no failure of the caller. Follows `Task.Supervisor.async_nolink/3`.
 *
 * @example
 * ```ts
 * import { Task, exit } from "beamish";
 * const pid = await Task.Supervisor.startLink();
 * const task = await Task.Supervisor.asyncNolink(pid, () => exit("shutdown"));
 * console.log(await Task.yield(task));
 * //> ["exit", "shutdown"]
 * ```
 */
export function asyncNolink<T>(
  supervisor: Server,
  body: Body<T>,
  options: AwaitedOptions = {},
): Op<Handle<T>> {
  check("asyncNolink", body, options);
  return operation("Task.Supervisor.asyncNolink()", () => startTask(supervisor, body, options, false));
}

/**
 * As `Task.asyncStream`, with the tasks under the supervisor. Follows `Task.Supervisor.async_stream/4`.
 *
 * @example
 * ```ts
 * import { Task } from "beamish";
 * const pid = await Task.Supervisor.startLink();
 * const squares = Task.Supervisor.asyncStream(pid, [1, 2, 3], (n) => n * n);
 * console.log(await squares.take(2));
 * //> [["ok", 1], ["ok", 4]]
 * ```
 */
export function asyncStream<I, T>(
  supervisor: Server,
  inputs: Iterable<I>,
  fun: (input: I) => Waiting<T> | T,
  options: StreamOptions & AwaitedOptions = {},
): TaskStream<I, T> {
  check("asyncStream", fun, options);
  return new TaskStream(inputs, (input) => startTask(supervisor, () => fun(input), options, true), options);
}

/**
 * As `asyncStream`, without links: failures are results. Follows `Task.Supervisor.async_stream_nolink/4`.
 *
 * @example
 * ```ts
 * import { Task, exit } from "beamish";
 * const pid = await Task.Supervisor.startLink();
 * const even = (n: number): number => (n % 2 === 0 ? n : exit("shutdown"));
 * console.log(await Task.Supervisor.asyncStreamNolink(pid, [1, 2], even).toArray());
 * //> [["exit", "shutdown"], ["ok", 2]]
 * ```
 */
export function asyncStreamNolink<I, T>(
  supervisor: Server,
  inputs: Iterable<I>,
  fun: (input: I) => Waiting<T> | T,
  options: StreamOptions & AwaitedOptions = {},
): TaskStream<I, T> {
  check("asyncStreamNolink", fun, options);
  return new TaskStream(inputs, (input) => startTask(supervisor, () => fun(input), options, false), options);
}

/**
 * The pids of the tasks that run. Follows `Task.Supervisor.children/1`.
 *
 * @example
 * ```ts
 * import { Process, Task } from "beamish";
 * const pid = await Task.Supervisor.startLink();
 * const task = await Task.Supervisor.startChild(pid, () => Process.sleep(1000));
 * console.log((await Task.Supervisor.children(pid))[0] === task);
 * //> true
 * ```
 */
export function children(supervisor: Server): Op<Pid[]> {
  return operation("Task.Supervisor.children()", function* () {
    const all = yield* DynamicSupervisor.whichChildren(supervisor);
    return all.flatMap(([, pid]) => (typeof pid === "object" ? [pid] : []));
  });
}

/**
 * Stops a task. Throws `ChildError` (`"not_found"`) if there is no such task. Follows `Task.Supervisor.terminate_child/2`.
 *
 * @example
 * ```ts
 * import { Process, Task } from "beamish";
 * const pid = await Task.Supervisor.startLink();
 * const task = await Task.Supervisor.startChild(pid, () => Process.sleep("infinity"));
 * console.log(await Task.Supervisor.terminateChild(pid, task), Process.alive(task));
 * //> ok false
 * ```
 */
export function terminateChild(supervisor: Server, pid: Pid): Op<"ok"> {
  return DynamicSupervisor.terminateChild(supervisor, pid);
}

/** Options are checked here and not in the supervisor, which would refuse them when the first task is wanted. */
function check(name: string, fun: unknown, { restart, shutdown }: TaskOptions): void {
  const where = `Task.Supervisor.${name}`;
  checkFunction(where, fun);
  const restarts: readonly unknown[] = [undefined, "temporary", "transient", "permanent"];
  if (!restarts.includes(restart))
    throw badArgument(where, '`restart`: "temporary", "transient" or "permanent"', restart);
  const isTime = typeof shutdown === "number" && shutdown >= 0;
  if (!isTime && ![undefined, "brutal_kill", "infinity"].includes(shutdown as string | undefined))
    throw badArgument(where, '`shutdown`: milliseconds, "brutal_kill" or "infinity"', shutdown);
}

/** As options, with `undefined` for what is not given. */
type Loose = { readonly [K in keyof TaskOptions]: TaskOptions[K] | undefined };

/** A task as a child: its callers are those of the process that wants it, its ancestors those of the supervisor. */
function specification(
  run: (family: Family) => Steps<void>,
  { restart = "temporary", shutdown = 5000 }: Loose,
): ChildSpec {
  const wanted = callers();
  const start = () => {
    const family = { callers: wanted, ancestors: ancestors() };
    return spawnLink(() => run(family));
  };
  return { id: "Task", start, restart, shutdown };
}

/** Starts a task whose owner is the calling process. It begins once the owner has told it where to send the result. */
function* startTask<T>(
  supervisor: Server,
  body: Body<T>,
  { shutdown }: AwaitedOptions,
  link: boolean,
): Steps<Handle<T>> {
  const owner = self();
  const spec = specification((family) => awaitOwner(owner, body, family), { shutdown });
  let pid: Pid;
  try {
    pid = yield* DynamicSupervisor.startChild<Pid>(supervisor, spec);
  } catch (thrown) {
    if (!(thrown instanceof StartError) || thrown.reason !== "max_children") throw thrown;
    throw new Error("reached the maximum number of tasks for this task supervisor");
  }
  if (link) Process.link(pid);
  const ref = Process.monitor(pid, { alias: "demonitor" });
  send(pid, ["$task", owner, ref]);
  return { owner, pid, ref };
}

function* awaitOwner(owner: Pid, body: Body<Term>, family: Family): Steps<void> {
  const monitor = Process.monitor(owner);
  const message: Term = yield* receive(
    (message) =>
      Array.isArray(message) &&
      ((message[0] === "$task" && message[1] === owner) || (message[0] === "DOWN" && message[1] === monitor)),
  );
  if (message[0] === "DOWN") exit(["shutdown", message[4]]);
  Process.demonitor(monitor, ["flush"]);
  yield* runTask(body, family, message[2] as Ref);
}
