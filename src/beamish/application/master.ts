/** The application master: the parent of an application's top supervisor. It starts and stops it, and sees it end. */
import { StartError, exitReason, formatExit } from "../kernel/errors.ts";
import { detailsOf, processOf, type Steps } from "../kernel/process.ts";
import { receive } from "../operations.ts";
import { isPid, type Pid, type Term } from "../kernel/term.ts";
import type * as GenServer from "../gen/gen-server.ts";
import { perform } from "../gen/perform.ts";
import * as Logger from "../logger.ts";
import { self } from "../primitives.ts";
import * as Process from "../process.ts";
import type { CompleteSpec, Module, RestartType, StartType } from "./spec.ts";
import { applications, ended } from "./state.ts";

/** What a master is given: the specification of an application that has a module. */
export interface Start {
  readonly spec: CompleteSpec & { readonly mod: readonly [Module, Term] };
  readonly type: RestartType;
}

interface State {
  readonly spec: Start["spec"];
  readonly top: Pid;
  /** The state of the application's module. */
  readonly data: Term;
  /** Why the top supervisor has ended by itself. */
  readonly ended?: { readonly reason: unknown };
}

const TYPE: StartType = "normal";

export const master: GenServer.Module<State, Start, never, "stop"> = {
  *init({ spec, type }) {
    Process.flag("trap_exit", true);
    Process.setLabel(`application ${spec.name}`);
    const { running } = applications();
    if (running.has(spec.name)) return ["stop", ["already_started", spec.name]];
    const application = { type, master: self(), isStarted: false };
    running.set(spec.name, application);
    // However the master ends, the application is over: it may be killed.
    (detailsOf(processOf(self())).cleanups ??= []).push((reason) => ended(spec.name, reason));
    const outcome = yield* start(spec);
    if ("failure" in outcome) {
      Logger.notice(`Application ${spec.name} exited: ${formatExit(outcome.failure)}`);
      return ["stop", outcome.failure];
    }
    application.isStarted = true;
    return ["ok", outcome];
  },

  handleCast(_stop, state) {
    return ["stop", "normal", state];
  },

  handleInfo(message: Term, state) {
    const isEnd = Array.isArray(message) && message[0] === "EXIT" && message[1] === state.top;
    return isEnd ? ["stop", "normal", { ...state, ended: { reason: message[2] } }] : ["noreply", state];
  },

  *terminate(_reason, { spec, top, data, ended: end }) {
    const [module] = spec.mod;
    const left = module.prepStop === undefined ? data : yield* result(() => module.prepStop!(data));
    if (end === undefined) yield* stopProcess(top);
    if (module.stop !== undefined) yield* result(() => module.stop!(left));
    ended(spec.name, end === undefined ? "stopped" : end.reason);
  },
};

function* start(spec: Start["spec"]): Steps<State | { readonly failure: unknown }> {
  const [module, args] = spec.mod;
  const name = module.name ?? spec.name;
  const started = yield* result(() => module.start(TYPE, args));
  const [tag, top, data] = isPid(started)
    ? ["ok", started]
    : Array.isArray(started)
      ? (started as Term[])
      : [];
  if (tag !== "ok" || !isPid(top)) return { failure: failureOf(started, [name, "start", [TYPE, args]]) };
  for (const [phase, argument] of spec.startPhases) {
    const done = yield* result(() => {
      if (module.startPhase !== undefined) return module.startPhase(phase, TYPE, argument);
      throw new Error(`the specification has start phases, but ${name} has no startPhase callback`);
    });
    if (done === "ok") continue;
    yield* stopProcess(top);
    return { failure: failureOf(done, [name, "start_phase", [phase, TYPE, argument]]) };
  }
  return { spec, top, data: data as Term };
}

/** What a callback gives; a `StartError` in it is a refusal, any other exception as OTP's `catch` tells it. */
function* result(callback: () => unknown): Steps<unknown> {
  try {
    return yield* perform(callback());
  } catch (thrown) {
    if (thrown instanceof StartError) return ["error", thrown.reason];
    return thrown instanceof Error ? ["EXIT", exitReason(thrown)] : thrown;
  }
}

/** The reason of a start that failed, with the call that did not give what it should. */
function failureOf(value: unknown, call: readonly unknown[]): unknown {
  if (Array.isArray(value) && value[0] === "error" && value.length === 2) return [value[1], call];
  return ["bad_return", [call, value]];
}

/** Shuts the top supervisor down, which stops everything below it, however long that takes. */
function* stopProcess(top: Pid): Steps<void> {
  const monitor = Process.monitor(top);
  yield* Process.exit(top, "shutdown");
  yield* receive(["DOWN", monitor]);
}
