/** Callbacks and bodies that may have to wait: they give a result, or something to run that gives it. */
import type { Op } from "../node/operation.ts";
import { isSteps } from "../kernel/process.ts";
import type { Steps } from "../kernel/process.ts";

/** What a function that may have to wait gives: its result, a running generator, or an operation. */
export type Waiting<T> = Steps<T> | Op<T>;

/** Whether `made` is something to run. A result may be iterable too: an array, a `Map`. */
export function isWaiting<T>(made: T | Waiting<T>): made is Waiting<T> {
  return isSteps<unknown>(made);
}

/** The result of `made`: itself, or what comes of running it. */
export function* perform<T>(made: T | Waiting<T>): Steps<T> {
  return isWaiting(made) ? yield* made : made;
}
