/**
 * `beamish/trace`: what a node tells about itself while it runs.
 *
 * Nothing is allocated while nobody listens. Subscribe with `Trace.subscribe`; turn an event into plain data that can
 * leave the thread with `record`.
 */
export type { TraceEvent, RecordedEvent, TraceListener } from "./kernel/trace.ts";
export { subscribe, record } from "./kernel/trace.ts";
