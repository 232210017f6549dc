/** The machine behind a `GenStateMachine` module: which event comes next, and what a state callback's result does. */
import type { Rest } from "./behaviour.ts";
import { Exit, badArgument, isPlannedExit } from "../term/errors.ts";
import { detailsOf, isSteps, type Process, type Steps } from "../kernel/process.ts";
import { equal, inspect, type Pid } from "../term/term.ts";
import { reply, type From } from "./call.ts";
import { attempt, attemptLater, attemptWhole, Failed, nextVersion } from "./callbacks.ts";
import {
  listOfActions,
  readAction,
  readResult,
  refusal,
  type Event,
  type Step,
} from "./gen-state-machine-actions.ts";
import type { AnyModule } from "./gen-state-machine-module.ts";
import { Modules } from "./gen-state-machine-modules.ts";
import { formatEvent, report, statusOf } from "./gen-state-machine-report.ts";
import type { Snapshot } from "./gen-state-machine-report.ts";
import { Expiry, lastOfEach, Timers, type TimerStep } from "./gen-state-machine-timers.ts";
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
type Place = "event" | "enter";

/** What the actions of one transition have asked for, to be done when it is complete. */
interface Transition {
  postpone: boolean;
  hibernate: boolean;
  readonly inserted: Event[];
  readonly timers: TimerStep[];
}

const CONTINUE = ["continue", undefined] as const;

export class GenStateMachineLoop extends OtpProcess {
  readonly #modules: Modules;
  #state: unknown = undefined;
  #data: unknown = undefined;
  /** Events that come before the mailbox: inserted ones, then those that were postponed. */
  #queue: Event[] = [];
  /** Events that wait for another state, oldest first. */
  #postponed: Event[] = [];
  readonly #timers: Timers;
  /** The event that is being handled, for reports. */
  #event: Event | undefined;

