/**
 * What every engine is: something that runs a job and tells what happens. Types only.
 *
 * An engine never throws for what the reader's code does; everything the code does comes out as events, and the last
 * event of every run is `exit`. Aborting the signal ends the run at once with `exit` and reason `"aborted"`.
 */
import type { Explored, Exploring } from "beamish/testing";
import type { RecordedEvent } from "beamish/trace";

export type EngineId = "worker" | "webcontainer" | "node";

/** One place in the reader's own source. Lines and columns count from 1. */
export interface SourcePosition {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** A run to make. */
export interface Job {
  /** File name (relative, `/`-separated) to TypeScript source. */
  readonly files: Readonly<Record<string, string>>;
  /** The file whose top-level code runs, as the node's shell process. */
  readonly entry: string;
  /** Seed of the node's scheduler: the same seed gives the same interleaving. */
  readonly seed: number;
  /**
   * The order of turns in place of a seed, as `explore` of `beamish/testing` writes one: `"4:1 9:2"` departs from the usual
   * order (`""`) twice. The run tells which one it took.
   */
  readonly schedule?: string;
  /** The next order of a search in place of a schedule: with what the run before has told (`explored`). */
  readonly exploring?: Exploring;
  /** `"real"` waits for the wall clock; `"virtual"` jumps to the next timer when nothing else can run. */
  readonly clock: "real" | "virtual";
  /**
   * How fast virtual time goes, as a multiple of the wall clock's: 0 holds it, `Infinity` (the default) jumps from timer to
   * timer. A run with a pace can be given another.
   */
  readonly pace?: number;
  /** Send trace events too (they cost a little). */
  readonly trace: boolean;
  /**
   * Wall time in milliseconds, once the engine has started, after which the run is ended with reason `"time_limit"`;
   * `Infinity` for none. Code that gives nothing else a turn for about three seconds is ended in any case.
   */
  readonly timeLimit: number;
  /**
   * Milliseconds for which a run that has reached its limit goes on while somebody is asked (`limit`). The command `go_on`
   * gives it twice as long as it had; without that it ends. 0, the default: nobody is asked.
   */
  readonly grace?: number;
  /** Commands from a person watching. */
  readonly commands?: AsyncIterable<Command>;
  /** While commands can come, a quiet run goes on waiting for them (the default), or ends all the same. */
  readonly lingers?: boolean;
}

/** What a person watching can do to a running system. Pids are written as they are printed: `<0.85.0>`. */
export type Command =
  /** An exit signal, as `Process.exit` sends it. */
  | { readonly type: "exit"; readonly pid: string; readonly reason: string }
  /** A message from the shell: JSON, in which the text of a pid stands for the pid, or else plain text. */
  | { readonly type: "send"; readonly pid: string; readonly message: string }
  | { readonly type: "suspend" | "resume"; readonly pid: string }
  /** Answered by an `inspected` event. */
  | { readonly type: "inspect"; readonly pid: string }
  /** How fast virtual time goes from now on: see `Job.pace`. */
  | { readonly type: "pace"; readonly pace: number }
  /** On to the next timer at once. */
  | { readonly type: "skip" }
  /** The answer to a `limit` event: the run may go on. */
  | { readonly type: "go_on" };

/** A value as data: printable as text, expandable as a tree, safe to show whatever it was. */
export type Value =
  | { readonly kind: "string"; readonly text: string }
  /** Numbers, booleans, undefined, null, bigint, symbols, functions, pids, refs: shown as `text` in the colour of `role`. */
  | {
      readonly kind: "leaf";
      readonly text: string;
      readonly role: "number" | "constant" | "pid" | "ref" | "function" | "other";
    }
  /** An array, or with a `name` another list-like thing: `Set`. `more` items were left out. */
  | { readonly kind: "list"; readonly name?: string; readonly items: readonly Value[]; readonly more: number }
  | {
      readonly kind: "record";
      /** Class name, or "" for a plain object. The keys of a `Map` are values as text. */
      readonly name: string;
      readonly entries: readonly (readonly [key: string, value: Value])[];
      readonly more: number;
    }
  | {
      readonly kind: "error";
      readonly name: string;
      readonly message: string;
      readonly at: readonly SourcePosition[];
    }
  /** Something already shown further up (a cycle), or too deep to show. */
  | { readonly kind: "cut"; readonly text: string };

export type Level = "debug" | "log" | "info" | "warn" | "error";

export type ExitReason =
  /** The entry's code ended, and nothing is left that could run. */
  | "finished"
  /** The entry waits for a message that nothing can send any more. */
  | "stuck"
  /** The entry ended with an error, which came as an `error` event. */
  | "error"
  /** The signal was aborted. */
  | "aborted"
  /** The job's `timeLimit` was reached. */
  | "time_limit"
  /** The engine itself failed (the sandbox did not start, the worker ran out of memory): `message` of the error event says how. */
  | "engine_failed";

export type RunEvent =
  /** Something was printed. `text` is the whole printed form, the same in every engine and in recorded `.out` files. */
  | {
      readonly type: "log";
      readonly level: Level;
      readonly text: string;
      readonly values: readonly Value[];
      readonly at?: SourcePosition;
    }
  | {
      readonly type: "trace";
      readonly events: readonly RecordedEvent[];
      /** The lines of the reader's that caused some of the events, by their `sequence`. */
      readonly positions: readonly (readonly [sequence: number, at: SourcePosition])[];
    }
  /** So many trace events are missing here. `alive` are the processes that live after them. */
  | { readonly type: "gap"; readonly missing: number; readonly alive: readonly string[] }
  /** What a process holds that no trace event tells. `state` is that of a behaviour. */
  | {
      readonly type: "inspected";
      readonly pid: string;
      readonly behaviour: string;
      readonly trapsExits: boolean;
      readonly canSuspend: boolean;
      readonly dictionary: Value;
      readonly state?: Value;
    }
  /** A command could not be carried out. */
  | { readonly type: "refused"; readonly command: Command["type"]; readonly reason: string }
  /**
   * An error nobody handled. `hint` says what to do about it, where we know. `at` is the line to look at: the first of
   * `stack`, or, where the error has no place of its own, the line that awaited it, if the engine can tell.
   */
  | {
      readonly type: "error";
      readonly name: string;
      readonly message: string;
      readonly hint?: string;
      readonly at?: SourcePosition;
      readonly stack: readonly SourcePosition[];
    }
  /** The run has had its `milliseconds`. It ends after `grace` more unless the command `go_on` comes. */
  | { readonly type: "limit"; readonly milliseconds: number; readonly grace: number }
  /**
   * The schedule that a job with one has taken, and what a search has learnt from it. Comes before `exit`; in a search also
   * at the beginning, as far as the schedule is planned.
   */
  | { readonly type: "schedule"; readonly schedule: string; readonly explored?: Explored }
  /** The node has nothing to run: it waits for a message, a timer or a command. */
  | { readonly type: "state"; readonly state: "running" | "waiting" }
  /**
   * The run made more output (or trace events) than the engine passes on; `dropped` counts what was left out so far. Comes
   * when the limit is reached, now and then while more is dropped, and once before `exit`: the last one counts.
   */
  | { readonly type: "flood"; readonly what: "output" | "trace"; readonly dropped: number }
  | { readonly type: "exit"; readonly reason: ExitReason; readonly milliseconds: number };

export interface Engine {
  readonly id: EngineId;
  /** Load what a run will need, without running anything. Cheap to call again. */
  warm(): Promise<void>;
  run(job: Job, signal: AbortSignal): AsyncIterable<RunEvent>;
}
