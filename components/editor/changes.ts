/** What differs between two texts, in words. */
import type { Text } from "@codemirror/state";

/** Where the texts differ, in positions of each; both begin at the start of a line. */
export interface Difference {
  readonly fromA: number;
  readonly endA: number;
  readonly toA: number;
  readonly fromB: number;
  readonly endB: number;
  readonly toB: number;
}

export interface Change {
  /** The lines of the reader's text: `Lines 3 to 5`. */
  readonly where: string;
  /** What the other text has there; undefined for no line at all. */
  readonly theirs: string | undefined;
  /** What the reader has there; undefined for no line at all. */
  readonly mine: string | undefined;
}

/**
 * Puts differences into words.
 *
 * @param mine - the reader's text
 * @param theirs - the other one
 * @param differences - with `A` for positions of the other text, and `B` for those of the reader's
 */
export function changesOf(mine: Text, theirs: Text, differences: readonly Difference[]): Change[] {
  return differences.map(({ fromA, toA, endA, fromB, toB, endB }) => {
    const others = linesOf(theirs, fromA, toA, endA);
    const own = linesOf(mine, fromB, toB, endB);
    const first = fromB > mine.length ? mine.lines + 1 : mine.lineAt(fromB).number;
    // At the end of a text, a difference has the line before it as well.
    const same = others[0] === own[0] && own.length > 0 ? 1 : 0;
    const [their, my] = [others.slice(same), own.slice(same)];
    return { where: placeOf(first + same, my.length, mine.lines), theirs: joined(their), mine: joined(my) };
  });
}

const linesOf = (text: Text, from: number, to: number, end: number): string[] =>
  from === to ? [] : text.sliceString(from, end).split("\n");

const joined = (lines: readonly string[]): string | undefined =>
  lines.length === 0 ? undefined : lines.join("\n");

function placeOf(first: number, count: number, all: number): string {
  if (count === 0) return first > all ? `After line ${all}` : `Before line ${first}`;
  return count === 1 ? `Line ${first}` : `Lines ${first} to ${first + count - 1}`;
}
