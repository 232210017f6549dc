/** The machine behind a `GenStateMachine` module: which event comes next, and what a state callback's result does. */
import type { Rest } from "./behaviour.ts";
import { Exit, badArgument, formatStop } from "../kernel/errors.ts";
import { detailsOf, isSteps, type Process, type Steps } from "../kernel/process.ts";
import { equal, inspect, type Pid } from "../kernel/term.ts";
import * as Logger from "../logger.ts";
import { reply, type From } from "./call.ts";
import { attempt, attemptLater, attemptWhole, Failed } from "./callbacks.ts";
import {
  listOfActions,
  readAction,
  readMode,
  readResult,
  type Event,
  type Step,
} from "./gen-state-machine-actions.ts";
import type { AnyModule, CallbackMode, Mode, StateFunction } from "./gen-state-machine-module.ts";
import { Expiry, Timers } from "./gen-state-machine-timers.ts";
import { OtpProcess } from "./otp-process.ts";
import { readInit } from "./start.ts";
import type { Initialised, StartOptions } from "./start.ts";

/** A transition that goes wrong: the machine ends with this reason. */
class Wrong {
  readonly reason: readonly [string, unknown];

  constructor(what: string, value: unknown) {
    this.reason = [what, value];
  }
}

/** Where a callback was called from: it decides what its result may ask for. */
type Place = "event" | "enter" | "init";

/** What the actions of one transition have asked for, to be done when it is complete. */
interface Transition {
  postpone: boolean;
  hibernate: boolean;
  readonly inserted: Event[];
  readonly timers: (Step & { readonly do: "start" | "cancel" | "update" })[];
}

const CONTINUE = ["continue", undefined] as const;

export class GenStateMachineLoop extends OtpProcess {
  readonly behaviour = "gen_statem";
  #module: AnyModule;
  /** Modules that a push has put aside. */
  readonly #below: AnyModule[] = [];
  #mode: Mode = "handle_event_function";
  #entersStates = false;
  #state: unknown = undefined;
  #data: unknown = undefined;
  /** Events that come before the mailbox: inserted ones, then those that were postponed. */
  #queue: Event[] = [];
  /** Events that wait for another state, oldest first. */
  #postponed: Event[] = [];
  readonly #timers: Timers;
  /** The event that is being handled, for reports. */
  #event: Event | undefined;

  constructor(process: Process, parent: Pid | undefined, module: AnyModule, options: StartOptions) {
    super(process, parent, options);
    this.#module = module;
    this.#timers = new Timers(process);
    (detailsOf(process).cleanups ??= []).push(() => this.#timers.cancelAll());
  }

  get initialCall(): readonly [module: unknown, name: string, arity: number] {
    return [this.#module, "init", 1];
  }

  // ---- The beginning -------------------------------------------------------------------------------------------------

  *initialise(arg: unknown): Steps<Initialised> {
    const wrong = this.#readMode();
    if (wrong !== undefined) return ["error", wrong.reason];
    const result = yield* attemptWhole(this.process, () => this.#module.init(arg));
    if (Array.isArray(result) && result[0] === "ok" && (result.length === 3 || result.length === 4))
      return yield* this.#begin(result[1], result[2], result[3] ?? []);
    return readInit(result) ?? ["error", ["bad_return_from_init", result]];
  }

  *#begin(state: unknown, data: unknown, actions: unknown): Steps<Initialised> {
    this.#state = state;
    this.#data = data;
    const transition = newTransition();
    const wrong =
      this.#collect(transition, listOfActions(actions), "init") ?? (yield* this.#enter(transition, state));
    if (wrong instanceof Wrong) return ["error", wrong.reason];
    if (wrong !== undefined) return ["error", wrong.reason];
    this.#complete(transition);
    return ["ok", this];
  }

  /** Goes on with a state that `init` has not made: `enterLoop`. */
  adopt(state: unknown, data: unknown, actions: unknown): void {
    this.#state = state;
    this.#data = data;
    const transition = newTransition();
    const wrong = this.#readMode() ?? this.#collect(transition, listOfActions(actions), "init");
    if (wrong !== undefined) throw new Exit(wrong.reason);
    this.#complete(transition);
  }

  #readMode(): Wrong | undefined {
    const { callbackMode } = this.#module;
    const given: CallbackMode = typeof callbackMode === "function" ? callbackMode() : callbackMode;
    const read = readMode(given);
    if (read === undefined) return new Wrong("bad_return_from_callback_mode", given);
    this.#mode = read.mode;
    this.#entersStates = read.enter;
    return undefined;
  }

  // ---- Events --------------------------------------------------------------------------------------------------------

  protected handle(message: unknown): Rest {
    const event = message instanceof Expiry ? this.#timers.expired(message) : eventOf(message);
    return event === undefined ? undefined : this.#happen(event);
  }

  /** What comes before the mailbox: queued events, then timers that are due at once. */
  protected proceed(): Rest {
    const event = this.#queue.shift() ?? this.#timers.due();
    return event === undefined ? undefined : this.#happen(event);
  }

  protected expire(): Rest {
    return undefined;
  }

  #happen(event: Event): Rest {
    this.#event = event;
    // Any other event cancels the event timeout.
    if (event.type !== "timeout") this.#timers.cancel("timeout");
    const result = this.#callState(event);
    return isSteps(result) ? this.#happenLater(result, event) : this.#conclude(result, event);
  }

