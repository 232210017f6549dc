/** What a supervisor does when a child has ended: restart, forget, or give up. */
import { isPlannedExit } from "../term/errors.ts";
import { here } from "../node/node.ts";
import type { Steps } from "../kernel/process.ts";
import type { Pid } from "../term/term.ts";
import * as GenServer from "../gen/gen-server.ts";
import type { Child, Children } from "./children.ts";
import type { Strategy } from "./options.ts";
import { report } from "./report.ts";
import { startChild } from "./start-child.ts";
import { retire, settle, stop, type State } from "./state.ts";

/** What the supervisor does next, as a callback's result: go on, or shut down. */
export type Next = readonly ["noreply", State] | readonly ["stop", "shutdown", State];

const goOn = (state: State): Next => ["noreply", state];
const shutDown = (state: State): Next => ["stop", "shutdown", state];

/** A child has ended with `reason`, of itself: it had not been asked to. */
export function childEnded(state: State, child: Child, reason: unknown): Next | Steps<Next> {
  const { restart: type } = child.spec;
  if (type !== "permanent" && isPlannedExit(reason)) return endedForGood(state, child);
  report(state, "child_terminated", child, reason);
  return type === "temporary" ? endedForGood(state, child) : restart(state, child);
}

function endedForGood(state: State, child: Child): Next {
  retire(state, child);
  const { autoShutdown } = state.flags;
  if (!child.spec.significant || autoShutdown === "never") return goOn(state);
  const isLeft = (other: Child) => other.spec.significant && (other.pid !== undefined || other.restarting);
  return autoShutdown === "all_significant" && state.children.all().some(isLeft)
    ? goOn(state)
    : shutDown(state);
}

/** Restarts a child, and whomever the strategy concerns, unless there have been too many restarts. */
export function restart(state: State, child: Child): Next | Steps<Next> {
  const { intensity, children, flags } = state;
  const node = here();
  if (!intensity.add(node.now())) {
    report(state, "shutdown", child, "reached_max_restart_intensity");
    retire(state, child);
    return shutDown(state);
  }
  if (node.tracer !== undefined) {
    const id = state.areAnonymous ? undefined : child.spec.id;
    const { count: restarts, limit } = intensity;
    node.tracer.emit({ type: "restarting", pid: node.self.pid, id, restarts, limit });
  }
  return restartAll(state, child, CONCERNED[flags.strategy](children, child));
}

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

/** Stops what still runs, last first, and starts all but temporary children again. */
function* restartAll(state: State, ended: Child, concerned: readonly Child[]): Steps<Next> {
  const { children } = state;
  const old = ended.pid;
  children.setPid(ended, undefined);
  for (let i = concerned.length - 1; i >= 0; i--) {
    if (concerned[i] !== ended) yield* stop(state, concerned[i]!);
  }
  for (const child of concerned) {
    if (child.spec.restart === "temporary") continue;
    const outcome = yield* startChild(child.spec.start);
    if (outcome[0] === "error") {
      report(state, "start_error", child, outcome[1]);
      tryAgain(state, child, child === ended ? old : undefined);
      break;
    }
    settle(state, child, outcome[1], "restarted");
  }
  return goOn(state);
}

/** Before another attempt everyone else gets a turn: a request to stop the child, or the supervisor, must not starve. */
function tryAgain(state: State, child: Child, old: Pid | undefined): void {
  state.children.setRestarting(child, old);
  GenServer.cast(here().self.pid, ["try_again_restart", state.areAnonymous ? old : child.spec.id]);
}
