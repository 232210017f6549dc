/** What leaves a stage: events, by way of the dispatcher and the buffer, and messages that must not overtake them. */
import { inspect } from "../term/term.ts";
import type { Term } from "../term/term.ts";
import * as Logger from "../logger.ts";
import { self, send } from "../primitives.ts";
import type { Action, Subscriber } from "./dispatcher.ts";
import { ownName } from "./state.ts";
import type { Stage } from "./state.ts";

/** Emits what a callback has returned. */
export function emit(stage: Stage, events: readonly Term[]): void {
  if (events.length === 0) return;
  if (stage.type === "consumer")
    Logger.log(
      "error",
      `GenStage consumer ${ownName()} cannot dispatch events (an empty list must be returned): ${inspect(events)}`,
    );
  else if (stage.accumulated !== undefined) stage.accumulated.push(["events", events]);
  else dispatch(stage, events);
}

/** Hands events to the dispatcher; what nobody takes goes into the buffer. */
function dispatch(stage: Stage, events: readonly Term[]): void {
  const { actions = [], leftover, state } = stage.dispatcher.dispatch(stage.dispatching, events);
  stage.dispatching = state;
  stage.wanted = Math.max(0, stage.wanted - (events.length - leftover.length));
  act(actions);
  if (leftover.length > 0) keep(stage, leftover);
}

function keep(stage: Stage, events: readonly Term[]): void {
  const { lost, infos } = stage.buffer.store(events);
  if (lost > 0 && (stage.module.formatDiscarded?.(lost, stage.state) ?? true))
    Logger.log("warning", `GenStage producer ${ownName()} has discarded ${lost} events from buffer`);
  for (const message of infos) deliver(stage, message);
}

/** Does what a dispatcher says. */
export function act(actions: readonly Action[]): void {
  for (const [kind, what, value] of actions) {
    if (kind === "events") sendEvents(what, value);
    else if (kind === "info") send(self(), what);
    else if (kind === "refund") send(self(), ["$gen_producer", what, ["ask", value]]);
    else Logger.log(kind, what);
  }
}

function sendEvents([pid, ref]: Subscriber, events: readonly Term[]): void {
  // A list of events and the tuple ["cancel", reason] are both arrays: two events that look like it go one by one.
  const batches = events.length === 2 && events[0] === "cancel" ? events.map((event) => [event]) : [events];
  for (const batch of batches) send(pid, ["$gen_consumer", [self(), ref], batch]);
}

/** Emits up to `count` events that were kept; says how many are still wanted. */
export function emitKept(stage: Stage, count: number): number {
  let wanted = count;
  for (let taken = stage.buffer.take(wanted); taken !== undefined; taken = stage.buffer.take(wanted)) {
    wanted -= taken.events.length;
    if (taken.events.length > 0) emit(stage, taken.events);
    for (const message of taken.infos) deliver(stage, message);
  }
  return wanted;
}

/** Gives a message its place: behind the events in the buffer, or else behind those that the dispatcher keeps. */
export function place(stage: Stage, message: Term): void {
  if (!stage.buffer.storeInfo(message)) deliver(stage, message);
}

function deliver(stage: Stage, message: Term): void {
  const { state, actions = [] } = stage.dispatcher.info(stage.dispatching, message);
  stage.dispatching = state;
  act(actions);
}
