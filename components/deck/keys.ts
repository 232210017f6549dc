/**
 * Which key means what, and whose key it is. A slide holds editors, buttons and scrolling code; a key pressed there is the
 * deck's only if the thing under the focus has no use for it.
 */

export type DeckCommand =
  | "next"
  | "previous"
  | "first"
  | "last"
  | "overview"
  | "fullscreen"
  | "presenter"
  | "notes"
  | "blank"
  | "help";

const commands: Readonly<Record<string, DeckCommand>> = {
  ArrowRight: "next",
  ArrowDown: "next",
  PageDown: "next",
  " ": "next",
  ArrowLeft: "previous",
  ArrowUp: "previous",
  PageUp: "previous",
  "Shift+ ": "previous",
  Home: "first",
  End: "last",
  o: "overview",
  Escape: "overview",
  f: "fullscreen",
  p: "presenter",
  n: "notes",
  b: "blank",
  ".": "blank",
  "?": "help",
};

/** The part of a KeyboardEvent that decides. */
export interface KeyPress {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
}

/** What a key asks of the deck. Keys held with Ctrl, Alt or Meta are the browser's. */
export function commandOf(press: KeyPress): DeckCommand | undefined {
  if (press.ctrlKey || press.altKey || press.metaKey) return undefined;
  if (press.shiftKey && press.key === " ") return commands["Shift+ "];
  // With Shift or Caps Lock the letters come as capitals; `?` needs Shift on most keyboards.
  const key = press.key.length === 1 ? press.key.toLowerCase() : press.key;
  return Object.hasOwn(commands, key) ? commands[key] : undefined;
}

/** Things that take every key: they are typed into, or move a selection of their own. */
const takesAll = [
  "input",
  "textarea",
  "select",
  "[contenteditable]:not([contenteditable=false])",
  ".cm-editor",
  "dialog[open]",
  "[role=tab]",
  "[role=tree]",
  "[role=radiogroup]",
  "[role=slider]",
  "[role=menu]",
].join();

/** Things that Space or Enter presses, and that have no use for an arrow. */
const takesPress = "button, a[href], summary, [role=button]";

/**
 * Does the focused element keep this key to itself?
 *
 * After Run is pressed the focus stays on the button: there the arrows must still turn the slide, and Space must not.
 * Code that is wider than its box scrolls under the arrows until it is at its end.
 */
export function keepsKey(target: Element | null, key: string): boolean {
  if (!target) return false;
  if (target.closest(takesAll)) return true;
  if (key === " " || key === "Enter") return target.closest(takesPress) !== null;
  return scrolls(target, key);
}

function scrolls(target: Element, key: string): boolean {
  const box = target.closest("[tabindex], .notes");
  if (!box) return false;
  const across = box.scrollWidth - box.clientWidth;
  const down = box.scrollHeight - box.clientHeight;
  // One pixel of slack: scroll offsets are fractions on dense screens.
  if (key === "ArrowRight") return across > 1 && box.scrollLeft < across - 1;
  if (key === "ArrowLeft") return across > 1 && box.scrollLeft > 1;
  if (key === "ArrowDown") return down > 1 && box.scrollTop < down - 1;
  if (key === "ArrowUp") return down > 1 && box.scrollTop > 1;
  return false;
}