  constructor(process: Process, parent: Pid, module: AnyModule, options: StartOptions) {
    super(process, parent, options);
    this.#modules = new Modules(module);
    this.#timers = new Timers(process);
    (detailsOf(process).cleanups ??= []).push(() => this.#timers.cancelAll());
  }

  get behaviour(): string {
    return "gen_statem";
  }

  get initialCall(): readonly [module: unknown, name: string, arity: number] {
    return [this.#modules.current, "init", 1];
  }

  // ---- The beginning -------------------------------------------------------------------------------------------------

  *initialise(arg: unknown): Steps<Initialised> {
    const result = yield* attemptWhole(this.process, () => this.#modules.current.init(arg));
    if (Array.isArray(result) && result[0] === "ok" && (result.length === 3 || result.length === 4))
      return ["ok", this.adopt(result[1], result[2], result[3] ?? [])];
    return readInit(result) ?? ["error", ["bad_return_from_init", result]];
  }

  /** Goes on with a state, which is entered before anything else. As in OTP the starter does not wait for that. */
  adopt(state: unknown, data: unknown, actions: unknown): this {
    this.#state = state;
    this.#data = data;
    this.continuation = ["continue", new First(listOfActions(actions))];
    return this;
  }

  /** The event that never was: with it the first state is entered, and the actions of `init` are carried out. */
  #begin({ actions }: First): Rest {
    this.#event = { type: "internal", content: "init_state" };
    if (this.debug !== undefined) this.tell(["enter", this.#modules.current, this.#state]);
    const transition = newTransition();
    let wrong: Wrong | undefined;
    try {
      wrong = this.#readMode() ?? this.#collect(transition, actions, "event");
    } catch (error) {
      return this.#stop(error instanceof Exit ? error.reason : error);
    }
    if (wrong !== undefined) return this.#stop(wrong.reason);
    // There is nothing to postpone.
    transition.postpone = false;
    this.#trace();
    if (this.#modules.entersStates) return this.#enterThenComplete(transition, this.#state, this.#data);
    return void this.#complete(transition, this.#state);
  }

  #readMode(): Wrong | undefined {
    const wrong = this.#modules.readMode();
    return wrong && new Wrong("bad_return_from_callback_mode", wrong.bad);
  }

  // ---- Events --------------------------------------------------------------------------------------------------------

  protected handle(message: unknown): Rest {
    const event = message instanceof Expiry ? this.#timers.expired(message) : eventOf(message);
    return event && this.#receive(event);
  }

  #receive(event: Event): Rest {
    if (this.debug !== undefined) this.tell(["in", [event.type, event.content], this.#state]);
    return this.#happen(event);
  }

  /** What comes before the mailbox: the beginning, then queued events, then timers that are due at once. */
  protected proceed([, first]: readonly ["continue", unknown]): Rest {
    if (first instanceof First) return this.#begin(first);
    const queued = this.#queue.shift();
    if (queued !== undefined) return this.#happen(queued);
    const due = this.#timers.due();
    return due && this.#receive(due);
  }

  protected expire(): Rest {
    return undefined;
  }

  #happen(event: Event): Rest {
    this.#event = event;
    const result = this.#callState(event);
    return isSteps(result) ? this.#happenLater(result, event) : this.#conclude(result, event);
  }

  *#happenLater(steps: Steps<unknown>, event: Event): Steps<void> {
    const rest = this.#conclude(yield* attemptLater(this.process, steps), event);
    if (rest !== undefined) yield* rest;
  }

  #callState(event: Event): unknown {
    return attempt(this.process, () => this.#modules.call(event, this.#state, this.#data));
  }

  // ---- Transitions ---------------------------------------------------------------------------------------------------

  /** Does what the result of a state callback says, and decides what comes next. */
  #conclude(result: unknown, event: Event): Rest {
    if (result instanceof Failed) return this.#stop(result.reason);
    const outcome = readResult(result, this.#state, this.#data);
    if (outcome.kind === "bad") return this.#stop(["bad_return_from_state_function", result]);
    if (outcome.kind === "stop") {
      const wrong = this.#replyAll(outcome.replies);
      if (wrong !== undefined) return this.#stop(wrong.reason);
      this.#data = outcome.data;
      return this.#stop(outcome.reason);
    }
    const transition = newTransition();
    const before = this.#state;
    const isChanged = !equal(outcome.state, before);
    const wrong = this.#collect(transition, outcome.actions, "event");
    const data = this.#data;
    this.#data = outcome.data;
    this.#state = outcome.state;
    if (wrong !== undefined) return this.#stop(wrong.reason);
    if (transition.postpone) this.#postponed.push(event);
    // Every event ends the event timeout, one of that type too.
    this.#timers.cancel("timeout");
    if (isChanged) {
      this.#queue.unshift(...this.#postponed.splice(0));
      this.#timers.cancel("state_timeout");
    }
    this.#trace();
    if (this.#modules.entersStates && (isChanged || outcome.repeat))
      return this.#enterThenComplete(transition, before, data);
    this.#complete(transition, before);
    return undefined;
  }

  #replyAll(actions: readonly unknown[]): Wrong | undefined {
    for (const action of actions) {
      const step = readAction(action);
      if (step?.do !== "reply") return new Wrong("bad_reply_action_from_state_function", action);
      this.#reply(step.from, step.value);
    }
    return undefined;
  }

  #reply(from: From, value: unknown): void {
    reply(from, value);
    if (this.debug !== undefined) this.tell(["out", value, from]);
  }

  *#enterThenComplete(transition: Transition, before: unknown, data: unknown): Steps<void> {
    const wrong = yield* this.#enter(transition, before);
    if (wrong === undefined) return this.#complete(transition, before);
    // As in OTP, a state whose enter call has failed was never reached.
    if (wrong instanceof Failed) [this.#state, this.#data] = [before, data];
    const rest = this.#stop(wrong.reason);
    if (rest !== undefined) yield* rest;
  }

  /** The enter call, again if it asks to repeat the state. A failure, a wrong result or a stop ends the machine. */
  *#enter(transition: Transition, before: unknown): Steps<{ readonly reason: unknown } | undefined> {
    while (this.#modules.entersStates) {
      const made = this.#callState({ type: "enter", content: before });
      const result = isSteps(made) ? yield* attemptLater(this.process, made) : made;
      if (result instanceof Failed) return result;
      const outcome = readResult(result, this.#state, this.#data);
      if (outcome.kind === "stop") {
        const wrong = this.#replyAll(outcome.replies);
        this.#data = outcome.data;
        return wrong ?? { reason: outcome.reason };
      }
      if (outcome.kind === "bad") return new Wrong("bad_return_from_state_function", result);
      if (!equal(outcome.state, this.#state))
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
      const what = refusal(action, step, place === "enter", this.#modules.canPop);
      if (step === undefined || what !== undefined) return new Wrong(what!, action);
      const wrong = this.#note(transition, step);
      if (wrong !== undefined) return wrong;
    }
    return undefined;
  }

  #note(transition: Transition, step: Step): Wrong | undefined {
    switch (step.do) {
      case "reply":
        return void this.#reply(step.from, step.value);
      case "postpone":
        return void (transition.postpone = step.on);
      case "hibernate":
        return void (transition.hibernate = step.on);
      case "insert":
        return void transition.inserted.push(step.event);
      case "module":
        this.#modules.change(step.change, step.module as AnyModule);
        return this.#readMode();
      default:
        return void transition.timers.push(step);
    }
  }

  /** The end of a transition: inserted events go to the front, then the timers are set in order. */
  #complete(transition: Transition, before: unknown): void {
    if (this.debug !== undefined) this.#tellTransition(transition, before);
    this.#queue.unshift(...transition.inserted);
    this.#timers.change(transition.timers);
    this.#event = undefined;
    this.after = transition.hibernate ? "hibernate" : "infinity";
    this.continuation = this.#queue.length > 0 || this.#timers.isDue ? CONTINUE : undefined;
  }

  #tellTransition({ inserted, postpone, timers }: Transition, before: unknown): void {
    for (const { type, content } of inserted) this.tell(["in", [type, content], this.#state]);
    const { type, content } = this.#event!;
    this.tell([postpone ? "postpone" : "consume", [type, content], before, this.#state]);
    for (const step of lastOfEach(timers).reverse())
      if (step.do === "start") this.tell(["start_timer", [step.timer, step.time, step.content], this.#state]);
  }

  #trace(): void {
    const { tracer } = this.process.home;
    if (tracer !== undefined) tracer.emit({ type: "state", pid: this.process.pid, state: this.getState() });
  }

  // ---- The end -------------------------------------------------------------------------------------------------------

  protected stop(reason: unknown): Rest {
    return this.#stop(reason);
  }

  /** Runs `terminate`, then reports and ends. */
  #stop(reason: unknown): Rest {
    const { current } = this.#modules;
    const { terminate } = current;
    const cleanUp = terminate && (() => terminate.call(current, reason, this.#state, this.#data));
    return this.cleanUp(cleanUp, reason, (reason) => {
      if (this.debug !== undefined && isPlannedExit(reason)) this.tell(["terminate", reason, this.#state]);
      this.end(reason, () => report(this.#snapshot(), reason));
    });
  }

  #snapshot(): Snapshot {
    const { process, nameText: name, mode, parent } = this;
    return {
      process,
      name,
      mode,
      parent,
      modules: this.#modules.all,
      callbackMode: this.#modules.mode,
      entersStates: this.#modules.entersStates,
      state: this.#state,
      data: this.#data,
      queue: [...(this.#event === undefined ? [] : [this.#event]), ...this.#queue],
      postponed: this.#postponed,
      timeouts: this.#timers.shown,
      log: this.debug?.events ?? [],
    };
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

  status(): unknown {
    return statusOf(this.#snapshot());
  }

  protected format(event: unknown): string {
    return formatEvent(inspect(this.shownName), event);
  }

  changeCode(module: unknown, oldVersion: unknown, extra: unknown): unknown {
    const next = nextVersion(this.#modules.current, module);
    const { codeChange } = next;
    const result =
      codeChange === undefined
        ? ["ok", this.#state, this.#data]
        : attempt(this.process, () => codeChange.call(next, oldVersion, this.#state, this.#data, extra));
    if (result instanceof Failed) return ["EXIT", result.reason];
    if (!Array.isArray(result) || result[0] !== "ok" || result.length !== 3) return result;
    [, this.#state, this.#data] = result as readonly unknown[];
    if (next !== this.#modules.current) this.#modules.change("change", next);
    const wrong = this.#readMode();
    return wrong === undefined ? ["ok"] : wrong.reason;
  }
}

/** What adopting a state leaves to do. */
class First {
  readonly actions: readonly unknown[];

  constructor(actions: readonly unknown[]) {
    this.actions = actions;
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
