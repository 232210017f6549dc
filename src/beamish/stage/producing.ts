/** A stage as a producer: its consumers, and the demand that comes from them. */
import type { Steps } from "../kernel/process.ts";
import { inspect } from "../term/term.ts";
import type { Ref, Term } from "../term/term.ts";
import { perform } from "../gen/perform.ts";
import * as Logger from "../logger.ts";
import * as Process from "../process.ts";
import { self, send } from "../primitives.ts";
import { handleQueued } from "./consuming.ts";
import type { Step } from "./dispatcher.ts";
import { act, emit, emitKept } from "./emitting.ts";
import type { StageFrom, SubscribeOptions } from "./module.ts";
import { Stop, apply, bidFarewell, introduce } from "./results.ts";
import type { Next } from "./results.ts";
import { ownName } from "./state.ts";
import type { Stage } from "./state.ts";

/** A message from a consumer: a subscription, its end, or demand. */
export function* fromConsumer(stage: Stage, from: StageFrom, message: Term): Steps<Next> {
  if (stage.type === "consumer") {
    Logger.log("error", `GenStage consumer ${ownName()} received $gen_producer message: ${inspect(message)}`);
    return undefined;
  }
  const [pid, ref] = from;
  const [kind, value, options] = message as readonly [Term, Term, Term?];
  if (kind === "cancel") return yield* dismiss(stage, ref, "cancel", value);
  const isKnown = stage.consumers.has(ref);
  if (kind === "subscribe") {
    if (!isKnown) return yield* admit(stage, from, value, options);
    Logger.log(
      "error",
      `GenStage producer ${ownName()} received duplicated subscription from: ${inspect(from)}`,
    );
  } else if (isKnown) {
    return yield* meet(stage, stage.dispatcher.ask(stage.dispatching, from, value));
  }
  const reason = isKnown ? "duplicated_subscription" : "unknown_subscription";
  send(pid, ["$gen_consumer", [self(), ref], ["cancel", reason]]);
  return undefined;
}

function* admit(
  stage: Stage,
  from: StageFrom,
  current: readonly [Ref, reason: Term] | undefined,
  options: SubscribeOptions,
): Steps<Next> {
  if (current !== undefined) {
    const next = yield* dismiss(stage, current[0], "cancel", current[1]);
    if (next instanceof Stop) return next;
  }
  const [pid, ref] = from;
  const monitor = Process.monitor(pid);
  stage.monitors.set(monitor, ref);
  stage.consumers.set(ref, { pid, monitor });
  const mode = yield* introduce(stage, "consumer", from, options);
  if (mode instanceof Stop) return mode;
  const { dispatcher, dispatching } = stage;
  const step = dispatcher.subscribe(dispatching, from, options as Readonly<Record<string, Term>>);
  if (!("refused" in step)) return yield* meet(stage, step);
  act(step.actions ?? []);
  forget(stage, ref, step.refused);
  return yield* bidFarewell(stage, ["cancel", step.refused], from);
}

function forget(stage: Stage, ref: Ref, reason: Term): void {
  const { pid, monitor } = stage.consumers.get(ref)!;
  Process.demonitor(monitor, ["flush"]);
  stage.monitors.delete(monitor);
  stage.consumers.delete(ref);
  send(pid, ["$gen_consumer", [self(), ref], ["cancel", reason]]);
}

/** Ends a subscription, if there is one. */
export function* dismiss(stage: Stage, ref: Ref, kind: "cancel" | "down", reason: Term): Steps<Next> {
  const consumer = stage.consumers.get(ref);
  if (consumer === undefined) return undefined;
  const from = [consumer.pid, ref] as const;
  forget(stage, ref, reason);
  const next = yield* bidFarewell(stage, [kind, reason], from);
  if (next instanceof Stop) return next;
  // The dispatcher comes after the module: it may have demand, which the module meets without this consumer.
  return yield* meet(stage, stage.dispatcher.cancel(stage.dispatching, from));
}

/** Does what the dispatcher says, and meets the demand that it has: from the buffer first, then from the producer's code. */
function* meet(stage: Stage, { state, demand = 0, actions = [] }: Step<Term>): Steps<Next> {
  stage.dispatching = state;
  act(actions);
  if (stage.type === "producer") return yield* produce(stage, demand);
  stage.wanted += demand;
  emitKept(stage, stage.wanted);
  return yield* handleQueued(stage);
}

function* produce(stage: Stage, demand: number): Steps<Next> {
  const rest = emitKept(stage, demand);
  if (rest === 0) return undefined;
  if (stage.accumulated !== undefined) return void stage.accumulated.push(["demand", rest]);
  const { module } = stage;
  if (module.handleDemand === undefined)
    throw new Error(`GenStage ${ownName()} got demand but no handleDemand callback was provided`);
  return apply(stage, yield* perform(module.handleDemand(rest, stage.state)));
}

/** Sets whether demand is kept; hands out what was kept, in the order in which it came. */
export function* setDemand(stage: Stage, mode: "forward" | "accumulate"): Steps<Next> {
  if (stage.type === "producer_consumer" && mode === "forward") return undefined;
  if (stage.type !== "producer") {
    Logger.log(
      "error",
      `Demand mode can only be set for producers, GenStage ${ownName()} is a ${stage.type}`,
    );
    return undefined;
  }
  if (mode === "accumulate") return void (stage.accumulated ??= []);
  const kept = stage.accumulated ?? [];
  stage.accumulated = undefined;
  let next: Next;
  for (const one of kept) {
    if (one[0] === "events") emit(stage, one[1]);
    else next = yield* produce(stage, one[1]);
    if (next instanceof Stop) return next;
  }
  return next;
}
