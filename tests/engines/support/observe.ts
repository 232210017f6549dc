/** One run, looked at when it is over. */
import type { Engine, ExitReason, Job, RunEvent } from "../../../src/sandbox/engine.ts";
import { printed } from "../../../src/sandbox/printed.ts";

export type Source = string | Readonly<Record<string, string>>;
export type Options = Partial<Omit<Job, "files">> & {
  signal?: AbortSignal;
  onEvent?: (event: RunEvent) => void;
};
type Of<T extends RunEvent["type"]> = Extract<RunEvent, { type: T }>;

export interface Observed {
  readonly events: readonly RunEvent[];
  /** What was printed, errors included, as in a `.out` file. */
  readonly lines: readonly string[];
  readonly logs: readonly Of<"log">[];
  readonly errors: readonly Of<"error">[];
  readonly reason: ExitReason;
  /** Milliseconds, by the engine's own account. */
  readonly milliseconds: number;
}

/** A job with all that a test does not care about filled in: `main.ts`, virtual time, seed 0. */
export function jobOf(source: Source, options: Options = {}): Job {
  const files = typeof source === "string" ? { "main.ts": source } : source;
  const given = {
    files,
    entry: "main.ts",
    seed: 0,
    clock: "virtual" as const,
    trace: false,
    timeLimit: 20_000,
  };
  const job: Job & Options = { ...given, ...options };
  delete job.signal;
  delete job.onEvent;
  return job;
}

/** Runs it to its end. */
export async function observe(engine: Engine, source: Source, options: Options = {}): Promise<Observed> {
  const events: RunEvent[] = [];
  for await (const event of engine.run(
    jobOf(source, options),
    options.signal ?? new AbortController().signal,
  )) {
    events.push(event);
    options.onEvent?.(event);
  }
  const all = <T extends RunEvent["type"]>(type: T) =>
    events.filter((event): event is Of<T> => event.type === type);
  const exit = all("exit")[0]!;
  return {
    events,
    lines: events.map(printed).filter((line) => line !== undefined),
    logs: all("log"),
    errors: all("error"),
    reason: exit.reason,
    milliseconds: exit.milliseconds,
  };
}

/** Runs on the engine that is being tested. */
export type Run = (source: Source, options?: Options) => Promise<Observed>;

/** A program that never ends and never lets anything else have a turn. */
export const SPIN = 'console.log("before");\nfor (;;);\n';
