/** The options of a supervisor, checked and complete. */
import { badArgument } from "../term/errors.ts";
import { isCount } from "./check-spec.ts";
import { invalid, InvalidSpec } from "./errors.ts";

/**
 * Whom a restart concerns: the child alone, all children, or the child and those started after it.
 * `"simple_one_for_one"` starts any number of children from one template; `DynamicSupervisor` is the modern way.
 */
export type Strategy = "one_for_one" | "one_for_all" | "rest_for_one" | "simple_one_for_one";

/** When a supervisor ends by itself because significant children have ended. */
export type AutoShutdown = "never" | "any_significant" | "all_significant";

export interface Options {
  readonly strategy: Strategy;
  /** How many restarts are tolerated within `maxSeconds`. Default 3. */
  readonly maxRestarts?: number;
  /** The period in which restarts are counted, in seconds. Default 5. */
  readonly maxSeconds?: number;
  /** Default `"never"`. */
  readonly autoShutdown?: AutoShutdown;
}

/** The options as `init` returns them, under OTP's names. */
export interface Flags {
  readonly strategy?: Strategy;
  /** Restarts tolerated within `period`. Default 1 (3 by way of `Supervisor.init`). */
  readonly intensity?: number;
  /** Seconds. Default 5. */
  readonly period?: number;
  readonly autoShutdown?: AutoShutdown;
}

const STRATEGIES: readonly unknown[] = ["one_for_one", "one_for_all", "rest_for_one", "simple_one_for_one"];
export const AUTO_SHUTDOWNS: readonly unknown[] = ["never", "any_significant", "all_significant"];

/** The flags for `options`. Throws `ArgumentError` if there is no strategy or an option is wrong. */
export function flagsOf(options: Options): Required<Flags> {
  if (typeof options !== "object" || options === null || options.strategy === undefined) {
    throw badArgument("Supervisor", "options with a `strategy`", options);
  }
  const { strategy, maxRestarts = 3, maxSeconds = 5, autoShutdown = "never" } = options;
  return completeFlags({ strategy, intensity: maxRestarts, period: maxSeconds, autoShutdown });
}

/** Fills in OTP's defaults and checks each flag; the error's reason is OTP's `["supervisor_data", what]`. */
export function completeFlags(flags: Flags): Required<Flags> {
  if (typeof flags !== "object" || flags === null || Array.isArray(flags))
    throw badOption("flags", "an object", flags, "invalid_type");
  const { strategy = "one_for_one", intensity = 1, period = 5, autoShutdown = "never" } = flags;
  if (!STRATEGIES.includes(strategy))
    throw badOption("strategy", listed(STRATEGIES), strategy, "invalid_strategy");
  if (!isCount(intensity))
    throw badOption("maxRestarts", "a whole number from 0", intensity, "invalid_intensity");
  if (!isCount(period) || period === 0)
    throw badOption("maxSeconds", "a whole number of seconds above 0", period, "invalid_period");
  if (!AUTO_SHUTDOWNS.includes(autoShutdown)) {
    throw badOption("autoShutdown", listed(AUTO_SHUTDOWNS), autoShutdown, "invalid_auto_shutdown");
  }
  return { strategy, intensity, period, autoShutdown };
}

const listed = (words: readonly unknown[]) => words.map((word) => `"${String(word)}"`).join(", ");

/** The error for one option; the reason is OTP's. */
export function badOption(option: string, expected: string, came: unknown, reason: string): InvalidSpec {
  const { message, reason: why } = invalid(`Supervisor: ${option}`, expected, came, reason);
  return new InvalidSpec(message, ["supervisor_data", why]);
}
