/** The server behind a `GenServer` module: receives a message, calls the callback, does what its result says. */
import type { Rest } from "./behaviour.ts";
import { formatStop } from "../term/errors.ts";
import { isSteps, processOf } from "../kernel/process.ts";
import type { Process, Steps } from "../kernel/process.ts";
import { assertNothingUnused } from "../kernel/turn.ts";
import { inspect } from "../term/term.ts";
import type { Pid } from "../term/term.ts";
import { keepOne } from "../node/exemplars.ts";
import * as Logger from "../logger.ts";
import { reply } from "./call.ts";
import type { From } from "./call.ts";
import { clientLine, labelLine, processName } from "./crash-report.ts";
import { Failed, attempt, attemptLater, caught, nextVersion } from "./callbacks.ts";
import type { After, AnyModule } from "./gen-server-module.ts";
import { OtpProcess } from "./otp-process.ts";
import { showStatus } from "./format-status.ts";
import { readInit } from "./start.ts";
import type { Initialised, StartOptions } from "./start.ts";
import { messageText } from "./sys-debug.ts";

type Cast = readonly ["$gen_cast", request: unknown];
type Call = readonly ["$gen_call", from: From, request: unknown];

export class GenServerLoop extends OtpProcess {
  #module: AnyModule;
  #state: unknown = undefined;
  /** The message that is being handled, for reports. */
  #message: unknown = undefined;

  constructor(process: Process, parent: Pid, module: AnyModule, options: StartOptions) {
    super(process, parent, options);
    this.#module = module;
  }

  get behaviour(): string {
    return "gen_server";
  }

  get initialCall(): readonly [module: unknown, name: string, arity: number] {
    return [this.#module, "init", 1];
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
    if (Array.isArray(result) && result[0] === "ok") {
      const [, state, after] = result as readonly unknown[];
      if (result.length === 2) return this.#ready(state, "infinity");
      if (result.length === 3 && isAfter(after)) return this.#ready(state, after);
    }
    return readInit(result) ?? ["error", ["bad_return_value", result]];
  }

  #ready(state: unknown, after: After): Initialised {
    this.#enter(state, after);
    return ["ok", this];
  }

  /** Goes on with a state that `init` has not made: `enterLoop`. */
  adopt(state: unknown, after: After): this {
    this.#enter(state, after);
    return this;
  }

  // ---- Messages ------------------------------------------------------------------------------------------------------

