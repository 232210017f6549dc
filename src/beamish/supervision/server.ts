/** The process of a supervisor: a GenServer that traps exits. */
import type { Steps } from "../kernel/process.ts";
import type * as GenServer from "../gen/gen-server.ts";
import { completeAll } from "./check-spec.ts";
import { changeCode } from "./code-change.ts";
import { completeFlags } from "./options.ts";
import { report } from "./report.ts";
import { respond, type Request } from "./requests.ts";
import { startChild } from "./start-child.ts";
import { newState, settle, stopAll, type Plan, type State } from "./state.ts";
import { begin, supervising, type TryAgain } from "./supervising.ts";
import { isInitOk, type InitOk } from "./supervisor-module.ts";

export const server: GenServer.Module<State, Plan, Request, TryAgain> = {
  init: (plan) => begin<InitOk, State>(plan, isInitOk, (answer) => startAll(plan, answer)),

  *handleCall(request, _from, state) {
    return ["reply", yield* respond(state, request), state];
  },

  codeChange: (_oldVersion, state, _extra, given?: unknown) => changeCode(state, given),

  ...supervising,
};

/** Starts the children in order. If one fails, those before it are stopped again, and the supervisor with them. */
function* startAll(plan: Plan, [, [flags, children]]: InitOk): Steps<["ok", State] | ["stop", unknown]> {
  const all = completeFlags(flags);
  if (all.strategy === "simple_one_for_one") {
    if (children.length !== 1) return ["stop", ["bad_start_spec", children]];
    const [template] = completeAll(children, all.autoShutdown);
    return ["ok", { ...newState(plan, all, true), template }];
  }
  const odd = children.find((child) => typeof child !== "object" || child === null);
  if (odd !== undefined) return ["stop", ["start_spec", ["invalid_child_spec", odd]]];
  const specs = completeAll(children, all.autoShutdown);
  const state = newState(plan, all);
  for (const spec of specs) {
    const outcome = yield* startChild(spec.start);
    if (outcome[0] === "error") {
      report(state, "start_error", { spec, pid: undefined }, outcome[1]);
      yield* stopAll(state);
      return ["stop", ["shutdown", ["failed_to_start_child", spec.id, outcome[1]]]];
    }
    settle(state, state.children.add(spec), outcome[1], "started");
  }
  return ["ok", state];
}
