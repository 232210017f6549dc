/**
 * `GenStage`: stages that pass events on, no faster than they are asked for. A consumer asks its producers for so many events;
 * a producer emits them when it can, and never more. Follows Elixir's library `gen_stage`.
 */
import { badArgument } from "../term/errors.ts";
import { operation } from "../node/operation.ts";
import type { Op, Timeout } from "../node/operation.ts";
import { inspect } from "../term/term.ts";
import type { Pid, Ref, Term } from "../term/term.ts";
import * as GenServer from "../gen/gen-server.ts";
import type { Server } from "../names.ts";
import { self, send } from "../primitives.ts";
import type { ChildSpec } from "../supervision/child-spec.ts";
import type { Module, StageFrom, SubscribeOptions } from "./module.ts";
import { stageServer } from "./stage-server.ts";

export { call, cast, reply } from "../gen/gen-server.ts";
/** As in Elixir's library, an exit of `stop` has the bare reason: it does not say which call failed. */
export { stop } from "../gen/proc-lib.ts";
export type {
  Module,
  NoReply,
  Reply,
  StageFrom,
  StageInit,
  StageOptions,
  StageType,
  SubscribeOptions,
} from "./module.ts";
export { broadcastDispatcher as BroadcastDispatcher } from "./dispatchers/broadcast.ts";
export { demandDispatcher as DemandDispatcher } from "./dispatchers/demand.ts";
export type { DemandOptions } from "./dispatchers/demand.ts";
export { partitionDispatcher as PartitionDispatcher } from "./dispatchers/partition.ts";
export type { Hash, PartitionOptions } from "./dispatchers/partition.ts";
export type { Action, Dispatcher, Dispatched, Refused, Step, Subscriber } from "./dispatcher.ts";
export { fromEnumerable } from "./streamer.ts";
export type { EnumerableOptions } from "./streamer.ts";
export { stream } from "./stream.ts";
export type { Cursor, StageStream, StreamOptions } from "./stream.ts";

/** A subscription was refused; `reason` is what Elixir returns in `{:error, reason}`. */
export class SubscribeError extends Error {
  override readonly name = "SubscribeError";
  readonly reason: Term;

  constructor(reason: Term) {
    super(`could not subscribe: ${Array.isArray(reason) ? reason.join(": ") : inspect(reason)}`);
    this.reason = reason;
  }
}

function check<State, Init>(where: string, module: Pick<Module<State, Init>, "init">): Module<Term> {
  if (typeof (module as Partial<Module<State>> | undefined)?.init !== "function")
    throw badArgument(where, "a module: an object with an init callback", module);
  return module as Module<Term>;
}

/**
 * Starts a stage linked to the caller, and waits for its `init`, which is given `arg` and says what kind of stage it is. The
 * result is its pid, or `undefined` if `init` returned `"ignore"`. `options` are those of `GenServer.startLink`.
 *
 * Throws `StartError`: `["already_started", pid]`, the reason of `["stop", reason]`, `["bad_opts", why]` for wrong options,
 * `["bad_return_value", value]`, or what `init` threw. Follows `GenStage.start_link/3`.
 *
 * @example
 * ```ts
 * import { GenStage } from "beamish/stage";
 * const Numbers: GenStage.Module<number> = {
 *   init: (first) => ["producer", first],
 *   handleDemand: (demand, n) => ["noreply", Array.from({ length: demand }, (_, i) => n + i), n + demand],
 * };
 * const producer = await GenStage.startLink(Numbers, 1);
 * console.log(await GenStage.stream([producer]).take(3));
 * //> [1, 2, 3]
 * ```
 */
export function startLink<Started extends Pid | undefined = Pid, Init = Term>(
  module: Pick<Module<Term, Init>, "init">,
  arg?: Init,
  options: GenServer.StartOptions = {},
): Op<Started> {
  return GenServer.startLink(stageServer, [check("GenStage.startLink", module), arg], options) as Op<Started>;
}

/**
 * As `startLink`, without the link. Follows `GenStage.start/3`.
 *
 * @example
 * ```ts
 * import { GenStage } from "beamish/stage";
 * const sink = await GenStage.start({ init: () => ["consumer", undefined] });
 * console.log(await GenStage.stop(sink));
 * //> ok
 * ```
 */
