/** What the sandbox knows of the runtime's own values: pids, references, trace events. */
import { isPid, isRef } from "beamish";
import { type RecordedEvent, type TraceEvent } from "beamish/trace";
import type { Value } from "../engine.ts";
import { textOf, toValue } from "../values.ts";

export function leafOf(value: object): Value | undefined {
  if (isPid(value)) return { kind: "leaf", text: String(value), role: "pid" };
  if (isRef(value)) return { kind: "leaf", text: String(value), role: "ref" };
  return undefined;
}

/** Characters of a term in a trace event. */
const LONGEST_TERM = 400;

/** Fields that are plain data already; all others hold pids or terms. `id` is a term where children are named. */
const DATA: ReadonlySet<string> = new Set([
  "sequence",
  "time",
  "type",
  "name",
  "label",
  "event",
  "restarts",
  "limit",
]);

/** Makes trace events data. As the runtime's `record`, but bounded: a run may send what is too large to print. */
export function makeRecorder(): (event: TraceEvent) => RecordedEvent {
  const looking = { leafOf, positionsIn: () => [] };
  const text = (term: unknown) => {
    const whole = textOf(toValue(term, looking));
    return whole.length <= LONGEST_TERM ? whole : `${whole.slice(0, LONGEST_TERM)}...`;
  };
  return (event) => {
    const isData = (key: string) =>
      DATA.has(key) || (key === "id" && (event.type === "call" || event.type === "answered"));
    const isAbsent = (key: string, part: unknown) => key === "parent" && part === undefined;
    const fields = Object.entries(event).map(([key, part]: [string, unknown]) => [
      key,
      isData(key) || isAbsent(key, part) ? part : text(part),
    ]);
    return Object.fromEntries(fields) as RecordedEvent;
  };
}
