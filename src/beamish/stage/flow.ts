/** What flows through a stage: the results of its callbacks, its events to consumers, and their demand. */
import type { Steps } from "../kernel/process.ts";
import { inspect } from "../kernel/term.ts";
import type { Term } from "../kernel/term.ts";
import { perform } from "../gen/perform.ts";
import * as Logger from "../logger.ts";
import { self, send } from "../primitives.ts";
import { store, take } from "./buffer.ts";
import type { Stage } from "./state.ts";

export type Result = readonly Term[];

/** A callback has asked for the end. */
export class Stop {
  readonly reason: Term;
  constructor(reason: Term) {
    this.reason = reason;
  }
}

// ---- Callbacks' results ------------------------------------------------------------------------------------------------

/** Does what a callback's result says. */
export function* afterwards(stage: Stage, answer: Result): Steps<never> {
  if (Array.isArray(answer) && answer[0] === "noreply" && Array.isArray(answer[1])) {
    const [, events, state, ...rest] = answer;
    stage.state = state;
    yield* emit(stage, events as Result);
    return ["noreply", stage, ...rest] as never;
  }
  if (Array.isArray(answer) && answer[0] === "stop") {
    stage.state = answer.at(-1);
    return [...answer.slice(0, -1), stage] as never;
  }
  return ["stop", ["bad_return_value", answer], stage] as never;
}

/** As `afterwards`, where more is to be done: says whether it is the end. */
export function* applied(stage: Stage, answer: Result): Steps<Stop | undefined> {
  const result = (yield* afterwards(stage, answer)) as Result;
  return result[0] === "stop" ? new Stop(result[1]) : undefined;
}

export const concluded = (stage: Stage, stop: Stop | undefined): never =>
  (stop === undefined ? ["noreply", stage] : ["stop", stop.reason, stage]) as never;

export function* inform(stage: Stage, message: Term): Steps<never> {
  if (stage.module.handleInfo !== undefined)
    return yield* afterwards(stage, yield* perform(stage.module.handleInfo(message, stage.state)));
  Logger.log("error", `GenStage ${self()} received an unexpected message: ${inspect(message)}`, [message]);
  return concluded(stage, undefined);
}

// ---- Emitting ------------------------------------------------------------------------------------------------------------

export function* emit(stage: Stage, events: Result): Steps<void> {
  if (events.length === 0) return;
  if (stage.type === "consumer") {
    Logger.log(
      "error",
      `GenStage consumer ${self()} cannot dispatch events (an empty list must be returned): ${inspect(events)}`,
    );
    return;
  }
  if (stage.type === "producer_consumer") stage.wanted = Math.max(0, stage.wanted - events.length);
  // What is in the buffer is older: new events do not overtake it.
  const leftover = stage.consumers.size === 0 || stage.buffer.count > 0 ? events : dispatch(stage, events);
  if (leftover.length === 0) return;
  const [buffer, lost] = store(stage.buffer, leftover);
  stage.buffer = buffer;
  if (lost > 0) Logger.log("warning", `GenStage producer ${self()} has discarded ${lost} events from buffer`);
}

/** Hands events to the dispatcher and sends what it says; gives those that nobody takes. */
function dispatch(stage: Stage, events: Result): Result {
  const { deliveries, leftover, refunds = [], state } = stage.dispatcher.dispatch(stage.dispatching, events);
  stage.dispatching = state;
  for (const [[pid, ref], batch] of deliveries) send(pid, ["$gen_consumer", [self(), ref], batch]);
  for (const [who, count] of refunds) send(self(), ["$gen_producer", who, ["ask", count]]);
  return leftover;
}

/** Meets new demand: from the buffer first, then from the producer's code. */
export function* meet(stage: Stage, demand: number): Steps<Stop | undefined> {
  if (stage.accumulated !== undefined) {
    stage.accumulated += demand;
    return undefined;
  }
  const [entries, buffer] = take(stage.buffer, demand);
  stage.buffer = buffer;
  const events: Term[] = [];
  let rest = demand;
  for (const [kind, value] of entries) {
    if (kind === "event") {
      rest--;
      events.push(value);
    } else {
      dispatch(stage, events.splice(0));
      const result = (yield* inform(stage, value)) as Result;
      if (result[0] === "stop") return new Stop(result[1]);
    }
  }
  if (events.length > 0) dispatch(stage, events);
  if (stage.type === "producer_consumer") {
    stage.wanted += rest;
    return yield* handleHeld(stage);
  }
  if (rest === 0) return undefined;
  return yield* applied(stage, yield* perform(stage.module.handleDemand!(rest, stage.state)));
}

/** Handles batches, in a producer_consumer only as long as somebody wants what comes of them. */
export function* handleHeld(stage: Stage): Steps<Stop | undefined> {
  while (stage.held.length > 0 && (stage.type === "consumer" || stage.wanted > 0)) {
    const { source, events, ask } = stage.held.shift()!;
    const from = [source.pid, source.ref] as const;
    const answer = yield* perform(stage.module.handleEvents!([...events], from, stage.state));
    const stop = yield* applied(stage, answer);
    if (stop !== undefined) return stop;
    if (ask > 0) send(source.pid, ["$gen_producer", [self(), source.ref], ["ask", ask]]);
  }
  return undefined;
}
