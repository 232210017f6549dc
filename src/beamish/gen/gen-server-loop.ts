/** The server behind a `GenServer` module: receives a message, calls the callback, does what its result says. */
import type { Rest } from "./behaviour.ts";
import { formatStop, isPlannedExit } from "../kernel/errors.ts";
import type { Timeout } from "../kernel/operation.ts";
import { isAlive, isSteps, processOf } from "../kernel/process.ts";
import type { Process, Steps } from "../kernel/process.ts";
import { assertNothingUnused } from "../kernel/turn.ts";
import { terminate } from "../kernel/signals.ts";
import { inspect } from "../kernel/term.ts";
import type { Pid } from "../kernel/term.ts";
import * as Logger from "../logger.ts";
import { reply } from "./call.ts";
import type { From } from "./call.ts";
import { Failed, attempt, attemptLater, caught } from "./callbacks.ts";
import type { After, AnyModule } from "./gen-server-module.ts";
import type { Initialised, StartOptions } from "./start.ts";
import { OtpProcess } from "./sys.ts";

type Cast = readonly ["$gen_cast", request: unknown];
type Call = readonly ["$gen_call", from: From, request: unknown];

export class GenServerLoop extends OtpProcess {
  readonly #module: AnyModule;
  #state: unknown = undefined;
  /** The message that is being handled, for reports. */
  #message: unknown = undefined;

  constructor(process: Process, parent: Pid | undefined, module: AnyModule, options: StartOptions) {
    super(process, parent);
    this.#module = module;
    if (options.hibernateAfter !== undefined) this.hibernateAfter = options.hibernateAfter;
  }

  // ---- The beginning -------------------------------------------------------------------------------------------------

  initialise(arg: unknown): Initialised | Steps<Initialised> {
    const result = attempt(this.process, () => this.#module.init(arg));
    return isSteps(result) ? this.#initialiseLater(result) : this.#initialised(result);
  }

  *#initialiseLater(steps: Steps<unknown>): Steps<Initialised> {
    return this.#initialised(yield* attemptLater(this.process, steps));
  }

