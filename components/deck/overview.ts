/** Moving through the overview: slides in rows, a focus that arrow keys move. */

/**
 * The slide a key leads to, or undefined when the key does not move.
 * @param columns how many slides stand in one row at present
 */
export function moveInGrid(index: number, key: string, columns: number, count: number): number | undefined {
  const to = target(index, key, Math.max(columns, 1), count);
  return to === undefined ? undefined : Math.min(Math.max(to, 0), count - 1);
}

function target(index: number, key: string, columns: number, count: number): number | undefined {
  switch (key) {
    case "ArrowRight":
      return index + 1;
    case "ArrowLeft":
      return index - 1;
    // Below a full row there may be nothing: then stay, rather than jump aside.
    case "ArrowDown":
      return index + columns < count
        ? index + columns
        : sameRowAsLast(index, columns, count)
          ? index
          : count - 1;
    case "ArrowUp":
      return index - columns >= 0 ? index - columns : index;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return undefined;
  }
}

function sameRowAsLast(index: number, columns: number, count: number): boolean {
  return Math.floor(index / columns) === Math.floor((count - 1) / columns);
}

/** How many of the boxes stand in the first row: those as high up as the first. `tops` are their offsets in pixels. */
export function columnsOf(tops: readonly number[]): number {
  const beyond = tops.findIndex((top) => Math.abs(top - (tops[0] ?? 0)) > 1);
  return beyond < 0 ? tops.length : beyond;
}
