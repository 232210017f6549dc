/**
 * Trace events on their way out of a guest: one flat list for all, since to copy a hundred thousand objects from one thread
 * to another takes longer than to make them.
 */
import type { RecordedEvent, TraceEvent } from "beamish/trace";

/** What a field of an event holds: a pid (or nothing), a term, or plain data (or nothing). */
export type Kind = "pid" | "term" | "data";

/** The fields that an event has besides its type, time and process. */
export const FIELDS: { readonly [Type in TraceEvent["type"]]: readonly (readonly [string, Kind])[] } = {
  spawn: [
    ["parent", "pid"],
    ["label", "data"],
  ],
  exit: [["reason", "term"]],
  send: [
    ["to", "pid"],
    ["message", "term"],
  ],
  receive: [["message", "term"]],
  deliver: [
    ["from", "pid"],
    ["cause", "data"],
    ["message", "term"],
  ],
  timer: [
    ["to", "pid"],
    ["delay", "data"],
    ["message", "term"],
  ],
  timeout: [],
  wait: [["waiting", "data"]],
  run: [],
  signal: [
    ["to", "pid"],
    ["reason", "term"],
  ],
  link: [["to", "pid"]],
  unlink: [["to", "pid"]],
  monitor: [["to", "pid"]],
  demonitor: [["to", "pid"]],
  register: [["name", "data"]],
  unregister: [["name", "data"]],
  label: [["label", "data"]],
  call: [
    ["to", "pid"],
    ["id", "data"],
    ["request", "term"],
  ],
  answered: [
    ["to", "pid"],
    ["id", "data"],
    ["reply", "term"],
  ],
  state: [["state", "term"]],
  child: [
    ["child", "pid"],
    ["id", "term"],
    ["event", "data"],
  ],
  restarting: [
    ["id", "term"],
    ["restarts", "data"],
    ["limit", "data"],
  ],
  table: [
    ["table", "data"],
    ["event", "data"],
  ],
  rows: [
    ["table", "data"],
    ["key", "term"],
    ["rows", "term"],
  ],
};

export interface Packed {
  /** The number of the first event; the others follow. */
  readonly sequence: number;
  /** For each event its type, its time, its process, and its fields in order; `null` for nothing. */
  readonly parts: readonly (string | number | null)[];
}

export function isPacked(packed: unknown): packed is Packed {
  if (typeof packed !== "object" || packed === null) return false;
  const { sequence, parts } = packed as Partial<Packed>;
  return typeof sequence === "number" && Array.isArray(parts);
}

/** The events of a list. What is not one of them ends it: who packed it shares a thread with code that may do anything. */
export function unpack({ sequence, parts }: Packed): RecordedEvent[] {
  const events: RecordedEvent[] = [];
  for (let at = 0; at < parts.length;) {
    const type = parts[at++];
    if (!isType(type)) return events;
    const event: Record<string, unknown> = {
      sequence: sequence + events.length,
      time: parts[at++],
      type,
      pid: parts[at++],
    };
    for (const [name] of FIELDS[type]) event[name] = parts[at++] ?? undefined;
    events.push(event as RecordedEvent);
  }
  return events;
}

const isType = (type: unknown): type is TraceEvent["type"] =>
  typeof type === "string" && Object.hasOwn(FIELDS, type);
