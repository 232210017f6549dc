/** Checking the options of stages and subscriptions: what is wrong with them, in Elixir's words. */
import { inspect, isPid } from "../term/term.ts";
import type { Term } from "../term/term.ts";
import type { SubscribeOptions } from "./module.ts";

type Options = Readonly<Record<string, Term>>;

/** Why an option is refused: in OTP the second element of `{:bad_opts, message}`. */
export class BadOption {
  readonly message: string;
  constructor(message: string) {
    this.message = message;
  }
}

/** The option `key` if it is one of `values`, whose first one is the default. */
export function oneOf<T extends string>(options: Options, key: string, values: readonly [T, ...T[]]): T {
  const value = (options[key] ?? values[0]) as T;
  if (values.includes(value)) return value;
  throw new BadOption(`expected ${key} to be one of ${inspect(values)}, got: ${inspect(value)}`);
}

/** The option `key` if it is a whole number from `min` to `max`. */
export function integer(
  options: Options,
  key: string,
  otherwise: number,
  min: number,
  max = Infinity,
): number {
  const value = (options[key] ?? otherwise) as number;
  const wrong = (what: string) => new BadOption(`expected ${key} to be ${what}, got: ${inspect(value)}`);
  if (!Number.isInteger(value)) throw wrong("an integer");
  if (value < min) throw wrong(`equal to or greater than ${min}`);
  if (value > max) throw wrong(`equal to or less than ${max}`);
  return value;
}

/** Throws if there is an option that is not in `known`. */
export function onlyKnown(options: Options, known: readonly string[]): void {
  const unknown = Object.keys(options).filter((key) => !known.includes(key) && options[key] !== undefined);
  if (unknown.length > 0) throw new BadOption(`unknown options ${inspect(unknown)}`);
}

/** What `check` gives, or why an option is refused. */
export function checked<T>(check: () => T): T | BadOption {
  try {
    return check();
  } catch (thrown) {
    if (thrown instanceof BadOption) return thrown;
    throw thrown;
  }
}

/** How much a subscription asks for, and what becomes of the consumer when it ends. */
export interface Bounds {
  readonly cancel: "permanent" | "transient" | "temporary";
  readonly min: number;
  readonly max: number;
}

/** The bounds of a subscription. Throws `BadOption`. */
export function boundsOf(options: SubscribeOptions): Bounds {
  const max = integer(options, "maxDemand", 1000, 1);
  const min = integer(options, "minDemand", Math.floor(max / 2), 0, max - 1);
  return { cancel: oneOf(options, "cancel", ["permanent", "transient", "temporary"]), max, min };
}

/** A place to subscribe to, with its options. */
export function splitTarget(target: Term): readonly [server: Term, options: SubscribeOptions] {
  const hasOptions = Array.isArray(target) && target.length === 2 && isOptions(target[1]);
  return hasOptions ? [target[0], target[1]] : [target, {}];
}

function isOptions(term: unknown): term is SubscribeOptions {
  return typeof term === "object" && term !== null && !Array.isArray(term) && !isPid(term);
}
