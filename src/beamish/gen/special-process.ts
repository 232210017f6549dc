/** Special processes: a process written by hand that answers `Sys` as the behaviours do. Follows the last part of Erlang's `sys`. */
import { badArgument } from "../term/errors.ts";
import { here } from "../node/node.ts";
import { operation } from "../node/operation.ts";
import type { Op } from "../node/operation.ts";
import type { Steps } from "../kernel/process.ts";
import type { Pid, Term } from "../term/term.ts";
import { receive } from "../operations.ts";
import { reply } from "./call.ts";
import type { From } from "./call.ts";
import { perform } from "./perform.ts";
import { Debug, debugFrom } from "./sys-debug.ts";
import type { DebugOption, Format, SystemEvent } from "./sys-debug.ts";
import { answer } from "./system-messages.ts";
import type { Answering, SystemRequest } from "./system-messages.ts";

/** What a special process supplies; `misc` is its own state. A callback that has to wait is a generator. */
export interface SpecialModule<Misc = Term> {
  readonly name?: string;
  /** The process goes on: what this returns (or, of a generator, does) is the result of `handleSystemMsg`. */
  systemContinue(parent: Pid, debug: Debug, misc: Misc): unknown;
  /** The process is to end with `reason`: it cleans up and exits. */
  systemTerminate(reason: Term, parent: Pid, debug: Debug, misc: Misc): unknown;
  /** Converts `misc` for another version of the code: `["ok", misc]`, anything else is an error. */
  systemCodeChange?(misc: Misc, module: Term, oldVersion: Term, extra: Term): Term;
  /** `["ok", state]` for `Sys.getState`; without it, `misc` is shown. */
  systemGetState?(misc: Misc): readonly ["ok", Term];
  /** `["ok", state, misc]` for `Sys.replaceState`; without it, `misc` is replaced. */
  systemReplaceState?(replace: (state: Term) => Term, misc: Misc): readonly ["ok", state: Term, misc: Misc];
}

/**
 * Handles a system message `["system", from, request]` in a special process. While the process is suspended it waits here; then
 * `module.systemContinue` or `module.systemTerminate` is called, whose result it gives. `parent` is who started the process: its exit
 * ends it. Follows `sys:handle_system_msg/6`, which never returns; here `systemContinue` may return to the loop.
 *
 * @example
 * ```ts
 * import { ProcLib, Sys, exit, receive, self } from "beamish";
 * const parent = self();
 * const Special: Sys.SpecialModule<number> = {
 *   systemContinue: (_parent, _debug, n) => n,
 *   systemTerminate: (reason) => exit(reason),
 * };
 * const pid = ProcLib.spawnLink(function* () {
 *   for (let n = 7; ; ) {
 *     const [, from, request] = yield* receive(["system"]);
 *     n = yield* Sys.handleSystemMsg<number>(request, from, parent, Special, Sys.debugOptions([]), n);
 *   }
 * });
 * console.log(await Sys.getState(pid));
 * //> 7
 * ```
 */
export function handleSystemMsg<Result = Term, Misc = Term>(
  request: Term,
  from: From,
  parent: Pid,
  module: SpecialModule<Misc>,
  debug: Debug,
  misc: Misc,
): Op<Result> {
  if (typeof module?.systemContinue !== "function" || typeof module.systemTerminate !== "function")
    throw badArgument("Sys.handleSystemMsg", "a module with systemContinue and systemTerminate", module);
  return operation("Sys.handleSystemMsg()", function* () {
    const special = new Special(parent, module as SpecialModule, debug, misc);
    return (yield* special.run(from, request as SystemRequest)) as Result;
  });
}

class Special implements Answering {
  readonly process = here().self;
  readonly parent: Pid;
  mode: "running" | "suspended" = "running";
  #debug: Debug;
  readonly #module: SpecialModule;
  #misc: unknown;

  constructor(parent: Pid, module: SpecialModule, debug: Debug, misc: unknown) {
    this.parent = parent;
    this.#module = module;
    this.#debug = debug;
    this.#misc = misc;
  }

