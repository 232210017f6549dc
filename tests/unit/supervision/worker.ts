/** What supervisors are tested with: a server that can be told to end, and small helpers. */
import { GenServer, Process, type Op, type Pid, type Steps, Supervisor } from "beamish";

/** Ends as it is told by a cast. Takes `stop` milliseconds to end. */
export const Worker: GenServer.Module<unknown, { stop?: number } | undefined> = {
  init(options) {
    Process.flag("trap_exit", true);
    return ["ok", options];
  },
  handleCast: (reason, state) => ["stop", reason, state],
  *terminate(_reason, state) {
    const { stop } = (state ?? {}) as { stop?: number };
    if (stop !== undefined) yield* Process.sleep(stop);
  },
};

export const start = (): Op<Pid> => GenServer.startLink(Worker);

export const child = (id: string, more: Partial<Supervisor.ChildSpec> = {}): Supervisor.ChildSpec => ({
  id,
  start,
  ...more,
});

/** A start function that gives one thing after the other, and the last one for ever: a result, or a function that gives it. */
export function startsWith(...results: readonly unknown[]): () => never {
  let starts = 0;
  return (() => {
    const result = results[Math.min(starts++, results.length - 1)];
    return typeof result === "function" ? (result as () => unknown)() : result;
  }) as () => never;
}

/** The reason of what an operation throws. */
export function* reasonOf(act: () => Op<unknown>): Steps<unknown> {
  try {
    yield* act();
  } catch (thrown) {
    return (thrown as { reason: unknown }).reason;
  }
  throw new Error("nothing was thrown");
}

/** Ends a process and waits until its supervisor has seen to it. */
export function* end(pid: Pid, reason: unknown): Steps<void> {
  if (reason === "kill") Process.exit(pid, "kill");
  else GenServer.cast(pid, reason);
  yield* Process.sleep(1);
}

/** The pids of the children, the oldest first. */
export function* pids(sup: Pid): Steps<(Pid | "restarting" | undefined)[]> {
  return (yield* Supervisor.whichChildren(sup)).map(([, pid]) => pid).reverse();
}

export const counts = (specs: number, active: number, supervisors: number, workers: number) => ({
  specs,
  active,
  supervisors,
  workers,
});
