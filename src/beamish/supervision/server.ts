/** The process of a supervisor: a GenServer that traps exits. */
import type { Steps } from "../kernel/process.ts";
import type * as GenServer from "../gen/gen-server.ts";
import { completeAll } from "./check-spec.ts";
import type { Child, CompleteSpec } from "./child-spec.ts";
import { InvalidSpec } from "./errors.ts";
import { completeFlags, type Flags } from "./options.ts";
import { report } from "./report.ts";
import { respond, type Request } from "./requests.ts";
import { startChild } from "./start-child.ts";
import { newState, settle, stopAll, type State } from "./state.ts";
import { begin, supervising, type Plan, type TryAgain } from "./supervising.ts";

/** A supervisor as a callback module. */
export interface SupervisorModule<Argument> {
  init(argument: Argument): InitResult | Steps<InitResult>;
}

/** The flags and children of a supervisor, as `Supervisor.init` makes them. */
export type InitOk = readonly ["ok", readonly [flags: Flags, children: readonly Child[]]];

/** What `init` returns. */
export type InitResult = InitOk | "ignore";

export const server: GenServer.Module<State, Plan, Request, TryAgain> = {
  *init({ module, argument }) {
    const answer = yield* begin(module, argument);
    if (answer === "ignore") return "ignore";
    if (!isInitOk(answer)) return ["stop", ["bad_return", [module, "init", answer]]];
    try {
      return yield* startAll(...answer[1]);
    } catch (thrown) {
      if (thrown instanceof InvalidSpec) return ["stop", thrown.reason];
      throw thrown;
    }
  },

  *handleCall(request, _from, state) {
    return ["reply", yield* respond(state, request), state];
  },

  ...supervising,
};

function isInitOk(answer: unknown): answer is InitOk {
  return (
    Array.isArray(answer) && answer[0] === "ok" && Array.isArray(answer[1]) && Array.isArray(answer[1][1])
  );
}

/** Starts the children in order. If one fails, those before it are stopped again, and the supervisor with them. */
function* startAll(flags: Flags, children: readonly Child[]): Steps<["ok", State] | ["stop", unknown]> {
  const complete = completeFlags(flags);
  const specs = completeAll(children, complete.autoShutdown);
  if (complete.strategy === "simple_one_for_one") return simple(complete, specs, children);
  const state = newState(complete);
  for (const spec of specs) {
    const outcome = yield* startChild(spec.start);
    if (outcome[0] === "error") {
      report("start_error", { spec, pid: undefined }, outcome[1]);
      yield* stopAll(state);
      return ["stop", ["shutdown", ["failed_to_start_child", spec.id, outcome[1]]]];
    }
    settle(state, state.children.add(spec), outcome[1], "started");
  }
  return ["ok", state];
}

function simple(
  flags: Required<Flags>,
  specs: readonly CompleteSpec[],
  came: unknown,
): ["ok", State] | ["stop", unknown] {
  const [template, ...more] = specs;
  if (template === undefined || more.length > 0) return ["stop", ["bad_start_spec", came]];
  return ["ok", { ...newState(flags, true), template: { ...template, id: undefined } }];
}
