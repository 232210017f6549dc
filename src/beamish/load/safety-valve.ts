/**
 * `SafetyValve`: regulated queues at the edge of a system. Work goes through a queue that lets only so many begin in a time
 * (rate) and only so many run at once (concurrency); who comes on top waits, and who would wait in vain is refused at once.
 * Follows Jesper Louis Andersen's Erlang library `safetyvalve`.
 */
import { badArgument } from "../term/errors.ts";
import { checkTimeout, operation } from "../node/operation.ts";
import type { Op, Timeout } from "../node/operation.ts";
import type { Pid, Ref } from "../term/term.ts";
import * as GenServer from "../gen/gen-server.ts";
import { perform } from "../gen/perform.ts";
import type { Waiting } from "../gen/perform.ts";
import type { Server } from "../names.ts";
import type { ChildSpec } from "../supervision/child-spec.ts";
import { newRegulator } from "./regulator.ts";
import type { ValveOptions } from "./regulator.ts";
import { valveServer } from "./valve-server.ts";

export type { CoDelOptions } from "./codel.ts";
export type { ValveOptions } from "./regulator.ts";

/** Why somebody may not go: too many wait, CoDel has picked them, or their time was up. */
export type Refusal = readonly ["error", "queue_full" | "overload" | "timeout"];

export interface AskOptions {
  /** How many milliseconds to wait for one's turn. Default `"infinity"`. */
  readonly timeout?: Timeout;
}

/** What a queue is doing. */
export interface Load {
  readonly working: number;
  readonly waiting: number;
  /** `Infinity` without a rate. */
  readonly tokens: number;
}

/**
 * Starts a queue under a name, linked to the caller. `{ rate: 10, period: 1000, tokenLimit: 15, concurrency: 8, size: 60 }`:
 * every 1000 ms ten tokens more, up to 15 (counted from the first use of a full bucket); at most 8 at work and 60 waiting. Throws `ArgumentError` for wrong options and
 * `StartError` for a taken name. In the Erlang library queues are in the application's environment, and `period` is `hz`.
 *
 * @example
 * ```ts
 * import { SafetyValve } from "beamish/load";
 * await SafetyValve.startLink("web", { concurrency: 8, size: 60 });
 * console.log(await SafetyValve.run("web", () => "served"));
 * //> ["ok", "served"]
 * ```
 */
export function startLink(queue: string, options: ValveOptions = {}): Op<Pid> {
  if (typeof queue !== "string" || queue === "")
    throw badArgument("SafetyValve.startLink", "the name of a queue: a string", queue);
  newRegulator("SafetyValve.startLink", options);
  return GenServer.startLink(valveServer, options, { name: queue });
}

/**
 * A queue as a child of a supervisor: `[SafetyValve, ["web", { concurrency: 8 }]]`.
 *
 * @example
 * ```ts
 * import { Supervisor } from "beamish";
 * import { SafetyValve } from "beamish/load";
 * const queues = [SafetyValve.childSpec(["web", { concurrency: 8 }])];
 * await Supervisor.startLink(queues, { strategy: "one_for_one" });
 * console.log((await SafetyValve.info("web")).working);
 * //> 0
 * ```
 */
export function childSpec([queue, options = {}]: readonly [
  queue: string,
  options?: ValveOptions,
]): ChildSpec {
  return { id: queue, start: () => startLink(queue, options) };
}

/**
 * Waits for one's turn: `["go", ref]`, and `done(queue, ref)` afterwards, or why not. A process that ends gives its place
 * back. Follows `sv:ask/2`.
 *
 * @example
 * ```ts
 * import { SafetyValve } from "beamish/load";
 * await SafetyValve.startLink("web", { concurrency: 1 });
 * const [go] = await SafetyValve.ask("web");
 * console.log(go, await SafetyValve.ask("web", { timeout: 100 }));
 * //> go ["error", "timeout"]
 * ```
 */
export function ask(
  queue: Server,
  { timeout = "infinity" }: AskOptions = {},
): Op<readonly ["go", Ref] | Refusal> {
  checkTimeout("SafetyValve.ask", timeout);
  return GenServer.call(queue, ["ask", timeout], "infinity");
}

/**
 * Gives the place back that `ask` gave. A second time has no effect. Follows `sv:done/3`.
 *
 * @example
 * ```ts
 * import { SafetyValve } from "beamish/load";
 * await SafetyValve.startLink("web", { concurrency: 1 });
 * const answer = await SafetyValve.ask("web");
 * if (answer[0] === "go") console.log(await SafetyValve.done("web", answer[1]));
 * //> ok
 * ```
 */
export function done(queue: Server, ref: Ref): Op<"ok"> {
  return GenServer.call(queue, ["done", ref]);
}

/**
 * Runs `work` in the calling process when its turn has come: `["ok", result]`, or why not. The place is given back also when
 * `work` throws. Follows `sv:run/2`.
 *
 * @example
 * ```ts
 * import { Task } from "beamish";
 * import { SafetyValve } from "beamish/load";
 * await SafetyValve.startLink("web", { concurrency: 1, size: 0 });
 * const slow = Task.async(() => SafetyValve.run("web", () => Task.await(Task.async(() => "slow"))));
 * console.log(await Task.await(slow));
 * //> ["ok", "slow"]
 * ```
 */
export function run<T>(
  queue: Server,
  work: () => Waiting<T> | T,
  options: AskOptions = {},
): Op<readonly ["ok", T] | Refusal> {
  if (typeof work !== "function") throw badArgument("SafetyValve.run", "a function", work);
  checkTimeout("SafetyValve.run", options.timeout ?? "infinity");
  return operation("SafetyValve.run()", function* () {
    const answer = yield* ask(queue, options);
    if (answer[0] === "error") return answer;
    try {
      return ["ok", yield* perform(work())] as const;
    } finally {
      yield* done(queue, answer[1]);
    }
  });
}

/**
 * What a queue is doing now.
 *
 * @example
 * ```ts
 * import { SafetyValve } from "beamish/load";
 * await SafetyValve.startLink("web", { rate: 10 });
 * await SafetyValve.ask("web");
 * console.log(await SafetyValve.info("web"));
 * //> { working: 1, waiting: 0, tokens: 9 }
 * ```
 */
export function info(queue: Server): Op<Load> {
  return GenServer.call(queue, ["info"]);
}
