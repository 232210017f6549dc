/** The guest's way out: events in order, in batches, and never more than a page can bear. */
import type { RecordedEvent } from "beamish/trace";
import type { GuestEvent } from "./protocol.ts";

/** Lines, and characters in all of them together, that one run may print. */
export const MOST_LINES = 5_000;
const MOST_CHARACTERS = 1_000_000;
const MOST_TRACE_EVENTS = 100_000;
const TRACE_BATCH = 500;
/** Milliseconds that a trace event waits for company: about one frame of a screen. */
const TRACE_DELAY = 16;
/** Milliseconds between two reports of how much has been dropped. */
const REPORT_EVERY = 250;

type Line = Extract<GuestEvent, { type: "log" }>;

export class Outlet {
  readonly #post: (events: readonly GuestEvent[]) => void;
  #trace: RecordedEvent[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #lines = 0;
  #characters = 0;
  #traced = 0;
  readonly #dropped = { output: 0, trace: 0 };
  #reported = 0;

  constructor(post: (events: readonly GuestEvent[]) => void) {
    this.#post = post;
  }

  /**
   * Prints a line unless the run has printed its share. The line leaves at once: code that never gives anything else a
   * turn could otherwise never show what it printed.
   *
   * @param make makes the line; not called when it would be dropped
   */
  print(make: () => Line): void {
    if (this.#lines >= MOST_LINES || this.#characters >= MOST_CHARACTERS) return this.#drop("output");
    const line = make();
    this.#lines += 1;
    this.#characters += line.text.length;
    this.send(line);
  }

  trace(make: () => RecordedEvent): void {
    if (this.#traced >= MOST_TRACE_EVENTS) return this.#drop("trace");
    this.#traced += 1;
    this.#trace.push(make());
    if (this.#trace.length >= TRACE_BATCH) return this.send();
    this.#timer ??= setTimeout(() => {
      this.send();
    }, TRACE_DELAY);
  }

  /** Sends the events, after the trace events that came before them. */
  send(...events: readonly GuestEvent[]): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#trace.length > 0) {
      events = [{ type: "trace", events: this.#trace }, ...events];
      this.#trace = [];
    }
    if (events.length > 0) this.#post(events);
  }

  /** Sends the last events, with the final count of what was dropped before them. */
  end(...events: readonly GuestEvent[]): void {
    const floods = (["output", "trace"] as const)
      .filter((what) => this.#dropped[what] > 0)
      .map((what) => ({ type: "flood", what, dropped: this.#dropped[what] }) as const);
    this.send(...floods, ...events);
  }

  #drop(what: "output" | "trace"): void {
    this.#dropped[what] += 1;
    // Looking at the clock costs more than counting.
    if (this.#dropped[what] % 256 !== 1) return;
    const now = performance.now();
    if (this.#dropped[what] > 1 && now - this.#reported < REPORT_EVERY) return;
    this.#reported = now;
    this.send({ type: "flood", what, dropped: this.#dropped[what] });
  }
}
