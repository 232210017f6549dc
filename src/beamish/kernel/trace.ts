/** Trace events: the one account of what happened, from which every view is folded. */

/**
 * One thing that happened on a node. `P` is how a process is named and `T` how a term is given: live values for a
 * listener on the same thread, text once recorded.
 */
export type TraceEvent<P = unknown, T = unknown> = {
  /** Logical time: counts events of the node from 1. */
  readonly sequence: number;
  /** The node's clock, in milliseconds since the node started. */
  readonly time: number;
  readonly pid: P;
} & (
  | { readonly type: "spawn"; readonly parent: P | undefined; readonly label: string | undefined }
  | { readonly type: "exit"; readonly reason: T }
  | { readonly type: "send"; readonly to: P; readonly message: T }
  | { readonly type: "receive"; readonly message: T }
  /** The node itself puts a message into the mailbox of `pid`. `from` is the process that it tells of. */
  | { readonly type: "deliver"; readonly from: P | undefined; readonly cause: Cause; readonly message: T }
  /** A message is to be sent in `delay` milliseconds; to a name if there is no `to`. */
  | { readonly type: "timer"; readonly to: P | undefined; readonly delay: number; readonly message: T }
  /** The wait of a process is over because its time is up. */
  | { readonly type: "timeout" }
  /** The process has nothing to do until a message, a timer or a signal comes. `waiting` messages are not what it waits for. */
  | { readonly type: "wait"; readonly waiting: number }
  /** The process has work again. */
  | { readonly type: "run" }
  | { readonly type: "signal"; readonly to: P; readonly reason: T }
  | { readonly type: "link" | "unlink" | "monitor" | "demonitor"; readonly to: P }
  | { readonly type: "register" | "unregister"; readonly name: string }
  | { readonly type: "label"; readonly label: string }
  /** A caller asks a server and waits; `answered` closes it with the same `id`. */
  | { readonly type: "call"; readonly to: P; readonly id: string; readonly request: T }
  | { readonly type: "answered"; readonly to: P; readonly id: string; readonly reply: T }
  | { readonly type: "state"; readonly state: T }
  /** `pid` is the supervisor. */
  | {
      readonly type: "child";
      readonly child: P;
      readonly id: T;
      readonly event: "started" | "restarted" | "terminated";
    }
  /** `pid` is a supervisor, which tolerates `limit` restarts within `period` milliseconds; told when it starts, and again if that changes. */
  | {
      readonly type: "supervisor";
      readonly strategy: string;
      readonly limit: number;
      readonly period: number;
    }
  | { readonly type: "restarting"; readonly id: T; readonly restarts: number; readonly limit: number }
  /** A table has been made, given away (`pid` is the owner) or deleted. */
  | { readonly type: "table"; readonly table: string; readonly event: "owned" | "dropped" }
  /** The rows of one key are others now; none if the key has been deleted. */
  | { readonly type: "rows"; readonly table: string; readonly key: T; readonly rows: T }
);

/** Why the node sends a message of its own: an exit, the end of a monitored process, a timer, a table given away. */
export type Cause = "exit" | "down" | "timer" | "transfer";

/** An event as plain data: pids as `<0.85.0>`, terms as they are printed. */
export type RecordedEvent = TraceEvent<string, string>;

export type TraceListener = (event: TraceEvent) => void;

/** An event as it is reported: the tracer adds the logical time and the clock's. */
export type TraceReport = TraceEvent extends infer E
  ? E extends TraceEvent
    ? Omit<E, "sequence" | "time">
    : never
  : never;

/** A node's listeners. A node has a tracer only while somebody listens, so that otherwise nothing is even allocated. */
export class Tracer {
  readonly #listeners = new Set<TraceListener>();
  readonly #now: () => number;
  #sequence = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  get isUsed(): boolean {
    return this.#listeners.size > 0;
  }

  add(listener: TraceListener): void {
    this.#listeners.add(listener);
  }

  remove(listener: TraceListener): void {
    this.#listeners.delete(listener);
  }

  emit(report: TraceReport): void {
    // The report becomes the event: to copy it would cost more than all the rest.
    const event = report as { -readonly [Key in keyof TraceEvent]: TraceEvent[Key] };
    event.sequence = ++this.#sequence;
    event.time = this.#now();
    for (const listener of this.#listeners) listener(event as TraceEvent);
  }
}