  *#happenLater(steps: Steps<unknown>, event: Event): Steps<void> {
    const rest = this.#conclude(yield* attemptLater(this.process, steps), event);
    if (rest !== undefined) yield* rest;
  }

  #callState({ type, content }: Event): unknown {
    const module = this.#module;
    return attempt(this.process, () => {
      if (this.#mode === "handle_event_function") {
        if (module.handleEvent !== undefined)
          return module.handleEvent(type, content, this.#state, this.#data);
        throw new Error("The callback mode is handle_event_function, but the module has no handleEvent.");
      }
      const method = module[String(this.#state)] as StateFunction<unknown, unknown> | undefined;
      if (typeof this.#state === "string" && typeof method === "function")
        return method.call(module, type, content, this.#data);
      throw new Error(
        `The callback mode is state_functions, but the module has no method for the state ${inspect(this.#state)}.`,
      );
    });
  }

  // ---- Transitions ---------------------------------------------------------------------------------------------------

  /** Does what the result of a state callback says, and decides what comes next. */
  #conclude(result: unknown, event: Event): Rest {
    if (result instanceof Failed) return this.#stop(result.reason);
    const outcome = readResult(result, this.#state, this.#data);
    if (outcome.kind === "bad") return this.#stop(["bad_return_from_state_function", result]);
    if (outcome.kind === "stop") {
      for (const action of outcome.replies) {
        const step = readAction(action);
        if (step?.do !== "reply") return this.#stop(["bad_reply_action_from_state_function", action]);
        reply(step.from, step.value);
      }
      this.#data = outcome.data;
      return this.#stop(outcome.reason);
    }
    const transition = newTransition();
    const before = this.#state;
    const isChanged = !equal(outcome.state, before);
    const wrong = this.#collect(transition, outcome.actions, "event");
    this.#data = outcome.data;
    if (wrong !== undefined) return this.#stop(wrong.reason);
    this.#state = outcome.state;
    if (transition.postpone) this.#postponed.push(event);
    if (isChanged) {
      this.#queue.unshift(...this.#postponed.splice(0));
      this.#timers.cancel("state_timeout");
    }
    this.#trace();
    if (this.#entersStates && (isChanged || outcome.repeat))
      return this.#enterThenComplete(transition, before);
    this.#complete(transition);
    return undefined;
  }

  *#enterThenComplete(transition: Transition, before: unknown): Steps<void> {
    const wrong = yield* this.#enter(transition, before);
    if (wrong === undefined) return this.#complete(transition);
    const rest = this.#stop(wrong.reason);
    if (rest !== undefined) yield* rest;
  }

  /** The enter call, again if it asks to repeat the state. A failure, a wrong result or a stop ends the machine. */
  *#enter(transition: Transition, before: unknown): Steps<{ readonly reason: unknown } | undefined> {
    for (let from = before; this.#entersStates; from = this.#state) {
      const made = this.#callState({ type: "enter", content: from });
      const result = isSteps(made) ? yield* attemptLater(this.process, made) : made;
      if (result instanceof Failed) return result;
      const outcome = readResult(result, this.#state, this.#data);
      if (outcome.kind === "stop") {
        this.#data = outcome.data;
        return { reason: outcome.reason };
      }
      if (outcome.kind === "bad" || !equal(outcome.state, this.#state))
        return new Wrong("bad_state_enter_return_from_state_function", result);
      this.#data = outcome.data;
      const wrong = this.#collect(transition, outcome.actions, "enter");
      if (wrong !== undefined) return wrong;
      if (!outcome.repeat) return undefined;
    }
    return undefined;
  }

  /** Carries out the replies and changes of module at once, and notes everything else for the end of the transition. */
  #collect(transition: Transition, actions: readonly unknown[], place: Place): Wrong | undefined {
    for (const action of actions) {
      const step = readAction(action);
      const isForbidden = place === "enter" && (step?.do === "postpone" || step?.do === "insert");
      if (isForbidden) return new Wrong("bad_state_enter_action_from_state_function", action);
      if (
        step === undefined ||
        (place === "init" && step.do === "postpone" && step.on) ||
        !this.#note(transition, step)
      )
        return new Wrong("bad_action_from_state_function", action);
    }
    return undefined;
  }

  /** Says whether the step was possible. */
  #note(transition: Transition, step: Step): boolean {
    switch (step.do) {
      case "reply":
        reply(step.from, step.value);
        return true;
      case "postpone":
        transition.postpone = step.on;
        return true;
      case "hibernate":
        transition.hibernate = step.on;
        return true;
      case "insert":
        transition.inserted.push(step.event);
        return true;
      case "module":
        return this.#changeModule(step.change, step.module as AnyModule);
      default:
        transition.timers.push(step);
        return true;
    }
  }

  #changeModule(change: "change" | "push" | "pop", module: AnyModule): boolean {
    if (change === "push") this.#below.push(this.#module);
    const next = change === "pop" ? this.#below.pop() : module;
    if (next === undefined) return false;
    this.#module = next;
    return this.#readMode() === undefined;
  }

  /** The end of a transition: inserted events go to the front, then the timers are set in order. */
  #complete(transition: Transition): void {
    this.#queue.unshift(...transition.inserted);
    for (const step of transition.timers) {
      if (step.do === "start") this.#timers.start(step.timer, step.time, step.content, step.absolute);
      else if (step.do === "update") this.#timers.update(step.timer, step.content);
      else this.#timers.cancel(step.timer);
    }
    this.after = transition.hibernate ? "hibernate" : "infinity";
    this.continuation = this.#queue.length > 0 || this.#timers.isDue ? CONTINUE : undefined;
  }

  #trace(): void {
    const { tracer } = this.process.home;
    if (tracer !== undefined) tracer.emit({ type: "state", pid: this.process.pid, state: this.getState() });
  }

  // ---- The end -------------------------------------------------------------------------------------------------------

  protected stop(reason: unknown, lastMessage: unknown): Rest {
    this.#event = eventOf(lastMessage);
    return this.#stop(reason);
  }

  /** Runs `terminate`, then reports and ends. */
  #stop(reason: unknown): Rest {
    const { terminate } = this.#module;
    const cleanUp = terminate && (() => terminate.call(this.#module, reason, this.#state, this.#data));
    return this.cleanUp(cleanUp, reason, (reason) => this.end(reason, () => this.#report(reason)));
  }

  #report(reason: unknown): void {
    const name = this.process.details?.name;
    const lines = [
      `GenStateMachine ${name === undefined ? this.process.pid.toString() : inspect(name)} terminating`,
      formatStop(reason),
      `Last event: ${this.#event === undefined ? "none" : inspect([this.#event.type, this.#event.content])}`,
      `State: ${inspect(this.status(reason))}`,
    ];
    if (this.#postponed.length > 0)
      lines.push(`Postponed: ${inspect(this.#postponed.map(({ type, content }) => [type, content]))}`);
    Logger.log("error", lines.join("\n"), [this.process.pid, reason, this.getState()]);
  }

  // ---- System messages -----------------------------------------------------------------------------------------------

  getState(): unknown {
    return [this.#state, this.#data];
  }

  replaceState(replace: (pair: unknown) => unknown): unknown {
    const pair = replace(this.getState());
    if (!Array.isArray(pair) || pair.length !== 2)
      throw badArgument("Sys.replaceState", "[state, data]", pair);
    [this.#state, this.#data] = pair as readonly unknown[];
    return pair;
  }

  status(reason?: unknown): unknown {
    const { formatStatus } = this.#module;
    try {
      if (formatStatus !== undefined)
        return formatStatus.call(this.#module, { state: this.#state, data: this.#data, reason });
    } catch {
      // A formatter that fails must not hide what it was to format.
    }
    return this.getState();
  }

  protected format(event: unknown): string {
    return inspect(event);
  }

  changeCode(_module: unknown, oldVersion: unknown, extra: unknown): unknown {
    const { codeChange } = this.#module;
    if (codeChange === undefined) return ["ok", this.getState()];
    const result = attempt(this.process, () =>
      codeChange.call(this.#module, oldVersion, this.#state, this.#data, extra),
    );
    if (result instanceof Failed) return ["EXIT", result.reason];
    if (!Array.isArray(result) || result[0] !== "ok" || result.length !== 3) return result;
    [, this.#state, this.#data] = result as readonly unknown[];
    const wrong = this.#readMode();
    return wrong === undefined ? ["ok", this.getState()] : wrong.reason;
  }
}

function newTransition(): Transition {
  return { postpone: false, hibernate: false, inserted: [], timers: [] };
}

/** A message from the mailbox as an event. */
function eventOf(message: unknown): Event {
  if (Array.isArray(message)) {
    const [tag, first, second] = message as readonly unknown[];
    if (tag === "$gen_call" && message.length === 3)
      return { type: ["call", first as From], content: second };
    if (tag === "$gen_cast" && message.length === 2) return { type: "cast", content: first };
  }
  return { type: "info", content: message };
}
