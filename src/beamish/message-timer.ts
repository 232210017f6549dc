/** A message for later: what is behind the reference that `Process.sendAfter` returns. */
import type { Home, Process } from "./kernel/process.ts";
import { detailsOf, isAlive } from "./kernel/process.ts";
import { tell } from "./kernel/signals.ts";
import type { Ref } from "./term/term.ts";
import { UNSET } from "./kernel/timers.ts";
import type { Timed } from "./kernel/timers.ts";

/** A timer for a process ends with it; one for a name looks the name up when it fires. */
export class MessageTimer implements Timed {
  deadline = 0;
  sequence = 0;
  slot = UNSET;
  readonly ref: Ref;
  readonly #home: Home;
  readonly #to: Process | string;
  readonly #message: unknown;
  /** Milliseconds between messages, for one that repeats. */
  readonly #interval: number | undefined;

  constructor(home: Home, to: Process | string, message: (ref: Ref) => unknown, interval?: number) {
    this.#home = home;
    this.ref = home.nextRef(this);
    this.#to = to;
    this.#message = message(this.ref);
    this.#interval = interval;
  }

  start(ms: number): this {
    if (typeof this.#to === "object") {
      if (!isAlive(this.#to)) return this;
      (detailsOf(this.#to).timers ??= new Set()).add(this);
    }
    this.#home.timers.set(this, this.#home.now() + ms);
    this.#trace(ms);
    this.#home.wake();
    return this;
  }

  stop(): void {
    if (this.slot === UNSET) return;
    this.#home.timers.cancel(this);
    this.#leave();
  }

  fire(): void {
    const process = typeof this.#to === "string" ? this.#home.names.get(this.#to) : this.#to;
    if (process !== undefined) tell(process, undefined, "timer", this.#message);
    if (this.#interval === undefined) this.#leave();
    else this.#home.timers.set(this, this.deadline + this.#interval);
  }

  /** Milliseconds until it fires, or `false` if it will not. */
  timeLeft(): number | false {
    return this.slot === UNSET ? false : Math.max(0, Math.ceil(this.deadline - this.#home.now()));
  }

  #trace(delay: number): void {
    const { tracer, running, shellProcess } = this.#home;
    if (tracer === undefined) return;
    const to = typeof this.#to === "object" ? this.#to.pid : undefined;
    const { pid } = running ?? shellProcess;
    tracer.emit({ type: "timer", pid, to, delay, message: this.#message });
  }

  #leave(): void {
    if (typeof this.#to === "object") this.#to.details?.timers?.delete(this);
  }
}
