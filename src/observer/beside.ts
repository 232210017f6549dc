/** Two accounts of the same program, line by line: what it printed here, and what it printed on real OTP. */

export interface Pair {
  /** `undefined`: the other has a line that this one lacks. */
  readonly here: string | undefined;
  readonly otp: string | undefined;
  readonly same: boolean;
}

/** Lines compared at the most: the table of comparisons has the square of it. */
const MOST_LINES = 400;

/** Puts equal lines side by side, and beside nothing what only one of them has. Lines that differ in place share a row. */
export function beside(here: readonly string[], otp: readonly string[]): readonly Pair[] {
  const a = here.slice(0, MOST_LINES);
  const b = otp.slice(0, MOST_LINES);
  // common[i][j]: how many lines the ends of both, from i and from j, have in common.
  const common = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      common[i]![j] =
        a[i] === b[j] ? common[i + 1]![j + 1]! + 1 : Math.max(common[i + 1]![j]!, common[i]![j + 1]!);
  const pairs: Pair[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const same = i < a.length && j < b.length && a[i] === b[j];
    // Leaving out a line here (or there) loses nothing that both have.
    const skipHere = i < a.length && (j === b.length || common[i + 1]![j]! === common[i]![j]!);
    const skipOtp = j < b.length && (i === a.length || common[i]![j + 1]! === common[i]![j]!);
    const both = same || (skipHere && skipOtp && common[i + 1]?.[j + 1] === common[i]![j]);
    pairs.push({
      here: both || skipHere ? a[i] : undefined,
      otp: both || !skipHere ? b[j] : undefined,
      same,
    });
    if (both || skipHere) i++;
    if (both || !skipHere) j++;
  }
  return pairs;
}

/** The verdict, as a badge says it. */
export function verdictOf(pairs: readonly Pair[]): string {
  const different = pairs.filter((pair) => !pair.same).length;
  if (pairs.length === 0) return "nothing printed yet";
  if (different === 0) return "same on OTP, line by line";
  return `${different} of ${pairs.length} lines differ`;
}
