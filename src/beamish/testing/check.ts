/** `check`: what an exercise promises, tried out one promise after the other. */
import { Exit, badArgument, formatExit } from "../term/errors.ts";
import { here } from "../node/node.ts";
import type { Node } from "../node/node.ts";
import { receive } from "../operations.ts";
import { exit, send, spawn, spawnMonitor } from "../primitives.ts";
import type { Body } from "../primitives.ts";
import { NOT_ASYNC } from "../kernel/turn.ts";
import { exit as signal } from "../process.ts";

/** Milliseconds of the node's time that one check may take. */
const LIMIT = 5_000;

/** Where a node keeps the process that runs its checks. */
const RUNNER = Symbol("checks");

/**
 * Tries whether something holds: runs `body` in a process of its own, after the checks asked for before, and prints
 * `✓ title`, or `✗ title: why` when the body throws (the error's message is the reason), exits, or takes more than 5
 * seconds of the node's time. Processes linked to it end with it, so that one check leaves nothing to the next.
 *
 * @param title what is promised, as a sentence
 * @param body a function, or a generator function if it has to wait; it throws when the promise does not hold
 * @throws {ArgumentError} for a title that is no text or a body that is no function
 * @example
 * ```ts
 * import { Agent } from "beamish";
 * import { check } from "beamish/testing";
 * check("an agent remembers", function* () {
 *   const agent = yield* Agent.start(() => 1);
 *   yield* Agent.update(agent, (n: number) => n + 1);
 *   const n = yield* Agent.get(agent, (n: number) => n);
 *   if (n !== 2) throw new Error(`expected 2, got ${n}`);
 * });
 * check("tea is free", () => {
 *   throw new Error("it costs 320");
 * });
 * //> ✓ an agent remembers
 * //> ✗ tea is free: it costs 320
 * ```
 */
export function check(title: string, body: Body): void {
  if (typeof title !== "string") throw badArgument("check", "what is promised, as text", title);
  if (typeof body !== "function") throw badArgument("check", "a function or a generator function", body);
  const node = here();
  const runner = node.extension(RUNNER, () => spawn(() => runChecks(node), { label: "checks" }));
  send(runner, ["check", title, body]);
}

function* runChecks(node: Node) {
  for (;;) {
    const [, title, body] = yield* receive<["check", string, Body]>(["check"]);
    const failure = yield* failureOf(body, title);
    if (failure === undefined) node.output("info", `✓ ${title}`, []);
    else node.output("error", `✗ ${title}: ${whyOf(failure.reason)}`, [failure.reason]);
  }
}

/** Runs one check; gives why it failed, or `undefined` if it held. */
function* failureOf(body: Body, label: string) {
  const [pid, ref] = spawnMonitor(() => attempt(body), { label });
  const down = yield* receive<unknown[], undefined>(["DOWN", ref], { after: LIMIT, else: () => undefined });
  if (down === undefined) {
    signal(pid, "kill");
    return { reason: new Error(`it is still not done after ${LIMIT / 1_000} seconds`) };
  }
  const reason = down[4];
  return reason === HELD ? undefined : { reason };
}

/** Not "normal", which would leave the processes that the check has linked to alive. */
const HELD: unknown = Object.freeze(["shutdown", "check_held"]);

/** Catches what the body throws: it is the verdict on the reader's code, not a crash to be reported. */
function* attempt(body: Body) {
  try {
    const result = body();
    if (result instanceof Promise)
      throw badArgument("check", "a function or a generator function", result, NOT_ASYNC);
    if (isSteps(result)) yield* result;
  } catch (error) {
    exit(error instanceof Exit ? error.reason : error);
  }
  exit(HELD);
}

function isSteps(result: unknown): result is Generator<never, unknown, unknown> {
  return typeof result === "object" && result !== null && Symbol.iterator in result;
}

function whyOf(reason: unknown): string {
  if (!(reason instanceof Error)) return `it ended with the exit reason ${formatExit(reason)}`;
  return reason.name === "Error" ? reason.message : `${reason.name}: ${reason.message}`;
}
