/** An operation that code outside any process awaits. */
import { keepOne } from "./exemplars.ts";
import type { Fiber, WaitTimer } from "../kernel/process.ts";

type OnFulfilled = ((value: never) => unknown) | null | undefined;
type OnRejected = ((reason: unknown) => unknown) | null | undefined;

/**
 * What `op.then(...)` returns. `await` does not look at that, so it is no promise until somebody asks it to be one: an
 * awaited call costs half as much.
 */
export class Awaited implements PromiseLike<unknown> {
  readonly fiber: Fiber;
  readonly #onFulfilled: OnFulfilled;
  readonly #onRejected: OnRejected;
  /** The timer of its wait, while it is not its turn. */
  timer: WaitTimer | undefined = undefined;
  #isFailure = false;
  /** What the operation gave; after `settle`, what the callback made of it. */
  #outcome: unknown = undefined;
  #isSettled = false;
  #promise: Promise<unknown> | undefined = undefined;
  #fulfil: ((value: unknown) => void) | undefined = undefined;

  constructor(fiber: Fiber, onFulfilled?: OnFulfilled, onRejected?: OnRejected) {
    this.fiber = fiber;
    this.#onFulfilled = onFulfilled;
    this.#onRejected = onRejected;
  }

  complete(value: unknown): void {
    this.#outcome = value;
  }

  fail(reason: unknown): void {
    this.#isFailure = true;
    this.#outcome = reason;
  }

  /** Tells whoever awaits it. The scheduler has let go by now: this runs code of the host. */
  settle(): void {
    const outcome = this.#outcome;
    this.#isSettled = true;
    try {
      const callback = this.#isFailure ? this.#onRejected : this.#onFulfilled;
      if (typeof callback === "function") this.#outcome = callback(outcome as never);
      else if (this.#isFailure) throw outcome;
      this.#fulfil?.(this.#outcome);
    } catch (error) {
      // A promise from here on, so that a failure which nobody handles is reported by the host.
      const failure = Promise.reject<unknown>(error as Error);
      this.#outcome = failure;
      if (this.#fulfil === undefined) this.#promise = failure;
      else this.#fulfil(failure);
    }
  }

  then<A = unknown, B = never>(
    onFulfilled?: ((value: unknown) => A | PromiseLike<A>) | null,
    onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    this.#promise ??= this.#isSettled
      ? Promise.resolve(this.#outcome)
      : new Promise((fulfil) => {
          this.#fulfil = fulfil;
        });
    return this.#promise.then(onFulfilled, onRejected);
  }
}

keepOne(() => new Awaited([].values()));
