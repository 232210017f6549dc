/**
 * `ProcLib`: processes that keep OTP's customs: their starter waits until they are ready, and their crashes are reported. Follows
 * Erlang's `proc_lib`.
 */
import { Exit, Halt, badArgument, checkFunction, exitReason } from "../term/errors.ts";
import { here } from "../node/node.ts";
import { checkTimeout, operation } from "../node/operation.ts";
import type { Op, Timeout } from "../node/operation.ts";
import { isSteps, processOf } from "../kernel/process.ts";
import type { Process, Steps } from "../kernel/process.ts";
import { isPid } from "../term/term.ts";
import type { Pid, Ref, Term } from "../term/term.ts";
import type { Server } from "../names.ts";
import { hibernate as sleepUntilMessage } from "../operations.ts";
import { self, spawn as spawnPlain } from "../primitives.ts";
import type { Body, SpawnOptions } from "../primitives.ts";
import { exit as exitSignal } from "../process.ts";
import { reportCrash } from "./crash-report.ts";
import { originOf, setOrigin } from "../process/origin.ts";
import { OtpProcess } from "./otp-process.ts";
import { Failure, StartOp, acknowledge, checkSpawnOpt } from "./start-op.ts";
import type { Bond, SpawnOpt } from "./start-op.ts";
import { stopServer } from "./stop.ts";

export type { SpawnOpt } from "./start-op.ts";

// ---- Spawning ----------------------------------------------------------------------------------------------------------

const PLAIN_CALL = ["erlang", "apply", 2] as const;
const AsyncFunction = (async () => undefined).constructor;

/** A body whose end by an exception, or by `exit` with a reason that is not planned, is reported. */
function reporting<R>(body: Body<R>): Body<R> {
  // What cannot be a body is refused by `spawn`, which says why.
  if (typeof body !== "function" || body instanceof AsyncFunction) return body;
  return (() => {
    try {
      const result: unknown = body();
      return isSteps(result) ? reportingLater(result) : result;
    } catch (thrown) {
      throw reported(thrown);
    }
  }) as Body<R>;
}

function* reportingLater(steps: Steps<unknown>): Steps<unknown> {
  try {
    return yield* steps;
  } catch (thrown) {
    throw reported(thrown);
  }
}

/** Notes where a process comes from that has just been spawned. */
function born<P extends Pid | [Pid, Ref]>(spawned: P): P {
  setOrigin(processOf(isPid(spawned) ? spawned : spawned[0]), here().self, PLAIN_CALL);
  return spawned;
}

function reported(thrown: unknown): unknown {
  if (thrown instanceof Halt) return thrown;
  const reason = exitReason(thrown);
  reportCrash(here().self, reason, PLAIN_CALL);
  // An exit is reported by nobody else.
  return new Exit(reason);
}

/**
 * As `spawn` of the kernel; a crash is reported in OTP's form, if `Logger` handles SASL reports, and in no other. `options`: `link`,
 * `monitor`, `priority`, `label`. Throws `ArgumentError` if `body` is no function, or async. Follows `proc_lib:spawn/1` and
 * `spawn_opt/2`.
 *
 * @example
 * ```ts
 * import { Logger, ProcLib, exit, receive } from "beamish";
 * Logger.configure({ handleSaslReports: true });
 * ProcLib.spawn(() => exit("shutdown")); // planned: not reported
 * const [, ref] = ProcLib.spawn(() => exit("normal"), { monitor: true });
 * console.log((await receive(["DOWN", ref]))[4]);
 * //> normal
 * ```
 */
export function spawn<R>(body: Body<R>, options: SpawnOptions & { readonly monitor: true }): [Pid, Ref];
export function spawn<R>(body: Body<R>, options?: SpawnOptions): Pid;
export function spawn(body: Body, options: SpawnOptions = {}): Pid | [Pid, Ref] {
  return born(spawnPlain(reporting(body), options));
}

/**
 * As `ProcLib.spawn`, linked to the caller. Follows `proc_lib:spawn_link/1`.
 *
 * @example
 * ```ts
 * import { ProcLib, exit, receive, Process } from "beamish";
 * Process.flag("trap_exit", true);
 * const pid = ProcLib.spawnLink(() => exit("oops"));
 * console.log((await receive(["EXIT", pid]))[2]);
 * //> oops
 * ```
 */
export function spawnLink<R>(body: Body<R>, options: SpawnOptions = {}): Pid {
  return born(spawnPlain(reporting(body), { ...options, link: true, monitor: false })) as Pid;
}

/**
 * As `ProcLib.spawn`, monitored by the caller: gives `[pid, ref]`. Follows `proc_lib:spawn_opt/2` with `monitor`.
 *
 * @example
 * ```ts
 * import { ProcLib, exit, receive } from "beamish";
 * const [pid, ref] = ProcLib.spawnMonitor(() => exit("oops"));
 * console.log((await receive(["DOWN", ref, "process", pid]))[4]);
 * //> oops
 * ```
 */
