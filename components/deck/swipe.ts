/** Telling a swipe from a scroll, a tap and a pinch. Pure: distances in CSS pixels, times in milliseconds. */

export interface Touch {
  readonly x: number;
  readonly y: number;
  readonly time: number;
}

const far = 48;
const slow = 800;

/**
 * What a finger that went from `from` to `to` meant. To the left is forward, as a page is turned.
 * A swipe is at least 48 px long, at most 800 ms, and clearly more across than down.
 */
export function swipe(from: Touch, to: Touch): "next" | "previous" | undefined {
  const across = to.x - from.x;
  const down = Math.abs(to.y - from.y);
  if (Math.abs(across) < far || Math.abs(across) < down * 1.5 || to.time - from.time > slow) return undefined;
  return across < 0 ? "next" : "previous";
}
