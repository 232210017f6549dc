/** The errors of supervisors: a bad specification or option, and a child that is not as the caller thinks. */
import { ArgumentError } from "../term/errors.ts";
import { inspect } from "../term/term.ts";

/** A bad child specification or option; `reason` is what OTP returns in `{:error, reason}` for it. */
export class InvalidSpec extends ArgumentError {
  override readonly reason: unknown;

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

/** A supervisor refused what was asked about a child; `reason` is `"not_found"`, `"running"` and the like, as in OTP. */
export class ChildError extends Error {
  override readonly name = "ChildError";
  readonly reason: unknown;

  constructor(where: string, id: unknown, reason: unknown) {
    super(`${where} ${inspect(id)}: ${WHY[reason as string] ?? inspect(reason)}`);
    this.reason = reason;
  }
}

const WHY: Readonly<Record<string, string>> = {
  not_found: "the supervisor has no such child. Supervisor.whichChildren lists those it has.",
  running: "it is running. Stop it first with Supervisor.terminateChild.",
  restarting: "it is being restarted. Stop it first with Supervisor.terminateChild.",
  simple_one_for_one: "children of a template have no id. Supervisor.terminateChild takes their pid.",
};
