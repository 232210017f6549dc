/** Windows: how an endless flow of events is cut into parts that can be reduced. A value; panes.ts does the work. */
import { badArgument } from "../../term/errors.ts";
import type { Term } from "../../term/term.ts";

/**
 * What kind of window, which one of that kind (a number of its own, or the time at which it begins), and why its state is wanted
 * now: the name of a trigger, `"done"`, or `"watermark"`.
 */
export type Trigger = readonly [
  type: "global" | "count" | "fixed" | "periodic" | "session",
  window: "global" | number,
  trigger: Term,
];

type Kind<T> =
  | { readonly type: "global" }
  | { readonly type: "count" | "periodic"; readonly size: number }
  | { readonly type: "fixed" | "session"; readonly size: number; readonly by: (event: T) => number };

/**
 * What the function of a trigger gives: go on, with all events or only with some; or ask for the state under a name, after the
 * events `before`, and then see to the events `after`.
 */
export type Triggered<Kept> =
  | readonly ["cont", kept: Kept]
  | readonly ["cont", events: readonly unknown[], kept: Kept]
  | readonly ["trigger", name: Term, before: readonly unknown[], after: readonly unknown[], kept: Kept];

interface Extras {
  /** When the state is wanted, by events: what is kept for each window, and what is made of events. */
  readonly custom?: { readonly init: () => unknown; readonly next: (events: never, kept: never) => unknown };
  /** Milliseconds after which the state is wanted, each time. */
  readonly periods: readonly number[];
  /** Milliseconds (of the node's clock) that late events of a fixed window are waited for. */
  readonly lateness: number;
}

/**
 * A window over events of type `T`; its methods give another window.
 *
 * @example
 * ```ts
 * import { Flow } from "beamish/stage";
 * const seconds = Flow.Window.fixed(1_000, (at: number) => at).allowedLateness(500);
 * console.log(seconds.extras.lateness, seconds.triggerPeriodically(200).extras.periods);
 * //> 500 [200]
 * ```
 *
 * @example
 * ```ts
 * import { Flow } from "beamish/stage";
 * // The state is wanted after each negative number.
 * const window = Flow.Window.global<number>().trigger(
 *   () => 0,
 *   (numbers, seen) => {
 *     const at = numbers.findIndex((n) => n < 0) + 1;
 *     if (at === 0) return ["cont", seen];
 *     return ["trigger", ["negative", seen + 1], numbers.slice(0, at), numbers.slice(at), seen + 1];
 *   },
 * );
 * const sums = Flow.fromEnumerable([5, -1, 3, 4, -2], { stages: 1, window })
 *   .reduce(() => 0, (n, sum) => n + sum)
 *   .onTrigger((sum, _partition, [, , why]) => [[[why, sum]], sum]);
 * for (const [why, sum] of await sums.toArray()) console.log(why, sum);
 * //> ["negative", 1] 4
 * //> ["negative", 2] 9
 * //> done 9
 * ```
 */
export class Window<T = unknown> {
  readonly kind: Kind<T>;
  readonly extras: Extras;

  constructor(kind: Kind<T>, extras: Extras = { periods: [], lateness: 0 }) {
    this.kind = kind;
    this.extras = extras;
  }

  /**
   * Wants the state when `next` says so. It is called with the events that have come for a window (many at once) and with what
   * it has kept for that window, at first what `init` gives; its result is a `Triggered`. A window has one trigger of this kind:
   * a second one is an `ArgumentError`. Follows `Flow.Window.trigger/3`.
   */
  trigger<Kept>(init: () => Kept, next: (events: readonly T[], kept: Kept) => Triggered<Kept>): Window<T> {
    for (const f of [init, next])
      if (typeof f !== "function") throw badArgument("Flow.Window.trigger", "a function", f);
    if (this.extras.custom !== undefined)
      throw badArgument("Flow.Window.trigger", "a window without a trigger by events", this.kind.type);
    return new Window(this.kind, { ...this.extras, custom: { init, next } });
  }

  /** Wants the state after every `count` events, besides at the end. Follows `Flow.Window.trigger_every/2`. */
  triggerEvery(count: number): Window<T> {
    const name = ["every", whole("triggerEvery", "a number of events", count)];
    return this.trigger<number>(
      () => count,
      (events, left) => {
        if (events.length < left) return ["cont", left - events.length];
        return ["trigger", name, events.slice(0, left), events.slice(left), count];
      },
    );
  }

  /** Wants the state every `ms` milliseconds. Follows `Flow.Window.trigger_periodically/3`. */
  triggerPeriodically(ms: number): Window<T> {
    const periods = [...this.extras.periods, whole("triggerPeriodically", MS, ms)];
    return new Window(this.kind, { ...this.extras, periods });
  }

  /**
   * Waits `ms` milliseconds for late events: when a fixed window is over its state is wanted for `"watermark"`, and then for
   * `"done"`. Throws `ArgumentError` for another kind of window. Follows `Flow.Window.allowed_lateness/3`.
   */
  allowedLateness(ms: number): Window<T> {
    if (this.kind.type !== "fixed")
      throw badArgument("Flow.Window.allowedLateness", "a fixed window", this.kind.type);
    return new Window(this.kind, { ...this.extras, lateness: whole("allowedLateness", MS, ms) });
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
 * A window for every `count` events of a partition; the last one is done at the end, with fewer or none. Follows
 * `Flow.Window.count/1`.
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
 * sent an event of a later one; events that a producer sends later still are dropped. Windows in between that have had no
 * events are done as well. Follows `Flow.Window.fixed/3`.
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
