/** The process of a task: it knows who wanted it, runs one function, and tells its owner the result. */
import { badArgument, Exit, exitReason, formatStop, Halt, isPlannedExit } from "../term/errors.ts";
import type { Steps } from "../kernel/process.ts";
import { here } from "../node/node.ts";
import { inspect, type Pid, type Ref, type Term } from "../term/term.ts";
import { labelLine } from "../gen/crash-report.ts";
import { perform, type Waiting } from "../gen/perform.ts";
import * as Logger from "../logger.ts";
import { self, send } from "../primitives.ts";
import * as Process from "../process.ts";

/** What a task does: a function; a generator function, or one that gives an operation, if it has to wait. */
export type Body<T> = () => Waiting<T> | T;

/** The processes on whose behalf a task runs, nearest first. */
export type Callers = readonly Pid[];

/** The callers of a task that the calling process starts now. */
export function callers(): Callers {
  return [self(), ...Process.get<Pid[]>("$callers", [])];
}

/** The processes that started the one that the calling process starts now: names where there are names, nearest first. */
export function ancestors(): readonly (Pid | string)[] {
  const [, name] = Process.info(self(), "registered_name")!;
  return [typeof name === "string" ? name : self(), ...Process.get<Pid[]>("$ancestors", [])];
}

export interface Family {
  readonly callers: Callers;
  readonly ancestors: readonly (Pid | string)[];
}

/**
 * Runs `body` in the calling process, and sends its result through `reply` if somebody waits for it. What it throws is
 * reported, and is the exit reason of the task.
 */
export function* runTask<T>(body: Body<T>, family: Family, reply?: Ref): Steps<void> {
  Process.put("$callers", family.callers);
  Process.put("$ancestors", family.ancestors);
  let result: T;
  try {
    result = yield* perform(body());
    if (result instanceof Promise)
      throw badArgument("Task", "a function that is no async function", result, NO_PROMISE);
  } catch (thrown) {
    if (thrown instanceof Halt) throw thrown;
    throw new Exit(report(body, family, exitReason(thrown)));
  }
  if (reply !== undefined) send(reply, [reply, result]);
}

const NO_PROMISE = "Write `Task.async(function* () { return yield* fromPromise(...); })`.";

/** Elixir's report of a task that has failed. Gives the reason back. */
function report(body: Body<Term>, { callers: [caller] }: Family, reason: unknown): unknown {
  if (!isPlannedExit(reason)) {
    const lines = [
      `Task ${self()} started from ${caller} terminating`,
      formatStop(reason),
      ...labelLine(here().self),
      `Function: ${inspect(body)}`,
    ];
    Logger.log("error", lines.join("\n"), [self(), reason]);
  }
  return reason;
}