  /** Answers this request and, as long as the process is suspended, those that follow. */
  *run(from: From, request: SystemRequest): Steps<unknown> {
    for (let message: readonly unknown[] = ["system", from, request]; ;) {
      const [tag, first, second] = message as readonly [string, unknown, unknown];
      if (tag === "EXIT") return yield* this.#terminate(second);
      if (Array.isArray(second) && second[0] === "terminate") {
        reply(first as From, "ok");
        return yield* this.#terminate(second[1]);
      }
      reply(first as From, answer(this, second as SystemRequest));
      if (this.mode === "running") break;
      message = yield* receive<readonly unknown[]>(
        (message) =>
          Array.isArray(message) &&
          (message[0] === "system" || (message[0] === "EXIT" && message[1] === this.parent)),
      );
    }
    return yield* perform(this.#module.systemContinue(this.parent, this.#debug, this.#misc));
  }

  *#terminate(reason: unknown): Steps<unknown> {
    return yield* perform(this.#module.systemTerminate(reason, this.parent, this.#debug, this.#misc));
  }

  // ---- Answering -------------------------------------------------------------------------------------------------------

  get behaviour(): unknown {
    return this.#module.name ?? this.#module;
  }

  get debug(): Debug {
    return this.#debug;
  }

  /** A special process keeps its debug structure, be there something switched on or not. */
  set debug(debug: Debug | undefined) {
    this.#debug = debug ?? new Debug();
  }

  getState(): unknown {
    const { systemGetState } = this.#module;
    return systemGetState === undefined ? this.#misc : systemGetState.call(this.#module, this.#misc)[1];
  }

  replaceState(replace: (state: unknown) => unknown): unknown {
    const { systemReplaceState } = this.#module;
    if (systemReplaceState === undefined) return (this.#misc = replace(this.#misc));
    const [, state, misc] = systemReplaceState.call(this.#module, replace, this.#misc);
    this.#misc = misc as unknown;
    return state;
  }

  changeCode(module: unknown, oldVersion: unknown, extra: unknown): unknown {
    const { systemCodeChange } = this.#module;
    if (systemCodeChange === undefined) return ["undef", "system_code_change"];
    const result: unknown = systemCodeChange.call(this.#module, this.#misc, module, oldVersion, extra);
    if (Array.isArray(result) && result[0] === "ok") this.#misc = result[1];
    return result;
  }

  status(): unknown {
    return this.#misc;
  }
}

/**
 * The debug structure for the options with which a special process was started. Throws `ArgumentError` for an option that does not
 * exist. Follows `sys:debug_options/1`.
 *
 * @example
 * ```ts
 * import { Sys } from "beamish";
 * const debug = Sys.debugOptions([["log", 5]]);
 * Sys.handleDebug(debug, (event) => `got ${event}`, "me", ["in", "hello"]);
 * console.log(Sys.getLog(debug));
 * //> [["in", "hello"]]
 * ```
 */
export function debugOptions(options: readonly DebugOption[]): Debug {
  return debugFrom("Sys.debugOptions", options) ?? new Debug();
}

/**
 * Tells of a system event, for a special process: it is traced, logged, counted and watched as the debug structure says. `format` writes
 * it for people (after `*DBG* `); `extra` is handed on. Gives the debug structure, which is the same. Follows `sys:handle_debug/4`.
 *
 * @example
 * ```ts
 * import { Sys } from "beamish";
 * const debug = Sys.debugOptions(["trace"]);
 * Sys.handleDebug(debug, ([, message], name) => `${name} got ${message}`, "me", ["in", "hello"]);
 * //> *DBG* me got hello
 * ```
 */
export function handleDebug(debug: Debug, format: Format, extra: Term, event: SystemEvent): Debug {
  if (!(debug instanceof Debug))
    throw badArgument("Sys.handleDebug", "a debug structure of Sys.debugOptions", debug);
  debug.handle(event, extra, format);
  return debug;
}

/**
 * The logged events of a debug structure, oldest first. Follows `sys:get_log/1`.
 *
 * @example
 * ```ts
 * import { Sys } from "beamish";
 * console.log(Sys.getLog(Sys.debugOptions(["log"])));
 * //> []
 * ```
 */
export function getLog(debug: Debug): readonly SystemEvent[] {
  return debug.events;
}

/**
 * Prints the logged events of a debug structure. Follows `sys:print_log/1`.
 *
 * @example
 * ```ts
 * import { Sys } from "beamish";
 * const debug = Sys.debugOptions(["log"]);
 * Sys.handleDebug(debug, ([, message], name) => `${name} got ${message}`, "me", ["in", "hello"]);
 * Sys.printLog(debug);
 * //> *DBG* me got hello
 * ```
 */
export function printLog(debug: Debug): "ok" {
  debug.change("log", "print");
  return "ok";
}
