/** The process of a stage, as a GenServer: subscriptions, demand and events are messages between stages. */
import { here } from "../kernel/node.ts";
import { isPlannedExit } from "../kernel/errors.ts";
import type { Steps } from "../kernel/process.ts";
import { inspect } from "../kernel/term.ts";
import type { Ref, Term } from "../kernel/term.ts";
import type * as GenServer from "../gen/gen-server.ts";
import { perform } from "../gen/perform.ts";
import * as Logger from "../logger.ts";
import { findProcess } from "../names.ts";
import type { Server } from "../names.ts";
import * as Process from "../process.ts";
import { self, send } from "../primitives.ts";
import { batchesOf } from "./batches.ts";
import { storeInfo } from "./buffer.ts";
import { Stop, afterwards, applied, concluded, emit, handleHeld, inform, meet } from "./flow.ts";
import type { Result } from "./flow.ts";
import type { Module, StageFrom, SubscribeOptions } from "./module.ts";
import { boundsOf, newStage, splitTarget } from "./state.ts";
import type { Source, Stage } from "./state.ts";

export const stageServer: GenServer.Module<Stage, readonly [Module<Term>, Term]> = {
  *init([module, arg]) {
    const answer = yield* perform(module.init(arg));
    if (answer === "ignore") return "ignore";
    if (Array.isArray(answer) && answer[0] === "stop") return ["stop", answer[1]];
    const [type, state, options = {}] = answer as readonly [Term, Term, Term?];
    if (!["producer", "consumer", "producer_consumer"].includes(type as string))
      return ["stop", ["bad_return_value", answer]];
    const stage = newStage(module, type, state, options);
    if (typeof stage === "string") return ["stop", ["bad_opts", stage]];
    for (const target of (options.subscribeTo ?? []) as readonly Term[]) {
      const subscribed = yield* subscribe(stage, ...splitTarget(target));
      if (subscribed[0] === "error") return ["stop", subscribed[1]];
      if (subscribed[2] !== undefined) return ["stop", subscribed[2].reason];
    }
    return ["ok", stage];
  },

  *handleCall(request, from, stage) {
    if (Array.isArray(request) && request[0] === "$stage") return yield* administer(stage, request);
    const answer: Result = yield* perform(stage.module.handleCall!(request, from, stage.state));
    if (answer[0] !== "reply") return yield* afterwards(stage, answer);
    const [, reply, events, state, ...rest] = answer;
    stage.state = state;
    yield* emit(stage, events);
    return ["reply", reply, stage, ...rest] as never;
  },

  *handleCast(request, stage) {
    if (Array.isArray(request) && request[0] === "$stage") return yield* control(stage, request);
    return yield* afterwards(stage, yield* perform(stage.module.handleCast!(request, stage.state)));
  },

  *handleInfo(message, stage) {
    if (Array.isArray(message)) {
      if (message[0] === "$gen_producer") return yield* fromConsumer(stage, message[1], message[2]);
      if (message[0] === "$gen_consumer") return yield* fromProducer(stage, message[1], message[2]);
      if (message[0] === "DOWN") {
        const source = stage.sources.get(message[1]);
        if (source !== undefined) return yield* lose(stage, source, "down", message[4]);
        for (const [ref, { monitor, pid }] of stage.consumers)
          if (monitor === message[1]) return yield* dismiss(stage, [pid, ref], ["down", message[4]]);
      }
    }
    return yield* inform(stage, message);
  },

  *handleContinue(argument, stage) {
    return yield* afterwards(stage, yield* perform(stage.module.handleContinue!(argument, stage.state)));
  },

  *terminate(reason, stage) {
    if (stage.module.terminate !== undefined) yield* perform(stage.module.terminate(reason, stage.state));
  },
};

// ---- As a producer -------------------------------------------------------------------------------------------------------

function* fromConsumer(stage: Stage, who: StageFrom, message: Term): Steps<never> {
  const [pid, ref] = who;
  if (stage.type === "consumer") {
    Logger.log("error", `GenStage consumer ${self()} is no producer and ignores: ${inspect(message)}`);
    return concluded(stage, undefined);
  }
  const consumer = stage.consumers.get(ref);
  if (message[0] === "subscribe" && consumer === undefined) return yield* admit(stage, who, message[2]);
  if (consumer === undefined || message[0] === "subscribe") {
    const reason = message[0] === "subscribe" ? "duplicated_subscription" : "unknown_subscription";
    if (message[0] !== "cancel") send(pid, ["$gen_consumer", [self(), ref], ["cancel", reason]]);
    return concluded(stage, undefined);
  }
  if (message[0] === "cancel") return yield* dismiss(stage, who, ["cancel", message[1]]);
  const [demand, state, sent = []] = stage.dispatcher.ask(stage.dispatching, who, message[1]);
  stage.dispatching = state;
  if (sent.length > 0) send(pid, ["$gen_consumer", [self(), ref], sent]);
  return concluded(stage, demand > 0 ? yield* meet(stage, demand) : undefined);
}

function* admit(stage: Stage, who: StageFrom, options: SubscribeOptions): Steps<never> {
  const { module } = stage;
  if (module.handleSubscribe !== undefined) {
    const answer = yield* perform(module.handleSubscribe("consumer", options, who, stage.state));
    if (answer[0] === "stop") return yield* afterwards(stage, answer);
    stage.state = answer[1];
  }
  stage.consumers.set(who[1], { pid: who[0], monitor: Process.monitor(who[0]) });
  const [demand, state] = stage.dispatcher.subscribe(stage.dispatching, who, options);
  stage.dispatching = state;
  return concluded(stage, demand > 0 ? yield* meet(stage, demand) : undefined);
}

