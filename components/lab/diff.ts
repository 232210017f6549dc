/** Two texts side by side, line by line: what is the same stands at the same height. */

/** A line of the left text, of the right text, or one that both have. */
export interface Pair {
  readonly left: string | undefined;
  readonly right: string | undefined;
  readonly same: boolean;
}

/** Lay two lists of lines side by side, by their longest common subsequence. */
export function sideBySide(left: readonly string[], right: readonly string[]): Pair[] {
  const lengths = common(left, right);
  const pairs: Pair[] = [];
  let changed: { left: string[]; right: string[] } = { left: [], right: [] };
  const settle = (): void => {
    for (let row = 0; row < Math.max(changed.left.length, changed.right.length); row++) {
      pairs.push({ left: changed.left[row], right: changed.right[row], same: false });
    }
    changed = { left: [], right: [] };
  };
  let i = 0;
  let j = 0;
  while (i < left.length || j < right.length) {
    const [a, b] = [left[i], right[j]];
    if (a !== undefined && a === b) {
      settle();
      pairs.push({ left: a, right: b, same: true });
      i++;
      j++;
    } else if (b === undefined || (a !== undefined && at(lengths, i + 1, j) >= at(lengths, i, j + 1))) {
      changed.left.push(a ?? "");
      i++;
    } else {
      changed.right.push(b);
      j++;
    }
  }
  settle();
  return pairs;
}

/** `lengths[i][j]`: how many lines the rests from `i` and from `j` have in common, in order. */
function common(left: readonly string[], right: readonly string[]): number[][] {
  const lengths = Array.from({ length: left.length + 1 }, () => Array<number>(right.length + 1).fill(0));
  for (let i = left.length - 1; i >= 0; i--) {
    for (let j = right.length - 1; j >= 0; j--) {
      const row = lengths[i];
      if (!row) continue;
      row[j] =
        left[i] === right[j]
          ? at(lengths, i + 1, j + 1) + 1
          : Math.max(at(lengths, i + 1, j), at(lengths, i, j + 1));
    }
  }
  return lengths;
}

function at(lengths: readonly (readonly number[])[], i: number, j: number): number {
  return lengths[i]?.[j] ?? 0;
}
