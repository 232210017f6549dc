/** The windows of one stage that are open, each with its state. No process knows of it: time is told from outside. */
import { badArgument } from "../../term/errors.ts";
import type { Term } from "../../term/term.ts";
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
  /** What the window's trigger has kept. */
  kept: unknown;
  /** How many events there have been: of a count window. */
  total: number;
  /** Its time is over; it waits for late events. */
  isLate: boolean;
}

type Timed = Extract<Window<never>["kind"], { by: unknown }>;

/** What is to be called later: `after` ms from now, with this key. */
export type Later = (after: number, key: number) => void;

export class Panes<Source> {
  readonly #window: Window<never>;
  readonly #reducer: Reducer;
  readonly #later: Later;
  readonly #panes = new Map<number, Pane>();
  /** Of all but fixed windows: the one that events go to. */
  #current = 0;
  /** Of a session: the time of its last event. */
  #last = -Infinity;
  /** Of fixed windows: up to where each producer has come. */
  readonly #progress = new Map<Source, number>();
  /** Windows before this one are over, once all producers have sent something. */
  #closedBefore: number | undefined;
  #out: unknown[] = [];

  constructor(window: Window<never>, reducer: Reducer, sources: Iterable<Source>, later: Later) {
    this.#window = window;
    this.#reducer = reducer;
    this.#later = later;
    for (const source of sources) this.#progress.set(source, -Infinity);
  }

  /** Events have come from a producer: gives what is to be emitted. */
  add(source: Source, events: readonly unknown[]): readonly unknown[] {
    const { kind } = this.#window;
    if (kind.type === "fixed") this.#addFixed(source, events, kind);
    else if (kind.type === "session") this.#addSession(events, kind);
    else if (kind.type === "count") this.#addCounted(events, kind.size);
    else this.#give(this.#current, events);
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
    for (const key of this.#open()) this.#close(key);
    return this.#emitted();
  }

  /** The state of all open windows is wanted, under this name. */
  wanted(name: Term): readonly unknown[] {
    for (const key of this.#open()) this.#trigger(key, name);
    return this.#emitted();
  }

  /** The time of a periodic window, or of waiting for late events, is over. */
  timeIsUp(key: number): readonly unknown[] {
    if (this.#window.kind.type === "periodic") this.#close(this.#current++);
    else if (this.#panes.has(key)) this.#close(key);
    return this.#emitted();
  }

  /** The windows that are open, also those between two others that have had no events. */
  #open(): readonly number[] {
    const { type } = this.#window.kind;
    if (type !== "fixed" && type !== "session") return [this.#current];
    if (this.#panes.size === 0) return [];
    const first = Math.min(...this.#panes.keys());
    return Array.from({ length: Math.max(...this.#panes.keys()) - first + 1 }, (_, i) => first + i);
  }

  #addFixed(source: Source, events: readonly unknown[], { size, by }: Timed): void {
    for (const [key, run] of runs(events, (event) => Math.floor(timeOf(event, by) / size))) {
      const reached = this.#progress.get(source)!;
      if (key < reached && !this.#panes.has(key)) continue;
      this.#give(key, run);
      this.#progress.set(source, Math.max(key, reached));
    }
    this.#advance();
  }

  /** Windows that all producers have left behind are over. */
  #advance(): void {
    if (this.#window.kind.type !== "fixed") return;
    const reached = Math.min(...this.#progress.values());
    if (reached === -Infinity) return;
    this.#closedBefore ??= Math.min(reached, ...this.#panes.keys());
    const { lateness } = this.#window.extras;
    for (; this.#closedBefore < reached; this.#closedBefore++) {
      const key = this.#closedBefore;
      if (lateness === 0) {
        this.#close(key);
        continue;
      }
      this.#pane(key).isLate = true;
      this.#trigger(key, "watermark");
      this.#later(lateness, key);
    }
  }

  #addSession(events: readonly unknown[], { size, by }: Timed): void {
    for (const event of events) {
      const time = timeOf(event, by);
      if (time - this.#last > size && this.#panes.has(this.#current)) this.#close(this.#current++);
      this.#last = Math.max(this.#last, time);
      this.#give(this.#current, [event]);
    }
  }

  #addCounted(events: readonly unknown[], size: number): void {
    for (let rest = events; rest.length > 0;) {
      const pane = this.#pane(this.#current);
      const part = rest.slice(0, size - pane.total);
      rest = rest.slice(part.length);
      this.#give(this.#current, part);
      pane.total += part.length;
      if (pane.total === size) this.#close(this.#current++);
    }
  }

  #pane(key: number): Pane {
    let pane = this.#panes.get(key);
    if (pane === undefined) {
      const kept = this.#window.extras.custom?.init();
      pane = { state: this.#reducer.init(), kept, total: 0, isLate: false };
      this.#panes.set(key, pane);
    }
    return pane;
  }

  /** Events have come for this window. */
  #give(key: number, events: readonly unknown[]): void {
    const pane = this.#pane(key);
    const { custom } = this.#window.extras;
    if (custom === undefined) return this.#reduce(pane, events);
    for (let rest = events; ;) {
      const answer: unknown = custom.next(rest as never, pane.kept as never);
      const [what, ...given] = Array.isArray(answer) ? (answer as unknown[]) : [];
      if (what === "trigger" && given.length === 4) {
        const [name, before, after, kept] = given as [Term, unknown[], unknown[], unknown];
        this.#reduce(pane, before);
        pane.kept = kept;
        this.#trigger(key, name);
        rest = after;
      } else if (what === "cont" && (given.length === 1 || given.length === 2)) {
        pane.kept = given.at(-1);
        return this.#reduce(pane, given.length === 2 ? (given[0] as unknown[]) : rest);
      } else {
        const expected = '["cont", kept], ["cont", events, kept] or ["trigger", name, before, after, kept]';
        throw badArgument("Flow.Window.trigger", `a function that returns ${expected}`, answer);
      }
    }
  }

  #reduce(pane: Pane, events: readonly unknown[]): void {
    for (const event of events) {
      const [emitted, state] = this.#reducer.reduce(event, pane.state);
      for (const one of emitted) this.#out.push(one);
      pane.state = state;
    }
  }

  #close(key: number): void {
    this.#trigger(key, "done");
    this.#panes.delete(key);
  }

  #trigger(key: number, why: Term): void {
    const pane = this.#pane(key);
    const [events, state] = this.#reducer.trigger(pane.state, [...this.#name(key), why]);
    for (const one of events) this.#out.push(one);
    pane.state = state;
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

/** The events that follow one another with the same key, together. */
function* runs(
  events: readonly unknown[],
  keyOf: (event: unknown) => number,
): Generator<[number, unknown[]]> {
  let last: [number, unknown[]] | undefined;
  for (const event of events) {
    const key = keyOf(event);
    if (last?.[0] === key) last[1].push(event);
    else {
      if (last !== undefined) yield last;
      last = [key, [event]];
    }
  }
  if (last !== undefined) yield last;
}

function timeOf(event: unknown, by: (event: never) => number): number {
  const time: unknown = by(event as never);
  if (typeof time === "number" && Number.isFinite(time)) return time;
  throw badArgument("Flow.Window", "the time of an event: a number of milliseconds", time);
}
