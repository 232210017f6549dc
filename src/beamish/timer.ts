/** `Timer`: things to be done later or again and again. Follows Erlang's `timer`. */
import { badArgument } from "./term/errors.ts";
import { MessageTimer } from "./message-timer.ts";
import { here } from "./node/node.ts";
import { receive } from "./operations.ts";
import { isolate, spawn } from "./primitives.ts";
import type { Body } from "./primitives.ts";
import { isSteps, processOf } from "./kernel/process.ts";
import { isPid, isRef, targetOfRef } from "./term/term.ts";
import type { Pid, Ref, Term } from "./term/term.ts";
import * as Process from "./process.ts";

export { sleep } from "./operations.ts";

/** Milliseconds in so many seconds, minutes, hours. */
export const seconds = (n: number): number => n * 1000;
export const minutes = (n: number): number => n * 60_000;
export const hours = (n: number): number => n * 3_600_000;
export const hms = (h: number, m: number, s: number): number => hours(h) + minutes(m) + seconds(s);

/** Sends a message in `ms` milliseconds, to the caller unless a pid or name is given. Follows `timer:send_after/2,3`. */
export function sendAfter(ms: number, message: Term): Ref;
export function sendAfter(ms: number, to: Pid | string, message: Term): Ref;
export function sendAfter(ms: number, ...rest: readonly Term[]): Ref {
  const [to, message] = destination(rest);
  return Process.sendAfter(to, message, ms);
}

/**
 * Sends a message every `ms` milliseconds, until it is cancelled or the process that gets it has ended. Follows
 * `timer:send_interval/2,3`.
 */
export function sendInterval(ms: number, message: Term): Ref;
export function sendInterval(ms: number, to: Pid | string, message: Term): Ref;
export function sendInterval(ms: number, ...rest: readonly Term[]): Ref {
  if (typeof ms !== "number" || !(ms > 0))
    throw badArgument("Timer.sendInterval", "milliseconds, more than 0", ms);
  const node = here();
  const [to, message] = destination(rest);
  const sent = isolate(node, message) as unknown;
  return new MessageTimer(node, isPid(to) ? processOf(to) : to, () => sent, ms).start(ms).ref;
}

/** Sends an exit signal in `ms` milliseconds, to the caller unless a pid is given. Follows `timer:exit_after/2,3`. */
export function exitAfter(ms: number, reason: Term): Ref;
export function exitAfter(ms: number, pid: Pid, reason: Term): Ref;
export function exitAfter(ms: number, ...rest: readonly Term[]): Ref {
  const [pid, reason] = destination(rest) as [Pid, Term];
  return applyAfter(ms, () => Process.exit(pid, reason));
}

/** Starts a process that runs `body` in `ms` milliseconds. Follows `timer:apply_after/4`. */
export function applyAfter<R>(ms: number, body: Body<R>): Ref {
  const runner = spawn(function* () {
    yield* receive();
    const result = body();
    if (isSteps(result)) yield* result;
  });
  return Process.sendAfter(runner, "now", ms);
}

/** Cancels a timer of this module; the result is `"cancel"`, also when there is nothing to cancel. */
export function cancel(ref: Ref): "cancel" {
  if (!isRef(ref)) throw badArgument("Timer.cancel", "the reference of a timer", ref);
  const timer = targetOfRef(ref);
  if (timer instanceof MessageTimer) timer.stop();
  return "cancel";
}

function destination(rest: readonly Term[]): [Pid | string, Term] {
  return rest.length === 1 ? [here().self.pid, rest[0]] : [rest[0] as Pid | string, rest[1]];
}
