/** Virtual time and a seeded scheduler: the same seed gives the same run. */
import { Node } from "../node/node.ts";
import type { NodeOptions } from "../node/node.ts";
import { spawnProcess } from "../primitives.ts";
import { detailsOf, isSteps } from "../kernel/process.ts";
import type { Steps } from "../kernel/process.ts";

export interface SimulateOptions extends Pick<NodeOptions, "isolation"> {
  /** 0 (default) runs processes first in, first out; every other number is another order. */
  readonly seed?: number;
}

export interface Simulation<T> {
  /** What the body returned; `undefined` if it did not end by itself. */
  readonly result: T | undefined;
  /** How the body's process ended: `"normal"`, or the reason; `"deadlock"` if nothing could go on and it had not ended. */
  readonly reason: unknown;
  /** The reports that were written meanwhile. */
  readonly output: readonly string[];
  /** Virtual milliseconds that passed. */
  readonly time: number;
}

/**
 * Runs `body` as a process of a fresh node whose time is virtual, until it has ended or nothing can go on.
 *
 * Two runs with the same seed are the same run, as long as `body` depends on nothing outside (host timers, random numbers).
 */
export function simulate<T>(body: () => Steps<T> | T, options: SimulateOptions = {}): Promise<Simulation<T>> {
  const output: string[] = [];
  const node = new Node({ ...options, clock: "virtual", output: (_level, text) => output.push(text) });
  return new Promise((resolve) => {
    let result: T | undefined;
    const end = (reason: unknown) => resolve({ result, reason, output, time: node.now() });
    const main = spawnProcess(node.shell.process, function* () {
      const made = body();
      result = isSteps(made) ? yield* made : made;
    });
    detailsOf(main).cleanups = [end];
    node.scheduler.onIdle(() => {
      if (node.timers.size === 0 && node.scheduler.promises === 0) end("deadlock");
    });
  });
}
