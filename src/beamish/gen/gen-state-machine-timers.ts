/** The timers of a state machine: at most one by each name. Those that are due at once wait in line for the events to be done. */
import type { Process } from "../kernel/process.ts";
import { deliver } from "../kernel/signals.ts";
import { equal } from "../term/term.ts";
import { UNSET, type Timed } from "../kernel/timers.ts";
import type { Event } from "./gen-state-machine-actions.ts";
import type { TimerName } from "./gen-state-machine-module.ts";

/** The message with which a timer that has run out takes its place behind what is in the mailbox already. */
export class Expiry {
  readonly timer: object;

  constructor(timer: object) {
    this.timer = timer;
  }
}

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

  start(name: TimerName, time: number | "infinity", content: unknown, absolute: boolean): void {
    this.cancel(name);
    if (time === "infinity") return;
    const { home } = this.#process;
    if (time === 0 && !absolute) {
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
    home.timers.set(timed, absolute ? time : home.now() + time);
  }

  /** Changes what a running timer will say; one that is not running is due at once. */
  update(name: TimerName, content: unknown): void {
    const timer = this.#find(name);
    if (timer === undefined) this.start(name, 0, content, false);
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
