/**
 * Checks of an exercise: what `check` of `beamish/testing` prints, read back. A check is known by its name before it has
 * run, so that a reader sees what will be asked.
 */

/** What a line of output says about a check. */
export interface Outcome {
  readonly passed: boolean;
  /** What the check promises, with the message behind it when it failed. */
  readonly text: string;
}

/** Read a line of output; undefined when it is not about a check. */
export function outcomeOf(line: string): Outcome | undefined {
  const mark = line.slice(0, 2);
  if (mark !== "✓ " && mark !== "✗ ") return undefined;
  return { passed: mark === "✓ ", text: line.slice(2) };
}

/**
 * Find the check that an outcome is about, and the message.
 *
 * @param names - the checks that are known; of two that fit, the longer is meant
 */
export function match(outcome: Outcome, names: readonly string[]): { name: string; message: string } {
  const fits = names.filter((name) => outcome.text === name || outcome.text.startsWith(`${name}: `));
  const name = fits.sort((a, b) => b.length - a.length)[0];
  if (name !== undefined) return { name, message: outcome.text.slice(name.length + 2) };
  if (outcome.passed) return { name: outcome.text, message: "" };
  const [first = "", ...rest] = outcome.text.split(": ");
  return { name: first, message: rest.join(": ") };
}

/** The names of the checks in the source of a `check.ts`, in order. Names that are put together at run time are unknown. */
export function namesIn(source: string): string[] {
  return [...source.matchAll(/^check\(\s*(["'`])((?:\\.|(?!\1).)*)\1/gm)]
    .map(([, , name]) => name ?? "")
    .filter((name) => !name.includes("${"))
    .map((name) => name.replaceAll(/\\(.)/g, "$1"));
}
