/** `Timer`: things to be done later or again and again. Follows Erlang's `timer`. */
import { badArgument } from "./term/errors.ts";
import { MessageTimer } from "./message-timer.ts";
import { here } from "./node/node.ts";
import { receive } from "./operations.ts";
import { checkBody, isolate, send, spawn } from "./primitives.ts";
import type { Body } from "./primitives.ts";
import { isSteps, processOf } from "./kernel/process.ts";
import type { Steps } from "./kernel/process.ts";
import { operation } from "./node/operation.ts";
import type { Op } from "./node/operation.ts";
import { UNSET } from "./kernel/timers.ts";
import { processBehind } from "./process/caller.ts";
import { isRef, targetOfRef } from "./term/term.ts";
import type { Pid, Ref, Term } from "./term/term.ts";
import * as Process from "./process.ts";

export { sleep } from "./operations.ts";

/**
 * Milliseconds in so many seconds. Follows `timer:seconds/1`.
 *
 * @example
 * ```ts
 * import { Timer } from "beamish";
 * console.log(Timer.seconds(2));
 * //> 2000
 * ```
 */
export const seconds = (n: number): number => n * 1000;

/**
 * Milliseconds in so many minutes. Follows `timer:minutes/1`.
 *
 * @example
 * ```ts
 * import { Timer } from "beamish";
 * console.log(Timer.minutes(2));
 * //> 120000
 * ```
 */
export const minutes = (n: number): number => n * 60_000;

/**
 * Milliseconds in so many hours. Follows `timer:hours/1`.
 *
 * @example
 * ```ts
 * import { Timer } from "beamish";
 * console.log(Timer.hours(1));
 * //> 3600000
 * ```
 */
export const hours = (n: number): number => n * 3_600_000;

/**
 * Milliseconds in hours, minutes and seconds. Follows `timer:hms/3`.
 *
 * @example
 * ```ts
 * import { Timer } from "beamish";
 * console.log(Timer.hms(1, 1, 1));
 * //> 3661000
 * ```
 */
export const hms = (h: number, m: number, s: number): number => hours(h) + minutes(m) + seconds(s);

/**
 * Sends a message later.
 *
 * Follows `timer:send_after/2,3`, but returns the reference itself. Throws `ArgumentError` for a bad time or receiver.
 *
 * @param ms Milliseconds, 0 or more.
 * @param rest The receiver (a pid or a name; the caller unless given) and the message.
 * @returns A reference for `cancel`.
 * @example
 * ```ts
 * import { receive, Timer } from "beamish";
 * Timer.sendAfter(Timer.seconds(1), "tick");
 * console.log(await receive());
 * //> tick
 * ```
 */
export function sendAfter(ms: number, message: Term): Ref;
export function sendAfter(ms: number, to: Pid | string, message: Term): Ref;
export function sendAfter(ms: number, ...rest: readonly Term[]): Ref {
  const [to, message] = destination(rest);
  return Process.sendAfter(to, message, ms);
}

/**
 * Sends a message again and again, until it is cancelled or the process that gets it has ended.
 *
 * Follows `timer:send_interval/2,3`. Throws `ArgumentError` for a bad time or receiver.
 *
 * @param ms Milliseconds between messages, more than 0.
 * @param rest The receiver (a pid or a name; the caller unless given) and the message.
 * @returns A reference for `cancel`.
 * @example
 * ```ts
 * import { receive, Timer } from "beamish";
 * const ref = Timer.sendInterval(100, "tick");
 * console.log(await receive(), await receive());
 * Timer.cancel(ref);
 * console.log(await receive({ after: 200 }));
 * //> tick tick
 * //> timeout
 * ```
 */
export function sendInterval(ms: number, message: Term): Ref;
export function sendInterval(ms: number, to: Pid | string, message: Term): Ref;
export function sendInterval(ms: number, ...rest: readonly Term[]): Ref {
  checkInterval("Timer.sendInterval", ms);
  const node = here();
  const [to, message] = destination(rest);
  const sent = isolate(node, message) as unknown;
  return new MessageTimer(
    node,
    typeof to === "string" ? to : processBehind("Timer.sendInterval", to),
    () => sent,
    ms,
  ).start(ms).ref;
}

/**
 * Sends an exit signal later.
 *
 * Follows `timer:exit_after/2,3`. Throws `ArgumentError` for a bad time or pid.
 *
 * @param ms Milliseconds, 0 or more.
 * @param rest The pid (the caller's unless given) and the reason.
 * @returns A reference for `cancel`.
 * @example
 * ```ts
 * import { receive, spawnMonitor, Timer } from "beamish";
 * const [pid, ref] = spawnMonitor(function* () {
 *   yield* receive();
 * });
 * Timer.exitAfter(100, pid, "too slow");
 * console.log((await receive(["DOWN", ref]))[4]);
 * //> too slow
 * ```
 */
export function exitAfter(ms: number, reason: Term): Ref;
export function exitAfter(ms: number, pid: Pid, reason: Term): Ref;
export function exitAfter(ms: number, ...rest: readonly Term[]): Ref {
  const [pid, reason] = destination(rest) as [Pid, Term];
  processBehind("Timer.exitAfter", pid);
  return applyAfter(ms, () => Process.exit(pid, reason));
}

