/** The tree of a plan as real processes, whose workers write what happens to them into a log. */
import { GenServer, Process, Supervisor, self, type Op, type Pid, type Steps } from "beamish";
import type { Plan, Shape, SupervisorPlan, WorkerPlan } from "./model.ts";

/** What the processes of one run have done. */
export interface Log {
  readonly lines: string[];
  /** Every worker's pid that was ever started, by id. */
  readonly pids: Map<string, Pid[]>;
}

type State = { readonly plan: WorkerPlan; readonly log: Log };

const Worker: GenServer.Module<State, State, never, readonly ["exit", unknown]> = {
  init(state) {
    const { plan, log } = state;
    const { id, traps, fails } = plan;
    if (traps) Process.flag("trap_exit", true);
    const earlier = log.pids.get(id) ?? [];
    if (earlier.some((pid) => Process.alive(pid))) log.lines.push(`${id} is started twice`);
    log.pids.set(id, [...earlier, self()]);
    const isFailing = fails.includes(earlier.length + 1);
    log.lines.push(`${isFailing ? "fail" : "start"} ${id}`);
    return isFailing ? ["stop", "no"] : ["ok", state];
  },
  handleCast: ([, reason], state) => ["stop", reason, state],
  *terminate(reason, { plan, log }) {
    log.lines.push(`stop ${plan.id} ${String(reason)}`);
    if (plan.stops > 0) yield* Process.sleep(plan.stops);
  },
};

/** Starts the supervisor of a plan. */
export function startTree(plan: SupervisorPlan, log: Log): Op<Pid> {
  const { strategy, maxRestarts, maxSeconds, autoShutdown, children } = plan;
  return Supervisor.startLink(
    children.map((child) => specification(child, log)),
    { strategy, maxRestarts, maxSeconds, autoShutdown },
  );
}

export function specification(plan: Plan, log: Log): Supervisor.ChildSpec {
  const { id, restart, significant } = plan;
  if (plan.kind === "supervisor")
    return { id, restart, significant, type: "supervisor", start: () => startTree(plan, log) };
  const { shutdown } = plan;
  return { id, restart, significant, shutdown, start: () => GenServer.startLink(Worker, { plan, log }) };
}

/** The children of a supervisor and theirs, as it tells of them. */
export function* shapeOf(supervisor: Pid): Steps<readonly Shape[]> {
  const shapes: Shape[] = [];
  for (const [id, pid, type] of (yield* Supervisor.whichChildren(supervisor)).toReversed()) {
    if (typeof pid === "string") throw new Error(`${String(id)} is still ${pid}`);
    if (type === "worker" || pid === undefined) shapes.push([id as string, pid !== undefined]);
    else shapes.push([id as string, true, yield* shapeOf(pid)]);
  }
  return shapes;
}

/** The pid of a supervisor in the tree below another, or of that one. */
export function* locate(root: Pid, rootId: string, id: string): Steps<Pid | undefined> {
  if (id === rootId) return root;
  for (const [childId, pid, type] of yield* Supervisor.whichChildren(root)) {
    if (type === "worker" || pid === undefined) continue;
    const found = yield* locate(pid as Pid, childId as string, id);
    if (found !== undefined) return found;
  }
  return undefined;
}