  protected handle(message: unknown): Rest {
    this.#message = message;
    if (this.debug !== undefined) this.tell(["in", message]);
    let from: From | undefined;
    let result: unknown;
    try {
      const tag: unknown = Array.isArray(message) ? message[0] : undefined;
      if (tag === "$gen_cast" && (message as unknown[]).length === 2) {
        result = this.#handleCast((message as Cast)[1]);
      } else if (tag === "$gen_call" && (message as unknown[]).length === 3) {
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
    throw new Error(
      `attempted to cast to GenServer ${this.nameText} but no handleCast callback was provided`,
    );
  }

  #handleCall(request: unknown, from: From): unknown {
    if (this.#module.handleCall !== undefined) return this.#module.handleCall(request, from, this.#state);
    throw new Error(`attempted to call GenServer ${this.nameText} but no handleCall callback was provided`);
  }

  #handleInfo(message: unknown): unknown {
    if (this.#module.handleInfo !== undefined) return this.#module.handleInfo(message, this.#state);
    Logger.log("error", `GenServer ${this.nameText} received an unexpected message: ${inspect(message)}`, [
      message,
    ]);
    return ["noreply", this.#state];
  }

  protected expire(): Rest {
    return this.handle("timeout");
  }

  protected proceed(continuation: readonly ["continue", unknown]): Rest {
    const [, arg] = continuation;
    this.#message = continuation;
    if (this.debug !== undefined) this.tell(continuation);
    const result = attempt(this.process, () => {
      if (this.#module.handleContinue !== undefined) return this.#module.handleContinue(arg, this.#state);
      throw new Error(
        `GenServer ${this.nameText} was to continue but no handleContinue callback was provided`,
      );
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
      if (tag === "noreply" && (size === 2 || (size === 3 && isAfter(result[2])))) {
        if (this.debug !== undefined) this.tell(["noreply", result[1]]);
        return this.#enter(result[1], size === 2 ? "infinity" : (result[2] as After));
      }
      if (tag === "stop" && size === 3) return this.#stop(result[1], result[2]);
      if (from !== undefined) {
        if (tag === "reply" && (size === 3 || (size === 4 && isAfter(result[3])))) {
          this.#reply(from, result[1], result[2]);
          return this.#enter(result[2], size === 3 ? "infinity" : (result[3] as After));
        }
        if (tag === "stop" && size === 4)
          return this.#stop(result[1], result[3], () => this.#reply(from, result[2], result[3]));
      }
    }
    if (result instanceof Failed) return this.#stop(result.reason, this.#state);
    return this.#stop(["bad_return_value", result], this.#state);
  }

  #reply(from: From, answer: unknown, state: unknown): void {
    reply(from, answer);
    if (this.debug !== undefined) this.tell(["out", answer, from, state]);
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
    const { terminate } = this.#module;
    const cleanUp = terminate && (() => terminate.call(this.#module, reason, state));
    return this.cleanUp(cleanUp, reason, (reason) => {
      thenReply?.();
      this.end(reason, () => this.#report(reason));
    });
  }

  /** Elixir's report of a server that ends by an error. */
  #report(reason: unknown): void {
    const raw = this.#message;
    const isCall = Array.isArray(raw) && raw[0] === "$gen_call";
    const [client] = isCall ? (raw[1] as From) : [];
    const asker = client && processOf(client);
    const shown = this.#shown({
      state: this.#state,
      message: (isCall ? raw[2] : raw) as unknown,
      reason,
      log: this.debug?.events ?? [],
    });
    const state = "formatted" in shown ? shown.formatted : shown.state;
    const lines = [
      `GenServer ${this.nameText} terminating`,
      formatStop(shown.reason),
      ...labelLine(this.process),
      `Last message${asker === undefined ? "" : ` (from ${processName(asker)})`}: ${inspect(shown.message)}`,
      `State: ${inspect(state)}`,
    ];
    if (asker !== undefined) lines.push(clientLine(asker));
    Logger.log("error", lines.join("\n"), [this.process.pid, reason, shown.message, state]);
  }

  #shown<S extends object>(status: S) {
    return showStatus(this.#module, status, this.process, [this.#state]);
  }

  // ---- System messages -----------------------------------------------------------------------------------------------

  getState(): unknown {
    return this.#state;
  }

  replaceState(replace: (state: unknown) => unknown): unknown {
    return (this.#state = replace(this.#state));
  }

  status(): unknown {
    const shown = this.#shown({ state: this.#state, log: this.debug?.events ?? [] });
    return [
      ["header", `Status for generic server ${this.nameText}`],
      [
        "data",
        [
          ["Status", this.mode],
          ["Parent", this.parent],
          ["Logged events", shown.log],
        ],
      ],
      "formatted" in shown ? shown.formatted : ["data", [["State", shown.state]]],
    ];
  }

  changeCode(module: unknown, oldVersion: unknown, extra: unknown): unknown {
    const next = nextVersion(this.#module, module);
    const { codeChange } = next;
    const result =
      codeChange === undefined
        ? ["ok", this.#state]
        : attempt(this.process, () =>
            (codeChange as InternalCodeChange).call(next, oldVersion, this.#state, extra, module),
          );
    if (result instanceof Failed) return ["EXIT", result.reason];
    if (!Array.isArray(result) || result[0] !== "ok" || result.length !== 2) return result;
    this.#state = result[1];
    this.#module = next;
    return result;
  }

  protected format(event: unknown): string {
    const [tag, first, second, third] = event as readonly unknown[];
    const name = inspect(this.shownName);
    if (tag === "in") return `${name} got ${messageText(first)}`;
    if (tag === "out")
      return `${name} sent ${inspect(first)} to ${inspect((second as From)[0])}, new state ${inspect(third)}`;
    if (tag === "noreply") return `${name} new state ${inspect(first)}`;
    return `${name} dbg ${inspect(event)}`;
  }
}

keepOne((shell) => new GenServerLoop(shell, shell.pid, { init: (arg) => ["ok", arg] }, {}));

/** A server that is the machinery of another behaviour is given the module as well: it may be that of its user. */
type InternalCodeChange = (oldVersion: unknown, state: unknown, extra: unknown, module: unknown) => unknown;

/** Says whether a term may stand behind the state in what a callback returns. */
export function isAfter(after: unknown): after is After {
  if (typeof after === "number") return after >= 0;
  return (
    after === "infinity" ||
    after === "hibernate" ||
    (Array.isArray(after) && after.length === 2 && after[0] === "continue")
  );
}
