/**
 * `Sys`: system messages, which every OTP process understands besides its own: to look into it, to hold it, to watch it. Follows
 * Erlang's `sys`. What a server does with them is in otp-process.ts.
 *
 * Every function waits `timeout` ms at most (5000) and exits with `[reason, ["sys", name, args]]`: `"noproc"`, `"timeout"`,
 * `"calling_self"`, or the reason of a server that ends meanwhile.
 */
import { ErlangError, badArgument } from "../term/errors.ts";
import type { Server } from "../names.ts";
import { operation } from "../node/operation.ts";
import type { Op, Timeout } from "../node/operation.ts";
import type { Term } from "../term/term.ts";
import { call } from "./call.ts";
import { isInstalled } from "./sys-debug.ts";
import type { Installed, Statistics, SystemEvent, Watcher } from "./sys-debug.ts";

export type { Debug, DebugOption, Format, Installed, Statistics, SystemEvent, Watcher } from "./sys-debug.ts";
export { debugOptions, getLog, handleDebug, handleSystemMsg, printLog } from "./special-process.ts";
export type { SpecialModule } from "./special-process.ts";

const USUAL: Timeout = 5000;

function ask<T>(
  name: string,
  server: Server,
  request: unknown,
  timeout: Timeout,
  unpack: (answer: Term) => T,
  ...args: readonly unknown[]
): Op<T> {
  const given = timeout === USUAL ? [server, ...args] : [server, ...args, timeout];
  return operation(`Sys.${name}()`, function* () {
    return unpack(yield* call("system", server, request, timeout, ["sys", name], given));
  });
}

/** `ok`, or the value of `{ok, value}`; what else came is thrown. */
function okOrThrow(answer: Term): Term {
  if (answer === "ok") return "ok";
  if (Array.isArray(answer) && answer[0] === "ok") return answer[1] as Term;
  throw new ErlangError(
    Array.isArray(answer) ? answer[1] : answer,
    "The server refused the request; its state is as it was.",
  );
}

const ok = () => "ok" as const;

// ---- Looking and holding -----------------------------------------------------------------------------------------------

/**
 * Stops a server from handling anything but system messages; the others wait in its mailbox. Follows `sys:suspend/1,2`.
 *
 * @example
 * ```ts
 * import { Agent, Sys } from "beamish";
 * const agent = await Agent.start(() => 1);
 * await Sys.suspend(agent);
 * Agent.cast(agent, (n: number) => n + 1);
 * console.log(await Sys.getState(agent));
 * //> 1
 * ```
 */
export function suspend(server: Server, timeout: Timeout = USUAL): Op<"ok"> {
  return ask("suspend", server, "suspend", timeout, ok);
}

/**
 * Lets a suspended server go on with what has queued up. Follows `sys:resume/1,2`.
 *
 * @example
 * ```ts
 * import { Agent, Sys } from "beamish";
 * const agent = await Agent.start(() => 1);
 * await Sys.suspend(agent);
 * Agent.cast(agent, (n: number) => n + 1);
 * await Sys.resume(agent);
 * console.log(await Agent.get(agent, (n: number) => n));
 * //> 2
 * ```
 */
export function resume(server: Server, timeout: Timeout = USUAL): Op<"ok"> {
  return ask("resume", server, "resume", timeout, ok);
}

/**
 * The state of a server, for debugging: of a `GenServer` its state, of a `GenStateMachine` `[state, data]`, of a `GenEvent` a list
 * of `[module, id, state]`. Follows `sys:get_state/1,2`.
 *
 * @example
 * ```ts
 * import { Agent, Sys } from "beamish";
 * const agent = await Agent.start(() => ["tea"]);
 * console.log(await Sys.getState(agent));
 * //> ["tea"]
 * ```
 */
export function getState<T = Term>(server: Server, timeout: Timeout = USUAL): Op<T> {
  return ask<T>("get_state", server, "get_state", timeout, okOrThrow);
}

