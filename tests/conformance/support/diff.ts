/** Two traces side by side, as people read them. */

/** What was recorded (`-`) and what was printed (`+`), with the lines they share; each line only as often as needed. */
export function difference(recorded: readonly string[], printed: readonly string[]): string {
  const shared = longestCommon(recorded, printed);
  const rows: string[] = [];
  let [i, j] = [0, 0];
  const upTo = (endI: number, endJ: number) => {
    while (i < endI) rows.push(`  - ${recorded[i++]}`);
    while (j < endJ) rows.push(`  + ${printed[j++]}`);
  };
  for (const [sharedI, sharedJ] of shared) {
    upTo(sharedI, sharedJ);
    rows.push(`    ${recorded[i]}`);
    i++;
    j++;
  }
  upTo(recorded.length, printed.length);
  return ["  - recorded from OTP, + printed by the port", ...rows].join("\n");
}

/** The positions of a longest common subsequence of two lists. */
function longestCommon(a: readonly string[], b: readonly string[]): [number, number][] {
  const length = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      length[i]![j] =
        a[i] === b[j] ? length[i + 1]![j + 1]! + 1 : Math.max(length[i + 1]![j]!, length[i]![j + 1]!);
    }
  }
  const pairs: [number, number][] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (a[i] === b[j]) pairs.push([i++, j++]);
    else if (length[i + 1]![j]! >= length[i]![j + 1]!) i++;
    else j++;
  }
  return pairs;
}
