/** Line ranges as authors write them: `"7,9-10"`. */

/**
 * @param text ranges, separated by commas; lines count from 1
 * @param last the number of the last line there is
 * @throws when the text is not a list of ranges, or names a line that does not exist
 */
export function parseLines(text: string, last: number): ReadonlySet<number> {
  const lines = new Set<number>();
  for (const range of text.split(",")) {
    const match = /^\s*(\d+)(?:\s*-\s*(\d+))?\s*$/.exec(range);
    if (!match)
      throw new Error(`Expected lines such as "7,9-10", got ${JSON.stringify(text)}. Correct the range.`);
    const from = Number(match[1]);
    const to = Number(match[2] ?? match[1]);
    if (from < 1 || to > last || from > to)
      throw new Error(
        `Expected lines from 1 to ${last}, got ${JSON.stringify(range.trim())} in ${JSON.stringify(text)}. ` +
          `Correct the range; it counts lines of the whole file.`,
      );
    for (let line = from; line <= to; line += 1) lines.add(line);
  }
  return lines;
}
