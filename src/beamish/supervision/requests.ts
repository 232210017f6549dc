/** What a supervisor answers when it is asked to start, stop, restart, forget or list children. */
import { badArgument } from "../term/errors.ts";
import type { Steps } from "../kernel/process.ts";
import { equal, isPid, type Pid } from "../term/term.ts";
import * as Process from "../process.ts";
import { badSignificance } from "./check-spec.ts";
import type { CompleteSpec } from "./child-spec.ts";
import { isRunning, type Child } from "./children.ts";
import { report } from "./report.ts";
import { startChild, type Outcome } from "./start-child.ts";
import { settle, stop, type State } from "./state.ts";

export type Request =
  /** The specification of a child, or what the template's start function gets. */
  | readonly ["start_child", spec: CompleteSpec | undefined, child: unknown]
  | readonly [
      "restart_child" | "delete_child" | "terminate_child" | "get_childspec" | "which_child",
      id: unknown,
    ]
  | readonly ["which_children" | "count_children" | "get_callback_module"];

/** `"ok"` and `["error", reason]` as in OTP; what cannot fail is answered as it is. */
export type Reply =
  Outcome | "ok" | readonly ["ok", CompleteSpec | ChildInfo | object] | readonly ChildInfo[] | Counts;

/** A child as `whichChildren` lists it; one without a process has `undefined`. */
export type ChildInfo = readonly [
  id: unknown,
  pid: Pid | "restarting" | undefined,
  type: "worker" | "supervisor",
  modules: readonly object[] | "dynamic",
];

/** How many children there are: specifications, living processes, and those of either type. */
export interface Counts {
  readonly specs: number;
  readonly active: number;
  readonly supervisors: number;
  readonly workers: number;
}

export function* respond(state: State, request: Request): Steps<Reply> {
  const { children, template } = state;
  switch (request[0]) {
    case "start_child":
      return template === undefined
        ? yield* addChild(state, request[1], request[2])
        : yield* addFromTemplate(state, template, request[2]);
    case "restart_child":
      return template === undefined ? yield* restartChild(state, children.find(request[1])) : NOT_SIMPLE;
    case "delete_child":
      return template === undefined ? deleteChild(state, children.find(request[1])) : NOT_SIMPLE;
    case "terminate_child":
      return template === undefined
        ? yield* terminateChild(state, children.find(request[1]))
        : yield* terminateByPid(state, request[1]);
    case "get_childspec":
      return getChildspec(state, request[1]);
    case "which_child":
      return whichChild(state, request[1]);
    case "which_children":
      return listed(state).map((child) => info(state, child));
    case "count_children":
      return count(state);
    case "get_callback_module":
      return ["ok", state.plan.module];
    default:
      throw badArgument("Supervisor", "a request of this module", request);
  }
}

/** Children of a template have no id by which they could be addressed. */
const NOT_SIMPLE = ["error", "simple_one_for_one"] as const;
const NOT_FOUND = ["error", "not_found"] as const;

function* addChild(state: State, spec: CompleteSpec | undefined, came: unknown): Steps<Outcome> {
  if (spec === undefined) return ["error", ["invalid_child_spec", came]];
  const bad = badSignificance(spec, state.flags.autoShutdown);
  if (bad !== undefined) return ["error", bad.reason];
  const present = state.children.find(spec.id);
  if (present !== undefined) {
    return ["error", isRunning(present) ? ["already_started", present.pid] : "already_present"];
  }
  const outcome = yield* startChild(spec.start);
  if (outcome[0] === "error") {
    report(state, "start_error", { spec, pid: undefined }, outcome[1]);
    return ["error", [outcome[1], spec]];
  }
  settle(state, state.children.add(spec), outcome[1], "started");
  return outcome;
}

/** Starts a child from the template. It keeps its arguments when it is restarted, and is known by its pid alone. */
function* addFromTemplate(state: State, template: CompleteSpec, extra: unknown): Steps<Outcome> {
  if (!Array.isArray(extra)) return ["error", ["badarg", extra]];
  // The template is looked up at every start: the code of the supervisor may have changed.
  const start = () => (state.template ?? template).start(...(extra as never[]));
  const outcome = yield* startChild(start);
  if (outcome[0] === "ok" && outcome[1] !== undefined) {
    settle(state, state.children.add({ ...template, start }), outcome[1], "started");
  }
  return outcome;
}

function* restartChild(state: State, child: Child | undefined): Steps<Outcome> {
  if (child === undefined) return NOT_FOUND;
  if (child.restarting) return ["error", "restarting"];
  if (child.pid !== undefined) return ["error", "running"];
  const outcome = yield* startChild(child.spec.start);
  if (outcome[0] === "error") report(state, "start_error", child, outcome[1]);
  else settle(state, child, outcome[1], "started");
  return outcome;
}

function deleteChild(state: State, child: Child | undefined): Reply {
  if (child === undefined) return NOT_FOUND;
  if (child.restarting) return ["error", "restarting"];
  if (child.pid !== undefined) return ["error", "running"];
  state.children.remove(child);
  return "ok";
}

function* terminateChild(state: State, child: Child | undefined): Steps<Reply> {
  if (child === undefined) return NOT_FOUND;
  yield* stop(state, child);
  return "ok";
}

/** A pid that is no child's but belongs to no living process either may have been a child's: all is as it should be. */
function* terminateByPid(state: State, pid: unknown): Steps<Reply> {
  if (!isPid(pid)) return NOT_SIMPLE;
  const child = state.children.findPid(pid);
  if (child === undefined && !Process.alive(pid)) return "ok";
  return yield* terminateChild(state, child);
}

/** The specification behind an id; under a template also behind a pid, if it is a child's or nobody's any more. */
function getChildspec({ children, template }: State, key: unknown): Reply {
  if (template === undefined) {
    const child = children.find(key);
    return child === undefined ? NOT_FOUND : ["ok", child.spec];
  }
  const isKnown = isPid(key)
    ? children.findPid(key) !== undefined || !Process.alive(key)
    : equal(key, template.id);
  return isKnown ? ["ok", template] : NOT_FOUND;
}

function whichChild(state: State, key: unknown): Reply {
  const { children, template } = state;
  if (template !== undefined && !isPid(key)) return NOT_SIMPLE;
  const child = template === undefined ? children.find(key) : children.findPid(key);
  return child === undefined ? NOT_FOUND : ["ok", info(state, child)];
}

/** The children in the order of the list: the newest first; those of a template as their pids are, restarting ones last. */
function listed({ children, template }: State): readonly Child[] {
  const all = children.all();
  if (template === undefined) return all.reverse();
  return [...all.filter(isRunning), ...all.filter((child) => !isRunning(child))];
}

export const info = ({ areAnonymous }: State, { spec, pid, restarting }: Child): ChildInfo => [
  areAnonymous ? undefined : spec.id,
  restarting ? "restarting" : pid,
  spec.type,
  spec.modules,
];

export function count({ children, template, areAnonymous }: State): Counts {
  const all = children.all();
  const supervisors = all.filter(({ spec }) => spec.type === "supervisor").length;
  return {
    specs: template === undefined ? all.length : 1,
    // A child that has just died may not have been noticed yet; that is looked at where children have names.
    active: all.filter((child) => isRunning(child) && (areAnonymous || Process.alive(child.pid))).length,
    supervisors,
    workers: all.length - supervisors,
  };
}
