/** `System`: time and numbers of the node. Follows Elixir's `System` module. */
import { badArgument } from "./term/errors.ts";
import { here } from "./node/node.ts";

export type TimeUnit = "second" | "millisecond" | "microsecond" | "nanosecond";

const PER_MILLISECOND: Readonly<Record<TimeUnit, number>> = {
  second: 1 / 1000,
  millisecond: 1,
  microsecond: 1000,
  nanosecond: 1_000_000,
};

function convert(where: string, ms: number, unit: TimeUnit): number {
  const factor = PER_MILLISECOND[unit] as number | undefined;
  if (factor === undefined)
    throw badArgument(where, `one of ${Object.keys(PER_MILLISECOND).join(", ")}`, unit);
  return Math.floor(ms * factor);
}

/** A time that never goes back, for measuring; it counts from the start of the node. Nanoseconds are Elixir's default; here milliseconds. */
export function monotonicTime(unit: TimeUnit = "millisecond"): number {
  return convert("System.monotonicTime", here().now(), unit);
}

/** The time of day, counted from 1970. On a virtual clock it starts on 1 January 2025. */
export function systemTime(unit: TimeUnit = "millisecond"): number {
  return convert("System.systemTime", here().clock.systemTime(), unit);
}

/** An integer that this node has never given before; each is greater than the one before. */
export function uniqueInteger(): number {
  return here().nextInteger();
}

/** How many processes live on the node. */
export function processCount(): number {
  return here().processCount;
}
