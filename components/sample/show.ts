/** Which lines of a file are shown, and which fold away until the reader asks for all of them. */

/** Neighbouring lines that are shown, or folded, together. Both ends are included and count from 1. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly folded: boolean;
}

/**
 * Divide a file into what is shown and what is folded.
 *
 * @param shown - the lines to show; undefined shows everything
 * @param total - how many lines the file has
 */
export function stretches(shown: ReadonlySet<number> | undefined, total: number): Stretch[] {
  const found: Stretch[] = [];
  for (let line = 1; line <= total; line++) {
    const folded = shown !== undefined && !shown.has(line);
    const last = found.at(-1);
    if (last?.folded === folded) found[found.length - 1] = { ...last, to: line };
    else found.push({ from: line, to: line, folded });
  }
  return found;
}
