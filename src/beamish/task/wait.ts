/** Waiting for tasks: the replies, the ends without a reply, and the time that is up. */
import { badArgument, Exit } from "../term/errors.ts";
import { here } from "../node/node.ts";
import { deadlineAfter, timeLeft, type Timeout } from "../node/operation.ts";
import { receive } from "../operations.ts";
import type { Steps } from "../kernel/process.ts";
import type { Pid, Ref, Term } from "../term/term.ts";
import { self } from "../primitives.ts";
import * as Process from "../process.ts";

/** A task that was started by `async`: its owner may wait for its result, once. */
export interface Handle<T = Term> {
  readonly owner: Pid;
  readonly pid: Pid;
  /** The monitor of the task, and the alias through which its reply comes. */
  readonly ref: Ref;
  /** Only for types: what the task gives. */
  readonly result?: T;
}

/** A task that was done from the start: there is a result, and no process. */
export interface Completed<T = Term> extends Omit<Handle<T>, "pid"> {
  readonly pid: undefined;
}

/** A task that may be awaited. */
export type Awaitable<T = Term> = Handle<T> | Completed<T>;

/** How a task went: its value, or the reason of its end without one. */
export type Result<T> = readonly ["ok", T] | readonly ["exit", reason: Term];

/**
 * The next result of one of the tasks in `pending`, with the task; `undefined` when the time is up first. Exits, as the call of
 * `Task` that is named, if the node of a task is lost.
 */
export function* nextResult<T, H extends Awaitable<T>>(
  pending: ReadonlyMap<Ref, H>,
  after: Timeout,
  ...call: Call
): Steps<readonly [H, Result<T>] | undefined> {
  const message: Term = yield* receive(
    (message) => Array.isArray(message) && pending.has(message[0] === "DOWN" ? message[1] : message[0]),
    { after, else: () => undefined },
  );
  if (message === undefined) return undefined;
  const [tag, value] = message;
  if (tag === "DOWN") {
    if (message[4] === "noconnection") throw waitFailed(nodeDown(message[3]), ...call);
    return [pending.get(value)!, ["exit", message[4]]];
  }
  forget(pending.get(tag)!);
  return [pending.get(tag)!, ["ok", value]];
}

/** The result of one task, or `undefined` if the time is up first. */
export function* resultOf<T>(
  task: Awaitable<T>,
  after: Timeout,
  ...call: Call
): Steps<Result<T> | undefined> {
  return (yield* nextResult<T, Awaitable<T>>(new Map([[task.ref, task]]), after, ...call))?.[1];
}

/** The name of a function of `Task`, in OTP's spelling, and its arguments. */
export type Call = readonly [name: string, args: readonly Term[]];

/** Why nothing more is heard of a process, `[name, node]` or a pid. */
export function nodeDown(process: Term): readonly ["nodedown", string] {
  return ["nodedown", Array.isArray(process) ? (process[1] as string) : here().name];
}

/** Waits no longer for a task: neither its reply nor its end will be told. */
export function forget({ ref }: Awaitable): void {
  Process.demonitor(ref, ["flush"]);
}

/** A reply that has come already. */
export function* takeReply<T>({ ref }: Handle<T>): Steps<readonly ["ok", T] | undefined> {
  const reply = yield* receive<readonly [Ref, T], undefined>([ref], { after: 0, else: () => undefined });
  return reply === undefined ? undefined : ["ok", reply[1]];
}

/** Collects the results of many tasks by reference, until `timeout` ms are over or until `isEnough` says so. */
export function* collect<T>(
  tasks: readonly Awaitable<T>[],
  timeout: Timeout,
  call: Call,
  isEnough: (results: ReadonlyMap<Ref, Result<T>>) => boolean,
): Steps<Map<Ref, Result<T>>> {
  const pending = new Map(tasks.map((task) => [task.ref, task]));
  const results = new Map<Ref, Result<T>>();
  const deadline = deadlineAfter(timeout);
  while (pending.size > 0 && !isEnough(results)) {
    const next = yield* nextResult(pending, timeLeft(deadline), ...call);
    if (next === undefined) break;
    const [{ ref }, result] = next;
    pending.delete(ref);
    results.set(ref, result as Result<T>);
  }
  return results;
}

/** Throws unless the calling process is the owner: nobody else gets the reply. */
export function checkOwner(where: string, task: Awaitable): void {
  if (typeof task !== "object" || task === null || task.ref === undefined)
    throw badArgument(where, "a task", task);
  if (task.owner === self()) return;
  const advice = `It was started by ${task.owner}, which alone gets its reply.`;
  throw badArgument(where, "a task of the calling process", task.pid, advice);
}

/** Throws if the task has no process that could be stopped or left alone. */
export function checkProcess(where: string, task: Awaitable): void {
  if (task.pid === undefined)
    throw badArgument(where, "a task that has a process", task, "This one was completed from the start.");
}

/** The exit of who waits in vain: the reason, and the call of `Task`. */
export function waitFailed(reason: Term, name: string, args: readonly Term[]): Exit {
  return new Exit([reason, ["Task", name, args]]);
}
