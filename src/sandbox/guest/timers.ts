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

/**
 * Replaces `setTimeout`, `setInterval` and their opposites.
 *
 * @param world the global object
 * @param report gets what a callback throws
 */
export function installTimers(world: object, node: Node, report: (thrown: unknown) => void): void {
  const timers = new Map<number, HostTimer>();
  let ids = 0;

  const start = (timer: HostTimer, delay: unknown) => {
    const milliseconds = Number(delay);
    node.timers.set(timer, node.now() + (milliseconds > 0 ? milliseconds : 0));
    node.scheduler.wake();
  };

  const add = (callback: unknown, args: readonly unknown[], delay: unknown, repeats: boolean): number => {
    const id = ++ids;
    const timer = new HostTimer(() => {
      if (repeats) start(timer, delay);
      else timers.delete(id);
      try {
        (callback as Callback)(...args);
      } catch (error) {
        report(error);
      }
      node.scheduler.letHostCodeRun();
    });
    timers.set(id, timer);
    start(timer, delay);
    return id;
  };

  const clear = (id: unknown) => {
    const timer = timers.get(id as number);
    if (timer === undefined) return;
    timers.delete(id as number);
    node.timers.cancel(timer);
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