export function start<Started extends Pid | undefined = Pid, Init = Term>(
  module: Pick<Module<Term, Init>, "init">,
  arg?: Init,
  options: GenServer.StartOptions = {},
): Op<Started> {
  return GenServer.start(stageServer, [check("GenStage.start", module), arg], options) as Op<Started>;
}

/**
 * The specification of a stage as a child of a supervisor: `module` (its `name`, if it has one) as id, and a start by
 * `startLink(module, arg, options)`. Throws `ArgumentError` if `module` is none. Follows `use GenStage`.
 *
 * @example
 * ```ts
 * import { Supervisor } from "beamish";
 * import { GenStage } from "beamish/stage";
 * const Sink: GenStage.Module<undefined> = { init: () => ["consumer", undefined] };
 * const children = [GenStage.childSpec(Sink, undefined, { name: "sink" })];
 * const supervisor = await Supervisor.startLink(children, { strategy: "one_for_one" });
 * console.log(await Supervisor.countChildren(supervisor));
 * //> { specs: 1, active: 1, supervisors: 0, workers: 1 }
 * ```
 */
export function childSpec<Init = Term>(
  module: Pick<Module<Term, Init>, "init"> & { readonly name?: string },
  arg?: Init,
  options: GenServer.StartOptions = {},
): ChildSpec {
  check("GenStage.childSpec", module);
  return { id: options.name ?? module.name ?? module, start: () => startLink(module, arg, options) };
}

/** Where to subscribe, and how. */
export type To = SubscribeOptions & { readonly to: Server };

function subscribe(
  where: string,
  stage: Server,
  current: readonly [Ref, Term] | undefined,
  to: To,
  timeout: Timeout,
): Op<Ref> {
  const request = subscription(where, current, to);
  return operation(where, function* () {
    const answer = yield* GenServer.call(stage, request, timeout);
    if (answer[0] === "error") throw new SubscribeError(answer[1]);
    return answer[1] as Ref;
  });
}

function subscription(where: string, current: readonly [Ref, Term] | undefined, target: To): readonly Term[] {
  const { to, ...options } = (target ?? {}) as To;
  if (to === undefined) throw badArgument(where, "options with `to`: the producer to subscribe to", target);
  return ["$subscribe", current, to, options];
}

/**
 * Subscribes a stage to the producer `to`, and gives the subscription's reference. `timeout` ms (5000) to wait for the stage.
 *
 * Throws `SubscribeError` with `["bad_opts", why]` or `"not_a_consumer"`, and `ArgumentError` without `to`; exits if the stage
 * is not there. A stage whose subscription is not `"temporary"` ends if there is no such producer. Follows
 * `GenStage.sync_subscribe/3`.
 *
 * @example
 * ```ts
 * import { GenStage } from "beamish/stage";
 * const Printer: GenStage.Module<undefined> = {
 *   init: () => ["consumer", undefined],
 *   handleEvents(events, _from, state) {
 *     console.log(events);
 *     return ["noreply", [], state];
 *   },
 * };
 * const printer = await GenStage.start(Printer);
 * const producer = await GenStage.fromEnumerable([1, 2, 3]);
 * await GenStage.syncSubscribe(printer, { to: producer, maxDemand: 2, minDemand: 0, cancel: "temporary" });
 * //> [1, 2]
 * //> [3]
 * ```
 */
export function syncSubscribe(stage: Server, to: To, timeout: Timeout = 5000): Op<Ref> {
  return subscribe("GenStage.syncSubscribe()", stage, undefined, to, timeout);
}

/**
 * As `syncSubscribe`, without waiting; wrong options end nothing and are reported. Follows `GenStage.async_subscribe/2`.
 *
 * @example
 * ```ts
 * import { GenStage } from "beamish/stage";
 * const sink = await GenStage.start({ init: () => ["consumer", undefined] });
 * const producer = await GenStage.fromEnumerable([], { demand: "accumulate" });
 * console.log(GenStage.asyncSubscribe(sink, { to: producer }));
 * //> ok
 * ```
 */
