/** Stopping children: ask, wait for as long as the specification allows, then kill. */
import { isPlannedExit } from "../term/errors.ts";
import { here } from "../node/node.ts";
import { timeLeft } from "../node/operation.ts";
import { receive } from "../operations.ts";
import type { Steps } from "../kernel/process.ts";
import type { Pid, Ref } from "../term/term.ts";
import * as Process from "../process.ts";
import type { CompleteSpec, Shutdown } from "./child-spec.ts";
import type { Child } from "./children.ts";

type Running = Child & { pid: Pid };
type Down = readonly ["DOWN", Ref, "process", Pid, reason: unknown];

/**
 * Stops one child and waits until it has ended.
 *
 * It is monitored before it is told to stop, so that its end is seen even if it has removed its link. Returns the
 * reason if it ended otherwise than asked, which is worth a report, and `undefined` if all went well.
 */
export function* shutdown(child: Running): Steps<unknown> {
  return yield* finish(child, begin(child), here().now() + patience(child));
}

/**
 * Stops children all at once, each within its own time, so that the whole takes as long as the slowest.
 * Gives every child that ended otherwise than asked, with its reason.
 */
export function* shutdownTogether(children: readonly Running[]): Steps<(readonly [Child, unknown])[]> {
  // Told in order; but whoever has the least time is awaited first, so that nobody gets more while another is awaited.
  const begun = children
    .map((child) => [child, begin(child)] as const)
    .sort(([a], [b]) => patience(a) - patience(b));
  const failures: (readonly [Child, unknown])[] = [];
  const start = here().now();
  for (const [child, monitor] of begun) {
    const reason = yield* finish(child, monitor, start + patience(child));
    if (reason !== undefined) failures.push([child, reason]);
  }
  return failures;
}

/** Milliseconds a child has; one that is killed needs none, and waiting for it takes none. */
const patience = ({ spec }: Child) => (typeof spec.shutdown === "number" ? spec.shutdown : Infinity);

function begin({ pid, spec }: Running): Ref {
  const monitor = Process.monitor(pid);
  Process.exit(pid, signalFor(spec.shutdown));
  return monitor;
}

const signalFor = (shutdown: Shutdown) => (shutdown === "brutal_kill" ? "kill" : "shutdown");

/** Waits for the child's end, kills it when its time is up, and gives the reason if it was not the one expected. */
function* finish({ pid, spec }: Running, monitor: Ref, deadline: number): Steps<unknown> {
  const options = { after: timeLeft(deadline), else: () => undefined };
  let down = yield* receive<Down, undefined>(["DOWN", monitor], options);
  if (down === undefined) {
    Process.exit(pid, "kill");
    down = yield* receive<Down>(["DOWN", monitor]);
  }
  const reason = yield* takeExit(pid, down[4]);
  return isExpected(reason, spec) ? undefined : reason;
}

/** Removes the link and the exit message that came by it, and gives the reason with which the child ended. */
function* takeExit(pid: Pid, reason: unknown): Steps<unknown> {
  if (reason !== "noproc") Process.unlink(pid);
  const otherwise = reason === "noproc" ? "child_process_unlinked" : reason;
  const exit = yield* receive<readonly ["EXIT", Pid, unknown], undefined>(["EXIT", pid], {
    after: 0,
    else: () => undefined,
  });
  // Of a child that was dead already only the exit message knows the reason.
  return exit !== undefined && reason === "noproc" ? exit[2] : otherwise;
}

function isExpected(reason: unknown, spec: CompleteSpec): boolean {
  if (reason === (spec.shutdown === "brutal_kill" ? "killed" : "shutdown")) return true;
  return spec.restart !== "permanent" && isPlannedExit(reason);
}
