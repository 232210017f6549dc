/** The windows of one stage that are open, each with its state. No process knows of it: time is told from outside. */
import type { Trigger, Window } from "./window.ts";

/** What is done with the events of a window, and with its state when it is wanted. */
export interface Reducer {
  init(): unknown;
  /** Gives events to emit at once, and the state. */
  reduce(event: unknown, state: unknown): readonly [events: readonly unknown[], state: unknown];
  /** Gives events to emit, and the state to go on with. */
  trigger(state: unknown, trigger: Trigger): readonly [events: readonly unknown[], state: unknown];
}

interface Pane {
  state: unknown;
  /** Events since the last trigger. */
  count: number;
  /** All events: of a count window. */
  total: number;
  /** Its time is over; it waits for late events. */
  isLate: boolean;
}

/** What is to be called later: `after` ms from now, with this key. */
export type Later = (after: number, key: number) => void;

export class Panes<Source> {
  readonly #window: Window<never>;
  readonly #reducer: Reducer;
  readonly #later: Later;
  readonly #panes = new Map<number, Pane>();
  /** Of count, periodic and session windows: the one that events go to. */
  #current = 0;
  /** Of a session: the time of its last event. */
  #last = -Infinity;
  /** Of fixed windows: up to where each producer has come; earlier windows are over. */
  readonly #progress = new Map<Source, number>();
  #closedBefore = -Infinity;
  #out: unknown[] = [];

  constructor(window: Window<never>, reducer: Reducer, sources: Iterable<Source>, later: Later) {
    this.#window = window;
    this.#reducer = reducer;
    this.#later = later;
    for (const source of sources) this.#progress.set(source, -Infinity);
    if (window.kind.type === "global") this.#open(0);
  }

  /** Events have come from a producer: gives what is to be emitted. */
  add(source: Source, events: readonly unknown[]): readonly unknown[] {
    const { kind } = this.#window;
    for (const event of events) {
      if (kind.type === "fixed") this.#addFixed(source, event, kind);
      else if (kind.type === "session") this.#addSession(event, kind);
      else this.#addTo(this.#current, event);
    }
    return this.#emitted();
  }

  /** A producer has ended: nobody waits for it any more. */
  leave(source: Source): readonly unknown[] {
    this.#progress.delete(source);
    if (this.#progress.size > 0) this.#advance();
    return this.#emitted();
  }

  /** All producers have ended. */
  done(): readonly unknown[] {
    for (const key of [...this.#panes.keys()].sort((a, b) => a - b)) this.#close(key);
    return this.#emitted();
  }

  /** The period of the triggers has passed. */
  tick(): readonly unknown[] {
    const { period } = this.#window;
    for (const key of this.#panes.keys()) this.#trigger(key, ["periodically", period!]);
    return this.#emitted();
  }

  /** The time of a periodic window, or of waiting for late events, is over. */
  timeIsUp(key: number): readonly unknown[] {
    if (this.#window.kind.type === "periodic") {
      this.#open(this.#current);
      this.#close(this.#current++);
    } else if (this.#panes.has(key)) this.#close(key);
    return this.#emitted();
  }

  #addFixed(
    source: Source,
    event: unknown,
    { size, by }: { size: number; by: (event: never) => number },
  ): void {
    const key = Math.floor(by(event as never) / size);
    if (key >= this.#closedBefore || this.#panes.has(key)) this.#addTo(key, event);
    if (key <= this.#progress.get(source)!) return;
    this.#progress.set(source, key);
    this.#advance();
  }

  /** Windows that all producers have left behind are over. */
  #advance(): void {
    if (this.#window.kind.type !== "fixed") return;
    const reached = Math.min(...this.#progress.values());
    if (reached <= this.#closedBefore) return;
    this.#closedBefore = reached;
    const over = [...this.#panes].filter(([key, { isLate }]) => key < reached && !isLate);
    for (const [key, pane] of over.sort(([a], [b]) => a - b)) {
      if (this.#window.lateness === 0) this.#close(key);
      else {
        pane.isLate = true;
        this.#trigger(key, "watermark");
        this.#later(this.#window.lateness, key);
      }
    }
  }

  #addSession(event: unknown, { size, by }: { size: number; by: (event: never) => number }): void {
    const time = by(event as never);
    if (time - this.#last > size && this.#panes.has(this.#current)) this.#close(this.#current++);
    this.#last = Math.max(this.#last, time);
    this.#addTo(this.#current, event);
  }

  #open(key: number): Pane {
    let pane = this.#panes.get(key);
    if (pane === undefined) {
      pane = { state: this.#reducer.init(), count: 0, total: 0, isLate: false };
      this.#panes.set(key, pane);
    }
    return pane;
  }

  #addTo(key: number, event: unknown): void {
    const pane = this.#open(key);
    const [events, state] = this.#reducer.reduce(event, pane.state);
    for (const one of events) this.#out.push(one);
    pane.state = state;
    pane.total++;
    const { kind, every } = this.#window;
    if (++pane.count === every) this.#trigger(key, ["every", every]);
    if (kind.type === "count" && pane.total === kind.size) this.#close(this.#current++);
  }

  #close(key: number): void {
    this.#trigger(key, "done");
    this.#panes.delete(key);
  }

  #trigger(key: number, why: Trigger[2]): void {
    const pane = this.#panes.get(key)!;
    const [events, state] = this.#reducer.trigger(pane.state, [...this.#name(key), why]);
    for (const one of events) this.#out.push(one);
    pane.state = state;
    pane.count = 0;
  }

  #name(key: number): readonly [Trigger[0], Trigger[1]] {
    const { kind } = this.#window;
    if (kind.type === "global") return ["global", "global"];
    return [kind.type, kind.type === "fixed" ? key * kind.size : key];
  }

  #emitted(): readonly unknown[] {
    const out = this.#out;
    this.#out = [];
    return out;
  }
}