/**
 * Kills a process later: `exitAfter` with the reason `"kill"`.
 *
 * Follows `timer:kill_after/1,2`.
 *
 * @param ms Milliseconds, 0 or more.
 * @param pid Who is to end; the caller unless given.
 * @returns A reference for `cancel`.
 * @example
 * ```ts
 * import { receive, spawnMonitor, Timer } from "beamish";
 * const [pid, ref] = spawnMonitor(function* () {
 *   yield* receive();
 * });
 * Timer.killAfter(100, pid);
 * console.log((await receive(["DOWN", ref]))[4]);
 * //> killed
 * ```
 */
export function killAfter(ms: number, pid: Pid = here().self.pid): Ref {
  return exitAfter(ms, pid, "kill");
}

/**
 * Starts a process later, that runs `body`.
 *
 * Follows `timer:apply_after/2`. Throws `ArgumentError` for a bad time or body.
 *
 * @param ms Milliseconds, 0 or more.
 * @param body A function, or a generator function if it has to wait.
 * @returns A reference for `cancel`.
 * @example
 * ```ts
 * import { Process, Timer } from "beamish";
 * Timer.applyAfter(100, () => console.log("now"));
 * await Process.sleep(200);
 * //> now
 * ```
 */
export function applyAfter<R>(ms: number, body: Body<R>): Ref {
  checkBody("Timer.applyAfter", body);
  checkDelay("Timer.applyAfter", ms);
  return new RunnerTimer(body).start(ms).ref;
}

/**
 * Starts a process that runs `body` again and again, one run after the other, until it is cancelled.
 *
 * Follows `timer:apply_repeatedly/2`. Throws `ArgumentError` for a bad time or body. A body that fails ends it.
 *
 * @param ms Milliseconds between runs, more than 0.
 * @param body A function, or a generator function if it has to wait.
 * @returns A reference for `cancel`.
 * @example
 * ```ts
 * import { Process, Timer } from "beamish";
 * const ref = Timer.applyInterval(100, () => console.log("again"));
 * await Process.sleep(250);
 * Timer.cancel(ref);
 * //> again
 * //> again
 * ```
 */
export function applyInterval<R>(ms: number, body: Body<R>): Ref {
  checkInterval("Timer.applyInterval", ms);
  checkBody("Timer.applyInterval", body);
  return new RunnerTimer(body, ms).start(ms).ref;
}

/** A timer with a process of its own, which waits until it is time to run the body. */
class RunnerTimer extends MessageTimer {
  readonly #runner: Pid;

  constructor(body: () => unknown, interval?: number) {
    const runner = spawn(function* () {
      do {
        if ((yield* receive()) === "stop") return;
        const result = body();
        if (isSteps(result)) yield* result;
      } while (interval !== undefined);
    });
    super(here(), processOf(runner), () => "run", interval);
    this.#runner = runner;
  }

  /** A run that has begun is not broken off. */
  override stop(): void {
    if (this.slot !== UNSET) send(this.#runner, "stop");
    super.stop();
  }
}

function checkDelay(where: string, ms: unknown): void {
  if (typeof ms !== "number" || !(ms >= 0) || ms === Infinity)
    throw badArgument(where, "a number of milliseconds, 0 or more", ms);
}

function checkInterval(where: string, ms: unknown): void {
  if (typeof ms !== "number" || !(ms > 0) || ms === Infinity)
    throw badArgument(where, "milliseconds, more than 0", ms);
}

/**
 * Cancels a timer of this module.
 *
 * Follows `timer:cancel/1`. Throws `ArgumentError` for what is no reference of a timer.
 *
 * @param ref What one of the functions above returned.
 * @returns `"cancel"`, also when the timer has run out.
 * @example
 * ```ts
 * import { receive, Timer } from "beamish";
 * Timer.cancel(Timer.sendAfter(100, "never"));
 * console.log(await receive({ after: 200 }));
 * //> timeout
 * ```
 */
export function cancel(ref: Ref): "cancel" {
  const timer = isRef(ref) ? targetOfRef(ref) : undefined;
  if (!(timer instanceof MessageTimer)) throw badArgument("Timer.cancel", "the reference of a timer", ref);
  timer.stop();
  return "cancel";
}

/**
 * Runs a function and tells how long that took: `[microseconds, value]`. A generator function is waited for, so write `yield*` or
 * `await`. Follows `timer:tc/1`.
 *
 * @param body What is to be timed.
 * @returns The time in microseconds by the node's clock, and what the function gave. What it throws is thrown.
 * @example
 * ```ts
 * import { Process, Timer } from "beamish";
 * console.log(await Timer.tc(function* () {
 *   yield* Process.sleep(2);
 *   return "rested";
 * }));
 * //> [2000, "rested"]
 * ```
 */
export function tc<T>(body: () => Steps<T> | Op<T> | T): Op<readonly [microseconds: number, value: T]> {
  checkBody("Timer.tc", body);
  return operation("Timer.tc()", function* () {
    const begun = here().now();
    const result = body();
    const value = (isSteps(result as Steps<T>) ? yield* result as Steps<T> : result) as T;
    return [Math.round((here().now() - begun) * 1000), value] as const;
  });
}

function destination(rest: readonly Term[]): [Pid | string, Term] {
  return rest.length === 1 ? [here().self.pid, rest[0]] : [rest[0] as Pid | string, rest[1]];
}
