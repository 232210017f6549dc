/** The process of a stage, as a GenServer: subscriptions, demand and events are messages between stages. */
import type { Term } from "../term/term.ts";
import type { Steps } from "../kernel/process.ts";
import type * as GenServer from "../gen/gen-server.ts";
import { nextVersion } from "../gen/callbacks.ts";
import { perform } from "../gen/perform.ts";
import * as Logger from "../logger.ts";
import { self, send } from "../primitives.ts";
import { fromProducer, lose, subscribe } from "./consuming.ts";
import { place } from "./emitting.ts";
import type { Module, StageOptions, StageType } from "./module.ts";
import { BadOption, checked, splitTarget } from "./options.ts";
import { dismiss, fromConsumer, setDemand } from "./producing.ts";
import { apply, concluded, inform, replied } from "./results.ts";
import { newStage, ownName, statusOf } from "./state.ts";
import type { Stage } from "./state.ts";

const TYPES: readonly Term[] = ["producer", "consumer", "producer_consumer"];

export const stageServer: GenServer.Module<Stage, readonly [Module<Term>, Term]> = {
  *init([module, arg]) {
    const answer: unknown = yield* perform(module.init(arg));
    if (answer === "ignore") return "ignore";
    if (!Array.isArray(answer)) return ["stop", ["bad_return_value", answer]];
    if (answer[0] === "stop" && answer.length === 2) return ["stop", answer[1]];
    const [type, state, options = {}] = answer as Term as readonly [StageType, Term, StageOptions?];
    if (!TYPES.includes(type) || answer.length < 2 || answer.length > 3 || !isOptions(options))
      return ["stop", ["bad_return_value", answer]];
    const stage = checked(() => newStage(module, type, state, options));
    if (stage instanceof BadOption) return ["stop", ["bad_opts", stage.message]];
    for (const target of options.subscribeTo ?? []) {
      const { stop } = yield* subscribe(stage, undefined, ...splitTarget(target));
      if (stop !== undefined) return ["stop", stop.reason];
    }
    return ["ok", stage];
  },

  *handleCall(request, from, stage) {
    if (isOwn(request)) return yield* administer(stage, request);
    if (stage.module.handleCall === undefined)
      throw new Error(`attempted to call GenStage ${ownName()} but no handleCall callback was provided`);
    return replied(stage, yield* perform(stage.module.handleCall(request, from, stage.state)));
  },

  *handleCast(request, stage) {
    if (isOwn(request)) return yield* control(stage, request);
    if (stage.module.handleCast === undefined)
      throw new Error(`attempted to cast to GenStage ${ownName()} but no handleCast callback was provided`);
    return concluded(stage, apply(stage, yield* perform(stage.module.handleCast(request, stage.state))));
  },

  *handleInfo(message, stage) {
    const [tag, from, what] = (Array.isArray(message) ? message : []) as readonly Term[];
    if (tag === "$gen_producer") return concluded(stage, yield* fromConsumer(stage, from, what));
    if (tag === "$gen_consumer") return concluded(stage, yield* fromProducer(stage, from, what));
    if (tag === "DOWN") {
      const source = stage.sources.get(from);
      if (source !== undefined) return concluded(stage, yield* lose(stage, source, "down", message[4]));
      const ref = stage.monitors.get(from);
      if (ref !== undefined) return concluded(stage, yield* dismiss(stage, ref, "down", message[4]));
    }
    return concluded(stage, yield* inform(stage, message));
  },

  *terminate(reason, stage) {
    if (stage.module.terminate !== undefined) yield* perform(stage.module.terminate(reason, stage.state));
  },

  codeChange(oldVersion, stage, extra, given?: Term) {
    const next = nextVersion(stage.module, given);
    const answer: Term = next.codeChange?.(oldVersion, stage.state, extra) ?? ["ok", stage.state];
    if (!Array.isArray(answer) || answer[0] !== "ok") return answer;
    stage.module = next;
    stage.state = answer[1];
    return ["ok", stage];
  },

  formatStatus({ state: stage, ...status }) {
    const shown = { ...status, state: stage.state as Term };
    const formatted = stage.module.formatStatus?.(shown) ?? shown;
    // A report of the end shows the module's state alone.
    return "reason" in status ? formatted : { ...formatted, state: statusOf(stage, formatted.state) };
  },
};

const isOptions = (options: unknown): boolean =>
  typeof options === "object" && options !== null && !Array.isArray(options);

const OWN: ReadonlySet<Term> = new Set(["$subscribe", "$info", "$demand", "$estimate_buffered_count"]);

const isOwn = (request: unknown): request is readonly Term[] =>
  Array.isArray(request) && OWN.has(request[0] as Term);

function* administer(stage: Stage, [what, ...args]: readonly Term[]): Steps<never> {
  if (what === "$estimate_buffered_count") return ["reply", estimate(stage), stage] as never;
  if (what === "$demand")
    return ["reply", stage.accumulated === undefined ? "forward" : "accumulate", stage] as never;
  if (what === "$info") {
    placeInfo(stage, args[0]);
    return ["reply", "ok", stage] as never;
  }
  const { reply, stop, isAnswered = false } = yield* subscribe(stage, args[0], args[1], args[2]);
  if (stop === undefined) return ["reply", reply, stage] as never;
  return (isAnswered ? ["stop", stop.reason, reply, stage] : ["stop", stop.reason, stage]) as never;
}

function* control(stage: Stage, [what, ...args]: readonly Term[]): Steps<never> {
  if (what === "$demand") return concluded(stage, yield* setDemand(stage, args[0]));
  if (what === "$info") {
    placeInfo(stage, args[0]);
    return concluded(stage, undefined);
  }
  const { stop } = yield* subscribe(stage, args[0], args[1], args[2]);
  return concluded(stage, stop);
}

/** Gives a message its place behind all events that have come: in a consumer it has none but the mailbox. */
function placeInfo(stage: Stage, message: Term): void {
  if (stage.type === "consumer") send(self(), message);
  else if (stage.queue.length > 0) stage.queue.push(["info", message]);
  else place(stage, message);
}

function estimate({ type, buffer }: Stage): number {
  if (type === "consumer")
    Logger.log(
      "error",
      `Buffered count can only be requested for producers, GenStage ${ownName()} is a consumer`,
    );
  return buffer.count;
}
