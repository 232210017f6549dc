/** One place where samples and labs get their engine, so that all the samples of a page share it. */
import type { Exploring } from "beamish/testing";
import type { Command, Job, RunEvent } from "../../src/sandbox/engine.ts";
import { loadEngine } from "../../src/sandbox/engines/index.ts";
import type { Files } from "./share.ts";

/** What a sample wants to run. */
export interface Request {
  readonly files: Files;
  readonly entry: string;
  /** Milliseconds of wall time that the run may take. */
  readonly timeLimit: number;
  /** Milliseconds for which a run that has taken so long goes on while the reader is asked. */
  readonly grace: number;
  readonly trace: boolean;
  readonly commands: AsyncIterable<Command> | undefined;
  /** Whether a quiet run waits for commands. */
  readonly lingers: boolean;
  /** In what order processes run; 0 is first come, first served. */
  readonly seed: number;
  /** The order of turns, in place of a seed. */
  readonly schedule?: string;
  /** Or the next order of a search. */
  readonly exploring?: Exploring;
  /** How fast virtual time goes; undefined is the wall clock's time. */
  readonly pace: number | undefined;
}

/** Fetch what a run will need, when a reader seems about to press Run. Failing is no news yet: the run will tell. */
export function warm(): void {
  loadEngine("worker")
    .then((ready) => ready.warm())
    .catch(() => undefined);
}

/**
 * Run a sample. Every run ends with an `exit` event, also when the engine itself cannot be loaded.
 *
 * @param signal - abort it to end the run
 */
export function run(request: Request, signal: AbortSignal): AsyncGenerator<RunEvent> {
  const { commands, pace, ...rest } = request;
  const time = pace === undefined ? ({ clock: "real" } as const) : ({ clock: "virtual", pace } as const);
  return runOn("worker", { ...rest, ...time, ...(commands ? { commands } : {}) }, signal);
}

/** The same on an engine of choice. */
export async function* runOn(
  id: "worker" | "webcontainer",
  job: Job,
  signal: AbortSignal,
): AsyncGenerator<RunEvent> {
  try {
    const ready = await loadEngine(id);
    yield* ready.run(job, signal);
  } catch (error) {
    yield {
      type: "error",
      name: "EngineError",
      message: "The sandbox could not be loaded.",
      hint: `Check the connection, then run again. The browser says: ${error instanceof Error ? error.message : String(error)}`,
      stack: [],
    };
    yield { type: "exit", reason: "engine_failed", milliseconds: 0 };
  }
}
