/** The shell: the process as which code outside any process runs. It may wait for several things at once. */
import { Exit } from "./errors.ts";
import { EXITED, Process, RUNNING, WAIT, WAITING, detailsOf } from "./process.ts";
import type { Fiber, Home, Program, WaitTimer } from "./process.ts";

/** An operation that host code awaits. */
interface Awaited {
  readonly fiber: Fiber;
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: unknown) => void;
  timer: WaitTimer | undefined;
}

export class Shell implements Program {
  readonly process: Process;
  readonly #home: Home;
  readonly #hostCodeRuns: () => void;
  readonly #waiting: Awaited[] = [];
  /** How it ended. */
  #exit: Exit | undefined;

  /**
   * `hostCodeRuns` is called when an operation has completed, so that the code behind it will run as soon as the scheduler
   * lets go; `died` when an exit signal has ended the shell.
   */
  constructor(home: Home, hostCodeRuns: () => void, died: (reason: unknown) => void) {
    this.#home = home;
    this.#hostCodeRuns = hostCodeRuns;
    this.process = new Process(home, this);
    this.process.status = WAITING;
    const details = detailsOf(this.process);
    details.label = "shell";
    details.cleanups = [(reason) => this.#abandon(reason), died];
  }

  get isWaiting(): boolean {
    return this.#waiting.length > 0;
  }

  /** Runs an operation for host code: begins at once, and settles when it is complete or the shell has died. */
  wait(fiber: Fiber, resolve: (value: unknown) => void, reject: (reason: unknown) => void): void {
    if (this.#exit !== undefined) return reject(this.#exit);
    const awaited: Awaited = { fiber, resolve, reject, timer: undefined };
    const outer = this.#home.running;
    this.#home.running = this.process;
    this.process.status = RUNNING;
    if (this.#isPending(awaited)) {
      this.#waiting.push(awaited);
      // It may have set a timer, and a scheduler that sleeps has not seen it.
      this.#home.wake();
    }
    this.#home.running = outer;
    if ((this.process.status as number) !== EXITED) this.process.status = WAITING;
  }

  /** Something has come: offers it to what is waited for, in the order in which it was asked. */
  run(): void {
    const waiting = this.#waiting;
    let pending = 0;
    for (const awaited of waiting) if (this.#isPending(awaited)) waiting[pending++] = awaited;
    if (pending < waiting.length) {
      waiting.length = pending;
      this.#hostCodeRuns();
    }
    if (this.process.status === RUNNING) this.process.status = WAITING;
  }

  #isPending(awaited: Awaited): boolean {
    const { process } = this;
    process.timer = awaited.timer;
    try {
      const { done, value } = awaited.fiber.next();
      awaited.timer = process.timer;
      process.timer = undefined;
      if (done === true) awaited.resolve(value);
      else if (value !== WAIT) awaited.reject(new TypeError("write `yield*`, not `yield`, in a generator"));
      else return true;
    } catch (error) {
      awaited.reject(error);
    }
    return false;
  }

  #abandon(reason: unknown): void {
    this.#exit = new Exit(reason);
    for (const { reject, timer } of this.#waiting) {
      timer?.stop();
      reject(this.#exit);
    }
    this.#waiting.length = 0;
  }
}
