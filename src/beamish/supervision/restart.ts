/** What a supervisor does when a child has ended: restart, forget, or give up. */
import { isPlannedExit } from "../kernel/errors.ts";
import { here } from "../kernel/node.ts";
import type { Steps } from "../kernel/process.ts";
import * as GenServer from "../gen/gen-server.ts";
import type { Child, Children } from "./children.ts";
import type { Strategy } from "./options.ts";
import { report } from "./report.ts";
import { startChild } from "./start-child.ts";
import { retire, settle, stop, type State } from "./state.ts";

/** The supervisor goes on, or must shut down. */
export type Verdict = "go_on" | "shut_down";

/** A child has ended with `reason`, of itself: it had not been asked to. */
export function* childEnded(state: State, child: Child, reason: unknown): Steps<Verdict> {
  const { restart: type } = child.spec;
  if (type !== "permanent" && isPlannedExit(reason)) return endedForGood(state, child);
  report("child_terminated", child, reason);
  return type === "temporary" ? endedForGood(state, child) : yield* restart(state, child);
}

function endedForGood(state: State, child: Child): Verdict {
  retire(state, child);
  if (!child.spec.significant) return "go_on";
  const { autoShutdown } = state.flags;
  if (autoShutdown === "never") return "go_on";
  const isLeft = (other: Child) => other.spec.significant && (other.pid !== undefined || other.restarting);
  return autoShutdown === "all_significant" && state.children.all().some(isLeft) ? "go_on" : "shut_down";
}

/** Restarts a child, and whomever the strategy concerns, unless there have been too many restarts. */
export function* restart(state: State, child: Child): Steps<Verdict> {
  const { intensity, children, flags } = state;
  const node = here();
  if (!intensity.add(node.now())) {
    report("shutdown", child, "reached_max_restart_intensity");
    retire(state, child);
    return "shut_down";
  }
  const { id } = child.spec;
  node.tracer?.emit({
    type: "restarting",
    pid: node.self.pid,
    id,
    restarts: intensity.count,
    limit: intensity.limit,
  });
  const failed = yield* restartAll(state, child, CONCERNED[flags.strategy](children, child));
  // Before another attempt everyone else gets a turn: a request to stop the child, or the supervisor, must not starve.
  if (failed !== undefined) GenServer.cast(node.self.pid, ["try_again_restart", keyOf(failed)]);
  return "go_on";
}

/** By what a child is found again: its id, or for a child of a template, which has none, the pid it had. */
const keyOf = ({ spec, pid }: Child): unknown => spec.id ?? pid;

const alone = (_children: Children, ended: Child): readonly Child[] => [ended];

/** Whom the end of a child concerns, in order of start. */
const CONCERNED: Readonly<Record<Strategy, (children: Children, ended: Child) => readonly Child[]>> = {
  one_for_one: alone,
  simple_one_for_one: alone,
  one_for_all: (children) => children.all(),
  rest_for_one: (children, ended) => {
    const all = children.all();
    return all.slice(all.indexOf(ended));
  },
};

/** Stops what still runs, last first, and starts all but temporary children again. Gives the child that failed. */
function* restartAll(state: State, ended: Child, concerned: readonly Child[]): Steps<Child | undefined> {
  const { children } = state;
  const old = ended.pid;
  children.setPid(ended, undefined);
  for (let i = concerned.length - 1; i >= 0; i--) yield* stop(state, concerned[i]!);
  for (const child of concerned) {
    if (child.spec.restart === "temporary") continue;
    const outcome = yield* startChild(child.spec.start);
    if (outcome[0] === "error") {
      report("start_error", child, outcome[1]);
      children.setRestarting(child, child === ended ? old : undefined);
      return child;
    }
    settle(state, child, outcome[1], "restarted");
  }
  return undefined;
}