export function asyncSubscribe(stage: Server, to: To): "ok" {
  return GenServer.cast(stage, subscription("GenStage.asyncSubscribe", undefined, to));
}

/**
 * Subscribes a stage anew, to change the options of its `subscription`, which the producer cancels with `reason` first: give
 * it `cancel: "temporary"` for the stage to survive that. Result and errors as for `syncSubscribe`; an unknown subscription
 * does no harm. Follows `GenStage.sync_resubscribe/4`.
 *
 * @example
 * ```ts
 * import { GenStage } from "beamish/stage";
 * const sink = await GenStage.start({ init: () => ["consumer", undefined] });
 * const to = await GenStage.fromEnumerable([], { demand: "accumulate" });
 * const first = await GenStage.syncSubscribe(sink, { to, cancel: "temporary" });
 * const second = await GenStage.syncResubscribe(sink, first, "new_options", { to, maxDemand: 10 });
 * console.log(first === second);
 * //> false
 * ```
 */
export function syncResubscribe(
  stage: Server,
  subscription: Ref,
  reason: Term,
  to: To,
  timeout: Timeout = 5000,
): Op<Ref> {
  return subscribe("GenStage.syncResubscribe()", stage, [subscription, reason], to, timeout);
}

/**
 * As `syncResubscribe`, without waiting. Follows `GenStage.async_resubscribe/4`.
 *
 * @example
 * ```ts
 * import { GenStage } from "beamish/stage";
 * const sink = await GenStage.start({ init: () => ["consumer", undefined] });
 * const to = await GenStage.fromEnumerable([], { demand: "accumulate" });
 * const first = await GenStage.syncSubscribe(sink, { to, cancel: "temporary" });
 * console.log(GenStage.asyncResubscribe(sink, first, "new_options", { to, maxDemand: 10 }));
 * //> ok
 * ```
 */
export function asyncResubscribe(stage: Server, current: Ref, reason: Term, to: To): "ok" {
  return GenServer.cast(stage, subscription("GenStage.asyncResubscribe", [current, reason], to));
}

/**
 * Asks the producer of a manual subscription for `demand` events more. Throws `ArgumentError` unless `demand` is a whole
 * number from 0. Follows `GenStage.ask/3`.
 *
 * @example
 * ```ts
 * import { Process, self } from "beamish";
 * import { GenStage } from "beamish/stage";
 * const OneASecond: GenStage.Module<GenStage.StageFrom | undefined> = {
 *   init: () => ["consumer", undefined],
 *   handleSubscribe(_producer, _options, from) {
 *     Process.sendAfter(self(), "tick", 1000);
 *     return ["manual", from];
 *   },
 *   handleInfo(_tick, from) {
 *     GenStage.ask(from!, 1);
 *     return ["noreply", [], from];
 *   },
 *   handleEvents(events, _from, state) {
 *     console.log(events);
 *     return ["noreply", [], state];
 *   },
 * };
 * const consumer = await GenStage.start(OneASecond);
 * await GenStage.syncSubscribe(consumer, { to: await GenStage.fromEnumerable("abc") });
 * await Process.sleep(1001);
 * //> ["a"]
 * ```
 */
export function ask(from: StageFrom, demand: number): "ok" {
  checkFrom("GenStage.ask", from);
  if (!Number.isInteger(demand) || demand < 0)
    throw badArgument("GenStage.ask", "a number of events: a whole number from 0", demand);
  if (demand > 0) send(from[0], ["$gen_producer", [self(), from[1]], ["ask", demand]]);
  return "ok";
}

function checkFrom(where: string, from: unknown): void {
  if (!Array.isArray(from) || from.length !== 2)
    throw badArgument(where, "a subscription: the [pid, ref] that a callback was given", from);
}

