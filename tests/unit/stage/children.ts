/** Children of consumer supervisors that do what their event says, and ways to look at them. */
import type { Exit } from "beamish";
import { Process, StartError, exit, receive, spawnLink, type Pid, type Steps } from "beamish";
import { ConsumerSupervisor } from "beamish/stage";

export type Plan =
  "ok" | "info" | "ignore" | "error" | "unknown" | "throw" | "exit" | "raise" | readonly ["again", ...Plan[]];

/** The starts of a child one after the other: what the last one does goes on. */
const turns = new WeakMap<readonly unknown[], number>();

function begin(plan: Plan): Plan {
  if (!Array.isArray(plan)) return plan as Plan;
  const turn = turns.get(plan) ?? 0;
  turns.set(plan, turn + 1);
  return plan[Math.min(turn + 1, plan.length - 1)] as Plan;
}

/** Children that wait to be stopped. */
export const child = (more: object = {}) => ({
  id: "child",
  restart: "temporary" as const,
  ...more,
  start: (plan: Plan): never => {
    const what = begin(plan);
    if (what === "raise") throw new Error("failed");
    if (what === "throw") throw "thrown";
    if (what === "exit") exit("gone");
    if (what === "error") throw new StartError("refused");
    if (what === "ignore") return undefined as never;
    if (what === "unknown") return "unknown" as never;
    const pid = spawnLink(function* () {
      yield* receive(() => false);
    });
    return (what === "info" ? ["ok", pid, "info"] : pid) as never;
  },
});

export const ONE = { strategy: "one_for_one" } as const;
export const startLink = (more: object = {}, options: object = {}) =>
  ConsumerSupervisor.startLink([child(more)], { ...ONE, ...options });

export function* kill(pid: Pid, reason: unknown): Steps<void> {
  const monitor = Process.monitor(pid);
  Process.exit(pid, reason);
  yield* receive(["DOWN", monitor]);
  yield* Process.sleep(1);
}

export const reasonOf = function* (op: () => Iterable<unknown>): Steps<unknown> {
  try {
    return yield* op() as Steps<unknown>;
  } catch (error) {
    return (error as StartError).reason ?? (error as Exit).message;
  }
};

export const pids = function* (supervisor: Pid): Steps<unknown[]> {
  return (yield* ConsumerSupervisor.whichChildren(supervisor)).map(([, pid]) => pid);
};
