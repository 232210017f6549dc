/** `Task.Supervisor`: tasks that belong to a supervisor and not only to who wants them. Follows Elixir's `Task.Supervisor`. */
import { badArgument, StartError } from "../kernel/errors.ts";
import { operation, type Op } from "../kernel/operation.ts";
import { receive } from "../operations.ts";
import type { Steps } from "../kernel/process.ts";
import type { Pid, Ref, Term } from "../kernel/term.ts";
import type { Server } from "../names.ts";
import { exit, self, send, spawnLink } from "../primitives.ts";
import * as Process from "../process.ts";
import type { Waiting } from "../gen/perform.ts";
import type { ChildSpec } from "../supervision/child-spec.ts";
import * as DynamicSupervisor from "../supervision/dynamic-supervisor.ts";
import type { StartOptions } from "../supervision/supervisor.ts";
import { ancestors, callers, runTask, type Body, type Callers } from "./run.ts";
import { TaskStream, type StreamOptions } from "./stream.ts";
import type { Handle } from "./wait.ts";

export type Options = Pick<DynamicSupervisor.Options, "maxChildren" | "maxRestarts" | "maxSeconds"> &
  StartOptions;

/** How a task is supervised. */
export interface TaskOptions {
  /** Default `"temporary"`: a task is never started again. */
  readonly restart?: "temporary" | "transient" | "permanent";
  /** How long the task may take to stop. Default 5000. */
  readonly shutdown?: number | "brutal_kill" | "infinity";
}

/** Starts a supervisor of tasks, linked to the caller. Follows `Task.Supervisor.start_link/1`. */
export function startLink(options: Options = {}): Op<Pid> {
  return DynamicSupervisor.startLink(options);
}

/** The specification of a supervisor of tasks as a child. Follows `Task.Supervisor.child_spec/1`. */
export function childSpec(options: Options = {}): ChildSpec {
  return { id: options.name ?? "Task.Supervisor", start: () => startLink(options), type: "supervisor" };
}

/**
 * Starts a task under the supervisor, for what it does and not for its result. Throws `StartError` (`"max_children"`).
 * Follows `Task.Supervisor.start_child/3`.
 */
export function startChild(supervisor: Server, body: Body<unknown>, options: TaskOptions = {}): Op<Pid> {
  check("startChild", body);
  const wanted = callers();
  const start = () => {
    const family = { callers: wanted, ancestors: ancestors() };
    return spawnLink(() => runTask(body, family));
  };
  return DynamicSupervisor.startChild<Pid>(supervisor, specification(start, options));
}

/**
 * Starts a task under the supervisor, linked to the caller too, whose result is to be awaited with `Task.await`.
 *
 * Throws an error when the supervisor has as many children as it may have. Follows `Task.Supervisor.async/3`.
 */
export function async<T>(supervisor: Server, body: Body<T>, options: TaskOptions = {}): Op<Handle<T>> {
  return operation("Task.Supervisor.async()", () =>
    startTask(supervisor, check("async", body), options, true),
  );
}

/** As `async`, but a failure of the task is no failure of the caller. Follows `Task.Supervisor.async_nolink/3`. */
export function asyncNolink<T>(supervisor: Server, body: Body<T>, options: TaskOptions = {}): Op<Handle<T>> {
  return operation("Task.Supervisor.asyncNolink()", () =>
    startTask(supervisor, check("asyncNolink", body), options, false),
  );
}

/** As `Task.asyncStream`, with the tasks under the supervisor. Follows `Task.Supervisor.async_stream/4`. */
export function asyncStream<I, T>(
  supervisor: Server,
  inputs: Iterable<I>,
  fun: (input: I) => Waiting<T> | T,
  options: StreamOptions & TaskOptions = {},
): TaskStream<I, T> {
  check("asyncStream", fun);
  return new TaskStream(inputs, (input) => startTask(supervisor, () => fun(input), options, true), options);
}

/** As `asyncStream`, without links: failures are results. Follows `Task.Supervisor.async_stream_nolink/4`. */
export function asyncStreamNolink<I, T>(
  supervisor: Server,
  inputs: Iterable<I>,
  fun: (input: I) => Waiting<T> | T,
  options: StreamOptions & TaskOptions = {},
): TaskStream<I, T> {
  check("asyncStreamNolink", fun);
  return new TaskStream(inputs, (input) => startTask(supervisor, () => fun(input), options, false), options);
}

/** The pids of the tasks that run. Follows `Task.Supervisor.children/1`. */
export function children(supervisor: Server): Op<Pid[]> {
  return operation("Task.Supervisor.children()", function* () {
    const all = yield* DynamicSupervisor.whichChildren(supervisor);
    return all.flatMap(([, pid]) => (typeof pid === "object" ? [pid] : []));
  });
}

/** Stops a task. Throws `ChildError` (`"not_found"`). Follows `Task.Supervisor.terminate_child/2`. */
export function terminateChild(supervisor: Server, pid: Pid): Op<"ok"> {
  return DynamicSupervisor.terminateChild(supervisor, pid);
}

function check<F>(where: string, fun: F): F {
  if (typeof fun === "function") return fun;
  throw badArgument(`Task.Supervisor.${where}`, "a function or a generator function", fun);
}

function specification(start: () => Pid, { restart = "temporary", shutdown = 5000 }: TaskOptions): ChildSpec {
  return { id: "Task", start, restart, shutdown };
}

/** Starts a task whose owner is the calling process. It begins once the owner has told it where to send the result. */
function* startTask<T>(
  supervisor: Server,
  body: Body<T>,
  options: TaskOptions,
  link: boolean,
): Steps<Handle<T>> {
  const owner = self();
  const wanted = callers();
  const start = () => {
    const above = ancestors();
    return spawnLink(() => awaitOwner(owner, body, wanted, above));
  };
  let pid: Pid;
  try {
    pid = yield* DynamicSupervisor.startChild<Pid>(supervisor, specification(start, options));
  } catch (thrown) {
    if (!(thrown instanceof StartError) || thrown.reason !== "max_children") throw thrown;
    throw new Error("reached the maximum number of tasks for this task supervisor");
  }
  if (link) Process.link(pid);
  const ref = Process.monitor(pid, { alias: "demonitor" });
  send(pid, ["$task", owner, ref]);
  return { owner, pid, ref };
}

function* awaitOwner(
  owner: Pid,
  body: Body<Term>,
  callers: Callers,
  above: readonly (Pid | string)[],
): Steps<void> {
  const monitor = Process.monitor(owner);
  const message: Term = yield* receive(
    (message) =>
      Array.isArray(message) &&
      ((message[0] === "$task" && message[1] === owner) || (message[0] === "DOWN" && message[1] === monitor)),
  );
  if (message[0] === "DOWN") exit(["shutdown", message[4]]);
  Process.demonitor(monitor, ["flush"]);
  yield* runTask(body, { callers, ancestors: above }, message[2] as Ref);
}
