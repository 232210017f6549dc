/** Messages for later. */
import { deliver } from "../kernel/signals.ts";
import { MessageTimer } from "../message-timer.ts";
import { here } from "../node/node.ts";
import { isolate } from "../primitives.ts";
import { badArgument } from "../term/errors.ts";
import { isRef, targetOfRef } from "../term/term.ts";
import type { Pid, Ref, Term } from "../term/term.ts";
import { me, processBehind } from "./caller.ts";

export interface TimerOptions {
  /** The time is not a delay but a time of `System.monotonicTime()`; one that has passed is now. */
  readonly abs?: boolean;
}

/**
 * Sends a message later. A timer for a pid ends with its process; a name is looked up when the time has come.
 *
 * Follows Elixir's `Process.send_after/4`. Throws `ArgumentError` for a time that is no number of milliseconds.
 *
 * @param to A pid, or a name.
 * @param message Any term.
 * @param ms Milliseconds, 0 or more.
 * @param options `abs: true`: `ms` is a time, not a delay.
 * @returns A reference for `cancelTimer` and `readTimer`.
 * @example
 * ```ts
 * import { Process, receive, self } from "beamish";
 * Process.sendAfter(self(), "tea is ready", 180_000);
 * console.log(await receive());
 * //> tea is ready
 * ```
 */
export function sendAfter(to: Pid | string, message: Term, ms: number, options: TimerOptions = {}): Ref {
  const sent = isolate(here(), message) as unknown;
  return start("Process.sendAfter", to, ms, options, () => sent);
}

/**
 * As `sendAfter`, but the message is `["timeout", ref, message]`: who has cancelled a timer knows which late message to drop.
 *
 * Follows Erlang's `start_timer/4`, with its order of arguments.
 *
 * @param ms Milliseconds, 0 or more.
 * @param to A pid, or a name.
 * @param message Any term.
 * @param options `abs: true`: `ms` is a time, not a delay.
 * @returns A reference for `cancelTimer` and `readTimer`.
 * @example
 * ```ts
 * import { Process, receive, self } from "beamish";
 * const ref = Process.startTimer(50, self(), "over");
 * const [tag, same, message] = await receive();
 * console.log(tag, same === ref, message);
 * //> timeout true over
 * ```
 */
export function startTimer(ms: number, to: Pid | string, message: Term, options: TimerOptions = {}): Ref {
  const sent = isolate(here(), message) as unknown;
  return start("Process.startTimer", to, ms, options, (ref) => ["timeout", ref, sent]);
}

function start(
  where: string,
  to: Pid | string,
  ms: number,
  options: TimerOptions,
  message: (ref: Ref) => unknown,
): Ref {
  const node = here();
  const isTime = typeof ms === "number" && Number.isFinite(ms) && (ms >= 0 || options.abs === true);
  if (!isTime) throw badArgument(where, "a number of milliseconds, 0 or more", ms);
  const delay = options.abs === true ? Math.max(0, ms - node.now()) : ms;
  const receiver = typeof to === "string" ? to : processBehind(where, to);
  return new MessageTimer(node, receiver, message).start(delay).ref;
}

export interface CancelTimerOptions {
  /** Return `"ok"` and send `["cancel_timer", ref, result]` instead. */
  readonly async?: boolean;
  /** `false`: the result does not matter. */
  readonly info?: boolean;
}

/**
 * Cancels a timer. A message that was delivered already stays in the mailbox.
 *
 * Follows Elixir's `Process.cancel_timer/2`. Throws `ArgumentError` for what is no reference.
 *
 * @param ref What `sendAfter` or `startTimer` returned.
 * @param options `async`: the result comes as a message; `info: false`: there is none.
 * @returns The milliseconds that were left, or `false` if it has fired or was cancelled before.
 * @example
 * ```ts
 * import { Process, self } from "beamish";
 * const ref = Process.sendAfter(self(), "late", 500);
 * console.log(Process.cancelTimer(ref), Process.cancelTimer(ref));
 * //> 500 false
 * ```
 */
export function cancelTimer(ref: Ref): number | false;
export function cancelTimer(ref: Ref, options: CancelTimerOptions): number | false | "ok";
export function cancelTimer(ref: Ref, options: CancelTimerOptions = {}): number | false | "ok" {
  const left = timeLeft("Process.cancelTimer", ref);
  const timer = targetOfRef(ref);
  if (timer instanceof MessageTimer) timer.stop();
  if (options.info === false) return "ok";
  if (options.async !== true) return left;
  deliver(me(), ["cancel_timer", ref, left]);
  return "ok";
}

/**
 * Says how long it is until a timer fires.
 *
 * Follows Elixir's `Process.read_timer/1` and Erlang's `read_timer/2`.
 *
 * @param ref What `sendAfter` or `startTimer` returned.
 * @param options `async: true`: the result comes as a message `["read_timer", ref, result]`.
 * @returns Milliseconds, or `false` if it has fired or was cancelled.
 * @example
 * ```ts
 * import { Process, self } from "beamish";
 * const ref = Process.sendAfter(self(), "late", 500);
 * await Process.sleep(100);
 * console.log(Process.readTimer(ref));
 * //> 400
 * ```
 */
export function readTimer(ref: Ref): number | false;
export function readTimer(ref: Ref, options: Pick<CancelTimerOptions, "async">): number | false | "ok";
export function readTimer(ref: Ref, options: { readonly async?: boolean } = {}): number | false | "ok" {
  const left = timeLeft("Process.readTimer", ref);
  if (options.async !== true) return left;
  deliver(me(), ["read_timer", ref, left]);
  return "ok";
}

function timeLeft(where: string, ref: Ref): number | false {
  if (!isRef(ref)) throw badArgument(where, "a reference", ref);
  const timer = targetOfRef(ref);
  return timer instanceof MessageTimer ? timer.timeLeft() : false;
}
