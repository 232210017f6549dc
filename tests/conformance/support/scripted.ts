/** Callback modules that do what they are told: an event `["do", result]` makes the callback return that result. */
import { exit, type GenEvent, type GenServer, type GenStateMachine, type Steps, type Term } from "beamish";
import type { Helpers } from "./scenario.ts";
import { perform } from "./steps.ts";

/** For what the types refuse: wrong arguments, and results of which a scenario knows the form. */
export const term = (value: unknown): Term => value as Term;

const isTold = (what: string, term: unknown): term is readonly [string, Term] =>
  Array.isArray(term) && term[0] === what;

/** A told result, or what a told function gives. */
function* told(result: Term, ...args: readonly unknown[]): Steps<Term> {
  return typeof result === "function" ? yield* perform(() => result(...args)) : result;
}

/** A machine that prints the events it is not told what to do with. */
export function machine({ t, f, module }: Helpers): GenStateMachine.Module {
  return module("M", {
    callbackMode: "handle_event_function",
    init: (arg: Term) => (isTold("ret", arg) ? arg[1] : ["ok", "a", 0]),
    *handleEvent(type: Term, content: Term, state: Term, data: Term) {
      const from: Term = Array.isArray(type) && type[0] === "call" ? type[1] : undefined;
      if (isTold("do", content)) return yield* told(content[1], from, state, data);
      t(`${f(state)} ${from === undefined ? f(type) : "call"}`, [content, data]);
      return from === undefined
        ? "keep_state_and_data"
        : ["keep_state_and_data", [["reply", from, ["got", content]]]];
    },
    terminate: (...args: Term[]) => t("terminate", args),
  }) as GenStateMachine.Module;
}

/** The same with enter calls; those return what stands in the data `["enter", result, data]`. */
export function entering({ t, f, module }: Helpers): GenStateMachine.Module {
  return module("E", {
    callbackMode: ["handle_event_function", "state_enter"],
    init: (arg: Term) => (isTold("ret", arg) ? arg[1] : ["ok", "a", 0]),
    *handleEvent(type: Term, content: Term, state: Term, data: Term) {
      if (type === "enter") {
        t(`enter ${f(state)}`, [content, data]);
        return isTold("enter", data) ? yield* told(data[1], (data as Term)[2]) : "keep_state_and_data";
      }
      if (isTold("do", content)) return content[1];
      t(`${f(state)} ${f(type)}`, [content, data]);
      return "keep_state_and_data";
    },
    terminate: (...args: Term[]) => t("terminate", args),
  }) as GenStateMachine.Module;
}

/** A server that prints the casts and messages it is not told what to do with. */
export function server({ t, module }: Helpers): GenServer.Module<Term, Term> {
  return module("G", {
    *init(arg: Term) {
      return isTold("ret", arg) ? yield* told(arg[1]) : ["ok", arg];
    },
    *handleCall(request: Term, from: Term, state: Term) {
      if (!isTold("do", request)) return ["reply", ["got", request, state], state];
      const [, result] = request;
      if (typeof result === "function" && result.length === 0) return ["reply", yield* told(result), state];
      return yield* told(result, from, state);
    },
    *handleCast(request: Term, state: Term) {
      if (isTold("do", request)) return yield* told(request[1], state);
      t("cast", request);
      return ["noreply", state];
    },
    *handleInfo(message: Term, state: Term) {
      if (isTold("do", message)) return yield* told(message[1], state);
      t("info", [message, state]);
      return ["noreply", state];
    },
    handleContinue(arg: Term, state: Term) {
      if (isTold("do", arg)) return arg[1];
      t("continue", [arg, state]);
      return ["noreply", state];
    },
    terminate: (reason: Term, state: Term) => t("terminate", [reason, state]),
  }) as unknown as GenServer.Module<Term, Term>;
}

/** Two handlers of events: the first does what it is told, the second prints. */
export function handlers({ t, f, module }: Helpers): Record<"H1" | "H2" | "H3", GenEvent.AnyModule> {
  function* handle(how: string, event: Term, state: Term): Steps<Term> {
    if (isTold("do", event)) return yield* told(event[1]);
    t(`${f(state)} ${how}`, event);
    return ["ok", state];
  }
  const H1 = module("H1", {
    *init(arg: Term) {
      if (isTold("ret", arg)) return yield* told(arg[1]);
      t("init", arg);
      return ["ok", arg];
    },
    handleEvent: (event: Term, state: Term) => handle("event", event, state),
    *handleCall(request: Term, state: Term) {
      return isTold("do", request) ? yield* told(request[1]) : ["ok", [request, state], state];
    },
    handleInfo: (message: Term, state: Term) => handle("info", message, state),
    terminate(arg: Term, state: Term) {
      if (arg === "boom") exit("in_terminate");
      t(`${f(state)} terminate`, arg);
      return ["terminated", state];
    },
  });
  const H2 = module("H2", {
    init(arg: Term) {
      if (isTold("ret", arg)) return arg[1];
      t("H2 init", arg);
      return ["ok", ["h2", arg]];
    },
    handleEvent(event: Term, state: Term) {
      t("H2 event", [event, state]);
      return ["ok", state];
    },
    handleCall: (request: Term, state: Term) => ["ok", ["h2", request], state],
    terminate(arg: Term, state: Term) {
      t("H2 terminate", [arg, state]);
      return "h2_done";
    },
  });
  const H3 = { init: (arg: Term) => ["ok", arg], handleEvent: (_: Term, state: Term) => ["ok", state] };
  return { H1, H2, H3 } as unknown as Record<"H1" | "H2" | "H3", GenEvent.AnyModule>;
}

/** The result of a request to a manager, or the reason for which it was refused. */
export function* refusal(part: () => Term): Steps<Term> {
  try {
    return yield* perform(part);
  } catch (thrown) {
    if (thrown instanceof Error && thrown.name === "HandlerError") return term(thrown).reason;
    throw thrown;
  }
}

/** The same where OTP gives `["error", reason]`. */
export function* errorOf(part: () => Term): Steps<Term> {
  try {
    return yield* perform(part);
  } catch (thrown) {
    if (thrown instanceof Error && thrown.name === "HandlerError") return ["error", term(thrown).reason];
    throw thrown;
  }
}
