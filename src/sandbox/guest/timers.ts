/**
 * The host's timers for the reader's code, on the node's clock: under virtual time `setTimeout` jumps along with
 * everything else, and a run knows that it is not over while one is set.
 */
import type { HostNode } from "beamish/testing";

type Node = HostNode["node"];
type Callback = (...args: unknown[]) => void;

/** What the node's timer queue asks of an entry; it is not in the queue while `slot` is negative. */
class HostTimer {
  deadline = 0;
  sequence = 0;
  slot = -1;
  readonly fire: () => void;

  constructor(fire: () => void) {
    this.fire = fire;
  }
}

/** Timers on the node's clock, for what is no process. */
export class HostTimers {
  readonly #node: Node;
  readonly #report: (thrown: unknown) => void;

  /** @param report gets what a callback throws */
  constructor(node: Node, report: (thrown: unknown) => void) {
    this.#node = node;
    this.#report = report;
  }

  /** Calls back after so many milliseconds; the callback may set its timer again. */
  start(delay: unknown, callback: () => void): HostTimer {
    const timer = new HostTimer(() => {
      this.call(callback);
    });
    this.restart(timer, delay);
    return timer;
  }

  restart(timer: HostTimer, delay: unknown): void {
    const milliseconds = Number(delay);
    const { timers, scheduler } = this.#node;
    timers.set(timer, this.#node.now() + (milliseconds > 0 ? milliseconds : 0));
    scheduler.wake();
  }

  stop(timer: HostTimer): void {
    this.#node.timers.cancel(timer);
  }

  /** Runs code of the reader's that no process runs. */
  call(callback: () => void): void {
    try {
      callback();
    } catch (error) {
      this.#report(error);
    }
    this.#node.scheduler.letHostCodeRun();
  }
}

/**
 * Replaces `setTimeout`, `setInterval` and their opposites.
 *
 * @param world the global object
 */
export function installTimers(world: object, host: HostTimers): void {
  const timers = new Map<number, HostTimer>();
  let ids = 0;

  const add = (callback: unknown, args: readonly unknown[], delay: unknown, repeats: boolean): number => {
    const id = ++ids;
    const timer = host.start(delay, () => {
      if (repeats) host.restart(timer, delay);
      else timers.delete(id);
      (callback as Callback)(...args);
    });
    timers.set(id, timer);
    return id;
  };

  const clear = (id: unknown) => {
    const timer = timers.get(id as number);
    if (timer === undefined) return;
    timers.delete(id as number);
    host.stop(timer);
  };

  Object.assign(world, {
    setTimeout: (callback: unknown, delay?: unknown, ...args: unknown[]) => add(callback, args, delay, false),
    setInterval: (callback: unknown, delay?: unknown, ...args: unknown[]) => add(callback, args, delay, true),
    clearTimeout: clear,
    clearInterval: clear,
  });
  // Node alone has it. A sample means the same everywhere.
  Reflect.deleteProperty(world, "setImmediate");
}
