/** Swipes on an element, from pointer events. The element's `touch-action` must leave horizontal movement to us. */
import { swipe, type Touch } from "./swipe.ts";

/** Things under a finger that move sideways themselves. */
const ownsFinger = "input, textarea, select, .cm-editor, [contenteditable]";

export function onSwipe(element: HTMLElement, turn: (way: "next" | "previous") => void): void {
  let from: Touch | undefined;
  const touchOf = (event: PointerEvent): Touch => ({
    x: event.clientX,
    y: event.clientY,
    time: event.timeStamp,
  });
  element.addEventListener("pointerdown", (event) => {
    // A second finger makes it a pinch.
    from =
      event.pointerType === "touch" && event.isPrimary && isFree(event.target) ? touchOf(event) : undefined;
  });
  element.addEventListener("pointercancel", () => (from = undefined));
  element.addEventListener("pointerup", (event) => {
    const way = from && event.isPrimary ? swipe(from, touchOf(event)) : undefined;
    from = undefined;
    if (way) turn(way);
  });
}

function isFree(target: EventTarget | null): boolean {
  if (!(target instanceof Element) || target.closest(ownsFinger)) return false;
  const code = target.closest("pre");
  return !code || code.scrollWidth <= code.clientWidth + 1;
}
