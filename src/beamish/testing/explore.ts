/** `explore`: one test, run in every order that could matter. `replay`: one of these runs again. */
import { SystemClock, yieldToHost } from "../kernel/clock.ts";
import { badArgument } from "../term/errors.ts";
import { checkBody } from "./body.ts";
import type { TestBody } from "./body.ts";
import { Random } from "./random.ts";
import { perform } from "./run.ts";
import type { Run, RunOptions, Trial } from "./run.ts";
import { formatSchedule, parseSchedule } from "./schedule.ts";
import { follow, isShorter, shorten } from "./shorten.ts";
import { Systematic } from "./systematic.ts";

export interface ExploreOptions extends RunOptions {
  /** `"systematic"` (default) goes through all schedules; `"random"` tries some, for programs with too many. */
  readonly strategy?: "systematic" | "random";
  /** The most runs to make; 1,000 unless given. */
  readonly runs?: number;
  /**
   * How often in one run a process that could go on may be interrupted between two operations. `"infinity"` (default)
   * allows what the BEAM allows; 0 is how Beamish itself gives turns: a process keeps its turn until it has to wait.
   */
  readonly preemptions?: number | "infinity";
  /** For `"random"`: another seed, other schedules; 1 unless given. */
  readonly seed?: number;
  /** False: try also what differs only in the order of steps that have nothing to do with each other. */
  readonly reduction?: boolean;
  /** Stops the exploration; its reason is what the promise is rejected with. */
  readonly signal?: AbortSignal;
  /** Called after each run. */
  readonly onProgress?: (progress: Progress) => void;
}

export interface Progress {
  /** Runs that were made, and those of them that failed. */
  readonly runs: number;
  readonly failures: number;
}

export interface Exploration extends Progress {
  /** Whether every schedule has been seen, up to the order of steps that have nothing to do with each other. */
  readonly complete: boolean;
  /** The failing run that is nearest to the usual order, with its log; `undefined` if none failed. */
  readonly shortest: Run | undefined;
}

/**
 * Runs `body` again and again, each time in another order, and reports the shortest schedule in which it fails: the body
 * throws, exits with another reason than `"normal"`, or waits for ever (`"deadlock"`); an `invariant` throws; or, with
 * `crashes: "failures"`, any process ends by an error.
 *
 * A schedule says which process goes on wherever several could, and which of several timers that are due fires first. A
 * process gives way only at its operations (`receive`, a call, `Process.sleep`): what it does between two of them is one
 * step that nothing interrupts, as everywhere in Beamish. Time is virtual, and passes only when nothing else can happen.
 *
 * Two schedules that differ only in the order of independent steps count as one. Steps are independent unless both touch the
 * same mailbox, process, name, table, or other state of the node, and one of them changes it. Variables which several
 * processes share are not seen: if a test depends on them, ask for `reduction: false`. There is no reduction with an
 * `invariant`, which looks at everything, and with a bound on preemptions.
 *
 * OTP has no such function; Concuerror is the like of it for Erlang.
 *
 * @param body what to test: it starts processes, and throws when they have done something wrong. It is called once for each
 *   run, and may depend on nothing else than its processes and virtual time
 * @param options how to search, and for how long
 * @returns how many runs failed, whether that was all, and the shortest failing run
 * @throws {ArgumentError} for a body that is no function, or an option that is not what it should be
 * @example
 * ```ts
 * import { receive, self, send, spawn } from "beamish";
 * import { explore } from "beamish/testing";
 * const { shortest, complete } = await explore(function* () {
 *   const me = self();
 *   for (const name of ["ada", "joe"]) spawn(() => send(me, name));
 *   const first = yield* receive();
 *   if (first !== "ada") throw new Error(`${first} came first`);
 * });
 * console.log(complete, shortest?.schedule, String(shortest?.reason));
 * //> true 0:1 Error: joe came first
 * ```
 */
export async function explore(body: TestBody, options: ExploreOptions = {}): Promise<Exploration> {
  checkBody("explore", body);
  checkOptions(options);
  const { runs: most = RUNS, signal, onProgress } = options;
  const search = searchFor(options);
  const pause = pauses(signal);
  let [runs, failures, hasMore] = [0, 0, true];
  let best: Trial | undefined;
  while (hasMore && runs < most && best?.isEndless !== true) {
    await pause();
    const trial = await perform(body, options, search.decide);
    runs++;
    if (trial.failed && !trial.isRedundant) {
      failures++;
      if (isShorter(trial, best)) best = trial;
    }
    hasMore = search.next(trial);
    onProgress?.({ runs, failures });
  }
  const complete = !hasMore && best?.isEndless !== true;
  if (best === undefined) return { runs, failures, complete, shortest: undefined };
  if (!best.isEndless) best = await shorten(body, options, best, pause);
  const shortest = await again(body, options, best);
  return { runs, failures, complete, shortest };
}