/**
 * Replaces the state by what `replace` makes of it, and returns that. Throws `ErlangError`
 * (`["callback_failed", [behaviour, "system_replace_state"], [class, reason]]`) when `replace` throws; the server goes on with its old
 * state. Follows `sys:replace_state/2,3`.
 *
 * @example
 * ```ts
 * import { Agent, Sys } from "beamish";
 * const agent = await Agent.start(() => 1);
 * console.log(await Sys.replaceState<number>(agent, (n) => n + 41));
 * //> 42
 * ```
 */
export function replaceState<T = Term>(
  server: Server,
  replace: (state: T) => T,
  timeout: Timeout = USUAL,
): Op<T> {
  if (typeof replace !== "function")
    throw badArgument("Sys.replaceState", "a function of the state", replace);
  return ask<T>("replace_state", server, ["replace_state", replace], timeout, okOrThrow, replace);
}

/** What `getStatus` tells. `misc` depends on the behaviour: a list of `["header", text]` and `["data", pairs]`. */
export type Status = readonly [
  "status",
  pid: Term,
  module: readonly ["module", Term],
  facts: readonly [
    dictionary: Term,
    state: "running" | "suspended",
    parent: Term,
    events: readonly Term[],
    misc: Term,
  ],
];

/**
 * `["status", pid, ["module", behaviour], [dictionary, "running" or "suspended", parent, logged events, misc]]`; the state in it is as
 * the module's `formatStatus` wants it shown. Follows `sys:get_status/1,2`.
 *
 * @example
 * ```ts
 * import { Agent, Sys } from "beamish";
 * const agent = await Agent.start(() => 1);
 * const [, , module, [, state]] = await Sys.getStatus(agent);
 * console.log(module, state);
 * //> ["module", "gen_server"] running
 * ```
 */
export function getStatus(server: Server, timeout: Timeout = USUAL): Op<Status> {
  return ask<Status>("get_status", server, "get_status", timeout, (answer) => answer as Status);
}

/**
 * Ends a server in order, running its `terminate`; does not wait for the end (`ProcLib.stop` does). Follows `sys:terminate/2,3`.
 *
 * @example
 * ```ts
 * import { Agent, Process, Sys, receive } from "beamish";
 * const agent = await Agent.start(() => 1);
 * const ref = Process.monitor(agent);
 * console.log(await Sys.terminate(agent, "normal"), (await receive(["DOWN", ref]))[4]);
 * //> ok normal
 * ```
 */
export function terminate(server: Server, reason: Term, timeout: Timeout = USUAL): Op<"ok"> {
  return ask("terminate", server, ["terminate", reason], timeout, ok, reason);
}

/**
 * Has a suspended server convert its state by `codeChange(oldVersion, state, extra)`. The result is `"ok"`, or
 * `["error", reason]`. As JavaScript does not load code a second time, the new version is another object: a `GenServer` or
 * `GenStateMachine` whose module has the same `name` as `module` goes on with that. Follows `sys:change_code/4,5`.
 *
 * @example
 * ```ts
 * import { GenServer, Sys } from "beamish";
 * const Old: GenServer.Module<number> & { name: string } = { name: "Count", init: () => ["ok", 1] };
 * const New: GenServer.Module<number[]> & { name: string } = {
 *   name: "Count",
 *   init: () => ["ok", []],
 *   codeChange: (_version, n) => ["ok", [n]],
 * };
 * const server = await GenServer.start(Old);
 * await Sys.suspend(server);
 * console.log(await Sys.changeCode(server, New, "1.0", undefined), await Sys.getState(server));
 * //> ok [1]
 * ```
 */
