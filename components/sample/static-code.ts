/** Marks on the highlighted code that came with the page, as long as no editor has taken its place. */
import type { Marks } from "./editor-marks.ts";

/** The text of a highlighted file, as it was written. */
export function textOfCode(pane: ParentNode): string {
  return `${[...pane.querySelectorAll(".line")].map((line) => line.textContent).join("\n")}\n`;
}

/** Show the marks of a file, in place of those that were there. */
export function markCode(pane: HTMLElement, { lit, fault }: Marks): void {
  for (const line of pane.querySelectorAll(".lit, .bad")) line.classList.remove("lit", "bad");
  underline(pane, undefined);
  if (lit !== undefined) lineOf(pane, lit)?.classList.add("lit");
  if (!fault) return;
  const line = lineOf(pane, fault.line);
  line?.classList.add("bad");
  if (line) underline(pane, wordAt(line, fault.column));
}

/** The element of a line, counting from 1. */
export function lineOf(pane: ParentNode, line: number): HTMLElement | null {
  return pane.querySelectorAll<HTMLElement>(".line")[line - 1] ?? null;
}

/** Which part of the page each pane has underlined, so that a pane takes back only its own. */
const underlined = new WeakMap<HTMLElement, Range>();

/** Underline a place without changing the page: the browser paints highlights over the text. */
function underline(pane: HTMLElement, range: Range | undefined): void {
  if (!("highlights" in CSS)) return;
  const highlight = CSS.highlights.get("fault") ?? new Highlight();
  CSS.highlights.set("fault", highlight);
  const before = underlined.get(pane);
  if (before) highlight.delete(before);
  if (!range) return;
  highlight.add(range);
  underlined.set(pane, range);
}

/** The word that begins at a column. */
function wordAt(line: HTMLElement, column: number): Range | undefined {
  const texts = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
  let passed = 0;
  while (texts.nextNode()) {
    const node = texts.currentNode;
    const text = node.textContent ?? "";
    const start = column - 1 - passed;
    passed += text.length;
    if (start >= text.length) continue;
    const length = /^[\w$*]+|^\S/.exec(text.slice(start))?.[0].length ?? 1;
    const range = new Range();
    range.setStart(node, start);
    range.setEnd(node, Math.min(start + length, text.length));
    return range;
  }
  return undefined;
}