/**
 * Runs `body` in the order of a schedule that `explore` has reported. The same body and schedule are the same run, down to
 * every event of its log.
 *
 * @param body the body that was explored
 * @param schedule for example `"4:1 9:2"`; `""` is the usual order, first come, first served
 * @param options those of the exploration, as far as they concern a run
 * @returns what happened, with the log that the observer shows
 * @throws {ArgumentError} for a schedule that is none, or that belongs to another body
 * @example
 * ```ts
 * import { receive, self, send, spawn } from "beamish";
 * import { replay } from "beamish/testing";
 * const race = function* () {
 *   const me = self();
 *   for (const name of ["ada", "joe"]) spawn(() => send(me, name));
 *   throw new Error(`${yield* receive()} came first`);
 * };
 * console.log(String((await replay(race, "")).reason));
 * console.log(String((await replay(race, "0:1")).reason));
 * //> Error: ada came first
 * //> Error: joe came first
 * ```
 */
export async function replay(body: TestBody, schedule: string, options: RunOptions = {}): Promise<Run> {
  checkBody("replay", body);
  checkRunOptions("replay", options);
  const deviations = parseSchedule("replay", schedule);
  const trial = await perform(body, options, follow(deviations), true);
  if (trial.schedule !== formatSchedule(deviations))
    throw badArgument(
      "replay",
      "a schedule of this body",
      schedule,
      `It fits only so far: "${trial.schedule}". Has the body, or what it calls, been changed since?`,
    );
  return runOf(trial);
}

const RUNS = 1_000;

async function again(body: TestBody, options: RunOptions, { deviations }: Trial): Promise<Run> {
  return runOf(await perform(body, options, follow(deviations), true));
}

function runOf({ schedule, failed, reason, steps, time, output, log }: Trial): Run {
  return { schedule, failed, reason, steps, time, output, log };
}

function searchFor({ strategy, seed = 1, preemptions, reduction = true, invariant }: ExploreOptions) {
  const bound = preemptions === undefined || preemptions === "infinity" ? Infinity : preemptions;
  if (strategy === "random") return new Random(seed, bound);
  return new Systematic(reduction && invariant === undefined, bound);
}

/** Milliseconds after which the host has its turn. */
const SLICE = 8;

/** Lets the host have its turn now and then, and stops when it is asked to. */
function pauses(signal: AbortSignal | undefined): () => Promise<void> {
  const clock = new SystemClock();
  let began = clock.now();
  return async () => {
    if (clock.now() - began > SLICE) {
      await new Promise<void>(yieldToHost);
      began = clock.now();
    }
    signal?.throwIfAborted();
  };
}

function checkOptions(options: ExploreOptions): void {
  checkRunOptions("explore", options);
  const { strategy = "systematic", runs = 1, preemptions = 0, seed = 1, reduction = true } = options;
  const { signal, onProgress } = options;
  if (strategy !== "systematic" && strategy !== "random")
    throw badArgument("explore", 'strategy: "systematic" or "random"', strategy);
  if (!(runs >= 1)) throw badArgument("explore", "runs: a number, 1 or more", runs);
  if (preemptions !== "infinity" && !(preemptions >= 0))
    throw badArgument("explore", 'preemptions: a number, 0 or more, or "infinity"', preemptions);
  if (!Number.isSafeInteger(seed)) throw badArgument("explore", "seed: a whole number", seed);
  if (signal !== undefined && !(signal instanceof AbortSignal))
    throw badArgument("explore", "signal: an AbortSignal", signal);
  if (onProgress !== undefined && typeof onProgress !== "function")
    throw badArgument("explore", "onProgress: a function", onProgress);
  if (typeof reduction !== "boolean") throw badArgument("explore", "reduction: a boolean", reduction);
}

function checkRunOptions(where: string, options: RunOptions): void {
  if (typeof options !== "object" || options === null) throw badArgument(where, "options", options);
  const { steps = 1, invariant, crashes = "allowed", isolation = "freeze" } = options;
  if (!(steps >= 1)) throw badArgument(where, "steps: a number, 1 or more", steps);
  if (!["freeze", "clone", "none"].includes(isolation))
    throw badArgument(where, 'isolation: "freeze", "clone" or "none"', isolation);
  if (invariant !== undefined && typeof invariant !== "function")
    throw badArgument(where, "invariant: a function", invariant);
  if (crashes !== "allowed" && crashes !== "failures")
    throw badArgument(where, 'crashes: "allowed" or "failures"', crashes);
}
