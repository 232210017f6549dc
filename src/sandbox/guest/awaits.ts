/** Where the reader's code awaits operations, so that a run that is stuck, and an exit, can name the line. */
import { receive } from "beamish";
import type { SourcePosition } from "../engine.ts";
import { isA } from "./failure.ts";

export interface Awaits {
  /** Where the oldest operation is awaited that has not completed; `undefined` where the host's stacks do not say. */
  pending(): SourcePosition | undefined;
  /** Where the operation was awaited that failed with this error: an exit signal has no place of its own. */
  failed(error: unknown): SourcePosition | undefined;
}

type Callback = ((result: unknown) => unknown) | undefined;
type Then = (this: object, onFulfilled: Callback, onRejected: Callback) => PromiseLike<unknown>;

/**
 * Watches the `then` that all operations share: `await` calls it. Processes never do, so this costs them nothing. Newer
 * engines of JavaScript say in the stack of that call which line awaits.
 */
export function watchAwaits(positionsIn: (stack: string | undefined) => readonly SourcePosition[]): Awaits {
  const pending = new Map<object, string | undefined>();
  const failed = new WeakMap<object, string | undefined>();
  const prototype = ownerOf(receive(), "then") as { then: Then };
  const { then } = prototype;
  prototype.then = function (onFulfilled, onRejected) {
    pending.set(this, new Error().stack);
    const settled = (callback: Callback, isError: boolean) =>
      callback &&
      ((result: unknown) => {
        if (isError && isA(result, Error)) failed.set(result, pending.get(this));
        pending.delete(this);
        return callback(result);
      });
    return then.call(this, settled(onFulfilled, false), settled(onRejected, true));
  };
  return {
    pending: () => [...pending.values()].flatMap((stack) => positionsIn(stack))[0],
    failed: (error) => (isA(error, Error) ? positionsIn(failed.get(error))[0] : undefined),
  };
}

function ownerOf(object: object, key: string): object {
  let owner = object;
  while (!Object.hasOwn(owner, key)) owner = Object.getPrototypeOf(owner) as object;
  return owner;
}