function* dismiss(stage: Stage, who: StageFrom, reason: readonly ["cancel" | "down", Term]): Steps<never> {
  const [pid, ref] = who;
  Process.demonitor(stage.consumers.get(ref)!.monitor, ["flush"]);
  stage.consumers.delete(ref);
  if (reason[0] === "cancel") send(pid, ["$gen_consumer", [self(), ref], ["cancel", reason[1]]]);
  const [demand, state] = stage.dispatcher.cancel(stage.dispatching, who);
  stage.dispatching = state;
  const stop = yield* told(stage, who, reason);
  return concluded(stage, stop ?? (demand > 0 ? yield* meet(stage, demand) : undefined));
}

function* told(
  stage: Stage,
  who: StageFrom,
  reason: readonly ["cancel" | "down", Term],
): Steps<Stop | undefined> {
  const { module } = stage;
  if (module.handleCancel === undefined) return undefined;
  return yield* applied(stage, yield* perform(module.handleCancel(reason, who, stage.state)));
}

// ---- As a consumer -------------------------------------------------------------------------------------------------------

type Subscribed = readonly ["ok", Ref, Stop?] | readonly ["error", Term];

function* subscribe(stage: Stage, to: Server, options: SubscribeOptions): Steps<Subscribed> {
  if (stage.type === "producer") return ["error", "not_a_consumer"];
  const bounds = boundsOf(options);
  if (typeof bounds === "string") return ["error", ["bad_opts", bounds]];
  const found = findProcess(here(), to, "GenStage.subscribe");
  const mayEnd = bounds.cancel !== "temporary";
  if (found === undefined)
    return ["ok", here().nextRef(), mayEnd ? new Stop("noproc") : undefined] as Subscribed;
  const { pid } = found;
  const ref = Process.monitor(pid);
  send(pid, ["$gen_producer", [self(), ref], ["subscribe", undefined, options]]);
  let isManual = false;
  if (stage.module.handleSubscribe !== undefined) {
    const answer = yield* perform(stage.module.handleSubscribe("producer", options, [pid, ref], stage.state));
    stage.state = answer.at(-1);
    if (answer[0] === "stop") return ["ok", ref, new Stop(answer[1])];
    isManual = answer[0] === "manual";
  }
  stage.sources.set(ref, { pid, ref, ...bounds, isManual, open: isManual ? 0 : bounds.max });
  if (!isManual) send(pid, ["$gen_producer", [self(), ref], ["ask", bounds.max]]);
  return ["ok", ref];
}

function* fromProducer(stage: Stage, [pid, ref]: StageFrom, message: Term): Steps<never> {
  const source = stage.sources.get(ref);
  if (source === undefined) {
    if (message[0] !== "cancel")
      send(pid, ["$gen_producer", [self(), ref], ["cancel", "unknown_subscription"]]);
    return concluded(stage, undefined);
  }
  if (message[0] === "cancel" && message.length === 2)
    return yield* lose(stage, source, "cancel", message[1]);
  const [batches, open] = source.isManual
    ? [[[message, 0] as const], 0]
    : batchesOf(source, message as Result);
  source.open = open;
  stage.held.push(...batches.map(([events, ask]) => ({ source, events, ask })));
  return concluded(stage, yield* handleHeld(stage));
}

function* lose(stage: Stage, source: Source, kind: "cancel" | "down", reason: Term): Steps<never> {
  stage.sources.delete(source.ref);
  Process.demonitor(source.ref, ["flush"]);
  const stop = yield* told(stage, [source.pid, source.ref], [kind, reason]);
  const ends = source.cancel === "permanent" || (source.cancel === "transient" && !isPlannedExit(reason));
  return concluded(stage, stop ?? (ends ? new Stop(reason) : undefined));
}

// ---- Administration ------------------------------------------------------------------------------------------------------

function* administer(stage: Stage, request: Term): Steps<never> {
  if (request[1] === "estimate") return ["reply", stage.buffer.count, stage] as never;
  if (request[1] === "info") {
    const behind = storeInfo(stage.buffer, request[2]);
    if (behind !== undefined) stage.buffer = behind;
    else send(self(), request[2]);
    return ["reply", "ok", stage] as never;
  }
  const result = yield* subscribe(stage, request[2], request[3]);
  const reply = result.slice(0, 2);
  const stop = result[0] === "ok" ? result[2] : undefined;
  return (stop === undefined ? ["reply", reply, stage] : ["stop", stop.reason, reply, stage]) as never;
}

function* control(stage: Stage, request: Term): Steps<never> {
  if (request[1] === "demand") {
    const kept = stage.accumulated ?? 0;
    stage.accumulated = request[2] === "accumulate" ? kept : undefined;
    return concluded(stage, kept > 0 && request[2] === "forward" ? yield* meet(stage, kept) : undefined);
  }
  if (request[1] === "info") {
    const behind = storeInfo(stage.buffer, request[2]);
    if (behind === undefined) return yield* inform(stage, request[2]);
    stage.buffer = behind;
    return concluded(stage, undefined);
  }
  const result = yield* subscribe(stage, request[2], request[3]);
  if (result[0] === "ok") return concluded(stage, result[2]);
  return concluded(stage, new Stop(result[1]));
}
