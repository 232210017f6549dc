/** What a running supervisor knows. */
import { here } from "../node/node.ts";
import type { Steps } from "../kernel/process.ts";
import type { Pid } from "../term/term.ts";
import type { CompleteSpec } from "./child-spec.ts";
import { Children, isRunning, type Child } from "./children.ts";
import type { Flags } from "./options.ts";
import { report, reportTogether } from "./report.ts";
import { RestartIntensity } from "./restart-intensity.ts";
import { shutdown, shutdownTogether } from "./shutdown.ts";

/** A module that is asked, with an argument, what to supervise; and asked again when its code has changed. */
export interface Plan {
  readonly module: { init(argument: unknown): unknown; readonly name?: unknown };
  readonly argument: unknown;
}

export interface State {
  plan: Plan;
  flags: Required<Flags>;
  children: Children;
  readonly intensity: RestartIntensity;
  /** Of what all children are made under `simple_one_for_one`. */
  template: CompleteSpec | undefined;
  /** Children have no ids: there are as many as are started, in no order, and one that has ended for good is forgotten. */
  readonly areAnonymous: boolean;
}

export function newState(plan: Plan, flags: Required<Flags>, areAnonymous = false): State {
  traceFlags(flags);
  const intensity = new RestartIntensity(flags.intensity, flags.period * 1000);
  return { plan, flags, children: new Children(areAnonymous), intensity, template: undefined, areAnonymous };
}

/** Tells who listens what the supervisor tolerates. */
export function traceFlags({ strategy, intensity: limit, period }: Required<Flags>): void {
  const node = here();
  node.tracer?.emit({ type: "supervisor", pid: node.self.pid, strategy, limit, period: period * 1000 });
}

/** After a child has ended for good: a temporary or anonymous one disappears; others stay, without a process. */
export function retire(state: State, child: Child): void {
  if (child.spec.restart === "temporary" || state.areAnonymous) state.children.remove(child);
  else state.children.setPid(child, undefined);
}

/** A child has been started, or its start function has said that there is nothing to run. */
export function settle(
  state: State,
  child: Child,
  pid: Pid | undefined,
  event: "started" | "restarted",
): void {
  if (pid === undefined) return retire(state, child);
  state.children.setPid(child, pid);
  if (!state.areAnonymous) report(state, "progress", child);
  traceChild(state, child, pid, event);
}

/** Stops a child, if it has a process. */
export function* stop(state: State, child: Child): Steps<void> {
  if (isRunning(child)) {
    const { pid } = child;
    const reason = yield* shutdown(child);
    if (reason !== undefined) report(state, "shutdown_error", child, reason);
    traceChild(state, child, pid, "terminated");
  }
  retire(state, child);
}

/** Stops all children: last started, first stopped; anonymous ones together, told in the order in which they were started. */
export function* stopAll(state: State): Steps<void> {
  const children = state.children.all();
  if (state.areAnonymous) {
    const failures = yield* shutdownTogether(children.filter(isRunning));
    reportTogether(state, failures);
  } else {
    for (const child of children.reverse()) yield* stop(state, child);
  }
}

function traceChild(
  { areAnonymous }: State,
  { spec }: Child,
  child: Pid,
  event: "started" | "restarted" | "terminated",
): void {
  const node = here();
  const id = areAnonymous ? undefined : spec.id;
  node.tracer?.emit({ type: "child", pid: node.self.pid, child, id, event });
}
