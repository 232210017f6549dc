/** The base of all behaviours: a process that knows its parent, answers system messages, and says what it does while debugged. */
import { isPlannedExit } from "../term/errors.ts";
import { isSteps } from "../kernel/process.ts";
import type { Process, Steps } from "../kernel/process.ts";
import { terminate } from "../kernel/signals.ts";
import type { Pid, Term } from "../term/term.ts";
import { receive } from "../operations.ts";
import { Behaviour } from "./behaviour.ts";
import type { Rest } from "./behaviour.ts";
import { reply } from "./call.ts";
import type { From } from "./call.ts";
import { Failed, attempt, attemptLater } from "./callbacks.ts";
import { processName, reportCrash } from "./crash-report.ts";
import type { StartOptions } from "./start.ts";
import { debugFrom } from "./sys-debug.ts";
import type { Debug } from "./sys-debug.ts";
import { answer } from "./system-messages.ts";
import type { Answering, SystemRequest } from "./system-messages.ts";

export abstract class OtpProcess extends Behaviour implements Answering {
  /** The process that started and linked this one: when it ends, so does this one. Without a link it is the process itself. */
  readonly parent: Pid;
  mode: "running" | "suspended" = "running";
  debug: Debug | undefined = undefined;
  /** `"gen_server"` and the like. */
  abstract get behaviour(): string;

  constructor(process: Process, parent: Pid, options: StartOptions) {
    super(process);
    this.parent = parent;
    if (options.hibernateAfter !== undefined) this.hibernateAfter = options.hibernateAfter;
    if (options.debug !== undefined) this.debug = debugFrom("debug", options.debug);
  }

  /** The module and function that are said to have started the process. */
  abstract get initialCall(): readonly [module: unknown, name: string, arity: number];
  abstract getState(): unknown;
  abstract replaceState(replace: (state: unknown) => unknown): unknown;
  abstract changeCode(module: unknown, oldVersion: unknown, extra: unknown): unknown;
  abstract status(): Term;
  /** A message that is neither a system message nor the end of the parent. */
  protected abstract handle(message: unknown): Rest;
  /** Ends the process in order: runs `terminate` first. */
  protected abstract stop(reason: unknown, lastMessage: unknown): Rest;
  /** A system event for people. */
  protected abstract format(event: Term): string;

  protected receive(message: unknown): Rest {
    if (Array.isArray(message)) {
      const tag: unknown = message[0];
      if (tag === "system" && message.length === 3)
        return this.#handleSystem(message[1] as From, message[2] as SystemRequest);
      if (tag === "EXIT" && message[1] === this.parent) return this.stop(message[2], message);
    }
    return this.handle(message);
  }

  #handleSystem(from: From, request: SystemRequest): Rest {
    if (Array.isArray(request) && request[0] === "terminate") {
      reply(from, "ok");
      // As in OTP, there is no last message.
      return this.stop(request[1], []);
    }
    const before = this.mode;
    reply(from, answer(this, request));
    return this.mode === "suspended" && before === "running" ? this.#suspended() : undefined;
  }

  /** While suspended only system messages and the end of the parent are received; everything else waits in the mailbox. */
  *#suspended(): Steps<void> {
    while (this.mode === "suspended") {
      const message = yield* receive<unknown>((message) => this.#concernsSystem(message));
      const rest = this.receive(message);
      if (rest !== undefined) yield* rest;
    }
  }

  #concernsSystem(message: unknown): boolean {
    if (!Array.isArray(message)) return false;
    return message[0] === "system" || (message[0] === "EXIT" && message[1] === this.parent);
  }

  // ---- What a behaviour does with it -----------------------------------------------------------------------------------

  /** Tells whoever is debugging. Call it only while `debug` is there. */
  protected tell(event: Term): void {
    this.debug?.handle(event, this.shownName, (event) => this.format(event as unknown));
  }

  /** The registered name, or the pid: what the process is called in a trace. */
  protected get shownName(): unknown {
    return this.process.details?.name ?? this.process.pid;
  }

  /** The same in reports. */
  protected get nameText(): string {
    return processName(this.process);
  }

  /** Runs a `terminate` callback, if there is one, and gives the reason with which the process is to end. */
  protected cleanUp(
    callback: (() => unknown) | undefined,
    reason: unknown,
    end: (reason: unknown) => void,
  ): Rest {
    if (callback === undefined) return void end(reason);
    const after = (result: unknown) => end(result instanceof Failed ? result.reason : reason);
    const result = attempt(this.process, callback);
    return isSteps(result) ? this.#cleanUpLater(result, after) : void after(result);
  }

  *#cleanUpLater(steps: Steps<unknown>, after: (result: unknown) => void): Steps<void> {
    after(yield* attemptLater(this.process, steps));
  }

  /** Ends the process, after a report if that is not as planned. */
  protected end(reason: unknown, report: () => void): void {
    if (!isPlannedExit(reason)) {
      report();
      reportCrash(this.process, reason, this.initialCall);
    }
    terminate(this.process, reason);
  }
}
