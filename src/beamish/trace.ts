/**
 * `beamish/trace`: what a node tells about itself while it runs.
 *
 * Nothing is allocated while nobody listens. Subscribe with `Trace.subscribe`; turn an event into plain data that can
 * leave the thread with `record`.
 */
import { here } from "./kernel/node.ts";
import type { Node } from "./kernel/node.ts";
import type { TraceListener } from "./kernel/trace.ts";

export type { TraceEvent, RecordedEvent, TraceListener } from "./kernel/trace.ts";
export { record } from "./kernel/trace.ts";

/** Calls `listener` for everything that happens on a node (the current one by default). Returns how to stop it. */
export function subscribe(listener: TraceListener, node: Node = here()): () => void {
  return node.subscribe(listener);
}
