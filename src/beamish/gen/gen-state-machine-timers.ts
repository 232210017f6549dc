/** The timers of a state machine: at most one by each name. Those that are due at once wait in line for the events to be done. */
import type { Process } from "../kernel/process.ts";
import { deliver } from "../kernel/signals.ts";
import { equal } from "../term/term.ts";
import { UNSET, type Timed } from "../kernel/timers.ts";
import type { Event, Step } from "./gen-state-machine-actions.ts";
import type { TimerName } from "./gen-state-machine-module.ts";

/** The message with which a timer that has run out takes its place behind what is in the mailbox already. */
export class Expiry {
  readonly timer: object;

  constructor(timer: object) {
    this.timer = timer;
  }
}

/** What the actions of a transition ask of timers. */
export type TimerStep = Step & { readonly do: "start" | "cancel" | "update" };

/** Of several that concern one timer only the last counts. */
export function lastOfEach(steps: readonly TimerStep[]): TimerStep[] {
  return steps.filter(
    ({ timer }, index) => !steps.slice(index + 1).some((later) => equal(later.timer, timer)),
  );
}

/** Says whether a timer is one for the clock, and not due at once. */
const isTimed = (step: TimerStep): boolean => step.do === "start" && step.time !== 0;

interface Timer {
  readonly name: TimerName;
  content: unknown;
  /** What the node counts down; `undefined` for one that is due at once. */
  readonly timed: Timed | undefined;
}

export class Timers {
  readonly #process: Process;
  #running: Timer[] = [];

  constructor(process: Process) {
    this.#process = process;
  }

  /**
   * Does what the actions ask. What is due at once comes in the order of the actions; the clock is told in the reverse order, as in
   * OTP, so that of those that run out together the last one is first.
   */
  change(asked: readonly TimerStep[]): void {
    if (asked.length === 0) return;
    const steps = lastOfEach(asked);
    const [timed, others] = [steps.filter(isTimed).reverse(), steps.filter((step) => !isTimed(step))];
    for (const step of [...timed, ...others]) {
      if (step.do === "start") this.#start(step.timer, step.time, step.content, step.absolute);
      else if (step.do === "update") this.#update(step.timer, step.content);
      else this.cancel(step.timer);
    }
  }

  #start(name: TimerName, time: number | "infinity", content: unknown, absolute: boolean): void {
    this.cancel(name);
    if (time === "infinity") return;
    const { home } = this.#process;
    if (time === 0) {
      this.#running.push({ name, content, timed: undefined });
      return;
    }
    const timed: Timed = {
      deadline: 0,
      sequence: 0,
      slot: UNSET,
      fire: () => deliver(this.#process, new Expiry(timer)),
    };
    const timer: Timer = { name, content, timed };
    this.#running.push(timer);
    // Times that have passed are all the same, as in OTP: such timers come in the order in which they were set.
    home.timers.set(timed, absolute ? Math.max(time, home.now()) : home.now() + time);
  }

  /** Changes what a running timer will say; one that is not running is due at once. */
  #update(name: TimerName, content: unknown): void {
    const timer = this.#find(name);
    if (timer === undefined) this.#start(name, 0, content, false);
    else timer.content = content;
  }

  cancel(name: TimerName): void {
    const timer = this.#find(name);
    if (timer !== undefined) this.#remove(timer);
  }

  cancelAll(): void {
    for (const timer of [...this.#running]) this.#remove(timer);
  }

  /** The event of a timer that has run out; `undefined` if it was cancelled meanwhile. */
  expired(expiry: Expiry): Event | undefined {
    const timer = this.#running.find((running) => running === expiry.timer);
    return timer === undefined ? undefined : this.#take(timer);
  }

  /** The next timer that is due at once, in the order in which they were set. */
  due(): Event | undefined {
    const timer = this.#running.find(({ timed }) => timed === undefined);
    return timer === undefined ? undefined : this.#take(timer);
  }

  get isDue(): boolean {
    return this.#running.some(({ timed }) => timed === undefined);
  }

  /** What the running ones will say, for `Sys.getStatus`. */
  get shown(): readonly unknown[] {
    return this.#running.map(({ name, content }) => [name, content]);
  }

  #take(timer: Timer): Event {
    this.#remove(timer);
    return { type: timer.name, content: timer.content };
  }

  #remove(timer: Timer): void {
    this.#running = this.#running.filter((running) => running !== timer);
    if (timer.timed !== undefined && timer.timed.slot !== UNSET)
      this.#process.home.timers.cancel(timer.timed);
  }

  #find(name: TimerName): Timer | undefined {
    return this.#running.find((timer) => equal(timer.name, name));
  }
}
