/**
 * Every way in which a port's trace may differ from the recorded one, with its reason. Nothing else may differ.
 *
 * Notation: what TypeScript cannot tell apart is written one way on both sides before they are compared.
 */
interface Notation {
  readonly reason: string;
  readonly same: (line: string) => string;
}

export const NOTATION: readonly Notation[] = [
  {
    reason: "Atoms and binaries are both strings, so a word cannot be told from a quoted text.",
    same: (line) => line.replaceAll('"', ""),
  },
  {
    reason: "Tuples and lists are both arrays.",
    same: bracketsForBraces,
  },
  {
    reason: "Elixir's nil and the atom undefined, which Erlang uses for it, are both undefined.",
    same: (line) => line.replaceAll(/\bundefined\b/g, "nil"),
  },
  {
    reason:
      "An uncaught error's exit reason is the Error, which carries its own stack; in OTP it is {error, stack}.",
    same: errorsAlone,
  },
];

/** `{a, {b}}` as `[a, [b]]`; the braces of a map `%{k: v}` stay. */
function bracketsForBraces(line: string): string {
  const open: boolean[] = [];
  return line.replaceAll(/%?\{|\}/g, (brace) => {
    if (brace !== "}") {
      open.push(brace === "%{");
      return brace === "%{" ? brace : "[";
    }
    return open.pop() ? "}" : "]";
  });
}

/** `[error, stack]` as `error`. */
function errorsAlone(line: string): string {
  const end = line.indexOf(", stack]");
  if (end < 0) return line;
  let start = end - 1;
  for (let depth = 0; depth >= 0; start--) depth += line[start] === "]" ? 1 : line[start] === "[" ? -1 : 0;
  start += 1;
  return errorsAlone(line.slice(0, start) + line.slice(start + 1, end) + line.slice(end + ", stack]".length));
}

/** A line that a port prints in another way, because the language has no such thing. */
interface Difference {
  readonly recorded: string;
  readonly ported: string;
  readonly reason: string;
}

const NO_CLAUSES =
  "A function has no clauses of which none may match: what it cannot take, it refuses with an ArgumentError.";
const NO_BRANCH =
  "A method has no clauses: one in which no branch handles the request returns undefined, which is a bad return value.";

const ONE_NUMBER =
  "1 and 1.0 are one number, so they are one key in every type of table, and the later row is there.";

export const DIFFERENCES: Readonly<Record<string, readonly Difference[]>> = {
  "process/register_errors": ["undefined", "nil"].map((name) => ({
    recorded: `reserved ${name}: {error, FunctionClauseError}`,
    ported: `reserved ${name}: {error, ArgumentError}`,
    reason: NO_CLAUSES,
  })),
  "ets/number_keys": [
    ["set size: 2", "set size: 1"],
    ["lookup 1: [{1, int}]", "lookup 1: [{1, float}]"],
    ["lookup 1.0: [{1.0, float}]", "lookup 1.0: [{1, float}]"],
    ["lookup 1: [{1.0, float}]", "lookup 1: [{1, float}]"],
    ["lookup 1.0: [{1.0, float}]", "lookup 1.0: [{1, float}]"],
  ].map(([recorded = "", ported = ""]) => ({ recorded, ported, reason: ONE_NUMBER })),
  "registry/meta_and_errors": [
    {
      recorded: "lookups: [[{<main>, number}], [{<main>, string}], [{<main>, atom}]]",
      ported: "lookups: [[{<main>, number}], [{<main>, string}]]",
      reason: "An atom and a binary of the same letters are one string, so there is no third key.",
    },
  ],
  "gen_server/missing_callbacks": ["call", "info"].map((kind) => ({
    recorded: `partial ${kind}: {crashed_with, function_clause}`,
    ported: `partial ${kind}: {bad_return_value, nil}`,
    reason: NO_BRANCH,
  })),
};

/** The lines a port must print: the recorded ones, with the declared differences of that scenario put in. */
export function expected(scenario: string, recorded: readonly string[]): string[] {
  const differences = [...(DIFFERENCES[scenario] ?? [])];
  const lines = recorded.map((line) => {
    const at = differences.findIndex((difference) => difference.recorded === line);
    return at < 0 ? line : differences.splice(at, 1)[0]!.ported;
  });
  for (const { recorded: line } of differences) {
    throw new Error(`A difference is declared for ${scenario}, but nothing like it was recorded: ${line}`);
  }
  return lines.map(normalise);
}

/** One line as both sides are compared. */
export function normalise(line: string): string {
  return NOTATION.reduce((text, { same }) => same(text), line);
}