  #initialised(result: unknown): Initialised {
    if (result instanceof Failed) return ["error", result.reason];
    if (result === "ignore") return ["ignore"];
    if (Array.isArray(result)) {
      const [tag, value, after] = result as readonly unknown[];
      if (tag === "stop" && result.length === 2) return ["error", value];
      if (tag === "ok" && result.length === 2) return this.#ready(value, "infinity");
      if (tag === "ok" && result.length === 3 && isAfter(after)) return this.#ready(value, after);
    }
    return ["error", ["bad_return_value", result]];
  }

  #ready(state: unknown, after: After): Initialised {
    this.#enter(state, after);
    return ["ok", this];
  }

  /** Goes on with a state that `init` has not made: `enterLoop`. */
  adopt(state: unknown, after: Timeout): this {
    this.#enter(state, after);
    return this;
  }

  // ---- Messages ------------------------------------------------------------------------------------------------------

  protected handle(message: unknown): Rest {
    this.#message = message;
    let from: From | undefined;
    let result: unknown;
    try {
      const tag: unknown = Array.isArray(message) ? message[0] : undefined;
      if (tag === "$gen_cast") {
        result = this.#handleCast((message as Cast)[1]);
      } else if (tag === "$gen_call") {
        from = (message as Call)[1];
        result = this.#handleCall((message as Call)[2], from);
      } else {
        result = this.#handleInfo(message);
      }
      if (this.process.home.unused !== undefined) assertNothingUnused(this.process.home);
    } catch (thrown) {
      result = caught(this.process, thrown);
    }
    return isSteps(result) ? this.#goOnLater(result, from) : this.#goOn(result, from);
  }

  #handleCast(request: unknown): unknown {
    if (this.#module.handleCast !== undefined) return this.#module.handleCast(request, this.#state);
    throw new Error(`attempted to cast to GenServer ${this.#name} but no handleCast callback was provided`);
  }

  #handleCall(request: unknown, from: From): unknown {
    if (this.#module.handleCall !== undefined) return this.#module.handleCall(request, from, this.#state);
    throw new Error(`attempted to call GenServer ${this.#name} but no handleCall callback was provided`);
  }

  #handleInfo(message: unknown): unknown {
    if (this.#module.handleInfo !== undefined) return this.#module.handleInfo(message, this.#state);
    Logger.log("error", `GenServer ${this.#name} received an unexpected message: ${inspect(message)}`, [
      message,
    ]);
    return ["noreply", this.#state];
  }

  protected expire(): Rest {
    return this.handle("timeout");
  }

  protected proceed([, arg]: readonly ["continue", unknown]): Rest {
    const result = attempt(this.process, () => {
      if (this.#module.handleContinue !== undefined) return this.#module.handleContinue(arg, this.#state);
      throw new Error(`GenServer ${this.#name} was to continue but no handleContinue callback was provided`);
    });
    return isSteps(result) ? this.#goOnLater(result, undefined) : this.#goOn(result, undefined);
  }

  // ---- What a callback returned --------------------------------------------------------------------------------------

  *#goOnLater(steps: Steps<unknown>, from: From | undefined): Steps<void> {
    const rest = this.#goOn(yield* attemptLater(this.process, steps), from);
    if (rest !== undefined) yield* rest;
  }

  #goOn(result: unknown, from: From | undefined): Rest {
    if (Array.isArray(result)) {
      const size = result.length;
      const tag: unknown = result[0];
      if (tag === "noreply" && size === 2) return this.#enter(result[1], "infinity");
      if (tag === "noreply" && size === 3 && isAfter(result[2])) return this.#enter(result[1], result[2]);
      if (tag === "stop" && size === 3) return this.#stop(result[1], result[2]);
      if (from !== undefined) {
        if (tag === "reply" && (size === 3 || (size === 4 && isAfter(result[3])))) {
          reply(from, result[1]);
          return this.#enter(result[2], size === 3 ? "infinity" : (result[3] as After));
        }
        if (tag === "stop" && size === 4)
          return this.#stop(result[1], result[3], () => reply(from, result[2]));
      }
    }
    if (result instanceof Failed) return this.#stop(result.reason, this.#state);
    return this.#stop(["bad_return_value", result], this.#state);
  }

  /** Waits for the next message with a new state. */
  #enter(state: unknown, after: After): undefined {
    const { tracer } = this.process.home;
    if (tracer !== undefined && state !== this.#state)
      tracer.emit({ type: "state", pid: this.process.pid, state });
    this.#state = state;
    this.#message = undefined;
    if (typeof after !== "object") {
      this.after = after;
    } else {
      this.after = "infinity";
      this.continuation = after;
    }
  }

  // ---- The end -------------------------------------------------------------------------------------------------------

  protected stop(reason: unknown, lastMessage: unknown): Rest {
    this.#message = lastMessage;
    return this.#stop(reason, this.#state);
  }

  /** Runs `terminate`, then replies (if the callback said so), reports and ends. */
  #stop(reason: unknown, state: unknown, thenReply?: () => void): Rest {
    this.#state = state;
    const end = (result: unknown) => {
      thenReply?.();
      this.#end(result instanceof Failed ? result.reason : reason);
    };
    const { terminate } = this.#module;
    if (terminate === undefined) return void end(undefined);
    const result = attempt(this.process, () => terminate.call(this.#module, reason, state));
    return isSteps(result) ? this.#endLater(result, end) : void end(result);
  }

  *#endLater(steps: Steps<unknown>, end: (result: unknown) => void): Steps<void> {
    end(yield* attemptLater(this.process, steps));
  }

  #end(reason: unknown): void {
    if (!isPlannedExit(reason)) this.#report(reason);
    terminate(this.process, reason);
  }

  /** Elixir's report of a server that ends by an error. */
  #report(reason: unknown): void {
    const raw = this.#message;
    const isCall = Array.isArray(raw) && raw[0] === "$gen_call";
    const [client] = isCall ? (raw[1] as From) : [];
    const shown = this.#format({ state: this.#state, message: (isCall ? raw[2] : raw) as unknown, reason });
    const lines = [
      `GenServer ${this.#name} terminating`,
      formatStop(shown.reason ?? reason),
      `Last message${client === undefined ? "" : ` (from ${client})`}: ${inspect(shown.message)}`,
      `State: ${inspect(shown.state)}`,
    ];
    if (client !== undefined)
      lines.push(`Client ${client} is ${isAlive(processOf(client)) ? "alive" : "dead"}`);
    Logger.log("error", lines.join("\n"), [this.process.pid, reason, shown.message, shown.state]);
  }

  #format<S extends { readonly state: unknown; readonly message?: unknown; readonly reason?: unknown }>(
    status: S,
  ): S {
    try {
      return { ...status, ...this.#module.formatStatus?.(status) };
    } catch {
      return status;
    }
  }

  get #name(): string {
    const name = this.process.details?.name;
    return name === undefined ? this.process.pid.toString() : inspect(name);
  }

  // ---- System messages -----------------------------------------------------------------------------------------------

  protected get systemState(): unknown {
    return this.#state;
  }

  protected set systemState(state: unknown) {
    this.#state = state;
  }

  protected status(): unknown {
    return { module: this.#module, ...this.#format({ state: this.#state }) };
  }

  protected changeCode(oldVersion: unknown, extra: unknown): unknown {
    const { codeChange } = this.#module;
    if (codeChange === undefined) return ["ok", this.#state];
    const result = attempt(this.process, () => codeChange.call(this.#module, oldVersion, this.#state, extra));
    if (result instanceof Failed) return ["EXIT", result.reason];
    if (Array.isArray(result) && result[0] === "ok") this.#state = result[1];
    return result;
  }
}

function isAfter(after: unknown): after is After {
  if (typeof after === "number") return after >= 0;
  return (
    after === "infinity" ||
    after === "hibernate" ||
    (Array.isArray(after) && after.length === 2 && after[0] === "continue")
  );
}
