/** The shell: the process as which code outside any process runs. It may wait for several things at once. */
import type { Awaited } from "./awaited.ts";
import { Exit } from "../term/errors.ts";
import type { Mailbox } from "../kernel/mailbox.ts";
import { DOOMED, Process, RUNNING, WAIT, WAITING, detailsOf } from "../kernel/process.ts";
import type { Home, Program, Status, WaitTimer } from "../kernel/process.ts";
import { terminate } from "../kernel/signals.ts";

/** What the shell asks of the node. */
export interface ShellHost {
  /** Operations that are complete: their host code runs when the scheduler has let go. */
  readonly settled: Mailbox<Awaited>;
  /** Makes the node the current one while it runs `act`. */
  enter<T>(act: () => T): T;
  /** An operation is complete: host code should run before other processes go on. */
  hostCodeWaits(): void;
  /** An exit signal has ended the shell. */
  shellDied(shell: Shell, reason: unknown): void;
}

export class Shell implements Program {
  readonly process: Process;
  readonly #home: Home;
  readonly #host: ShellHost;
  /** What is waited for, oldest first: the first `#count` items. An array that is emptied again and again is slow. */
  readonly #waiting: (Awaited | undefined)[] = [];
  #count = 0;
  /** A timer that is free for the next wait. */
  #spareTimer: WaitTimer | undefined = undefined;
  /** How it ended. */
  #exit: Exit | undefined = undefined;

  constructor(home: Home, host: ShellHost) {
    this.#home = home;
    this.#host = host;
    this.process = new Process(home, this);
    this.process.status = WAITING;
    const details = detailsOf(this.process);
    details.label = "shell";
    details.cleanups = [(reason) => this.#end(reason)];
  }

  get isWaiting(): boolean {
    return this.#count > 0;
  }

  /** Runs an operation for host code: begins at once, and settles when it is complete or the shell has died. */
  wait(awaited: Awaited): void {
    if (this.#exit === undefined) return this.#host.enter(() => this.#begin(awaited));
    awaited.fail(this.#exit);
    this.#settle(awaited);
  }

  #begin(awaited: Awaited): void {
    const { process } = this;
    const outer = this.#home.running;
    this.#home.running = process;
    process.status = RUNNING;
    if (this.#isPending(awaited)) this.#waiting[this.#count++] = awaited;
    else this.#settle(awaited);
    // What it waits for may be no more than time, which a sleeping scheduler does not look at.
    this.#home.wake();
    this.#home.running = outer;
    this.#rest(process.status);
  }

  /** Something has come: offers it to what is waited for, in the order in which it was asked. */
  run(): void {
    const waiting = this.#waiting;
    const before = this.#count;
    this.#count = 0;
    for (let i = 0; i < before; i++) {
      const awaited = waiting[i]!;
      waiting[i] = undefined;
      if (this.#isPending(awaited)) waiting[this.#count++] = awaited;
      else this.#settle(awaited);
    }
    this.#rest(this.process.status);
  }

  #rest(status: Status): void {
    if (status === RUNNING) this.process.status = WAITING;
    else if (status === DOOMED) terminate(this.process, this.process.details?.doom);
  }

  /** Makes one attempt. Says whether it has to wait on. */
  #isPending(awaited: Awaited): boolean {
    const { process } = this;
    process.timer = awaited.timer ?? this.#spareTimer;
    this.#spareTimer = undefined;
    try {
      const result = awaited.fiber.next(undefined);
      if (result.done === true) {
        awaited.complete(result.value);
      } else if (result.value === WAIT) {
        awaited.timer = process.timer;
        return true;
      } else {
        awaited.fail(new TypeError("write `yield*`, not `yield`, in a generator"));
      }
    } catch (error) {
      awaited.fail(error);
    }
    this.#spareTimer = process.timer;
    return false;
  }

  #settle(awaited: Awaited): void {
    this.#host.settled.push(awaited);
    this.#host.hostCodeWaits();
  }

  #end(reason: unknown): void {
    this.#exit = new Exit(reason);
    for (const awaited of this.#waiting.slice(0, this.#count) as Awaited[]) {
      awaited.timer?.stop();
      awaited.fail(this.#exit);
      this.#settle(awaited);
    }
    this.#count = 0;
    this.#host.shellDied(this, reason);
  }
}
