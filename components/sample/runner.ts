/** One place where samples get their engine, so that all the samples of a page share it. */
import type { Exploring } from "beamish/testing";
import type { Command, Engine, Job, RunEvent } from "../../src/sandbox/engine.ts";
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
  engine()
    .then((ready) => ready.warm())
    .catch(() => undefined);
}

/**
 * Run a sample. Every run ends with an `exit` event, also when the engine itself cannot be loaded.
 *
 * @param signal - abort it to end the run
 */
export async function* run(request: Request, signal: AbortSignal): AsyncGenerator<RunEvent> {
  const { commands, pace, ...rest } = request;
  const time = pace === undefined ? ({ clock: "real" } as const) : ({ clock: "virtual", pace } as const);
  const job: Job = { ...rest, ...time, ...(commands ? { commands } : {}) };
  try {
    const ready = await engine();
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

function engine(): Promise<Engine> {
  return loadEngine("worker");
}
