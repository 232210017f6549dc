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

/**
 * Calls `listener` for everything that happens on a node. While nobody listens, nothing is even allocated.
 *
 * In place of Erlang's `trace/3`: one stream of events for a whole node.
 *
 * @param listener Called with each event as it happens; it must not call anything of `beamish`.
 * @param node The current one unless given.
 * @returns A function that ends it.
 * @example
 * ```ts
 * import { self, send } from "beamish";
 * import { subscribe } from "beamish/trace";
 * const stop = subscribe((event) => console.log(event.type));
 * send(self(), "hi");
 * stop();
 * //> send
 * ```
 */
export function subscribe(listener: TraceListener, node: Node = here()): () => void {
  return node.subscribe(listener);
}

/** Fields of an event that hold terms; the others are plain data already, or pids. */
const TERMS: ReadonlySet<string> = new Set(["message", "reason", "request", "reply", "state", "key", "rows"]);

/**
 * An event as plain data that can leave the thread: pids as `<0.85.0>`, terms as `inspect` prints them.
 *
 * @param event What a listener was given.
 * @example
 * ```ts
 * import { self, send } from "beamish";
 * import { record, subscribe } from "beamish/trace";
 * const stop = subscribe((event) => {
 *   const recorded = record(event);
 *   if (recorded.type === "send") console.log(recorded.message);
 * });
 * send(self(), ["ok", 1]);
 * stop();
 * //> ["ok", 1]
 * ```
 */
export function record(event: TraceEvent): RecordedEvent {
  const recorded: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(event)) {
    const isTerm =
      TERMS.has(key) || (key === "id" && (event.type === "child" || event.type === "restarting"));
    recorded[key] = isTerm ? inspect(value) : isPid(value) ? value.toString() : value;
  }
  return recorded as RecordedEvent;
}
