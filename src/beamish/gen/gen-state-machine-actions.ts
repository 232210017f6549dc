/** Reading what a state callback returned: one shape for the many that are allowed. Pure; what is done is the loop's business. */
import type { From } from "./call.ts";
import { isPid } from "../term/term.ts";
import type { Action, CallbackMode, EventType, Mode, TimerName } from "./gen-state-machine-module.ts";

/** An event as it is queued. */
export interface Event {
  readonly type: EventType;
  readonly content: unknown;
}

/** A transition: where to, with which data, and what is to be done. */
export type Outcome =
  | {
      readonly kind: "next";
      readonly state: unknown;
      readonly data: unknown;
      readonly actions: readonly unknown[];
      readonly repeat: boolean;
    }
  | {
      readonly kind: "stop";
      readonly reason: unknown;
      readonly data: unknown;
      readonly replies: readonly unknown[];
    }
  | { readonly kind: "bad" };

const BAD = { kind: "bad" } as const;
const REPEATS: readonly unknown[] = ["repeat_state", "repeat_state_and_data"];

/** What the result of a state callback means for a machine in `state` with `data`. */
export function readResult(result: unknown, state: unknown, data: unknown): Outcome {
  const [tag, first, second, third] = Array.isArray(result) ? (result as unknown[]) : [result];
  /** 0 for a bare word. */
  const size = Array.isArray(result) ? result.length : 0;
  const next = (state: unknown, data: unknown, actions: unknown): Outcome => ({
    kind: "next",
    state,
    data,
    actions: actions === undefined ? [] : listOfActions(actions),
    repeat: REPEATS.includes(tag),
  });
  switch (tag) {
    case "next_state":
      return size === 3 || size === 4 ? next(first, second, third) : BAD;
    case "keep_state":
    case "repeat_state":
      return size === 2 || size === 3 ? next(state, first, second) : BAD;
    case "keep_state_and_data":
    case "repeat_state_and_data":
      return size === 0 || size === 2 ? next(state, data, first) : BAD;
    case "stop":
      if (size === 1 || size > 3) return BAD;
      return {
        kind: "stop",
        reason: size === 0 ? "normal" : first,
        data: size === 3 ? second : data,
        replies: [],
      };
    case "stop_and_reply":
      if (size !== 3 && size !== 4) return BAD;
      return { kind: "stop", reason: first, data: size === 4 ? third : data, replies: listOfActions(second) };
    default:
      return BAD;
  }
}

/** One action stands for a list of one. */
export function listOfActions(actions: unknown): readonly unknown[] {
  return Array.isArray(actions) && !isTupleAction(actions) ? (actions as unknown[]) : [actions];
}

/** With these a tuple begins; none is an action by itself. */
const TAGS: readonly unknown[] = [
  "reply",
  "next_event",
  "state_timeout",
  "timeout",
  "change_callback_module",
  "push_callback_module",
];

/** Is it one action in the form of a tuple, and not a list of actions? */
function isTupleAction(term: readonly unknown[]): boolean {
  const [tag, first] = term;
  if (tag === "postpone" || tag === "hibernate") return term.length === 2 && typeof first === "boolean";
  if (isNamedTimeout(tag))
    return term.length >= 2 && (isTime(first) || first === "cancel" || first === "update");
  return TAGS.includes(tag);
}

const isNamedTimeout = (term: unknown): term is readonly ["timeout", unknown] =>
  Array.isArray(term) && term.length === 2 && term[0] === "timeout";

const isTimerName = (term: unknown): term is TimerName =>
  term === "timeout" || term === "state_timeout" || isNamedTimeout(term);

/** Says whether a term can be who has asked. */
const isFrom = (term: unknown): term is From => Array.isArray(term) && term.length === 2 && isPid(term[0]);

const isTime = (term: unknown): term is number | "infinity" =>
  term === "infinity" || (Number.isInteger(term) && (term as number) >= 0);

/** An action as the loop carries it out. */
export type Step =
  | { readonly do: "reply"; readonly from: From; readonly value: unknown }
  | { readonly do: "postpone"; readonly on: boolean }
  | { readonly do: "hibernate"; readonly on: boolean }
  | { readonly do: "insert"; readonly event: Event }
  | {
      readonly do: "start";
      readonly timer: TimerName;
      readonly time: number | "infinity";
      readonly content: unknown;
      readonly absolute: boolean;
    }
  | { readonly do: "cancel"; readonly timer: TimerName }
  | { readonly do: "update"; readonly timer: TimerName; readonly content: unknown }
  | { readonly do: "module"; readonly change: "change" | "push" | "pop"; readonly module: unknown };

