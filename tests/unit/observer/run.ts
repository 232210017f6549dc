/** Recorded runs for tests of the observer. */
import type { RecordedEvent } from "beamish/trace";

export type Bare<E = RecordedEvent> = E extends unknown ? Omit<E, "sequence" | "time"> : never;

/** Events with the logical time and the clock's filled in. */
export const run = (...events: readonly Bare[]): RecordedEvent[] =>
  events.map((event, index) => ({ ...event, sequence: index + 1, time: index }) as RecordedEvent);

export const start = (pid: string, parent: string | undefined, label?: string) =>
  ({ type: "spawn", pid, parent, label }) as const;

export const wait = (pid: string, waiting = 0) => ({ type: "wait", pid, waiting }) as const;

export const say = (pid: string, to: string, message: string) =>
  ({ type: "send", pid, to, message }) as const;

/** A shop under a supervisor: one order too many, a crash, a restart. */
export const CRASH = run(
  start("<0.80.0>", undefined, "shell"),
  start("<0.81.0>", "<0.80.0>", "shop"),
  start("<0.82.0>", "<0.81.0>"),
  { type: "child", pid: "<0.81.0>", child: "<0.82.0>", id: '"till"', event: "started" },
  start("<0.83.0>", "<0.81.0>"),
  { type: "child", pid: "<0.81.0>", child: "<0.83.0>", id: '"kettle"', event: "started" },
  wait("<0.82.0>"),
  say("<0.80.0>", "<0.82.0>", '"soup"'),
  { type: "receive", pid: "<0.82.0>", message: '"soup"' },
  { type: "exit", pid: "<0.82.0>", reason: '"not_on_the_menu"' },
  { type: "signal", pid: "<0.82.0>", to: "<0.81.0>", reason: '"not_on_the_menu"' },
  { type: "restarting", pid: "<0.81.0>", id: '"till"', restarts: 1, limit: 3 },
  start("<0.84.0>", "<0.81.0>"),
  { type: "child", pid: "<0.81.0>", child: "<0.84.0>", id: '"till"', event: "restarted" },
  wait("<0.84.0>"),
);
