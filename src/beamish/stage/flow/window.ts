/** Windows: how an endless flow of events is cut into parts that can be reduced. A value; panes.ts does the work. */
import { badArgument } from "../../term/errors.ts";

/** What kind of window, which one of that kind, and why its state is wanted now. */
export type Trigger = readonly [
  type: "global" | "count" | "fixed" | "periodic" | "session",
  window: "global" | number,
  trigger: "done" | "watermark" | readonly ["every", count: number] | readonly ["periodically", ms: number],
];

type Kind<T> =
  | { readonly type: "global" }
  | { readonly type: "count" | "periodic"; readonly size: number }
  | { readonly type: "fixed" | "session"; readonly size: number; readonly by: (event: T) => number };

/**
 * A window over events of type `T`; its methods give another window.
 *
 * @example
 * ```ts
 * import { Flow } from "beamish/stage";
 * const seconds = Flow.Window.fixed(1_000, (at: number) => at).allowedLateness(500);
 * console.log(seconds.lateness, seconds.triggerPeriodically(200).period);
 * //> 500 200
 * ```
 */
export class Window<T = unknown> {
  readonly kind: Kind<T>;
  /** Events after which the state is wanted, each time. */
  readonly every: number | undefined;
  /** Milliseconds after which the state is wanted, each time. */
  readonly period: number | undefined;
  /** Milliseconds (of the node's clock) that late events of a fixed window are waited for. */
  readonly lateness: number;

  constructor(kind: Kind<T>, every?: number, period?: number, lateness = 0) {
    this.kind = kind;
    this.every = every;
    this.period = period;
    this.lateness = lateness;
  }

  /** Wants the state after every `count` events, besides at the end. Follows `Flow.Window.trigger_every/2`. */
  triggerEvery(count: number): Window<T> {
    return new Window(
      this.kind,
      whole("triggerEvery", "a number of events", count),
      this.period,
      this.lateness,
    );
  }

  /** Wants the state every `ms` milliseconds. Follows `Flow.Window.trigger_periodically/3`. */
  triggerPeriodically(ms: number): Window<T> {
    return new Window(this.kind, this.every, whole("triggerPeriodically", MS, ms), this.lateness);
  }

  /**
   * Waits `ms` milliseconds for late events: when a fixed window is over its state is wanted for `"watermark"`, and then for
   * `"done"`. Throws `ArgumentError` for another kind of window. Follows `Flow.Window.allowed_lateness/3`.
   */
  allowedLateness(ms: number): Window<T> {
    if (this.kind.type !== "fixed")
      throw badArgument("Flow.Window.allowedLateness", "a fixed window", this.kind.type);
    return new Window(this.kind, this.every, this.period, whole("allowedLateness", MS, ms));
  }
}

const MS = "milliseconds";

function whole(where: string, what: string, value: number): number {
  if (Number.isInteger(value) && value > 0) return value;
  throw badArgument(`Flow.Window.${where}`, `${what}: a whole number from 1`, value);
}

function clock<T>(where: string, by: (event: T) => number): (event: T) => number {
  if (typeof by === "function") return by;
  throw badArgument(`Flow.Window.${where}`, "a function that gives the time of an event in milliseconds", by);
}

/**
 * One window for all events: it is done when they are. The default. Follows `Flow.Window.global/0`.
 *
 * @example
 * ```ts
 * import { Flow } from "beamish/stage";
 * const window = Flow.Window.global().triggerEvery(2);
 * const sums = Flow.fromEnumerable([1, 2, 3], { stages: 1, window }).reduce(() => 0, (n, sum) => n + sum);
 * console.log(await sums.emit("state").toArray());
 * //> [3, 6]
 * ```
 */
export function global<T = unknown>(): Window<T> {
  return new Window({ type: "global" });
}

/**
 * A window for every `count` events of a partition. Follows `Flow.Window.count/1`.
 *
 * @example
 * ```ts
 * import { Flow } from "beamish/stage";
 * const window = Flow.Window.count(2);
 * const sums = Flow.fromEnumerable([1, 2, 3], { stages: 1, window }).reduce(() => 0, (n, sum) => n + sum);
 * console.log(await sums.emit("state").toArray());
 * //> [3, 3]
 * ```
 */
export function count<T = unknown>(size: number): Window<T> {
  return new Window({ type: "count", size: whole("count", "a number of events", size) });
}

/**
 * Windows of `ms` milliseconds by the events' own time, which `by` reads from each. A window is done when every producer has
 * sent a later event; what comes later still is dropped. Follows `Flow.Window.fixed/3`.
 *
 * @example
 * ```ts
 * import { Flow } from "beamish/stage";
 * const window = Flow.Window.fixed(1000, (at: number) => at);
 * const sizes = Flow.fromEnumerable([1, 900, 1100], { stages: 1, window }).reduce(() => 0, (_at, size) => size + 1);
 * console.log(await sizes.emit("state").toArray());
 * //> [2, 1]
 * ```
 */
export function fixed<T>(ms: number, by: (event: T) => number): Window<T> {
  return new Window({ type: "fixed", size: whole("fixed", MS, ms), by: clock("fixed", by) });
}

/**
 * Windows of `ms` milliseconds by the node's clock. Follows `Flow.Window.periodic/2`.
 *
 * @example
 * ```ts
 * import { Flow } from "beamish/stage";
 * const window = Flow.Window.periodic(1000);
 * const sums = Flow.fromEnumerable([1, 2, 3], { stages: 1, window }).reduce(() => 0, (n, sum) => n + sum);
 * console.log(await sums.emit("state").toArray());
 * //> [6]
 * ```
 */
export function periodic<T = unknown>(ms: number): Window<T> {
  return new Window({ type: "periodic", size: whole("periodic", MS, ms) });
}

/**
 * A window for events of a partition that follow one another within `gap` milliseconds, by their own time. Follows
 * `Flow.Window.session/3` of earlier versions of `flow`.
 *
 * @example
 * ```ts
 * import { Flow } from "beamish/stage";
 * const window = Flow.Window.session(100, (at: number) => at);
 * const visits = Flow.fromEnumerable([1, 50, 200], { stages: 1, window }).reduce(() => 0, (_at, size) => size + 1);
 * console.log(await visits.emit("state").toArray());
 * //> [2, 1]
 * ```
 */
export function session<T>(gap: number, by: (event: T) => number): Window<T> {
  return new Window({ type: "session", size: whole("session", MS, gap), by: clock("session", by) });
}
