/** The process of a `DynamicSupervisor`: children that come and go, known by their pids alone. */
import { exitReason } from "../term/errors.ts";
import type { Steps } from "../kernel/process.ts";
import type * as GenServer from "../gen/gen-server.ts";
import { badArgument } from "../term/errors.ts";
import type { CompleteSpec } from "./child-spec.ts";
import { askAgain, setFlags, unlessInvalid } from "./code-change.ts";
import { completeDynamicFlags, type DynamicFlags } from "./dynamic-options.ts";
import { count, info, type ChildInfo, type Counts } from "./requests.ts";
import { startChild, type Outcome } from "./start-child.ts";
import { newState, settle, stop, type Plan, type State } from "./state.ts";
import { begin, supervising, type TryAgain } from "./supervising.ts";

/** What `init` of a dynamic supervisor returns, as `DynamicSupervisor.init` makes it. */
export type DynamicInitOk = readonly ["ok", DynamicFlags];

interface DynamicState extends State {
  maxChildren: number;
  /** Given to every start function. */
  extraArguments: readonly unknown[];
}

export type DynamicRequest =
  | readonly ["start_child", CompleteSpec]
  | readonly ["terminate_child", pid: unknown]
  | readonly ["which_children" | "count_children"];

export type DynamicReply = Outcome | "ok" | readonly ChildInfo[] | Counts;

export const dynamicServer: GenServer.Module<DynamicState, Plan, DynamicRequest, TryAgain> = {
  init: (plan) =>
    begin(plan, isInitOk, ([, given]) => {
      const { maxChildren, extraArguments, ...flags } = completeDynamicFlags(given);
      return ["ok", { ...newState(plan, flags, true), maxChildren: most(maxChildren), extraArguments }];
    }),

  *handleCall(request, _from, state) {
    return ["reply", yield* respond(state, request), state];
  },

  codeChange(_oldVersion, state, _extra, given?: unknown) {
    const answer = askAgain(state, given);
    if (answer === "ignore") return ["ok", state];
    if (!isInitOk(answer)) return answer;
    return unlessInvalid(
      () => {
        const { maxChildren, extraArguments, ...flags } = completeDynamicFlags(answer[1]);
        Object.assign(state, { maxChildren: most(maxChildren), extraArguments });
        setFlags(state, flags);
        return ["ok", state];
      },
      (reason) => reason,
    );
  },

  ...(supervising as object),
};

const most = (maxChildren: number | "infinity"): number =>
  maxChildren === "infinity" ? Infinity : maxChildren;

function isInitOk(answer: unknown): answer is DynamicInitOk {
  if (!Array.isArray(answer) || answer[0] !== "ok") return false;
  return typeof answer[1] === "object" && answer[1] !== null && !Array.isArray(answer[1]);
}

function* respond(state: DynamicState, request: DynamicRequest): Steps<DynamicReply> {
  switch (request[0]) {
    case "start_child":
      return yield* addChild(state, request[1]);
    case "terminate_child":
      return yield* terminateChild(state, request[1]);
    case "which_children":
      return state.children.all().map((child) => info(state, child));
    case "count_children":
      return { ...count(state), specs: state.children.size };
    default:
      throw badArgument("DynamicSupervisor", "a request of this module", request);
  }
}

function* addChild(state: DynamicState, spec: CompleteSpec): Steps<Outcome> {
  const { children, maxChildren } = state;
  if (children.size >= maxChildren) return ["error", "max_children"];
  const start = () => spec.start(...(state.extraArguments as never[]));
  const outcome = yield* startChild(start, exitReason);
  if (outcome[0] === "ok" && outcome[1] !== undefined) {
    settle(state, children.add({ ...spec, start }), outcome[1], "started");
  }
  return outcome;
}

function* terminateChild(state: DynamicState, pid: unknown): Steps<DynamicReply> {
  const child = state.children.findPid(pid);
  if (child === undefined) return ["error", "not_found"];
  yield* stop(state, child);
  return "ok";
}
