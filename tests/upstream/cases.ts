/** Which cases of Erlang's and Elixir's own suites have a test here: one file per area, checked by `upstream.test.ts`. */

/** The tests that cover a case: `"unit/kernel/exits.test.ts: the title of the test"`, below `tests/`. */
type Covered = string | readonly string[];

/** A case without a test, and the reason: a sentence. */
interface Missing {
  readonly missing: string;
}

/** Suite, as upstream names it, then case. */
export type Cases = Readonly<Record<string, Readonly<Record<string, Covered | Missing>>>>;

/** A recorded scenario is named by its file: `"conformance/process/exit_signals.ts"`. */
export function testsOf(entry: Covered | Missing): readonly string[] {
  if (typeof entry === "string") return [entry];
  return "missing" in entry ? [] : entry;
}

export function reasonOf(entry: Covered | Missing): string | undefined {
  return typeof entry === "object" && "missing" in entry ? entry.missing : undefined;
}
