/** Whether a run goes on, waits, is over or can never go on. */
import type { HostStatus } from "beamish/testing";

export type Verdict = "running" | "waiting" | "finished" | "stuck";

/**
 * @param entryEnded whether the entry's top-level code has run to its end
 * @param watched whether somebody may still send commands
 */
export function verdictOf(status: HostStatus, entryEnded: boolean, watched: boolean): Verdict {
  if (status.runnable > 0) return "running";
  if (status.timers > 0 || status.promises > 0 || watched) return "waiting";
  return entryEnded && !status.shellWaiting ? "finished" : "stuck";
}

/** Milliseconds to wait before a look: browsers tell of an unhandled rejection some time after it has happened. */
const SETTLING = 8;
/** Milliseconds between two looks at a run from which nothing is heard. */
const LOOK_EVERY = 100;
/** Milliseconds that a run must look stuck: a promise of the host, which the node cannot see, may still settle. */
const SURELY_STUCK = 250;

export interface Watching {
  verdict(): Verdict;
  /** The verdict has changed from running to waiting, or back. */
  changed(state: "running" | "waiting"): void;
  ended(how: "finished" | "stuck"): void;
}

export class Life {
  readonly #watching: Watching;
  readonly #timer: ReturnType<typeof setInterval>;
  #announced: Verdict = "running";
  #stirred = performance.now();
  #stuckSince: number | undefined;
  #next: ReturnType<typeof setTimeout> | undefined;
  #over = false;

  constructor(watching: Watching) {
    this.#watching = watching;
    this.#timer = setInterval(() => {
      this.#look();
    }, LOOK_EVERY);
  }

  /** Something has happened after which the verdict may be another. */
  stir(): void {
    this.#stirred = performance.now();
    this.#stuckSince = undefined;
    this.#lookSoon(SETTLING);
  }

  stop(): void {
    this.#over = true;
    clearInterval(this.#timer);
    clearTimeout(this.#next);
  }

  #lookSoon(delay: number): void {
    if (this.#over) return;
    this.#next ??= setTimeout(() => {
      this.#next = undefined;
      this.#look();
    }, delay);
  }

  #look(): void {
    const verdict = this.#watching.verdict();
    if (this.#over) return;
    if (verdict === "finished" || verdict === "stuck") return this.#seemsOver(verdict);
    this.#stuckSince = undefined;
    if (verdict === this.#announced) return;
    this.#announced = verdict;
    this.#watching.changed(verdict);
  }

  #seemsOver(how: "finished" | "stuck"): void {
    const now = performance.now();
    const settled = now - this.#stirred;
    if (settled < SETTLING) return this.#lookSoon(SETTLING - settled);
    this.#stuckSince ??= now;
    if (how === "finished" || now - this.#stuckSince >= SURELY_STUCK) this.#end(how);
  }

  #end(how: "finished" | "stuck"): void {
    this.stop();
    this.#watching.ended(how);
  }
}
