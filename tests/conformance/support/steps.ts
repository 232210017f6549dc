/** How a scenario waits and fails: parts of it are run, and what came of them is told as Elixir tells it. */
import { Exit, type Op, type Steps } from "beamish";

/** A piece of a scenario: it gives a value, an operation or a generator. */
export type Part<T> = () => Op<T> | Steps<T> | T;

/** Runs a part where it is yielded, whatever kind it is. */
export function* perform<T>(part: Part<T>): Steps<T> {
  const made = part();
  return isSteps(made) ? yield* made : (made as T);
}

function isSteps<T>(made: Op<T> | Steps<T> | T): made is Op<T> | Steps<T> {
  return typeof made === "object" && made !== null && !Array.isArray(made) && Symbol.iterator in made;
}

/** Runs a part and tells how it ended: its value, or `["exit" | "throw" | "error", what]`. */
export function* c<T>(part: Part<T>): Steps<T | readonly ["exit" | "throw" | "error", unknown]> {
  try {
    return yield* perform(part);
  } catch (thrown) {
    if (thrown instanceof Exit) return ["exit", thrown.reason] as const;
    return [thrown instanceof Error ? "error" : "throw", thrown] as const;
  }
}

/** What a function with the result `"ok"` returns in Elixir: its value, or `["error", reason]` for an error with a reason. */
export function* answer<T>(part: Part<T>): Steps<T | readonly ["error", unknown]> {
  try {
    return yield* perform(part);
  } catch (thrown) {
    return ["error", reasonOf(thrown)] as const;
  }
}

/** What a function that starts something returns in Elixir: `["ok", pid]`, `"ignore"` or `["error", reason]`. */
export function* result<T>(part: Part<T>): Steps<readonly unknown[] | "ignore"> {
  const started = yield* child(part);
  return started[0] === "ok" && started[1] === undefined ? "ignore" : started;
}

/** As `result`, where undefined is a value (`{:ok, :undefined}`), and a tuple stands for more values. */
export function* child<T>(part: Part<T>): Steps<readonly unknown[]> {
  try {
    const value = yield* perform(part);
    return Array.isArray(value) ? ["ok", ...(value as unknown[])] : ["ok", value];
  } catch (thrown) {
    return ["error", reasonOf(thrown)];
  }
}

function reasonOf(thrown: unknown): unknown {
  if (thrown instanceof Error && !(thrown instanceof Exit) && "reason" in thrown) return thrown.reason;
  throw thrown;
}
