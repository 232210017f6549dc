/** `Sys`: system messages, which every OTP process understands besides its own. Follows Erlang's `sys`. */
import { Behaviour } from "./behaviour.ts";
import type { Rest } from "./behaviour.ts";
import { ErlangError } from "../kernel/errors.ts";
import type { Server } from "../names.ts";
import { operation } from "../kernel/operation.ts";
import { receive } from "../operations.ts";
import type { Op, Timeout } from "../kernel/operation.ts";
import type { Process, Steps } from "../kernel/process.ts";
import type { Pid, Term } from "../kernel/term.ts";
import { call, reply } from "./call.ts";
import type { From } from "./call.ts";

// ---- For servers -----------------------------------------------------------------------------------------------------

/** A request of `Sys`, as a server receives it. */
type Request =
  | "suspend"
  | "resume"
  | "get_state"
  | "get_status"
  | readonly ["replace_state", (state: Term) => Term]
  | readonly ["terminate", reason: unknown]
  | readonly ["change_code", module: unknown, oldVersion: unknown, extra: unknown];

/** A behaviour that knows its parent and answers system messages: the base of all OTP processes. */
export abstract class OtpProcess extends Behaviour {
  /** The process that started and linked this one: when it ends, so does this one. */
  protected readonly parent: Pid | undefined;
  #isSuspended = false;

  constructor(process: Process, parent: Pid | undefined) {
    super(process);
    this.parent = parent;
  }

  /** The state as `Sys.getState` shows it, and as `Sys.replaceState` sets it. */
  protected abstract systemState: unknown;
  /** A message that is neither a system message nor the end of the parent. */
  protected abstract handle(message: unknown): Rest;
  /** Ends the process: runs `terminate` first. */
  protected abstract stop(reason: unknown, lastMessage: unknown): Rest;
  /** The facts of `Sys.getStatus` beyond those that every process has. */
  protected abstract status(): Term;
  /** Converts the state; returns `["ok", state]` or an error. */
  protected abstract changeCode(oldVersion: unknown, extra: unknown): unknown;

  protected receive(message: unknown): Rest {
    if (Array.isArray(message)) {
      const tag: unknown = message[0];
      if (tag === "system") return this.#handleSystem(message[1] as From, message[2] as Request);
      if (tag === "EXIT" && message[1] === this.parent && this.parent !== undefined)
        return this.stop(message[2], message);
    }
    return this.handle(message);
  }

  #handleSystem(from: From, request: Request): Rest {
    if (Array.isArray(request) && request[0] === "terminate") {
      reply(from, "ok");
      return this.stop(request[1], ["system", from, request]);
    }
    const wasSuspended = this.#isSuspended;
    reply(from, this.#answer(request));
    return this.#isSuspended && !wasSuspended ? this.#suspended() : undefined;
  }

  #answer(request: Request): unknown {
    switch (request) {
      case "suspend":
        this.#isSuspended = true;
        return "ok";
      case "resume":
        this.#isSuspended = false;
        return "ok";
      case "get_state":
        return ["ok", this.systemState];
      case "get_status":
        return [
          "status",
          this.process.pid,
          this.#isSuspended ? "suspended" : "running",
          this.parent,
          this.status(),
        ];
      default:
        return this.#change(request);
    }
  }

  #change(request: Exclude<Request, string>): unknown {
    if (request[0] === "replace_state") {
      try {
        return ["ok", (this.systemState = request[1](this.systemState))];
      } catch (error) {
        return ["error", ["callback_failed", error]];
      }
    }
    if (request[0] !== "change_code" || !this.#isSuspended) return ["error", ["unknown_system_msg", request]];
    const result = this.changeCode(request[2], request[3]);
    return Array.isArray(result) && result[0] === "ok" ? "ok" : ["error", result];
  }

  /** While suspended only system messages and the end of the parent are received; everything else waits in the mailbox. */
  *#suspended(): Steps<void> {
    while (this.#isSuspended) {
      const message = yield* receive<unknown>((message) => this.#concernsSystem(message));
      const rest = this.receive(message);
      if (rest !== undefined) yield* rest;
    }
  }

  #concernsSystem(message: unknown): boolean {
    if (!Array.isArray(message)) return false;
    return (
      message[0] === "system" ||
      (message[0] === "EXIT" && message[1] === this.parent && this.parent !== undefined)
    );
  }
}

// ---- For those who ask -----------------------------------------------------------------------------------------------

function ask<T>(
  name: string,
  server: Server,
  request: unknown,
  timeout: Timeout,
  unpack: (answer: Term) => T,
): Op<T> {
  const args = timeout === 5000 ? [server] : [server, timeout];
  return operation(`Sys.${name}()`, function* () {
    return unpack(yield* call("system", server, request, timeout, ["sys", name], args));
  });
}

function okOrThrow(answer: Term): Term {
  if (answer === "ok") return "ok";
  if (answer[0] === "ok") return answer[1] as Term;
  throw new ErlangError(answer[1], "The server refused the request; its state is as it was.");
}

/** Stops a server from handling anything but system messages; the others wait. Follows `sys:suspend/1,2`. */
export function suspend(server: Server, timeout: Timeout = 5000): Op<"ok"> {
  return ask("suspend", server, "suspend", timeout, () => "ok");
}

/** Lets a suspended server go on with what has queued up. Follows `sys:resume/1,2`. */
export function resume(server: Server, timeout: Timeout = 5000): Op<"ok"> {
  return ask("resume", server, "resume", timeout, () => "ok");
}

/** The state of a server, for debugging. Follows `sys:get_state/1,2`. */
export function getState<T = Term>(server: Server, timeout: Timeout = 5000): Op<T> {
  return ask<T>("get_state", server, "get_state", timeout, okOrThrow);
}

/**
 * Replaces the state by what `replace` makes of it, and returns that. Throws `ErlangError` when `replace` throws; the server
 * goes on with its old state. Follows `sys:replace_state/2,3`.
 */
export function replaceState<T = Term>(
  server: Server,
  replace: (state: T) => T,
  timeout: Timeout = 5000,
): Op<T> {
  return ask<T>("replace_state", server, ["replace_state", replace], timeout, okOrThrow);
}

/** `["status", pid, "running" or "suspended", parent, facts]`. Differs from `sys:get_status/1` in the form of the facts. */
export function getStatus(server: Server, timeout: Timeout = 5000): Op<Term> {
  return ask("get_status", server, "get_status", timeout, (answer) => answer);
}

/** Ends a server in order, running its `terminate`. Follows `sys:terminate/2,3`. */
export function terminate(server: Server, reason: unknown, timeout: Timeout = 5000): Op<"ok"> {
  return ask("terminate", server, ["terminate", reason], timeout, () => "ok");
}

/**
 * Has a suspended server convert its state by `codeChange(oldVersion, state, extra)`. The result is `"ok"`, or
 * `["error", reason]`. Follows `sys:change_code/4,5`.
 */
export function changeCode(
  server: Server,
  module: unknown,
  oldVersion: Term,
  extra: Term,
  timeout: Timeout = 5000,
): Op<"ok" | readonly ["error", Term]> {
  return ask(
    "change_code",
    server,
    ["change_code", module, oldVersion, extra],
    timeout,
    (answer) => answer as "ok" | readonly ["error", Term],
  );
}
