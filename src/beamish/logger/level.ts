/** Levels: how urgent a message is, and what is urgent enough to be written. */
import { LOG_LEVELS, type LogLevel } from "../node/output.ts";
import { badArgument } from "../term/errors.ts";

/** What may be asked for in place of a level: everything, or nothing. */
export type Threshold = LogLevel | "all" | "none";

/** From the least urgent to the most. */
export const LEVELS = LOG_LEVELS.filter((level): level is LogLevel => level !== "none");

const THRESHOLDS: readonly unknown[] = ["all", ...LOG_LEVELS];

export function checkLevel(where: string, level: unknown): asserts level is LogLevel {
  if (!(LEVELS as readonly unknown[]).includes(level))
    throw badArgument(where, `a level: ${LEVELS.join(", ")}`, level);
}

export function checkThreshold(where: string, level: unknown): asserts level is Threshold {
  if (!THRESHOLDS.includes(level)) throw badArgument(where, `a level: ${THRESHOLDS.join(", ")}`, level);
}

/** Whether a message of that level passes. */
export const passes = (level: LogLevel, threshold: Threshold): boolean =>
  THRESHOLDS.indexOf(level) >= THRESHOLDS.indexOf(threshold);
