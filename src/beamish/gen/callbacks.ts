/** Calling what a program has supplied: an exception becomes a result, and a callback that has to wait is waited for. */
import { Exit, Halt } from "../term/errors.ts";
import { isSteps, type Process, type Steps } from "../kernel/process.ts";
import { assertNothingUnused } from "../kernel/turn.ts";

/** A callback has ended by an exception. */
export class Failed {
  readonly reason: unknown;

  constructor(thrown: unknown) {
    this.reason = thrown instanceof Exit ? thrown.reason : thrown;
  }
}

/** Calls a callback. As in OTP, a value that is thrown and is no error counts as returned. */
export function attempt(process: Process, callback: () => unknown): unknown {
  try {
    const result = callback();
    assertNothingUnused(process.home);
    return result;
  } catch (thrown) {
    return caught(process, thrown);
  }
}

/** Goes on with a callback that waits. */
export function* attemptLater(process: Process, steps: Steps<unknown>): Steps<unknown> {
  try {
    const result = yield* steps;
    assertNothingUnused(process.home);
    return result;
  } catch (thrown) {
    return caught(process, thrown);
  }
}

/** Calls a callback and waits for it if need be. */
export function* attemptWhole(process: Process, callback: () => unknown): Steps<unknown> {
  const result = attempt(process, callback);
  return isSteps(result) ? yield* attemptLater(process, result) : result;
}

/** What an exception in a callback means. */
export function caught(process: Process, thrown: unknown): unknown {
  if (thrown instanceof Halt) throw thrown;
  process.home.unused = undefined;
  return thrown instanceof Error ? new Failed(thrown) : thrown;
}

/**
 * The module with which a server goes on after a change of code: the one that was given, if it is another version of the current one,
 * a module of the same name.
 */
export function nextVersion<M extends object>(current: M, given: unknown): M {
  const { name, init } = (given ?? {}) as { readonly name?: unknown; readonly init?: unknown };
  const isVersion = typeof name === "string" && typeof init === "function";
  return isVersion && (current as { readonly name?: unknown }).name === name ? (given as M) : current;
}
