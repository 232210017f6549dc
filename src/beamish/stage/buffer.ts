/** Events that nobody has asked for yet, and messages that must not overtake them. */
import type { Term } from "../term/term.ts";

type Entry = readonly ["event", Term] | readonly ["info", Term];

/** What was taken: events, then the messages that stood right behind them. */
export interface Taken {
  readonly events: readonly Term[];
  readonly infos: readonly Term[];
}

/** What became of events that were stored: how many were lost, and the messages that no event is in front of any more. */
export interface Stored {
  readonly lost: number;
  readonly infos: readonly Term[];
}

export class Buffer {
  readonly #size: number;
  readonly #keep: "first" | "last";
  #entries: Entry[] = [];
  /** The first entry that is still there: taking moves nothing. */
  #first = 0;
  #events = 0;

  /** A buffer for `size` events (`Infinity` for any number) that keeps the first or the last ones when there are more. */
  constructor(size: number, keep: "first" | "last") {
    this.#size = size;
    this.#keep = keep;
  }

  /** How many events there are. As in Elixir, a buffer without a limit counts its messages too. */
  get count(): number {
    return this.#size === Infinity ? this.#entries.length - this.#first : this.#events;
  }

  /** Adds events. A message behind an event that is lost comes out at once. */
  store(events: readonly Term[]): Stored {
    const infos: Term[] = [];
    const room = this.#size - this.#events;
    const kept =
      this.#keep === "first"
        ? events.slice(0, Math.max(0, room))
        : events.slice(-this.#size || events.length);
    const excess = Math.max(0, events.length - room);
    if (this.#keep === "last") this.#drop(Math.min(excess, this.#events), infos);
    for (const event of kept) this.#entries.push(["event", event]);
    this.#events += kept.length;
    return { lost: excess, infos };
  }

  #drop(count: number, infos: Term[]): void {
    for (let dropped = 0; dropped < count; this.#first++)
      if (this.#entries[this.#first]![0] === "event") dropped++;
    this.#events -= count;
    while (this.#entries[this.#first]?.[0] === "info") infos.push(this.#entries[this.#first++]![1]);
  }

  /** Puts a message behind the events that are there; false if there are none, and it is not stored. */
  storeInfo(message: Term): boolean {
    if (this.#first === this.#entries.length) return false;
    this.#entries.push(["info", message]);
    return true;
  }

  /**
   * Takes `count` events at most, and fewer if there is a message among them: then it gives those messages too, and may
   * be asked again. `undefined` if there is nothing to take.
   */
  take(count: number): Taken | undefined {
    if (count === 0 || this.#first === this.#entries.length) return undefined;
    const [events, infos]: [Term[], Term[]] = [[], []];
    while (events.length < count && this.#entries[this.#first]?.[0] === "event")
      events.push(this.#entries[this.#first++]![1]);
    this.#events -= events.length;
    // As in Elixir: with a limit a message belongs to the event before it, without one it takes its turn as an entry.
    const isNext = this.#size !== Infinity || events.length < count;
    while (isNext && this.#entries[this.#first]?.[0] === "info") infos.push(this.#entries[this.#first++]![1]);
    this.#compact();
    return { events, infos };
  }

  /** Drops what was taken once it is half of the array, so that each entry is moved at most once. */
  #compact(): void {
    if (this.#first * 2 < this.#entries.length) return;
    this.#entries = this.#entries.slice(this.#first);
    this.#first = 0;
  }
}