export function changeCode(
  server: Server,
  module: unknown,
  oldVersion: Term,
  extra: Term,
  timeout: Timeout = USUAL,
): Op<"ok" | readonly ["error", Term]> {
  // A module is code: it travels inside a function, which is neither copied nor frozen.
  const request = ["change_code", () => module, oldVersion, extra];
  return ask(
    "change_code",
    server,
    request,
    timeout,
    (answer) => answer as "ok" | readonly ["error", Term],
    module,
    oldVersion,
    extra,
  );
}

// ---- Watching ----------------------------------------------------------------------------------------------------------

/** Changes what is watched: the request and the function have the same name in OTP, and the same argument, if any. */
function debug<T>(name: string, server: Server, timeout: Timeout, ...args: readonly [unknown?]): Op<T> {
  return ask<T>(name, server, ["debug", name, args[0]], timeout, okOrThrow, ...args);
}

function checkFlag(name: string, flag: unknown, flags: readonly unknown[]): void {
  const isSized = Array.isArray(flag) && flag.length === 2 && flag[0] === true && Number(flag[1]) > 0;
  if (!flags.includes(flag) && !(isSized && name === "log"))
    throw badArgument(`Sys.${name}`, `one of ${flags.map(String).join(", ")}`, flag);
}

/**
 * Prints every system event of a server, as long as it is on. Follows `sys:trace/2,3`; terms are printed as everywhere here.
 *
 * @example
 * ```ts
 * import { GenServer, Sys } from "beamish";
 * const Counter: GenServer.Module<number> = { init: () => ["ok", 0], handleCast: (by: number, n) => ["noreply", n + by] };
 * const counter = await GenServer.start(Counter, undefined, { name: "counter" });
 * await Sys.trace(counter, true);
 * GenServer.cast(counter, 2);
 * await GenServer.stop(counter);
 * //> *DBG* "counter" got cast 2
 * //> *DBG* "counter" new state 2
 * ```
 */
export function trace(server: Server, flag: boolean, timeout: Timeout = USUAL): Op<"ok"> {
  checkFlag("trace", flag, [true, false]);
  return debug("trace", server, timeout, flag);
}

/**
 * Keeps the last system events of a server: `true` (10 of them) or `[true, size]` switches that on (a log that is on keeps its size),
 * `false` off; `"get"` gives them, oldest first; `"print"` prints them. Follows `sys:log/2,3`.
 *
 * @example
 * ```ts
 * import { GenServer, Sys } from "beamish";
 * const Counter: GenServer.Module<number> = { init: () => ["ok", 0], handleCast: (by: number, n) => ["noreply", n + by] };
 * const counter = await GenServer.start(Counter);
 * await Sys.log(counter, true);
 * GenServer.cast(counter, 2);
 * console.log(await Sys.log(counter, "get"));
 * //> [["in", ["$gen_cast", 2]], ["noreply", 2]]
 * ```
 */
export function log(server: Server, flag: "get", timeout?: Timeout): Op<readonly SystemEvent[]>;
export function log(
  server: Server,
  flag: boolean | readonly [true, size: number] | "print",
  timeout?: Timeout,
): Op<"ok">;
export function log(server: Server, flag: Term, timeout: Timeout = USUAL): Op<Term> {
  checkFlag("log", flag, [true, false, "get", "print"]);
  return debug("log", server, timeout, flag);
}

/**
 * Gives every line of the trace to `write`; `false` ends that. In place of the file of `sys:log_to_file/2,3` stands the function that
 * writes, because a page has no files.
 *
 * @example
 * ```ts
 * import { GenServer, Sys } from "beamish";
 * const Counter: GenServer.Module<number> = { init: () => ["ok", 0], handleCast: (by: number, n) => ["noreply", n + by] };
 * const counter = await GenServer.start(Counter, undefined, { name: "counter" });
 * const lines: string[] = [];
 * await Sys.logToFile(counter, (line) => lines.push(line));
 * GenServer.cast(counter, 2);
 * await Sys.logToFile(counter, false);
 * console.log(lines[0]);
 * //> *DBG* "counter" got cast 2
 * ```
 */
