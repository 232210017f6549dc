/** Calling a child's start function, whatever comes of it. */
import { Exit, StartError, badArgument } from "../term/errors.ts";
import type { Steps } from "../kernel/process.ts";
import { isPid, type Pid } from "../term/term.ts";
import { isWaiting } from "../gen/perform.ts";
import type { Start } from "./child-spec.ts";
import { InvalidSpec } from "./errors.ts";

/** A started child, perhaps with something to tell the caller; or why there is none. */
export type Outcome =
  readonly ["ok", Pid | undefined] | readonly ["ok", Pid, unknown] | readonly ["error", reason: unknown];

/** Starts a child in the calling process. Never throws: what the start function throws is the reason. */
export function* startChild(start: Start, whyNot: (thrown: unknown) => unknown = caught): Steps<Outcome> {
  try {
    const value = start();
    if (isPid(value)) return ["ok", value];
    return outcome(isWaiting<unknown>(value) ? yield* value : value);
  } catch (thrown) {
    return [
      "error",
      thrown instanceof StartError || thrown instanceof InvalidSpec ? thrown.reason : whyNot(thrown),
    ];
  }
}

function outcome(value: unknown): Outcome {
  if (value === undefined || isPid(value)) return ["ok", value];
  if (Array.isArray(value) && value[0] === "ok" && isPid(value[1])) {
    return value.length === 2 ? ["ok", value[1]] : ["ok", value[1], value[2]];
  }
  if (value instanceof Promise) throw badArgument("start", "a pid or an operation that gives one", value);
  return ["error", value];
}

/** As `catch apply(M, F, A)` tells it in OTP: an exit or an error as `["EXIT", reason]`, a thrown value as itself. */
function caught(thrown: unknown): unknown {
  if (thrown instanceof Exit) return ["EXIT", thrown.reason];
  return thrown instanceof Error ? ["EXIT", thrown] : thrown;
}
