/** Virtual time and a seeded scheduler: the same seed gives the same run. */
import { Node } from "../node/node.ts";
import type { NodeOptions } from "../node/node.ts";
import { spawnProcess } from "../primitives.ts";
import { badArgument } from "../term/errors.ts";
import { checkBody, runBody } from "./body.ts";
import type { TestBody } from "./body.ts";
import { GuardedClock, REDUCTIONS, limitRun } from "./endless.ts";
import { halt } from "./halt.ts";
import { detailsOf } from "../kernel/process.ts";

export interface SimulateOptions extends Pick<NodeOptions, "isolation"> {
  /** 0 (default) runs processes first in, first out; every other number is another order. */
  readonly seed?: number;
  /** Messages and operations after which the run is given up; 50 million unless given. */
  readonly reductions?: number;
}

export interface Simulation<T> {
  /** What the body returned; `undefined` if it did not end by itself. */
  readonly result: T | undefined;
  /**
   * How the body's process ended: `"normal"`, or the reason; `"deadlock"` if nothing could go on and it had not ended; an error
   * that names who never rests if the run came to no end.
   */
  readonly reason: unknown;
  /** The reports that were written meanwhile. */
  readonly output: readonly string[];
  /** Virtual milliseconds that passed. */
  readonly time: number;
}

/**
 * Runs `body` as a process of a fresh node whose time is virtual, until it has ended or nothing can go on. Then everything
 * else on that node ends, too.
 *
 * Time stands still while anything can run, except that processes which never rest use up a millisecond with every 16,384 of
 * their messages and operations, more or less.
 *
 * Two runs with the same seed are the same run, down to every trace event, as long as `body` depends on nothing outside
 * (host timers, random numbers). OTP has no such function.
 *
 * @param body what to run: a function, or a generator function if it has to wait
 * @param options the seed of the scheduler, the limit, and the isolation of the node
 * @returns what the body returned, how it ended, what was reported, and the virtual milliseconds that have passed
 * @throws {ArgumentError} for a body that is no function, a seed that is no whole number, or no limit
 * @example
 * ```ts
 * import { Process } from "beamish";
 * import { simulate } from "beamish/testing";
 * const { result, time } = await simulate(function* () {
 *   yield* Process.sleep(3_600_000);
 *   return "an hour later";
 * });
 * console.log(result, time);
 * //> an hour later 3600000
 * ```
 */
export function simulate<T>(body: TestBody<T>, options: SimulateOptions = {}): Promise<Simulation<T>> {
  checkBody("simulate", body);
  checkOptions(options);
  const output: string[] = [];
  const clock = new GuardedClock();
  const node = new Node({ ...options, clock, output: (_level, text) => output.push(text) });
  return new Promise((resolve) => {
    let result: T | undefined;
    const end = (reason: unknown) => {
      resolve({ result, reason, output, time: node.now() });
      halt(node, clock);
    };
    const main = spawnProcess(node.shell.process, function* () {
      result = yield* runBody("simulate", body);
    });
    detailsOf(main).cleanups = [end];
    limitRun(node, clock, options.reductions ?? REDUCTIONS, end);
    node.scheduler.onIdle(() => {
      if (node.timers.size === 0 && node.scheduler.promises === 0) end("deadlock");
    });
  });
}

function checkOptions({ seed = 0, reductions = REDUCTIONS }: SimulateOptions): void {
  if (!Number.isSafeInteger(seed)) throw badArgument("simulate", "seed: a whole number", seed);
  if (!Number.isInteger(reductions) || reductions < 1)
    throw badArgument("simulate", "reductions: a whole number from 1", reductions);
}
