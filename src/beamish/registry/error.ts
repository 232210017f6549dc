/** What a registry refuses. */
import { ArgumentError } from "../term/errors.ts";
import { inspect } from "../term/term.ts";

/** A registry refused an entry; `reason` is `["already_registered", pid]`, as in Elixir. */
export class RegistryError extends Error {
  override readonly name = "RegistryError";
  readonly reason: readonly ["already_registered", unknown];

  constructor(registry: string, key: unknown, reason: readonly ["already_registered", unknown]) {
    super(
      `${inspect(key)} is already registered in ${inspect(registry)} by ${inspect(reason[1])}. Choose another key.`,
    );
    this.reason = reason;
  }
}

/** Only with unique keys does a key name a process. */
export function notUnique(what: string, registry: string): ArgumentError {
  return new ArgumentError(
    `Registry: ${what} needs unique keys, and ${inspect(registry)} was started with keys: "duplicate".`,
  );
}