/**
 * Ends a subscription with `reason`; what becomes of the consumer is said by its option `cancel`. Events may still come until
 * the producer has confirmed it. Follows `GenStage.cancel/3`.
 *
 * @example
 * ```ts
 * import { GenStage } from "beamish/stage";
 * const Sink: GenStage.Module<undefined> = {
 *   init: () => ["consumer", undefined],
 *   handleCancel(reason, _from, state) {
 *     console.log(reason);
 *     return ["noreply", [], state];
 *   },
 * };
 * const sink = await GenStage.start(Sink);
 * const producer = await GenStage.fromEnumerable([], { demand: "accumulate" });
 * const ref = await GenStage.syncSubscribe(sink, { to: producer, cancel: "temporary" });
 * GenStage.cancel([producer, ref], "enough");
 * //> ["cancel", "enough"]
 * ```
 */
export function cancel(from: StageFrom, reason: Term): "ok" {
  checkFrom("GenStage.cancel", from);
  send(from[0], ["$gen_producer", [self(), from[1]], ["cancel", reason]]);
  return "ok";
}

/**
 * Sets whether a producer keeps the demand that comes (`"accumulate"`), or is told of it and of all that was kept
 * (`"forward"`): start consumers first, then let it flow. Without `mode` asks which it is. Throws `ArgumentError` for another
 * mode. Follows `GenStage.demand/1` and `/2`.
 *
 * @example
 * ```ts
 * import { GenStage } from "beamish/stage";
 * const producer = await GenStage.fromEnumerable([1], { demand: "accumulate" });
 * console.log(await GenStage.demand(producer));
 * //> accumulate
 * console.log(GenStage.demand(producer, "forward"));
 * //> ok
 * ```
 */
export function demand(stage: Server): Op<"forward" | "accumulate">;
export function demand(stage: Server, mode: "forward" | "accumulate"): "ok";
export function demand(stage: Server, mode?: "forward" | "accumulate"): Op<"forward" | "accumulate"> | "ok" {
  if (mode === undefined) return GenServer.call(stage, ["$demand"]);
  if (mode !== "forward" && mode !== "accumulate")
    throw badArgument("GenStage.demand", '"forward" or "accumulate"', mode);
  return GenServer.cast(stage, ["$demand", mode]);
}

/**
 * Gives `message` to `handleInfo` of a stage, behind all events that have come to it and are kept. Follows
 * `GenStage.async_info/2`.
 *
 * @example
 * ```ts
 * import { GenStage } from "beamish/stage";
 * const Printer: GenStage.Module<undefined> = {
 *   init: () => ["consumer", undefined],
 *   handleInfo(message, state) {
 *     console.log(message);
 *     return ["noreply", [], state];
 *   },
 * };
 * GenStage.asyncInfo(await GenStage.start(Printer), "hello");
 * //> hello
 * ```
 */
export function asyncInfo(stage: Server, message: Term): "ok" {
  return GenServer.cast(stage, ["$info", message]);
}

/**
 * As `asyncInfo`, and waits (`timeout` ms, 5000) until the message has its place. Follows `GenStage.sync_info/3`.
 *
 * @example
 * ```ts
 * import { GenStage } from "beamish/stage";
 * const Printer: GenStage.Module<undefined> = {
 *   init: () => ["consumer", undefined],
 *   handleInfo(message, state) {
 *     console.log(message);
 *     return ["noreply", [], state];
 *   },
 * };
 * console.log(await GenStage.syncInfo(await GenStage.start(Printer), "hello"));
 * //> hello
 * //> ok
 * ```
 */
export function syncInfo(stage: Server, message: Term, timeout: Timeout = 5000): Op<"ok"> {
  return GenServer.call(stage, ["$info", message], timeout);
}

/**
 * How many events a producer keeps in its buffer (without a limit its messages count too). Follows
 * `GenStage.estimate_buffered_count/2`.
 *
 * @example
 * ```ts
 * import { GenStage } from "beamish/stage";
 * const Eager: GenStage.Module<undefined> = {
 *   init: () => ["producer", undefined],
 *   handleCall: (events, _from, state) => ["reply", "ok", events, state],
 * };
 * const producer = await GenStage.start(Eager);
 * await GenStage.call(producer, [1, 2, 3]);
 * console.log(await GenStage.estimateBufferedCount(producer));
 * //> 3
 * ```
 */
export function estimateBufferedCount(stage: Server, timeout: Timeout = 5000): Op<number> {
  return GenServer.call(stage, ["$estimate_buffered_count"], timeout);
}
