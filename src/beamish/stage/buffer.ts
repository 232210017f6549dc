/** Events that nobody has asked for yet, and messages that must not overtake them. A value. */
import type { Term } from "../kernel/term.ts";

export interface Buffer {
  readonly size: number;
  /** Which events stay when there are too many. */
  readonly keep: "first" | "last";
  readonly entries: readonly Entry[];
  /** How many of the entries are events. */
  readonly count: number;
}

export type Entry = readonly ["event", Term] | readonly ["info", Term];

/** An empty buffer for `size` events (`Infinity` for any number). */
export function newBuffer(size: number, keep: "first" | "last"): Buffer {
  return { size, keep, entries: [], count: 0 };
}

/** Adds events; says how many were lost. Messages behind a lost event stay. */
export function store(buffer: Buffer, events: readonly Term[]): readonly [Buffer, lost: number] {
  const excess = Math.max(0, buffer.count + events.length - buffer.size);
  const all: Entry[] = [...buffer.entries, ...events.map((event) => ["event", event] as const)];
  let index = 0;
  const total = buffer.count + events.length;
  const entries = all.filter(([kind]) => {
    if (kind === "info") return true;
    const at = index++;
    return buffer.keep === "first" ? at < total - excess : at >= excess;
  });
  return [{ ...buffer, entries, count: total - excess }, excess];
}

/** Puts a message behind the events that are there; an empty buffer does not hold it. */
export function storeInfo(buffer: Buffer, message: Term): Buffer | undefined {
  return buffer.count === 0 ? undefined : { ...buffer, entries: [...buffer.entries, ["info", message]] };
}

/** Takes `count` events at most, with the messages among and right behind them. */
export function take(buffer: Buffer, count: number): readonly [readonly Entry[], Buffer] {
  let [end, events] = [0, 0];
  for (const [kind] of buffer.entries) {
    if (kind === "event" && events === count) break;
    if (kind === "event") events++;
    end++;
  }
  const rest = { ...buffer, entries: buffer.entries.slice(end), count: buffer.count - events };
  return [buffer.entries.slice(0, end), rest];
}
