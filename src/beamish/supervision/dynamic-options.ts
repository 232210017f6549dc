/** The options of a `DynamicSupervisor`, checked and complete. */
import { isCount } from "./check-spec.ts";
import { badOption, completeFlags, flagsOf, type Flags, type Options } from "./options.ts";

export interface DynamicOptions extends Pick<Options, "maxRestarts" | "maxSeconds"> {
  /** Only `"one_for_one"`, which is the default. */
  readonly strategy?: "one_for_one";
  /** How many children there may be at a time. Default `"infinity"`. */
  readonly maxChildren?: number | "infinity";
  /** Arguments for the start function of every child. */
  readonly extraArguments?: readonly unknown[];
}

/** The options as `init` returns them, under OTP's names. */
export interface DynamicFlags extends Omit<Flags, "autoShutdown"> {
  readonly maxChildren?: number | "infinity";
  readonly extraArguments?: readonly unknown[];
}

/** What nobody may ask of a supervisor whose children have no ids. */
interface Refused {
  readonly autoShutdown?: unknown;
}

/** The flags for `options`. Throws `ArgumentError` if an option is wrong. */
export function dynamicFlagsOf(options: DynamicOptions & Refused): DynamicFlags {
  const { maxChildren = "infinity", extraArguments = [], autoShutdown = "never", ...rest } = options;
  const { strategy, intensity, period } = flagsOf({ ...rest, strategy: rest.strategy ?? "one_for_one" });
  const flags = { strategy, intensity, period, maxChildren, extraArguments };
  completeDynamicFlags({ ...flags, autoShutdown });
  return flags;
}

/** Fills in the defaults and checks each flag. */
export function completeDynamicFlags(flags: DynamicFlags & Refused): Required<DynamicFlags & Flags> {
  const { maxChildren = "infinity", extraArguments = [], autoShutdown = "never", ...rest } = flags;
  const complete = completeFlags(rest);
  if (complete.strategy !== "one_for_one") {
    throw badOption("strategy", '"one_for_one"', complete.strategy, "invalid_strategy");
  }
  if (maxChildren !== "infinity" && !isCount(maxChildren)) {
    throw badOption(
      "maxChildren",
      'a whole number from 0, or "infinity"',
      maxChildren,
      "invalid_max_children",
    );
  }
  if (!Array.isArray(extraArguments)) {
    throw badOption("extraArguments", "an array", extraArguments, "invalid_extra_arguments");
  }
  if (autoShutdown !== "never") {
    throw badOption("autoShutdown", '"never"', autoShutdown, "invalid_auto_shutdown");
  }
  return { ...complete, maxChildren, extraArguments };
}
