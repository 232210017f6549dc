/** The guest's way out: events in order, in batches, and never more than a page can bear. */
import type { TraceEvent } from "beamish/trace";
import type { SourcePosition } from "../engine.ts";
import type { GuestEvent } from "./protocol.ts";
import { Package, type Recorder } from "./recorder.ts";

/** Lines, and characters in all of them together, that one run may print. */
export const MOST_LINES = 5_000;
const MOST_CHARACTERS = 1_000_000;
const MOST_TRACE_EVENTS = 100_000;
/** Of the trace events after those, so many are kept back: the latest. They leave when the run comes to rest. */
const LATEST = 10_000;
const TRACE_BATCH = 500;
/** Milliseconds that a trace event waits for company: about one frame of a screen. */
const TRACE_DELAY = 16;
/** Milliseconds between two reports of how much has been dropped. */
const REPORT_EVERY = 250;

type Line = Extract<GuestEvent, { type: "log" }>;

export class Outlet {
  readonly #post: (events: readonly GuestEvent[]) => void;
  /** Trace events that have not been sent; the number of the first, and how many they are. */
  #package = new Package();
  #first = 0;
  #unsent = 0;
  #positions: (readonly [number, SourcePosition])[] = [];
  #recorder: Recorder | undefined;
  #alive: () => readonly string[] = () => [];
  /** A ring of the latest trace events; `#late` counts all that were put into it. */
  #latest: TraceEvent[] = [];
  #late = 0;
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

  /** @param alive the processes that are alive now */
  expectTrace(recorder: Recorder, alive: () => readonly string[]): void {
    this.#recorder = recorder;
    this.#alive = alive;
  }

  trace(event: TraceEvent): void {
    if (this.#traced >= MOST_TRACE_EVENTS) return this.#keepBack(event);
    this.#traced += 1;
    const recorder = this.#recorder!;
    const at = recorder.place(event);
    if (at !== undefined) this.#positions.push([event.sequence, at]);
    if (this.#unsent++ === 0) this.#first = event.sequence;
    recorder.record(event, this.#package);
    if (this.#unsent >= TRACE_BATCH) return this.send();
    this.#timer ??= setTimeout(() => {
      this.send();
    }, TRACE_DELAY);
  }

  /** Sends the events, after the trace events that came before them. */
  send(...events: readonly GuestEvent[]): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (events.some(({ type }) => type === "state" || type === "exit"))
      events = [...this.#takeLatest(), ...events];
    if (this.#unsent > 0) {
      const packed = { sequence: this.#first, ...this.#package };
      events = [{ type: "trace", packed, positions: this.#positions }, ...events];
      this.#package = new Package();
      this.#positions = [];
      this.#unsent = 0;
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

  /** Costs next to nothing: what is pushed out of the ring was never printed. */
  #keepBack(event: TraceEvent): void {
    this.#latest[this.#late % LATEST] = event;
    this.#late += 1;
    if (this.#late > LATEST) this.#drop("trace");
  }

  #takeLatest(): GuestEvent[] {
    if (this.#late === 0) return [];
    const begin = this.#late > LATEST ? this.#late % LATEST : 0;
    const live = [...this.#latest.slice(begin), ...this.#latest.slice(0, begin)];
    const missing = this.#late - live.length;
    const rest = new Package();
    for (const event of live) this.#recorder!.record(event, rest);
    this.#latest = [];
    this.#late = 0;
    const packed = { sequence: live[0]!.sequence, ...rest };
    const trace: GuestEvent = { type: "trace", packed, positions: [] };
    return missing === 0 ? [trace] : [{ type: "gap", missing, alive: this.#aliveBefore(live) }, trace];
  }

  /** Who lived before these events, given who lives after them. */
  #aliveBefore(events: readonly TraceEvent[]): readonly string[] {
    const alive = new Set(this.#alive());
    for (const { type, pid } of events.toReversed()) {
      if (type === "exit") alive.add(String(pid));
      else if (type === "spawn") alive.delete(String(pid));
    }
    return [...alive];
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
