/** What is logged, on its way to the handlers. */
import type { LogLevel } from "../node/output.ts";
import type { Pid, Term } from "../term/term.ts";

/** What is known of a message besides its text: `pid` and `time` (milliseconds since 1970) always, and what was added. */
export type Metadata = Readonly<Record<string, Term>>;

/** A message on its way to the handlers. */
export interface LogEvent {
  readonly level: LogLevel;
  /** What was logged: a text, or a report (any term). */
  readonly message: Term;
  /** The same as text. */
  readonly text: string;
  /** The terms behind a report of the runtime, such as the reason of a crash and the last state. */
  readonly values: readonly unknown[];
  readonly metadata: Metadata & { readonly pid: Pid | undefined; readonly time: number };
}

export const isRecord = (value: unknown): value is Metadata =>
  typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
