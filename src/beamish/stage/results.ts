/** What the results of a stage's callbacks mean. */
import type { Steps } from "../kernel/process.ts";
import { inspect } from "../term/term.ts";
import type { Term } from "../term/term.ts";
import { perform } from "../gen/perform.ts";
import * as Logger from "../logger.ts";
import { emit } from "./emitting.ts";
import { ownName } from "./state.ts";
import type { Stage } from "./state.ts";

/** A callback has asked for the end. */
export class Stop {
  readonly reason: Term;
  constructor(reason: Term) {
    this.reason = reason;
  }
}

/** How it goes on after a callback. */
export type Next = undefined | "hibernate" | Stop;

export type Result = readonly Term[];

const isResult = (answer: unknown, tag: string, sizes: readonly number[]): answer is Result =>
  Array.isArray(answer) && answer[0] === tag && sizes.includes(answer.length);

/** Does what the result of most callbacks says: `["noreply", events, state]` or `["stop", reason, state]`. */
export function apply(stage: Stage, answer: unknown): Next {
  if (isResult(answer, "noreply", [3, 4]) && Array.isArray(answer[1])) {
    if (answer.length === 4 && answer[3] !== "hibernate") return badReturn(answer);
    stage.state = answer[2];
    emit(stage, answer[1]);
    return answer[3] as "hibernate" | undefined;
  }
  if (!isResult(answer, "stop", [3])) return badReturn(answer);
  stage.state = answer[2];
  return new Stop(answer[1]);
}

export const badReturn = (answer: unknown): Stop => new Stop(["bad_return_value", answer]);

/** As a GenServer's result. */
export function concluded(stage: Stage, next: Next): never {
  if (next instanceof Stop) return ["stop", next.reason, stage] as never;
  return (next === undefined ? ["noreply", stage] : ["noreply", stage, next]) as never;
}

/** Does what the result of `handleCall` says. */
export function replied(stage: Stage, answer: unknown): never {
  if (isResult(answer, "reply", [4, 5]) && Array.isArray(answer[2])) {
    if (answer.length === 5 && answer[4] !== "hibernate") return concluded(stage, badReturn(answer));
    const [, reply, events, state, ...rest] = answer;
    stage.state = state;
    emit(stage, events as Result);
    return ["reply", reply, stage, ...rest] as never;
  }
  if (isResult(answer, "stop", [4])) {
    stage.state = answer[3];
    return ["stop", answer[1], answer[2], stage] as never;
  }
  return concluded(stage, apply(stage, answer));
}

export function* inform(stage: Stage, message: Term): Steps<Next> {
  if (stage.module.handleInfo !== undefined)
    return apply(stage, yield* perform(stage.module.handleInfo(message, stage.state)));
  Logger.log("warning", `GenStage ${ownName()} received an unexpected message: ${inspect(message)}`, [
    message,
  ]);
  return undefined;
}

/** Asks the module what it has to say to a new subscription. */
export function* introduce(
  stage: Stage,
  other: "producer" | "consumer",
  from: readonly [Term, Term],
  options: object,
): Steps<"automatic" | "manual" | Stop> {
  const { module } = stage;
  if (module.handleSubscribe === undefined) return "automatic";
  const answer: unknown = yield* perform(module.handleSubscribe(other, options, from, stage.state));
  if (isResult(answer, "automatic", [2]) || (other === "producer" && isResult(answer, "manual", [2]))) {
    stage.state = answer[1];
    return answer[0] as "automatic" | "manual";
  }
  if (!isResult(answer, "stop", [3])) return badReturn(answer);
  stage.state = answer[2];
  return new Stop(answer[1]);
}

/** Tells the module that a subscription has ended. */
export function* bidFarewell(
  stage: Stage,
  why: readonly ["cancel" | "down", Term],
  from: readonly [Term, Term],
): Steps<Next> {
  const { module } = stage;
  if (module.handleCancel === undefined) return undefined;
  return apply(stage, yield* perform(module.handleCancel(why, from, stage.state)));
}
