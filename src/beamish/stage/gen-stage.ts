/**
 * `GenStage`: stages that pass events on, no faster than they are asked for. A consumer asks its producers for so many events;
 * a producer emits them when it can, and never more. Follows Elixir's library `gen_stage`.
 */
import { badArgument } from "../kernel/errors.ts";
import { operation } from "../kernel/operation.ts";
import type { Op, Timeout } from "../kernel/operation.ts";
import type { Pid, Ref, Term } from "../kernel/term.ts";
import * as GenServer from "../gen/gen-server.ts";
import type { Server } from "../names.ts";
import { self, send } from "../primitives.ts";
import type { Module, StageFrom, SubscribeOptions } from "./module.ts";
import { stageServer } from "./stage-server.ts";

export { call, cast, reply, stop } from "../gen/gen-server.ts";
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
export { partitionDispatcher as PartitionDispatcher } from "./dispatchers/partition.ts";
export type { Dispatcher, Dispatched, Demanded, Subscriber } from "./dispatcher.ts";

/** A subscription was refused; `reason` is what Elixir returns in `{:error, reason}`. */
export class SubscribeError extends Error {
  override readonly name = "SubscribeError";
  readonly reason: Term;

  constructor(reason: Term) {
    super(`could not subscribe: ${Array.isArray(reason) ? reason.join(": ") : String(reason)}`);
    this.reason = reason;
  }
}

function check<State, Init>(where: string, module: Pick<Module<State, Init>, "init">): Module<Term> {
  if (typeof (module as Partial<Module<State>> | undefined)?.init !== "function")
    throw badArgument(where, "a module: an object with an init callback", module);
  return module as Module<Term>;
}

/** Starts a stage linked to the caller, and waits for its `init`. Throws `StartError`. Follows `GenStage.start_link/3`. */
export function startLink<Init = Term>(
  module: Pick<Module<Term, Init>, "init">,
  arg?: Init,
  options: GenServer.StartOptions = {},
): Op<Pid> {
  return GenServer.startLink(stageServer, [check("GenStage.startLink", module), arg], options);
}

/** As `startLink`, without the link. Follows `GenStage.start/3`. */
export function start<Init = Term>(
  module: Pick<Module<Term, Init>, "init">,
  arg?: Init,
  options: GenServer.StartOptions = {},
): Op<Pid> {
  return GenServer.start(stageServer, [check("GenStage.start", module), arg], options);
}

type To = SubscribeOptions & { readonly to: Server };

/**
 * Subscribes a stage to the producer `to`, and gives the subscription. Throws `SubscribeError` for wrong options:
 * `["bad_opts", why]`. Follows `GenStage.sync_subscribe/3`.
 */
export function syncSubscribe(stage: Server, { to, ...options }: To, timeout: Timeout = 5000): Op<Ref> {
  return operation("GenStage.syncSubscribe()", function* () {
    const answer = yield* GenServer.call(stage, ["$stage", "subscribe", to, options], timeout);
    if (answer[0] === "error") throw new SubscribeError(answer[1]);
    return answer[1] as Ref;
  });
}

/** As `syncSubscribe`, without waiting; the stage ends if it cannot be. Follows `GenStage.async_subscribe/2`. */
export function asyncSubscribe(stage: Server, { to, ...options }: To): "ok" {
  return GenServer.cast(stage, ["$stage", "subscribe", to, options]);
}

/** Asks the producer of a manual subscription for `demand` events more. Follows `GenStage.ask/3`. */
export function ask([pid, ref]: StageFrom, demand: number): "ok" {
  if (!Number.isInteger(demand) || demand < 0)
    throw badArgument("GenStage.ask", "a number of events: a whole number from 0", demand);
  if (demand > 0) send(pid, ["$gen_producer", [self(), ref], ["ask", demand]]);
  return "ok";
}

/** Ends a subscription; what becomes of the consumer is said by its option `cancel`. Follows `GenStage.cancel/3`. */
export function cancel([pid, ref]: StageFrom, reason: Term): "ok" {
  send(pid, ["$gen_producer", [self(), ref], ["cancel", reason]]);
  return "ok";
}

/** Whether a producer keeps the demand that comes, or is told of it, and of all that was kept. Follows `GenStage.demand/2`. */
export function demand(stage: Server, mode: "forward" | "accumulate"): "ok" {
  if (mode !== "forward" && mode !== "accumulate")
    throw badArgument("GenStage.demand", '"forward" or "accumulate"', mode);
  return GenServer.cast(stage, ["$stage", "demand", mode]);
}

/** Gives `message` to `handleInfo`, behind the events that are in the buffer. Follows `GenStage.async_info/2`. */
export function asyncInfo(stage: Server, message: Term): "ok" {
  return GenServer.cast(stage, ["$stage", "info", message]);
}

/** As `asyncInfo`, and waits until the message has its place. Follows `GenStage.sync_info/3`. */
export function syncInfo(stage: Server, message: Term, timeout: Timeout = 5000): Op<"ok"> {
  return GenServer.call(stage, ["$stage", "info", message], timeout);
}

/** How many events are in the buffer. Follows `GenStage.estimate_buffered_count/2`. */
export function estimateBufferedCount(stage: Server, timeout: Timeout = 5000): Op<number> {
  return GenServer.call(stage, ["$stage", "estimate"], timeout);
}