export function logToFile(
  server: Server,
  write: ((line: string) => unknown) | false,
  timeout: Timeout = USUAL,
): Op<"ok"> {
  if (write !== false && typeof write !== "function")
    throw badArgument("Sys.logToFile", "a function that writes a line, or false", write);
  return debug("log_to_file", server, timeout, write);
}

/**
 * Counts: `true` begins, `false` ends, `"get"` gives `{ start_time, current_time, messages_in, messages_out }` (times in ms), or
 * `"no_statistics"`. Follows `sys:statistics/2,3`, without its reductions.
 *
 * @example
 * ```ts
 * import { GenServer, Sys } from "beamish";
 * const Echo: GenServer.Module<null> = { init: () => ["ok", null], handleCall: (text, _from, s) => ["reply", text, s] };
 * const echo = await GenServer.start(Echo);
 * await Sys.statistics(echo, true);
 * await GenServer.call(echo, "hello");
 * const counts = await Sys.statistics(echo, "get");
 * console.log(counts === "no_statistics" ? counts : [counts.messages_in, counts.messages_out]);
 * //> [1, 1]
 * ```
 */
export function statistics(server: Server, flag: "get", timeout?: Timeout): Op<Statistics | "no_statistics">;
export function statistics(server: Server, flag: boolean, timeout?: Timeout): Op<"ok">;
export function statistics(server: Server, flag: Term, timeout: Timeout = USUAL): Op<Term> {
  checkFlag("statistics", flag, [true, false, "get"]);
  return debug("statistics", server, timeout, flag);
}

/**
 * Has a function watch a server: it gets its own state, each system event and the name of the server, and gives its next state; `"done"`
 * or an exception removes it. `[watcher, state]`, or `[id, watcher, state]`; one that is installed already stays as it is. Follows
 * `sys:install/2,3`.
 *
 * @example
 * ```ts
 * import { GenServer, Sys } from "beamish";
 * const Counter: GenServer.Module<number> = { init: () => ["ok", 0], handleCast: (by: number, n) => ["noreply", n + by] };
 * const counter = await GenServer.start(Counter);
 * const watcher: Sys.Watcher = (count: number, event) => (console.log(count, event[0]), count + 1);
 * await Sys.install(counter, [watcher, 1]);
 * GenServer.cast(counter, 5);
 * await Sys.getState(counter);
 * //> 1 in
 * //> 2 noreply
 * ```
 */
export function install(server: Server, watcher: Installed, timeout: Timeout = USUAL): Op<"ok"> {
  if (!isInstalled(watcher))
    throw badArgument(
      "Sys.install",
      "[watcher, state] or [id, watcher, state], the watcher a function",
      watcher,
    );
  return debug("install", server, timeout, watcher);
}

/**
 * Removes a watcher, by its function or its id. Follows `sys:remove/2,3`.
 *
 * @example
 * ```ts
 * import { Agent, Sys } from "beamish";
 * const agent = await Agent.start(() => 1);
 * await Sys.install(agent, ["printer", (state, event) => console.log(state, event), 0]);
 * console.log(await Sys.remove(agent, "printer"));
 * //> ok
 * ```
 */
export function remove(server: Server, watcher: Watcher | Term, timeout: Timeout = USUAL): Op<"ok"> {
  return debug("remove", server, timeout, watcher);
}

/**
 * Switches off all that the functions above have switched on. Follows `sys:no_debug/1,2`.
 *
 * @example
 * ```ts
 * import { Agent, Sys } from "beamish";
 * const agent = await Agent.start(() => 1);
 * await Sys.trace(agent, true);
 * await Sys.noDebug(agent);
 * console.log(await Agent.get(agent, (n: number) => n)); // nothing is traced
 * //> 1
 * ```
 */
export function noDebug(server: Server, timeout: Timeout = USUAL): Op<"ok"> {
  return debug("no_debug", server, timeout);
}
