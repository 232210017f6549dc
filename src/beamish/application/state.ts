/** What a node knows of applications: which are defined, loaded and running, and their environments. */
import { formatError } from "./error.ts";
import { here } from "../node/node.ts";
import { equal, inspect, type Pid, type Term } from "../term/term.ts";
import * as GenServer from "../gen/gen-server.ts";
import { receive } from "../operations.ts";
import type { Timeout } from "../node/operation.ts";
import type { Steps } from "../kernel/process.ts";
import * as Logger from "../logger.ts";
import { spawn } from "../primitives.ts";
import * as Process from "../process.ts";
import { complete, type CompleteSpec, type RestartType } from "./spec.ts";

/** An application that runs, or is just being started. */
export interface Running {
  readonly type: RestartType;
  /** The process behind it; a library has none. */
  readonly master: Pid | undefined;
  isStarted: boolean;
}

export interface Applications {
  /** What can be loaded by name: the `.app` files of the node. */
  readonly defined: Map<string, CompleteSpec>;
  readonly loaded: Map<string, CompleteSpec>;
  /** In the order in which they were started. */
  readonly running: Map<string, Running>;
  /** Those that ended by themselves: until they are stopped as well, they count as started for others that need them. */
  readonly exited: Set<string>;
  readonly env: Map<string, Map<string, Term>>;
  /** Parameters that were set to outlive loading and unloading. */
  readonly persistent: Map<string, Map<string, Term>>;
}

/** The applications that a node is made of: they run as long as it does, so that others may name them. */
const OF_THE_NODE = ["kernel", "stdlib", "elixir", "logger"];

const KEY = Symbol("applications");

export function applications(): Applications {
  return here().extension(KEY, () => {
    const specs = OF_THE_NODE.map((name) => [name, complete("Application", { name })] as const);
    return {
      defined: new Map(specs),
      loaded: new Map(specs),
      running: new Map(specs.map(([name]) => [name, { ...LIBRARY }])),
      exited: new Set(),
      env: new Map(),
      persistent: new Map(),
    };
  });
}

export const LIBRARY: Running = { type: "permanent", master: undefined, isStarted: true };

/**
 * An application has ended: it is reported, and what its type asks for is done. Nothing happens the second time.
 * @param reason of its end; `"stopped"` when it was asked to stop, which concerns no other application
 */
export function ended(name: string, reason: unknown): void {
  const { running, exited } = applications();
  const application = running.get(name);
  if (application === undefined) return;
  running.delete(name);
  if (!application.isStarted) return;
  if (reason === "stopped") exited.delete(name);
  else exited.add(name);
  Logger.notice(`Application ${name} exited: ${formatError(reason)}`);
  const { type } = application;
  if (reason !== "stopped" && (type === "permanent" || (type === "transient" && reason !== "normal")))
    endRun(["application_terminated", name, reason]);
}

/** An application could not be started, and its type says that the others cannot do without it. */
export function failedToStart(name: string, type: RestartType, reason: unknown): void {
  const hasGivenUp = Array.isArray(reason) && equal(reason[0], ["EXIT", "normal"]);
  if (type === "permanent" || (type === "transient" && !hasGivenUp))
    endRun(["application_start_failure", name, reason]);
}

/** What the end of the whole node is in OTP: all other applications are stopped, the youngest first. */
function endRun(why: readonly unknown[]): void {
  Logger.error(`Kernel pid terminated (application_controller) (${inspect(why)})`);
  const { running, env } = applications();
  const others = [...running].reverse();
  const kernel = env.get("kernel");
  spawn(
    function* () {
      tellShutdown(kernel?.get("shutdown_func"), why);
      const patience = (kernel?.get("shutdown_timeout") ?? "infinity") as Timeout;
      for (const [other, { master, isStarted }] of others) {
        // Who is still starting may wait for one that is being stopped: it is not asked, and not waited for.
        if (master !== undefined && !isStarted) Process.exit(master, "kill");
        else if (master !== undefined) yield* stopRunning(other, master, patience);
      }
    },
    { label: "application_controller" },
  );
}

/** Calls the parameter `shutdown_func` of `kernel`, if it is set; whatever comes of that is of no interest. */
function tellShutdown(tell: unknown, reason: unknown): void {
  try {
    if (typeof tell === "function") tell(reason);
  } catch {
    // As in OTP: nothing stops the stop.
  }
}

/** Stops an application that runs, and waits until all of it has ended; it is killed after `patience` milliseconds. */
export function* stopRunning(
  name: string,
  master: Pid | undefined,
  patience: Timeout = "infinity",
): Steps<void> {
  if (master === undefined) return ended(name, "stopped");
  const monitor = Process.monitor(master);
  GenServer.cast(master, "stop");
  if ((yield* receive(["DOWN", monitor], { after: patience })) !== "timeout") return;
  Process.exit(master, "kill");
  yield* receive(["DOWN", monitor]);
}
