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
  #stuckSince: number | undefined;
  #lookComing = false;
  #over = false;

  constructor(watching: Watching) {
    this.#watching = watching;
    this.#timer = setInterval(() => {
      this.#look();
    }, LOOK_EVERY);
  }

  /** Something has happened after which the verdict may be another. */
  stir(): void {
    this.#stuckSince = undefined;
    if (this.#lookComing || this.#over) return;
    this.#lookComing = true;
    // Not in the next task: a browser tells of an unhandled rejection in one that it adds only now.
    setTimeout(() =>
      setTimeout(() => {
        this.#lookComing = false;
        this.#look();
      }),
    );
  }

  stop(): void {
    this.#over = true;
    clearInterval(this.#timer);
  }

  #look(): void {
    if (this.#over) return;
    const verdict = this.#watching.verdict();
    if (verdict !== "stuck") this.#stuckSince = undefined;
    if (verdict === "finished") return this.#end("finished");
    if (verdict === "stuck") {
      const now = performance.now();
      this.#stuckSince ??= now;
      if (now - this.#stuckSince >= SURELY_STUCK) this.#end("stuck");
      return;
    }
    if (verdict === this.#announced) return;
    this.#announced = verdict;
    this.#watching.changed(verdict);
  }

  #end(how: "finished" | "stuck"): void {
    this.stop();
    this.#watching.ended(how);
  }
}
