/** The application master: the parent of an application's top supervisor. It starts and stops it, and sees it end. */
import { StartError, exitReason, formatError as formatThrown } from "../term/errors.ts";
import { detailsOf, processOf, type Steps } from "../kernel/process.ts";
import { receive } from "../operations.ts";
import { equal, inspect, isPid, type Pid, type Term } from "../term/term.ts";
import type * as GenServer from "../gen/gen-server.ts";
import { perform } from "../gen/perform.ts";
import * as Logger from "../logger.ts";
import { self } from "../primitives.ts";
import * as Process from "../process.ts";
import { formatError } from "./error.ts";
import type { CompleteSpec, Module, RestartType, StartType } from "./spec.ts";
import { applications, ended, failedToStart } from "./state.ts";

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
  /** Its time was up. */
  readonly isOverdue?: boolean;
}

const TYPE: StartType = "normal";

export const master: GenServer.Module<State, Start, "await_start", "stop"> = {
  *init({ spec, type }) {
    Process.flag("trap_exit", true);
    Process.setLabel(`application ${spec.name}`);
    Process.groupLeader(self(), self());
    const { running } = applications();
    if (running.has(spec.name)) return ["stop", ["already_started", spec.name]];
    const application = { type, master: self(), isStarted: false };
    running.set(spec.name, application);
    // However the master ends, the application is over: it may be killed.
    (detailsOf(processOf(self())).cleanups ??= []).push((reason) => ended(spec.name, reason));
    const outcome = yield* start(spec);
    if ("failure" in outcome) {
      Logger.notice(`Application ${spec.name} exited: ${formatError(outcome.failure)}`);
      failedToStart(spec.name, type, outcome.failure);
      return ["stop", outcome.failure];
    }
    application.isStarted = true;
    if (spec.maxT !== "infinity") Process.sendAfter(self(), OVERDUE, spec.maxT);
    return ["ok", outcome];
  },

  handleCall: (_awaitStart, _from, state) => ["reply", "ok", state],

  handleCast(_stop, state) {
    return ["stop", "normal", state];
  },

  handleInfo(message: Term, state) {
    if (message === OVERDUE) return ["stop", "normal", { ...state, isOverdue: true }];
    const isEnd = Array.isArray(message) && message[0] === "EXIT" && message[1] === state.top;
    return isEnd ? ["stop", "normal", { ...state, ended: { reason: message[2] } }] : ["noreply", state];
  },

  *terminate(_reason, { spec, top, data, ended: end, isOverdue }) {
    const [module] = spec.mod;
    const left = yield* prepareToStop(module, data);
    if (end === undefined) yield* stopProcess(top);
    if (module.stop !== undefined) yield* result(() => module.stop!(left));
    killWhoIsLeft();
    ended(spec.name, isOverdue === true ? "normal" : end === undefined ? "stopped" : end.reason);
  },
};

/** What the master tells itself when the time of its application is up. */
const OVERDUE = "max_t";

/** The state for `stop`. If `prepStop` fails, that is reported, and the state is as it was. */
function* prepareToStop(module: Module, data: Term): Steps<unknown> {
  if (module.prepStop === undefined) return data;
  try {
    return yield* perform(module.prepStop(data));
  } catch (thrown) {
    const why = thrown instanceof Error ? formatThrown(thrown) : inspect(thrown);
    Logger.log("error", `Application master: prepStop has failed\n${why}`, [self(), thrown]);
    return data;
  }
}

/** Processes of the application outside its supervision tree know it as their group leader, and end with it. */
function killWhoIsLeft(): void {
  for (const pid of Process.list()) {
    const info = pid === self() ? undefined : Process.info(pid, "group_leader");
    if (info?.[1] === self()) Process.exit(pid, "kill");
  }
}

function* start(spec: Start["spec"]): Steps<State | { readonly failure: unknown }> {
  const [module, args] = spec.mod;
  const name = module.name ?? spec.name;
  const started = yield* result(() => module.start(TYPE, args));
  const [tag, top, data = []] = isPid(started)
    ? ["ok", started]
    : Array.isArray(started)
      ? (started as Term[])
      : [];
  if (tag !== "ok" || !isPid(top)) return { failure: failureOf(started, [name, "start", [TYPE, args]]) };
  for (const [phase] of spec.startPhases) {
    const failure = yield* startPhase(phase, spec);
    if (failure === undefined) continue;
    yield* stopProcess(top);
    return { failure };
  }
  return { spec, top, data: data as Term };
}

/** One phase of the start, of an application and of those that it includes, as far as they name it. Gives why it failed. */
function* startPhase(
  phase: string,
  { name, mod, startPhases, includedApplications }: CompleteSpec,
): Steps<unknown> {
  const named = startPhases.find(([other]) => other === phase);
  if (named !== undefined && mod !== undefined) {
    const [module] = mod;
    const done = yield* result(() => {
      if (module.startPhase !== undefined) return module.startPhase(phase, TYPE, named[1]);
      throw new Error(
        `the specification of ${name} has start phases, but its module has no startPhase callback`,
      );
    });
    const call = [module.name ?? name, "start_phase", [phase, TYPE, named[1]]];
    if (done !== "ok") return isError(done) ? [done[1], call] : ["bad_return_value", [call, done]];
  }
  for (const included of includedApplications) {
    const spec = applications().loaded.get(included);
    const failure = spec === undefined ? undefined : yield* startPhase(phase, spec);
    if (failure !== undefined) return failure;
  }
  return undefined;
}

const isError = (value: unknown): value is readonly ["error", unknown] =>
  Array.isArray(value) && value[0] === "error" && value.length === 2;

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
  if (isError(value)) return [value[1], call];
  return equal(value, ["EXIT", "normal"]) ? [value, call] : ["bad_return", [call, value]];
}

/** Shuts the top supervisor down, which stops everything below it, however long that takes. */
function* stopProcess(top: Pid): Steps<void> {
  const monitor = Process.monitor(top);
  yield* Process.exit(top, "shutdown");
  yield* receive(["DOWN", monitor]);
}
