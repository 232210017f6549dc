/** Starting a server: the name is taken first, then `init` runs, then the starter is told. Follows Erlang's `gen`. */
import { StartError } from "../kernel/errors.ts";
import { checkName, claimName, findProcess, releaseName } from "../names.ts";
import type { Name } from "../names.ts";
import { here } from "../kernel/node.ts";
import type { Op, Timeout } from "../kernel/operation.ts";
import { isAlive } from "../kernel/process.ts";
import type { Process, Program, Steps } from "../kernel/process.ts";
import { terminate } from "../kernel/signals.ts";
import type { Pid } from "../kernel/term.ts";
import { Failure, StartOp, acknowledge } from "./proc-lib.ts";
import type { SpawnOpt } from "./proc-lib.ts";

export interface StartOptions {
  /** Registers the server before `init` runs. */
  readonly name?: Name | undefined;
  /** How long `init` may take, in ms (`"infinity"`); then the server is killed and the start fails with `"timeout"`. */
  readonly timeout?: Timeout;
  readonly spawnOpt?: SpawnOpt;
  /** Hibernate when no message has come for so many ms. */
  readonly hibernateAfter?: Timeout;
  /** Debug flags of `Sys`. */
  readonly debug?: readonly unknown[];
}

/** How an `init` went: the program to become, or nothing (`ignore`), or the reason of the failure. */
export type Initialised =
  readonly ["ok", Program] | readonly ["ignore"] | readonly ["error", reason: unknown];

/** Runs a server's `init`; a generator if that has to wait. */
export type Initialise = (process: Process, parent: Pid | undefined) => Initialised | Steps<Initialised>;

export function startServer(
  where: string,
  options: StartOptions,
  link: boolean,
  initialise: Initialise,
): Op<unknown> {
  if (options.name !== undefined) checkName(where, options.name);
  return new ServerStart(`${where}()`, options, link, initialise);
}

class ServerStart extends StartOp {
  readonly #server: Name | undefined;
  readonly #isLinked: boolean;
  readonly #initialise: Initialise;

  constructor(name: string, options: StartOptions, link: boolean, initialise: Initialise) {
    super(name, options.timeout ?? "infinity", link, options.spawnOpt);
    this.#server = options.name;
    this.#isLinked = link;
    this.#initialise = initialise;
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
    const initialised = this.#initialise(child, this.#isLinked ? starter.pid : undefined);
    if (!("next" in initialised)) return conclude(child, starter, name, initialised);
    return finishLater(initialised, (initialised) => conclude(child, starter, name, initialised));
  }
}

function* finishLater(
  steps: Steps<Initialised>,
  finish: (initialised: Initialised) => unknown,
): Steps<unknown> {
  return finish(yield* steps);
}

/** Tells the starter how it went. A name is free again before the starter hears of a failure. */
function conclude(
  process: Process,
  starter: Process,
  name: Name | undefined,
  initialised: Initialised,
): unknown {
  if (initialised[0] === "ok") {
    acknowledge(process, starter, process.pid);
    return initialised[1];
  }
  if (name !== undefined) releaseName(process, name);
  const [result, reason] =
    initialised[0] === "ignore" ? [undefined, "normal"] : [new Failure(initialised[1]), initialised[1]];
  acknowledge(process, starter, result);
  terminate(process, reason);
  return undefined;
}