export function spawnMonitor<R>(body: Body<R>, options: SpawnOptions = {}): [Pid, Ref] {
  return born(spawnPlain(reporting(body), { ...options, monitor: true }));
}

// ---- Starting ----------------------------------------------------------------------------------------------------------

/**
 * Starts a process and waits until it calls `initAck(value)`; the result is that value. Throws `StartError` with the exit
 * reason if the process ends before, and with `"timeout"` (the process is killed) if it takes longer than `timeout` ms.
 * `options`: `priority`, `label`. Follows `proc_lib:start/3..5`.
 *
 * @example
 * ```ts
 * import { ProcLib, receive } from "beamish";
 * const ready = await ProcLib.start(function* () {
 *   ProcLib.initAck(["ok", "ready"]);
 *   yield* receive();
 * });
 * console.log(ready);
 * //> ["ok", "ready"]
 * ```
 */
export function start<T = Term>(
  body: () => unknown,
  timeout: Timeout = "infinity",
  options: SpawnOpt = {},
): Op<T> {
  return startBody("ProcLib.start", body, timeout, "none", options) as unknown as Op<T>;
}

/**
 * As `start`, with a link. The `EXIT` message of a process that ends before `initAck` is consumed. Follows
 * `proc_lib:start_link/3..5`.
 *
 * @example
 * ```ts
 * import { Process, ProcLib, StartError, exit } from "beamish";
 * Process.flag("trap_exit", true);
 * try {
 *   await ProcLib.startLink(() => exit("no luck"));
 * } catch (error) {
 *   console.log((error as StartError).reason);
 * }
 * //> no luck
 * ```
 */
export function startLink<T = Term>(
  body: () => unknown,
  timeout: Timeout = "infinity",
  options: SpawnOpt = {},
): Op<T> {
  return startBody("ProcLib.startLink", body, timeout, "link", options) as unknown as Op<T>;
}

/**
 * As `start`, with a monitor: gives `[value, ref]`. When the start fails a `StartError` is thrown and the monitor is gone; OTP returns
 * the error and leaves the `DOWN` message. Follows `proc_lib:start_monitor/3..5`.
 *
 * @example
 * ```ts
 * import { ProcLib, receive } from "beamish";
 * const [value, ref] = await ProcLib.startMonitor(() => ProcLib.initAck("ready"));
 * console.log(value, (await receive(["DOWN", ref]))[4]);
 * //> ready normal
 * ```
 */
export function startMonitor<T = Term>(
  body: () => unknown,
  timeout: Timeout = "infinity",
  options: SpawnOpt = {},
): Op<[T, Ref]> {
  return startBody("ProcLib.startMonitor", body, timeout, "monitor", options) as unknown as Op<[T, Ref]>;
}

function startBody(where: string, body: () => unknown, timeout: Timeout, bond: Bond, options: SpawnOpt) {
  checkFunction(where, body);
  checkTimeout(where, timeout);
  checkSpawnOpt(where, options);
  return new BodyStart(where, body, timeout, bond, options);
}

/** A process that acknowledges by `initAck`. */
class BodyStart extends StartOp {
  protected readonly initialCall = PLAIN_CALL;
  readonly #body: () => unknown;

  constructor(where: string, body: () => unknown, timeout: Timeout, bond: Bond, options: SpawnOpt) {
    super(where, timeout, bond, options);
    this.#body = body;
  }

