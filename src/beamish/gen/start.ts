/** Starting a server: the name is taken first, then `init` runs, then the starter is told. Follows Erlang's `gen`. */
import { StartError, badArgument } from "../term/errors.ts";
import { checkName, claimName, findProcess, releaseName } from "../names.ts";
import type { Name } from "../names.ts";
import { keepOne } from "../node/exemplars.ts";
import { here } from "../node/node.ts";
import { checkTimeout } from "../node/operation.ts";
import type { Op, Timeout } from "../node/operation.ts";
import { isAlive } from "../kernel/process.ts";
import type { Process, Program, Steps } from "../kernel/process.ts";
import { terminate } from "../kernel/signals.ts";
import type { Pid } from "../term/term.ts";
import { Failed } from "./callbacks.ts";
import { reportCrash } from "./crash-report.ts";
import type { InitialCall } from "../process/origin.ts";
import { Failure, IGNORED, StartOp, acknowledge, checkSpawnOpt } from "./start-op.ts";
import type { Bond, SpawnOpt } from "./start-op.ts";
import { debugFrom } from "./sys-debug.ts";
import type { DebugOption } from "./sys-debug.ts";

export interface StartOptions {
  /** Registers the server before `init` runs. */
  readonly name?: Name | undefined;
  /** How long `init` may take, in ms (`"infinity"`); then the server is killed and the start fails with `"timeout"`. */
  readonly timeout?: Timeout;
  readonly spawnOpt?: SpawnOpt;
  /** Hibernate when no message has come for so many ms. */
  readonly hibernateAfter?: Timeout;
  /** What `Sys` is to watch from the beginning. */
  readonly debug?: readonly DebugOption[];
}

/** How an `init` went: the program to become, or nothing (`ignore`), or the reason of the failure. */
export type Initialised =
  readonly ["ok", Program] | readonly ["ignore"] | readonly ["error", reason: unknown];

/** Runs a server's `init`; a generator if that has to wait. */
export type Initialise = (process: Process, parent: Pid) => Initialised | Steps<Initialised>;

/** What every `init` may return besides `ok`; `undefined` if it is something else. */
export function readInit(result: unknown): Initialised | undefined {
  if (result instanceof Failed) return ["error", result.reason];
  if (result === "ignore") return ["ignore"];
  const isStop = Array.isArray(result) && result.length === 2 && result[0] === "stop";
  return isStop ? ["error", result[1]] : undefined;
}

/** Throws `ArgumentError` unless the options are what all behaviours understand. */
export function checkOptions(where: string, options: unknown): asserts options is StartOptions {
  if (typeof options !== "object" || options === null)
    throw badArgument(where, "options such as { name }", options);
  const { name, timeout, hibernateAfter, debug, spawnOpt } = options as StartOptions;
  if (name !== undefined) checkName(where, name);
  if (timeout !== undefined) checkTimeout(where, timeout);
  if (hibernateAfter !== undefined) checkTimeout(where, hibernateAfter);
  if (debug !== undefined) debugFrom(where, debug);
  if (spawnOpt !== undefined) checkSpawnOpt(where, spawnOpt);
}

/** Starts a behaviour of `module`. The result is its pid, with a monitor `[pid, ref]`, or `undefined` after `ignore`. */
export function startServer(
  where: string,
  module: unknown,
  options: StartOptions,
  bond: Bond,
  initialise: Initialise,
): Op<unknown> {
  checkOptions(where, options);
  return new ServerStart(where, module, options, bond, initialise);
}

class ServerStart extends StartOp {
  readonly #module: unknown;
  readonly #server: Name | undefined;
  readonly #isLinked: boolean;
  readonly #initialise: Initialise;

  constructor(where: string, module: unknown, options: StartOptions, bond: Bond, initialise: Initialise) {
    super(where, options.timeout ?? "infinity", bond, options.spawnOpt);
    this.#module = module;
    this.#server = options.name;
    this.#isLinked = bond === "link";
    this.#initialise = initialise;
  }

  protected get initialCall(): InitialCall {
    return this.#module === "gen_event" ? ["gen_event", "init_it", 6] : [this.#module, "init", 1];
  }

  /** Whether a name is taken can be seen without starting a process. */
  protected override begin(process: Process): void {
    const holder = this.#server === undefined ? undefined : findProcess(here(), this.#server, this.name);
    if (holder !== undefined && isAlive(holder)) throw new StartError(["already_started", holder.pid]);
    super.begin(process);
  }

  /** What it returns is the program that the process becomes. */
  protected enter(child: Process, starter: Process): unknown {
    const name = this.#server;
    const holder = name === undefined ? undefined : claimName(child, name);
    if (holder !== undefined) {
      acknowledge(child, starter, new Failure(["already_started", holder.pid]));
      return undefined;
    }
    const initialised = this.#initialise(child, this.#isLinked ? starter.pid : child.pid);
    return "next" in initialised
      ? this.#concludeLater(child, starter, initialised)
      : this.#conclude(child, starter, initialised);
  }

  *#concludeLater(child: Process, starter: Process, steps: Steps<Initialised>): Steps<unknown> {
    return this.#conclude(child, starter, yield* steps);
  }

  /** Tells the starter how it went. A name is free again before the starter hears of a failure. */
  #conclude(process: Process, starter: Process, initialised: Initialised): unknown {
    if (!isAlive(process)) return undefined;
    if (initialised[0] === "ok") {
      acknowledge(process, starter, process.pid);
      return initialised[1];
    }
    const [result, reason] =
      initialised[0] === "ignore" ? [IGNORED, "normal"] : [new Failure(initialised[1]), initialised[1]];
    reportCrash(process, reason, this.initialCall);
    if (this.#server !== undefined) releaseName(process, this.#server);
    acknowledge(process, starter, result);
    terminate(process, reason);
    return undefined;
  }
}

keepOne(() => new ServerStart("", undefined, {}, "none", () => ["ignore"]));
