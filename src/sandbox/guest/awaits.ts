/** Where the reader's code awaits an operation, so that a run that is stuck can name the line. */
import { receive } from "beamish";
import type { SourcePosition } from "../engine.ts";

export interface Awaits {
  /** Where the oldest operation is awaited that has not completed; `undefined` where the host's stacks do not say. */
  pending(): SourcePosition | undefined;
}

type Then = (
  this: object,
  ...callbacks: (((result: unknown) => unknown) | undefined)[]
) => PromiseLike<unknown>;

/**
 * Watches the `then` that all operations share: `await` calls it. Processes never do, so this costs them nothing. Newer
 * engines of JavaScript say in the stack of that call which line awaits.
 */
export function watchAwaits(positionsIn: (stack: string | undefined) => readonly SourcePosition[]): Awaits {
  const stacks = new Map<object, string | undefined>();
  const prototype = ownerOf(receive(), "then") as { then: Then };
  const { then } = prototype;
  prototype.then = function (...callbacks) {
    stacks.set(this, new Error().stack);
    const settled = callbacks.map(
      (callback) =>
        callback &&
        ((result: unknown) => {
          stacks.delete(this);
          return callback(result);
        }),
    );
    return then.apply(this, settled);
  };
  return {
    pending: () => [...stacks.values()].flatMap((stack) => positionsIn(stack))[0],
  };
}

function ownerOf(object: object, key: string): object {
  let owner = object;
  while (!Object.hasOwn(owner, key)) owner = Object.getPrototypeOf(owner) as object;
  return owner;
}
