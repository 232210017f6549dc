/**
 * What a sample is doing, folded from the events of its run. Every phase is shown as a shape, a colour and a word
 * (`report`), never as one of them alone.
 */
import type { RunEvent, SourcePosition } from "../../src/sandbox/engine.ts";

/** The life of a sample. */
export type Phase =
  | { readonly name: "idle" }
  | { readonly name: "running" }
  /** The run is alive and has nothing to do until a message or a timer comes. */
  | { readonly name: "waiting" }
  | { readonly name: "finished"; readonly milliseconds: number }
  | { readonly name: "failed"; readonly at: SourcePosition | undefined }
  /** The shell waits for a message that nothing can send any more. */
  | { readonly name: "stuck" }
  | { readonly name: "stopped" }
  | { readonly name: "over_time"; readonly milliseconds: number };

/** What moves a sample from one phase to the next: a press of Run, going back to the start, or an event of the run. */
export type PhaseEvent = RunEvent | { readonly type: "start" } | { readonly type: "reset" };

export const idle: Phase = { name: "idle" };

/** Whether a run is under way. */
export function isLive(phase: Phase): boolean {
  return phase.name === "running" || phase.name === "waiting";
}

/** The phase after an event. Events of a run that is no longer live change nothing. */
export function nextPhase(phase: Phase, event: PhaseEvent): Phase {
  if (event.type === "reset") return idle;
  if (event.type === "start") return { name: "running" };
  if (event.type === "exit") return ended(phase, event);
  if (!isLive(phase)) return phase;
  if (event.type === "state") return event.state === phase.name ? phase : { name: event.state };
  // The exit that follows an error says that there was one; only the error says where.
  if (event.type === "error") return { name: "failed", at: event.at };
  return phase;
}

function ended(phase: Phase, event: Extract<RunEvent, { type: "exit" }>): Phase {
  if (!isLive(phase) && phase.name !== "failed") return phase;
  switch (event.reason) {
    case "finished":
      return { name: "finished", milliseconds: event.milliseconds };
    case "stuck":
      return { name: "stuck" };
    case "aborted":
      return { name: "stopped" };
    case "time_limit":
      return { name: "over_time", milliseconds: event.milliseconds };
    case "error":
    case "engine_failed":
      return phase.name === "failed" ? phase : { name: "failed", at: undefined };
  }
}

/** The lamp that shows a phase; the names are those of the design's process lamps. */
export type Lamp = "idle" | "running" | "waiting" | "done" | "crashed" | "exited";

/** A phase as the reader sees it. */
export interface Report {
  readonly lamp: Lamp;
  readonly word: string;
}

/**
 * How a phase is shown.
 *
 * @param entry - the file that runs: an error elsewhere names its file
 */
export function report(phase: Phase, entry: string): Report {
  switch (phase.name) {
    case "idle":
      return { lamp: "idle", word: "not run yet" };
    case "running":
      return { lamp: "running", word: "running" };
    case "waiting":
      return { lamp: "waiting", word: "waiting for a message" };
    case "finished":
      return { lamp: "done", word: `finished in ${duration(phase.milliseconds)}` };
    case "failed": {
      if (!phase.at) return { lamp: "crashed", word: "stopped" };
      const where = phase.at.file === entry ? "" : ` of ${phase.at.file}`;
      return { lamp: "crashed", word: `stopped at line ${phase.at.line}${where}` };
    }
    case "stuck":
      return { lamp: "waiting", word: "still waiting at the end" };
    case "stopped":
      return { lamp: "exited", word: "stopped by you" };
    case "over_time":
      return { lamp: "crashed", word: `stopped after ${duration(phase.milliseconds)}` };
  }
}

/** A length of time in the unit people would use: `4 ms`, `1.2 s`, `5 min`. */
export function duration(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.max(1, Math.round(milliseconds))} ms`;
  const seconds = milliseconds / 1000;
  if (seconds >= 120) return `${Math.round(seconds / 60)} min`;
  return `${seconds < 10 ? seconds.toFixed(1).replace(/\.0$/, "") : Math.round(seconds)} s`;
}
