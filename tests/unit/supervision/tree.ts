/** The tree of a plan as real processes, whose workers write what happens to them into a log. */
import { GenServer, Process, Supervisor, type Op, type Pid } from "beamish";
import type { Plan } from "./model.ts";

/** What the processes of one run have done, and which lived at the same time under one id. */
export interface Log {
  readonly lines: string[];
  /** Every pid that was ever started, by id. */
  readonly pids: Map<string, Pid[]>;
}

type State = { readonly id: string; readonly log: Log };

const Worker: GenServer.Module<State, State, never, readonly ["exit", string]> = {
  init(state) {
    Process.flag("trap_exit", true);
    const { id, log } = state;
    const earlier = log.pids.get(id) ?? [];
    if (earlier.some((pid) => Process.alive(pid))) log.lines.push(`${id} is started twice`);
    log.pids.set(id, [...earlier, Process.whereis(id)!]);
    log.lines.push(`start ${id}`);
    return ["ok", state];
  },
  handleCast: ([, reason], state) => ["stop", reason, state],
  terminate(reason, { id, log }) {
    log.lines.push(`stop ${id} ${String(reason)}`);
  },
};

/** Starts the supervisor of a plan. Restarts are counted for ever. */
export function startTree(plan: Plan & { kind: "supervisor" }, log: Log): Op<Pid> {
  const { strategy, maxRestarts } = plan;
  const options = { strategy, maxRestarts, maxSeconds: 1e9 };
  return Supervisor.startLink(
    plan.children.map((child) => specification(child, log)),
    options,
  );
}

function specification(plan: Plan, log: Log): Supervisor.ChildSpec {
  const { id, restart } = plan;
  if (plan.kind === "supervisor")
    return { id, restart, type: "supervisor", start: () => startTree(plan, log) };
  return { id, restart, start: () => GenServer.startLink(Worker, { id, log }, { name: id }) };
}
