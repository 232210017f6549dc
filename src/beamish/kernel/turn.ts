/** One turn of one process: its code runs until it waits, ends, or has used up its share. */
import { ArgumentError, Halt, badArgument, exitReason, isOperation, readable } from "../term/errors.ts";
import { DOOMED, EXITED, RUNNABLE, RUNNING, WAIT, isSteps } from "./process.ts";
import type { Fiber, Home, Process, Program } from "./process.ts";
import { terminate } from "./signals.ts";

/** A turn ends after so many messages and operations, even when more are waiting. */
export const TURN = 256;

/** Gives a process its turn. Says how many messages and operations that were. */
export function takeTurn(home: Home, process: Process): number {
  const { turn } = home;
  home.budget = turn;
  home.running = process;
  process.status = RUNNING;
  home.tracer?.emit({ type: "run", pid: process.pid });
  try {
    const { fiber, code } = process;
    if (fiber !== undefined) step(process, fiber);
    else if (typeof code === "function") begin(process, code);
    else code!.run(process);
  } catch (error) {
    crash(process, readable(error));
  }
  home.running = undefined;
  // Of a process that ended in the middle of a turn: it is not the next one's.
  home.unused = undefined;
  // The cast tells the compiler that the turn has changed it.
  if ((process.status as number) === DOOMED) terminate(process, process.details?.doom);
  if (home.tracer !== undefined && process.status > RUNNABLE)
    home.tracer.emit({ type: "wait", pid: process.pid, waiting: process.mailbox?.length ?? 0 });
  return turn - home.budget;
}

function begin(process: Process, body: () => unknown): void {
  process.code = undefined;
  goOn(process, body());
}

/** Runs the generator until it waits or ends. */
export function step(process: Process, fiber: Fiber): void {
  process.fiber = fiber;
  let result = fiber.next(undefined);
  while (result.done !== true) {
    if (result.value === WAIT) return;
    if (fiber.throw === undefined) throw misusedYield(result.value);
    process.home.unused = undefined;
    result = fiber.throw(misusedYield(result.value));
  }
  process.fiber = undefined;
  goOn(process, result.value);
}

/** What a body or callback has returned: more to run, a program to become, or the end. */
function goOn(process: Process, result: unknown): void {
  if (process.status === EXITED) return;
  const program = process.code;
  if (program !== undefined && typeof program === "object") return program.run(process);
  if (isSteps(result)) {
    process.home.unused = undefined;
    return step(process, result[Symbol.iterator]());
  }
  if (isProgram(result)) {
    process.code = result;
    return result.run(process);
  }
  assertNothingUnused(process.home);
  if (result instanceof Promise)
    throw badArgument("spawn", "a function or a generator function", result, NOT_ASYNC);
  terminate(process, "normal");
}

export const NOT_ASYNC =
  "An async function cannot be killed, so it cannot be a process: write `function*` and `yield*` in place of `async` and `await`.";

function isProgram(result: unknown): result is Program {
  return typeof result === "object" && result !== null && "run" in result && typeof result.run === "function";
}

/** Throws if the running process has made an operation and has not waited for it. */
export function assertNothingUnused(home: Home): void {
  const { unused } = home;
  if (unused === undefined) return;
  home.unused = undefined;
  throw new ArgumentError(
    `${unused.name} was made, but nothing waited for it, so it did nothing: write \`yield* ${unused.name}\` in a generator function.`,
  );
}

function misusedYield(value: unknown): Error {
  return isOperation(value)
    ? badArgument("yield", "`yield*`", value, `Write \`yield* ${value.name}\`.`)
    : badArgument("yield", "an operation", value, "Write `yield*` and an operation such as `receive()`.");
}

/** An exception that nobody caught ends the process. */
function crash(process: Process, error: unknown): void {
  if (error instanceof Halt || process.status === EXITED) return;
  process.home.unused = undefined;
  process.home.reportCrash(process, error);
  terminate(process, exitReason(error));
}