  protected enter(): unknown {
    return reporting(this.#body as Body)();
  }
}

/**
 * Tells the starter that the process is ready; `value` may be any term. `initAck(parent, value)` says whom. Throws `ArgumentError` in
 * a process that nobody waits for. Follows `proc_lib:init_ack/1,2`.
 *
 * @example
 * ```ts
 * import { ProcLib, self } from "beamish";
 * const pid = await ProcLib.start(() => ProcLib.initAck(["ok", self()]));
 * console.log(pid[0]);
 * //> ok
 * ```
 */
export function initAck(value: Term): "ok";
export function initAck(parent: Pid, value: Term): "ok";
export function initAck(...args: readonly unknown[]): "ok" {
  const process = here().self;
  const [parent, value] = args.length === 2 ? args : [originOf(process)?.parent, args[0]];
  acknowledge(process, starterOf("ProcLib.initAck", parent), value);
  return "ok";
}

/** How a process fails: `["error", reason]`, `["exit", reason]` or `["throw", value]`. */
export type Exception = readonly [kind: "error" | "exit" | "throw", reason: Term];

/**
 * Tells the starter that the process could not get ready, and ends the process by the exception; the starter goes on when it has
 * ended. `["error", reason]` as the value makes the start throw `StartError(reason)`; any other value is its result. Never returns.
 * `initFail(parent, value, exception)` says whom. Follows `proc_lib:init_fail/2,3`.
 *
 * @example
 * ```ts
 * import { ProcLib, StartError } from "beamish";
 * try {
 *   await ProcLib.start(() => ProcLib.initFail(["error", "no disk"], ["exit", "normal"]));
 * } catch (error) {
 *   console.log((error as StartError).reason);
 * }
 * //> no disk
 * ```
 */
export function initFail(value: Term, exception: Exception): never;
export function initFail(parent: Pid, value: Term, exception: Exception): never;
export function initFail(...args: readonly unknown[]): never {
  const process = here().self;
  const [parent, value, exception] = args.length === 3 ? args : [originOf(process)?.parent, ...args];
  if (!Array.isArray(exception) || !["error", "exit", "throw"].includes(exception[0] as string))
    throw badArgument(
      "ProcLib.initFail",
      'an exception: ["error", reason], ["exit", reason] or ["throw", value]',
      exception,
    );
  const isError = Array.isArray(value) && value[0] === "error" && value.length === 2;
  acknowledge(process, starterOf("ProcLib.initFail", parent), isError ? new Failure(value[1]) : value);
  const [kind, reason] = exception as unknown as Exception;
  if (kind === "error" && reason instanceof Error) throw reason;
  throw new Exit(kind === "throw" ? ["nocatch", reason] : reason);
}

function starterOf(where: string, parent: unknown): Process {
  if (isPid(parent)) return processOf(parent);
  throw badArgument(where, "a process that was started by ProcLib, or the pid of its starter", parent);
}

// ---- Living and ending -------------------------------------------------------------------------------------------------

/**
 * Sleeps until there is a message in the mailbox, then goes on as `body`; what came before is left for good. Write
 * `yield* ProcLib.hibernate(body)`. Follows `proc_lib:hibernate/3`.
 *
 * @example
 * ```ts
 * import { ProcLib, receive, send, spawn } from "beamish";
 * const pid = ProcLib.spawn(function* () {
 *   yield* ProcLib.hibernate(function* () {
 *     console.log("awake", yield* receive());
 *   });
 * });
 * send(pid, "hello");
 * //> awake hello
 * ```
 */
export function hibernate(body: Body): Op<never> {
  checkFunction("ProcLib.hibernate", body);
  return operation("ProcLib.hibernate()", function* (): Steps<never> {
    yield* sleepUntilMessage();
    const result: unknown = body();
    if (isSteps(result)) yield* result;
    yield* exitSignal(self(), "normal");
    throw new Halt();
  });
}

/**
 * Ends a process that answers system messages in order, and waits until it has ended, `timeout` ms at most (`"infinity"`). Exits with
 * `"noproc"`, `"timeout"`, or the reason if it ended by another one. Follows `proc_lib:stop/1,3`.
 *
 * @example
 * ```ts
 * import { Agent, ProcLib, Process } from "beamish";
 * const agent = await Agent.start(() => 1);
 * console.log(await ProcLib.stop(agent), Process.alive(agent));
 * //> ok false
 * ```
 */
export function stop(server: Server, reason: Term = "normal", timeout: Timeout = "infinity"): Op<"ok"> {
  return stopServer("ProcLib.stop", server, reason, timeout);
}

/**
 * The function that a process was started with: for a behaviour `[module, "init", arity]`, for any other process
 * `["erlang", "apply", 2]`. Follows `proc_lib:translate_initial_call/1`.
 *
 * @example
 * ```ts
 * import { GenServer, ProcLib } from "beamish";
 * const Counter: GenServer.Module<number> & { name: string } = { name: "Counter", init: () => ["ok", 0] };
 * const [module, name, arity] = ProcLib.translateInitialCall(await GenServer.start(Counter));
 * console.log(module === Counter, name, arity);
 * //> true init 1
 * ```
 */
export function translateInitialCall(pid: Pid): readonly [module: Term, name: string, arity: number] {
  return behaviourOf("ProcLib.translateInitialCall", pid)?.initialCall ?? PLAIN_CALL;
}

/**
 * As `translateInitialCall`, with names of the arguments in place of their number; `false` for a process that is no behaviour. Follows
 * `proc_lib:initial_call/1`, which also knows the plain processes of `proc_lib`.
 *
 * @example
 * ```ts
 * import { Agent, ProcLib, self } from "beamish";
 * const call = ProcLib.initialCall(await Agent.start(() => 1));
 * console.log(call && call.slice(1), ProcLib.initialCall(self()));
 * //> ["init", ["Argument__1"]] false
 * ```
 */
export function initialCall(
  pid: Pid,
): readonly [module: Term, name: string, args: readonly string[]] | false {
  const call = behaviourOf("ProcLib.initialCall", pid)?.initialCall;
  if (call === undefined) return false;
  const [module, name, arity] = call;
  return [module, name, Array.from({ length: arity }, (_, i) => `Argument__${i + 1}`)];
}

function behaviourOf(where: string, pid: Pid): OtpProcess | undefined {
  if (!isPid(pid)) throw badArgument(where, "a pid", pid);
  const { code } = processOf(pid);
  return code instanceof OtpProcess ? code : undefined;
}
