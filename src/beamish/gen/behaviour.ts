/** A process in callback form: it is always ready for any message, and handles one at a time. */
import type { Timeout } from "../node/operation.ts";
import { HIBERNATING, RUNNING, WAITING, WaitTimer } from "../kernel/process.ts";
import type { Process, Program, Steps } from "../kernel/process.ts";
import { step } from "../kernel/turn.ts";

/** What a callback leaves to do: nothing, or the rest of a generator, before the next message is looked at. */
export type Rest = Steps<unknown> | undefined;

/**
 * The base of servers. Where a plain process suspends a generator for every message, this is a function call: behaviours are
 * about twice as fast, and half the size while they idle. A callback which has to wait is a generator.
 */
export abstract class Behaviour implements Program {
  readonly process: Process;
  /** What to wait for when there is no message: a time, after which `expire` is called, or sleep. */
  protected after: Timeout | "hibernate" = "infinity";
  /** With `after: "infinity"`: hibernate when idle for so long. */
  protected hibernateAfter: Timeout = "infinity";
  /** Something to do before the next message. */
  protected continuation: readonly ["continue", unknown] | undefined = undefined;

  constructor(process: Process) {
    this.process = process;
  }

  protected abstract receive(message: unknown): Rest;
  protected abstract proceed(continuation: readonly ["continue", unknown]): Rest;
  protected abstract expire(): Rest;

  run(process: Process): void {
    const { home } = process;
    if (process.timer !== undefined) this.#lookAtTimer(process.timer);
    while (--home.budget >= 0) {
      const { mailbox } = process;
      let rest: Rest;
      if (this.continuation !== undefined) {
        const { continuation } = this;
        this.continuation = undefined;
        rest = this.proceed(continuation);
      } else if (mailbox !== undefined && mailbox.length > 0) {
        const message = mailbox.shift();
        if (home.tracer !== undefined) home.tracer.emit({ type: "receive", pid: process.pid, message });
        rest = this.receive(message);
      } else if (this.after === 0) {
        rest = this.expire();
      } else {
        return this.#wait(process);
      }
      if (rest !== undefined) return step(process, rest);
      if (process.status !== RUNNING) return;
    }
    if (this.#isIdle(process)) this.#wait(process);
    else home.schedule(process, this.after === 0);
  }

  #isIdle({ mailbox }: Process): boolean {
    if (this.continuation !== undefined || this.after === 0) return false;
    return mailbox === undefined || mailbox.length === 0;
  }

  /** If time is up, whatever is in the mailbox comes first all the same. */
  #lookAtTimer(timer: WaitTimer): void {
    if (timer.hasFired) this.after = this.after === "infinity" ? "hibernate" : 0;
    timer.stop();
  }

  #wait(process: Process): void {
    process.status = this.after === "hibernate" ? HIBERNATING : WAITING;
    const delay = this.after === "infinity" ? this.hibernateAfter : this.after;
    if (typeof delay === "number") (process.timer ??= new WaitTimer(process)).start(delay);
  }
}