/** What an action asks for; `undefined` if it is none. */
export function readAction(action: unknown): Step | undefined {
  if (action === "postpone" || action === "hibernate") return { do: action, on: true };
  if (action === "pop_callback_module") return { do: "module", change: "pop", module: undefined };
  if (isTime(action))
    return { do: "start", timer: "timeout", time: action, content: action, absolute: false };
  if (!Array.isArray(action)) return undefined;
  const [tag, first, second, options] = action as unknown as readonly [Action, ...unknown[]];
  const size = action.length;
  if (tag === "postpone" || tag === "hibernate")
    return size === 2 && typeof first === "boolean" ? { do: tag, on: first } : undefined;
  if (tag === ("reply" as unknown))
    return size === 3 && isFrom(first) ? { do: "reply", from: first, value: second } : undefined;
  if (tag === ("next_event" as unknown))
    return size === 3 && isEventType(first)
      ? { do: "insert", event: { type: first, content: second } }
      : undefined;
  if (tag === ("change_callback_module" as unknown) || tag === ("push_callback_module" as unknown))
    return size === 2 && typeof first === "object"
      ? {
          do: "module",
          change: tag === ("push_callback_module" as unknown) ? "push" : "change",
          module: first,
        }
      : undefined;
  return isTimerName(tag) ? readTimer(tag, size, first, second, options) : undefined;
}

/** What OTP calls an action that cannot be carried out; an enter call may ask for less than an event. */
export function refusal(
  action: unknown,
  step: Step | undefined,
  onEnter: boolean,
  canPop: boolean,
): string | undefined {
  const isModule = step?.do === "module";
  const isBadPop = isModule && step.change === "pop" && !canPop;
  const isEvent = Array.isArray(action) && action[0] === "next_event" && action.length === 3;
  if (onEnter && (action === "postpone" || isEvent || (isModule && !isBadPop)))
    return "bad_state_enter_action_from_state_function";
  const isPostponed = onEnter && step?.do === "postpone" && step.on;
  return step === undefined || isBadPop || isPostponed ? "bad_action_from_state_function" : undefined;
}

function readTimer(
  timer: TimerName,
  size: number,
  time: unknown,
  content: unknown,
  options: unknown,
): Step | undefined {
  if (time === "cancel") return size === 2 ? { do: "cancel", timer } : undefined;
  if (time === "update") return size === 3 ? { do: "update", timer, content } : undefined;
  if (size !== 3 && size !== 4) return undefined;
  const absolute = size === 3 ? false : isAbsolute(options);
  if (absolute === undefined) return undefined;
  if (absolute ? time !== "infinity" && !Number.isInteger(time) : !isTime(time)) return undefined;
  return { do: "start", timer, time: time as number | "infinity", content, absolute };
}

/** `{ abs: true }`, or Erlang's `{abs, true}` alone or in a list; `undefined` if it is something else. */
function isAbsolute(options: unknown): boolean | undefined {
  if (!Array.isArray(options)) {
    const { abs = false } = (options ?? {}) as { readonly abs?: unknown };
    return typeof abs === "boolean" ? abs : undefined;
  }
  const [first, second] = options as readonly unknown[];
  if (first === "abs") return options.length === 2 && typeof second === "boolean" ? second : undefined;
  const read = options.map((option) => (Array.isArray(option) ? isAbsolute(option) : undefined));
  return read.includes(undefined) ? undefined : read.includes(true);
}

function isEventType(term: unknown): term is EventType {
  if (term === "cast" || term === "info" || term === "internal" || isTimerName(term)) return true;
  return Array.isArray(term) && term.length === 2 && term[0] === "call" && isFrom(term[1]);
}

/** The mode (of several, the last one) and whether states are entered; `undefined` if it is no callback mode. */
export function readMode(
  mode: CallbackMode | undefined,
): { readonly mode: Mode; readonly enter: boolean } | undefined {
  const parts: readonly unknown[] = Array.isArray(mode) ? mode : [mode];
  const modes = parts.filter(
    (part): part is Mode => part === "state_functions" || part === "handle_event_function",
  );
  const last = modes.at(-1);
  if (last === undefined || !parts.every((part) => part === "state_enter" || modes.includes(part as Mode)))
    return undefined;
  return { mode: last, enter: parts.includes("state_enter") };
}
