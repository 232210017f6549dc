/**
 * `beamish/trace`: what a node tells about itself while it runs.
 *
 * Nothing is allocated while nobody listens. Subscribe with `Trace.subscribe`; turn an event into plain data that can
 * leave the thread with `record`.
 */
import { here } from "./node/node.ts";
import type { Node } from "./node/node.ts";
import { inspect, isPid } from "./term/term.ts";
import type { RecordedEvent, TraceEvent, TraceListener } from "./kernel/trace.ts";

export type { TraceEvent, RecordedEvent, TraceListener } from "./kernel/trace.ts";

/** Calls `listener` for everything that happens on a node (the current one by default). Returns how to stop it. */
export function subscribe(listener: TraceListener, node: Node = here()): () => void {
  return node.subscribe(listener);
}

/** Fields of an event that hold terms; the others are plain data already, or pids. */
const TERMS: ReadonlySet<string> = new Set(["message", "reason", "request", "reply", "state", "key", "rows"]);

/** An event as plain data that can leave the thread: pids as `<0.85.0>`, terms as `inspect` prints them. */
export function record(event: TraceEvent): RecordedEvent {
  const recorded: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(event)) {
    const isTerm =
      TERMS.has(key) || (key === "id" && (event.type === "child" || event.type === "restarting"));
    recorded[key] = isTerm ? inspect(value) : isPid(value) ? value.toString() : value;
  }
  return recorded as RecordedEvent;
}
