/** What is wrong with a child specification or with a supervisor's options. */
import { ArgumentError } from "../kernel/errors.ts";
import { inspect } from "../kernel/term.ts";

/** A bad child specification or option; `reason` is what OTP returns in `{:error, reason}` for it. */
export class InvalidSpec extends ArgumentError {
  readonly reason: unknown;

  constructor(message: string, reason: unknown) {
    super(message);
    this.reason = reason;
  }

  /** The same error where a whole list of children was given, which OTP tells by `{:start_spec, reason}`. */
  inList(): InvalidSpec {
    return new InvalidSpec(this.message, ["start_spec", this.reason]);
  }
}

/** The error for one field: what was expected, and what came. */
export function invalid(where: string, expected: string, came: unknown, reason: string): InvalidSpec {
  return new InvalidSpec(`${where}: expected ${expected}, got ${inspect(came)}.`, [reason, came]);
}
