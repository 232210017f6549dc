/** The manager behind `GenEvent`: it hands each event to its handlers, one after the other, and outlives their failures. */
import { detailsOf, processOf, type Process, type Steps } from "../kernel/process.ts";
import { deliver, link, unlink } from "../kernel/signals.ts";
import { equal, inspect, type Pid } from "../term/term.ts";
import * as Logger from "../logger.ts";
import { isolate } from "../primitives.ts";
import type { Rest } from "./behaviour.ts";
import { reply, type From } from "./call.ts";
import { attempt, attemptWhole, Failed } from "./callbacks.ts";
import {
  format,
  isSwap,
  Junk,
  nameOf,
  onlyState,
  partsOf,
  reasonOf,
  report,
  splitReply,
  type Installed,
  type Shown,
} from "./gen-event-handler.ts";
import { isHandler, isRequest, type Answer, type Handler, type Request } from "./gen-event-module.ts";
import { OtpProcess } from "./otp-process.ts";
import type { StartOptions } from "./start.ts";
import { messageText } from "./sys-debug.ts";

export class GenEventLoop extends OtpProcess {
  /** The one that was added last comes first. */
  #handlers: readonly Installed[] = [];

  constructor(process: Process, parent: Pid, options: StartOptions) {
    super(process, parent, options);
    detailsOf(process).trapExit = true;
  }

  get behaviour(): string {
    return "gen_event";
  }

  get initialCall(): readonly [module: unknown, name: string, arity: number] {
    return ["gen_event", "init_it", 6];
  }

  // ---- Messages ------------------------------------------------------------------------------------------------------

  protected handle(message: unknown): Rest {
    // Any callback may change this: one that wants to hibernate is enough.
    this.after = "infinity";
    if (this.debug !== undefined) this.tell(["in", message]);
    if (Array.isArray(message)) {
      const [tag, first, second] = message as readonly unknown[];
      if (tag === "notify" && message.length === 2) return this.#notify("handleEvent", first);
      if (tag === "EXIT") return this.#someoneEnded(message, first as Pid, second);
      if (tag === "$gen_call" && isRequest(second)) return this.#answer(first as From, second);
    }
    return this.#notify("handleInfo", message);
  }

  *#answer(from: From, request: Request): Steps<void> {
    reply(from, yield* this.#do(request));
  }

