/**
 * Trace events on their way out of a guest: one list of numbers and one text for many of them, since to copy a hundred
 * thousand objects from one thread to another, or as many texts, takes longer than to make them.
 */
import type { RecordedEvent, TraceEvent } from "beamish/trace";

/** What a field of an event holds: a pid (or nothing), a term, a text (or nothing), or a number. */
export type Kind = "pid" | "term" | "text" | "number";

/** The fields that an event has besides its type, time and process. */
export const FIELDS: { readonly [Type in TraceEvent["type"]]: readonly (readonly [string, Kind])[] } = {
  spawn: [
    ["parent", "pid"],
    ["label", "text"],
  ],
  exit: [["reason", "term"]],
  send: [
    ["to", "pid"],
    ["message", "term"],
  ],
  receive: [["message", "term"]],
  deliver: [
    ["from", "pid"],
    ["cause", "text"],
    ["message", "term"],
  ],
  timer: [
    ["to", "pid"],
    ["delay", "number"],
    ["message", "term"],
  ],
  timeout: [],
  wait: [["waiting", "number"]],
  run: [],
  signal: [
    ["to", "pid"],
    ["reason", "term"],
  ],
  link: [["to", "pid"]],
  unlink: [["to", "pid"]],
  monitor: [["to", "pid"]],
  demonitor: [["to", "pid"]],
  register: [["name", "text"]],
  unregister: [["name", "text"]],
  label: [["label", "text"]],
  call: [
    ["to", "pid"],
    ["id", "text"],
    ["request", "term"],
  ],
  answered: [
    ["to", "pid"],
    ["id", "text"],
    ["reply", "term"],
  ],
  state: [["state", "term"]],
  child: [
    ["child", "pid"],
    ["id", "term"],
    ["event", "text"],
  ],
  supervisor: [
    ["strategy", "text"],
    ["limit", "number"],
    ["period", "number"],
  ],
  restarting: [
    ["id", "term"],
    ["restarts", "number"],
    ["limit", "number"],
  ],
  table: [
    ["table", "text"],
    ["event", "text"],
  ],
  rows: [
    ["table", "text"],
    ["key", "term"],
    ["rows", "term"],
  ],
};

const TYPES = Object.keys(FIELDS) as readonly TraceEvent["type"][];

/** What stands for the type of an event. */
export const NUMBERS = Object.fromEntries(TYPES.map((type, number) => [type, number])) as Readonly<
  Record<TraceEvent["type"], number>
>;

/** Stands for a pid or a text that is not there. */
export const NOTHING = -1;

export interface Packed {
  /** The number of the first event; the others follow. */
  readonly sequence: number;
  /**
   * For each event its type, its time, its process, and its fields in order. `<0.85.0>` is 85; a term or a text is its
   * length.
   */
  readonly numbers: readonly number[];
  /** All terms and texts, one after the other. */
  readonly text: string;
}

export function isPacked(packed: unknown): packed is Packed {
  if (typeof packed !== "object" || packed === null) return false;
  const { sequence, numbers, text } = packed as Partial<Packed>;
  return typeof sequence === "number" && Array.isArray(numbers) && typeof text === "string";
}

/** The events of a list. What is not one of them ends it: who packed it shares a thread with code that may do anything. */
export function unpack({ sequence, numbers, text }: Packed): RecordedEvent[] {
  const events: RecordedEvent[] = [];
  const pids = new Map<number | undefined, string>();
  const pidOf = (number: number | undefined) => {
    let pid = pids.get(number);
    if (pid === undefined) pids.set(number, (pid = `<0.${number}.0>`));
    return pid;
  };
  let [at, read] = [0, 0];
  const field = (kind: Kind) => {
    const number = numbers[at++];
    if (number === NOTHING) return undefined;
    if (kind === "number") return number;
    return kind === "pid" ? pidOf(number) : text.slice(read, (read += number!));
  };
  while (at < numbers.length) {
    const number = numbers[at++];
    const type = Number.isInteger(number) ? TYPES[number!] : undefined;
    if (type === undefined) return events;
    const event: Record<string, unknown> = {
      sequence: sequence + events.length,
      time: numbers[at++],
      type,
      pid: pidOf(numbers[at++]),
    };
    for (const [name, kind] of FIELDS[type]) event[name] = field(kind);
    events.push(event as RecordedEvent);
  }
  return events;
}
