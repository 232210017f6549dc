/** `System`: time and numbers of the node. Follows Elixir's `System` module. */
import { here } from "./node/node.ts";
import { badArgument } from "./term/errors.ts";

/** A unit of time, or how many parts of a second. */
export type TimeUnit = "second" | "millisecond" | "microsecond" | "nanosecond" | number;

const PER_SECOND = { second: 1, millisecond: 1000, microsecond: 1_000_000, nanosecond: 1_000_000_000 };

function perSecond(where: string, unit: TimeUnit): number {
  if (typeof unit === "number" && Number.isInteger(unit) && unit > 0) return unit;
  if (typeof unit === "string" && Object.hasOwn(PER_SECOND, unit)) return PER_SECOND[unit];
  throw badArgument(where, `one of ${Object.keys(PER_SECOND).join(", ")}, or parts per second`, unit);
}

const fromMilliseconds = (where: string, ms: number, unit: TimeUnit) =>
  Math.floor((ms * perSecond(where, unit)) / 1000);

/**
 * A time that never goes back, for measuring; it counts from the start of the node.
 *
 * Follows Elixir's `System.monotonic_time/0,1`, but the unit is milliseconds unless given. Throws `ArgumentError` for an
 * unknown unit.
 *
 * @param unit `"second"`, `"millisecond"`, `"microsecond"`, `"nanosecond"`, or parts per second.
 * @example
 * ```ts
 * import { Process, System } from "beamish";
 * const before = System.monotonicTime("microsecond");
 * await Process.sleep(2);
 * console.log(System.monotonicTime("microsecond") - before);
 * //> 2000
 * ```
 */
export function monotonicTime(unit: TimeUnit = "millisecond"): number {
  return fromMilliseconds("System.monotonicTime", here().now(), unit);
}

/**
 * The time of day, counted from 1970. On a virtual clock it starts on 1 January 2025.
 *
 * Follows Elixir's `System.system_time/0,1`, but the unit is milliseconds unless given.
 *
 * @param unit As in `monotonicTime`.
 * @example
 * ```ts
 * import { System } from "beamish";
 * const seconds = System.systemTime("second");
 * console.log(new Date(seconds * 1000).getFullYear() >= 2025);
 * //> true
 * ```
 */
export function systemTime(unit: TimeUnit = "millisecond"): number {
  return fromMilliseconds("System.systemTime", here().clock.systemTime(), unit);
}

/**
 * What has to be added to `monotonicTime` to get `systemTime`.
 *
 * Follows Elixir's `System.time_offset/0,1`.
 *
 * @param unit As in `monotonicTime`.
 * @example
 * ```ts
 * import { System } from "beamish";
 * const sum = System.monotonicTime("second") + System.timeOffset("second");
 * console.log(Math.abs(System.systemTime("second") - sum) <= 1);
 * //> true
 * ```
 */
export function timeOffset(unit: TimeUnit = "millisecond"): number {
  const { clock } = here();
  return fromMilliseconds("System.timeOffset", clock.systemTime() - clock.now(), unit);
}

/**
 * A time in another unit, rounded down.
 *
 * Follows Elixir's `System.convert_time_unit/3`.
 *
 * @param time A whole number of `from`.
 * @example
 * ```ts
 * import { System } from "beamish";
 * console.log(System.convertTimeUnit(1_500, "millisecond", "second"));
 * //> 1
 * ```
 */
export function convertTimeUnit(time: number, from: TimeUnit, to: TimeUnit): number {
  const where = "System.convertTimeUnit";
  if (!Number.isInteger(time)) throw badArgument(where, "a whole number", time);
  return Math.floor((time * perSecond(where, to)) / perSecond(where, from));
}

/**
 * An integer that this node has never given before; each is positive, and greater than the one before.
 *
 * Follows Elixir's `System.unique_integer/1`, where that must be asked for.
 *
 * @param modifiers `"positive"` and `"monotonic"`, for those who are used to write them.
 * @example
 * ```ts
 * import { System } from "beamish";
 * console.log(System.uniqueInteger() < System.uniqueInteger(["monotonic"]));
 * //> true
 * ```
 */
export function uniqueInteger(modifiers: readonly ("positive" | "monotonic")[] = []): number {
  const isKnown = (modifier: unknown) => modifier === "positive" || modifier === "monotonic";
  if (!Array.isArray(modifiers) || !modifiers.every(isKnown))
    throw badArgument("System.uniqueInteger", 'a list of "positive" and "monotonic"', modifiers);
  return here().nextInteger();
}

/**
 * How many processes live on the node, the shell included.
 *
 * Follows Erlang's `system_info(process_count)`.
 *
 * @example
 * ```ts
 * import { spawn, System } from "beamish";
 * const before = System.processCount();
 * spawn(() => undefined);
 * console.log(System.processCount() - before);
 * //> 1
 * ```
 */
export function processCount(): number {
  return here().processCount;
}

/** What the scheduler has done, and has to do. */
export interface SchedulerStatistics {
  /** Processes that have something to do. */
  readonly runQueue: number;
  /** Turns that processes have had. */
  readonly contextSwitches: number;
  /** Messages and operations in those turns. */
  readonly reductions: number;
  /** Timers that are set. */
  readonly timers: number;
  /** Promises of the host that processes wait for. */
  readonly promises: number;
}

/**
 * Counts of the node's scheduler since the node started.
 *
 * Follows Erlang's `statistics/1` (`run_queue`, `context_switches`, `reductions`), all in one; a reduction is a message or an
 * operation here. The count of the turn that is under way is not in it yet.
 *
 * @example
 * ```ts
 * import { Process, spawn, System } from "beamish";
 * const before = System.schedulerStatistics();
 * spawn(() => undefined);
 * await Process.sleep(1);
 * const after = System.schedulerStatistics();
 * console.log(after.contextSwitches > before.contextSwitches, after.runQueue);
 * //> true 0
 * ```
 */
export function schedulerStatistics(): SchedulerStatistics {
  const { scheduler, timers } = here();
  return {
    runQueue: scheduler.runnable,
    contextSwitches: scheduler.turns,
    reductions: scheduler.reductions,
    timers: timers.size,
    promises: scheduler.promises,
  };
}
