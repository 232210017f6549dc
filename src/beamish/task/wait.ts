/** Waiting for tasks: the replies, the ends without a reply, and the time that is up. */
import { badArgument, Exit } from "../kernel/errors.ts";
import { here } from "../kernel/node.ts";
import { type Timeout } from "../kernel/operation.ts";
import { receive } from "../operations.ts";
import type { Steps } from "../kernel/process.ts";
import type { Pid, Ref, Term } from "../kernel/term.ts";
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

/** How a task went: its value, or the reason of its end without one. */
export type Result<T> = readonly ["ok", T] | readonly ["exit", reason: Term];

/** The next result of one of the tasks in `pending`, with the task; `undefined` when the time is up first. */
export function* nextResult<T>(
  pending: ReadonlyMap<Ref, Handle<T>>,
  after: Timeout,
): Steps<readonly [Handle<T>, Result<T>] | undefined> {
  const message: Term = yield* receive(
    (message) => Array.isArray(message) && pending.has(message[0] === "DOWN" ? message[1] : message[0]),
    { after, else: () => undefined },
  );
  if (message === undefined) return undefined;
  const [tag, value] = message;
  if (tag === "DOWN") return [pending.get(value)!, ["exit", message[4]]];
  forget(pending.get(tag)!);
  return [pending.get(tag)!, ["ok", value]];
}

/** Waits no longer for a task: neither its reply nor its end will be told. */
export function forget({ ref }: Handle): void {
  Process.demonitor(ref, ["flush"]);
}

/** A reply that has come already. */
export function* takeReply<T>({ ref }: Handle<T>): Steps<readonly ["ok", T] | undefined> {
  const reply = yield* receive<readonly [Ref, T], undefined>([ref], { after: 0, else: () => undefined });
  return reply === undefined ? undefined : ["ok", reply[1]];
}

/** Collects the results of many tasks by reference, until `deadline` or until `enough` says so. */
export function* collect<T>(
  tasks: readonly Handle<T>[],
  timeout: Timeout,
  enough: (result: Result<T>) => boolean = () => false,
): Steps<Map<Ref, Result<T>>> {
  const pending = new Map(tasks.map((task) => [task.ref, task]));
  const results = new Map<Ref, Result<T>>();
  const deadline = timeout === "infinity" ? Infinity : here().now() + timeout;
  while (pending.size > 0) {
    const left = deadline === Infinity ? "infinity" : Math.max(0, deadline - here().now());
    const next = yield* nextResult(pending, left);
    if (next === undefined) break;
    const [{ ref }, result] = next;
    pending.delete(ref);
    results.set(ref, result);
    if (enough(result)) break;
  }
  return results;
}

/** Throws unless the calling process is the owner: nobody else gets the reply. */
export function checkOwner(where: string, task: Handle): void {
  if (typeof task !== "object" || task === null || task.ref === undefined)
    throw badArgument(where, "a task", task);
  if (task.owner === self()) return;
  const advice = `It was started by ${task.owner}, which alone gets its reply.`;
  throw badArgument(where, "a task of the calling process", task.pid, advice);
}

/** The exit of who waits in vain: the reason, and the call of `Task`. */
export function waitFailed(reason: Term, name: string, args: readonly Term[]): Exit {
  return new Exit([reason, ["Task", name, args]]);
}