  *#do(request: Request): Steps<Answer> {
    switch (request[0]) {
      case "sync_notify":
        yield* this.#notify("handleEvent", request[1]);
        return ["ok", "ok"];
      case "call":
        return yield* this.#call(request[1](), request[2]);
      case "add_handler":
        return yield* this.#add(request[1](), request[2], request[3]);
      case "delete_handler":
        return yield* this.#delete(request[1](), request[2]);
      case "swap_handler": {
        const [, old, args, handler, initArgs, supervisor] = request;
        return yield* this.#exchange(old(), args, handler(), initArgs, supervisor);
      }
      case "which_handlers": {
        const handlers = this.#handlers.map(({ handler }) => handler);
        return ["ok", () => handlers];
      }
    }
  }

  *#notify(callback: "handleEvent" | "handleInfo", event: unknown): Steps<void> {
    const left: Installed[] = [];
    for (const installed of this.#handlers) {
      const result = yield* attemptWhole(this.process, () => this.#tell(installed, callback, event));
      const next = yield* this.#conclude(installed, result, event);
      if (next !== undefined) left.push(next);
    }
    this.#handlers = left;
  }

  #tell(
    { module, state, handler }: Installed,
    callback: "handleEvent" | "handleInfo",
    event: unknown,
  ): unknown {
    if (module[callback] !== undefined) return module[callback](event, state);
    if (callback === "handleEvent")
      throw new Error(
        `an event came for GenEvent handler ${nameOf(handler)}, which has no handleEvent callback`,
      );
    Logger.warning(`GenEvent handler ${nameOf(handler)} has no handleInfo callback for ${inspect(event)}`);
    return ["ok", state];
  }

  *#call(handler: Handler, request: unknown): Steps<Answer> {
    const installed = this.#find(handler);
    if (installed === undefined) return ["error", "bad_module"];
    const { module, state } = installed;
    const result = yield* attemptWhole(this.process, () => {
      if (module.handleCall !== undefined) return module.handleCall(request, state);
      throw new Error(`GenEvent handler ${nameOf(handler)} was called, but it has no handleCall callback`);
    });
    const [answer, rest] = splitReply(result);
    this.#put(installed, yield* this.#conclude(installed, rest, request));
    return answer;
  }

  /** Does what the result of a callback says; gives the handler that is there afterwards. */
  *#conclude(installed: Installed, result: unknown, event: unknown): Steps<Installed | undefined> {
    if (result === "remove_handler") {
      yield* this.#terminate(installed, "remove_handler", "normal", event);
      return undefined;
    }
    if (Array.isArray(result)) {
      const [tag, first, second, handler, initArgs] = result as readonly unknown[];
      if (tag === "ok" && (result.length === 2 || (result.length === 3 && second === "hibernate"))) {
        if (second === "hibernate") this.after = "hibernate";
        return { ...installed, state: first };
      }
      if (tag === "swap_handler" && result.length === 5 && isHandler(handler)) {
        const { supervisor } = installed;
        const left = yield* this.#swapOut({ ...installed, state: second }, first, handler, supervisor);
        const made = yield* this.#init(handler, [initArgs, left], supervisor);
        if (!("reason" in made)) return made;
        // As in OTP, the reason is not told here.
        this.#tellSupervisor(handler, supervisor, "crash");
        return undefined;
      }
    }
    const reason = reasonOf(result instanceof Junk ? result.value : result);
    yield* this.#terminate(installed, ["error", reason], reason, event);
    return undefined;
  }

  /** As in OTP, those who supervise handlers are linked, and every other exit is a message for the handlers. */
  *#someoneEnded(message: unknown, pid: Pid, reason: unknown): Steps<void> {
    for (const installed of this.#handlers.filter(({ supervisor }) => supervisor === pid)) {
      this.#put(installed, undefined);
      yield* this.#terminate(installed, ["stop", reason], "shutdown", message);
    }
    yield* this.#notify("handleInfo", message);
  }

  // ---- Handlers ------------------------------------------------------------------------------------------------------

  *#add(handler: Handler, args: unknown, supervisor: Pid | undefined): Steps<Answer> {
    if (supervisor !== undefined) link(this.process, processOf(supervisor));
    const made = yield* this.#init(handler, args, supervisor);
    if ("reason" in made) {
      const { reason } = made;
      return ["error", Array.isArray(reason) && reason[0] === "error" ? reason[1] : reason];
    }
    this.#handlers = [made, ...this.#handlers];
    return ["ok", "ok"];
  }

  *#delete(handler: Handler, args: unknown): Steps<Answer> {
    const installed = this.#find(handler);
    if (installed === undefined) return ["error", "module_not_found"];
    this.#put(installed, undefined);
    return ["ok", yield* this.#terminate(installed, args, "normal", "delete")];
  }

  *#exchange(
    old: Handler,
    args: unknown,
    handler: Handler,
    initArgs: unknown,
    swapper: Pid | undefined,
  ): Steps<Answer> {
    const installed = this.#find(old);
    let left: unknown = "error";
    let supervisor = swapper;
    if (installed !== undefined) {
      supervisor ??= installed.supervisor;
      this.#put(installed, undefined);
      left = yield* this.#swapOut(installed, args, handler, supervisor);
    }
    if (supervisor !== undefined) link(this.process, processOf(supervisor));
    const made = yield* this.#init(handler, [initArgs, left], supervisor);
    if ("reason" in made) return ["error", made.reason];
    this.#handlers = [made, ...this.#handlers];
    return ["ok", "ok"];
  }

  #swapOut(old: Installed, args: unknown, handler: Handler, supervisor: Pid | undefined): Steps<unknown> {
    return this.#terminate(old, args, ["swapped", handler, supervisor ?? false], "swapped");
  }

  *#init(
    handler: Handler,
    args: unknown,
    supervisor: Pid | undefined,
  ): Steps<Installed | { readonly reason: unknown }> {
    const { module, id } = partsOf(handler);
    const result = yield* attemptWhole(this.process, () => module.init(args));
    const isOk = Array.isArray(result) && result[0] === "ok";
    const hibernates = isOk && result.length === 3 && result[2] === "hibernate";
    if (!isOk || !(hibernates || result.length === 2)) return { reason: reasonOf(result) };
    if (hibernates) this.after = "hibernate";
    return { handler, module, id, state: result[1] as unknown, supervisor };
  }

  /** Has a handler clean up, reports it if that is not as planned, and tells its supervisor. */
  *#terminate(installed: Installed, args: unknown, reason: unknown, message: unknown): Steps<unknown> {
    const { module, state, handler, supervisor } = installed;
    const result =
      module.terminate === undefined
        ? "ok"
        : yield* attemptWhole(this.process, () => module.terminate!(args, state));
    if (reason !== "normal" && reason !== "shutdown" && !isSwap(reason))
      report(this.process, installed, reason, message);
    this.#tellSupervisor(handler, supervisor, reason);
    return result instanceof Failed ? reasonOf(result) : result;
  }

  #tellSupervisor(handler: Handler, supervisor: Pid | undefined, reason: unknown): void {
    if (supervisor === undefined) return;
    const shown = isSwap(reason) ? reason : isolate(this.process.home, reason);
    deliver(processOf(supervisor), ["gen_event_EXIT", handler, shown]);
  }

  #find(handler: Handler): Installed | undefined {
    const { module, id } = partsOf(handler);
    return this.#handlers.find((installed) => installed.module === module && equal(installed.id, id));
  }

  /** Puts another handler in the place of one, or none. */
  #put(installed: Installed, next: Installed | undefined): void {
    this.#handlers = this.#handlers.flatMap((other) => (other !== installed ? other : (next ?? [])));
  }

  // ---- The end -------------------------------------------------------------------------------------------------------

  protected *stop(reason: unknown): Steps<void> {
    for (const installed of this.#handlers) yield* this.#terminate(installed, "stop", "shutdown", "stop");
    // Who has added a handler must not die of the manager; its parent is to know.
    for (const { supervisor } of this.#handlers)
      if (supervisor !== undefined && supervisor !== this.parent) unlink(this.process, processOf(supervisor));
    this.end(reason, () => undefined);
  }

  // ---- System messages -----------------------------------------------------------------------------------------------

  getState(): readonly Shown[] {
    return this.#handlers.map(({ module, id, state }) => [module, id, state]);
  }

  /** As in OTP, the function is given one handler after the other; one for which it fails stays as it is. */
  replaceState(replace: (shown: Shown) => Shown): readonly Shown[] {
    const change = onlyState(replace);
    this.#handlers = this.#handlers.map((installed) => {
      const { module, id, state } = installed;
      return { ...installed, state: change([module, id, state])[2] };
    });
    return this.getState();
  }

  status(): unknown {
    const items = this.#handlers.map((installed) => [
      installed.module,
      installed.id,
      format(this.process, installed).state,
      installed.supervisor ?? false,
    ]);
    return [
      ["header", `Status for event handler ${this.nameText}`],
      [
        "data",
        [
          ["Status", this.mode],
          ["Logged Events", this.debug?.events ?? []],
          ["Parent", this.parent],
        ],
      ],
      ["items", ["Installed handlers", items]],
    ];
  }

  changeCode(changed: unknown, oldVersion: unknown, extra: unknown): unknown {
    const next: Installed[] = [];
    for (const installed of this.#handlers) {
      const { module, state } = installed;
      const concerns = module === changed && module.codeChange !== undefined;
      const result = concerns
        ? attempt(this.process, () => module.codeChange!(oldVersion, state, extra))
        : ["ok", state];
      if (!Array.isArray(result) || result[0] !== "ok") return reasonOf(result);
      next.push({ ...installed, state: result[1] as unknown });
    }
    this.#handlers = next;
    return ["ok"];
  }

  protected format(event: unknown): string {
    const [, message] = event as readonly unknown[];
    const name = inspect(this.shownName);
    const isEvent = Array.isArray(message) && message[0] === "notify" && message.length === 2;
    return `${name} got ${isEvent ? `event ${inspect(message[1])}` : messageText(message)}`;
  }

  protected proceed(): Rest {
    return undefined;
  }

  protected expire(): Rest {
    return undefined;
  }
}
