/** Answering the messages of `Sys`: what behaviours and special processes have in common. */
import { Exit } from "../term/errors.ts";
import type { Process } from "../kernel/process.ts";
import type { Pid } from "../term/term.ts";
import { dictionaryOf } from "../process/dictionary.ts";
import { moduleName } from "./crash-report.ts";
import { Debug } from "./sys-debug.ts";

/** A request of `Sys`, as a process receives it in `["system", from, request]`. */
export type SystemRequest =
  "suspend" | "resume" | "get_state" | "get_status" | readonly [command: string, ...args: unknown[]];

/** A process that can be asked. */
export interface Answering {
  readonly process: Process;
  readonly parent: Pid;
  /** Whose code it runs, for the answers: `"gen_server"`, or the module of a special process. */
  readonly behaviour: unknown;
  mode: "running" | "suspended";
  /** Present while something is switched on. */
  debug: Debug | undefined;
  /** The state as `Sys.getState` shows it. */
  getState(): unknown;
  /** Sets the state to what `replace` makes of it, and gives that. */
  replaceState(replace: (state: unknown) => unknown): unknown;
  /** Converts the state; gives `["ok", ...]` or an error. */
  changeCode(module: unknown, oldVersion: unknown, extra: unknown): unknown;
  /** The facts of `Sys.getStatus` beyond those that every process has. */
  status(): unknown;
}

/** The answer to a request, which is carried out. (`terminate` is not among them: it has no answer.) */
export function answer(target: Answering, request: SystemRequest): unknown {
  if (typeof request === "string") return answerBare(target, request);
  const [command, ...args] = request;
  switch (command) {
    case "replace_state":
      return guarded(target, "system_replace_state", () => [
        "ok",
        target.replaceState(args[0] as (state: unknown) => unknown),
      ]);
    case "change_code": {
      const [module, oldVersion, extra] = args as [() => unknown, unknown, unknown];
      if (target.mode !== "suspended") return unknown([command, module(), oldVersion, extra]);
      const result = target.changeCode(module(), oldVersion, extra);
      return Array.isArray(result) && result[0] === "ok" ? "ok" : ["error", result];
    }
    case "debug": {
      const debug = target.debug ?? new Debug();
      const result = debug.change(...(args as [unknown, unknown]));
      target.debug = debug.isIdle ? undefined : debug;
      return result ?? "unknown_debug";
    }
    default:
      return unknown(request);
  }
}

function answerBare(target: Answering, request: string): unknown {
  switch (request) {
    case "suspend":
      target.mode = "suspended";
      return "ok";
    case "resume":
      target.mode = "running";
      return "ok";
    case "get_state":
      return guarded(target, "system_get_state", () => ["ok", target.getState()]);
    case "get_status":
      return statusOf(target);
    default:
      return unknown(request);
  }
}

function statusOf(target: Answering): unknown {
  const { process, behaviour, mode, parent, debug } = target;
  const dictionary = Object.fromEntries([...dictionaryOf(process)].map(shownEntry)) as unknown;
  const facts = [dictionary, mode, parent, debug?.events ?? [], target.status()];
  return ["status", process.pid, ["module", behaviour], facts];
}

/** The name of the module: code must not be frozen because somebody looks. */
function shownEntry([key, value]: [unknown, unknown]): readonly [unknown, unknown] {
  if (key !== "$initial_call" || !Array.isArray(value)) return [key, value];
  return [key, [moduleName(value[0]), ...(value as unknown[]).slice(1)]];
}

const unknown = (request: unknown) => ["error", ["unknown_system_msg", request]];

/** A callback that fails must not hurt the process. */
function guarded({ behaviour }: Answering, callback: string, run: () => unknown): unknown {
  try {
    return run();
  } catch (thrown) {
    return ["error", ["callback_failed", [behaviour, callback], classOf(thrown)]];
  }
}

function classOf(thrown: unknown): readonly [string, unknown] {
  if (thrown instanceof Exit) return ["exit", thrown.reason];
  return [thrown instanceof Error ? "error" : "throw", thrown];
}
