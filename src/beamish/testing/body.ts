/** The body of a test: what can be one, and how it is run. */
import { isSteps } from "../kernel/process.ts";
import type { Steps } from "../kernel/process.ts";
import { NOT_ASYNC } from "../kernel/turn.ts";
import { badArgument } from "../term/errors.ts";

/** A function, or a generator function if it has to wait. */
export type TestBody<T = unknown> = () => Steps<T> | T;

const EXPECTED = "a function or a generator function";
const AsyncFunction = (async () => undefined).constructor;

export function checkBody(where: string, body: unknown): void {
  if (typeof body !== "function") throw badArgument(where, EXPECTED, body);
  if (body instanceof AsyncFunction) throw badArgument(where, EXPECTED, body, NOT_ASYNC);
}

/** Runs the body in the calling process, and gives its result. */
export function* runBody<T>(where: string, body: TestBody<T>): Steps<T> {
  const made = body();
  if (made instanceof Promise) throw badArgument(where, EXPECTED, made, NOT_ASYNC);
  return isSteps(made) ? yield* made : made;
}
