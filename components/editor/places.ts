/** Between offsets of a text and places in the highlighted code that shows it. */

/** A document that knows what is under a point, in the standard way or in WebKit's. */
interface Pointed {
  caretPositionFromPoint?(
    x: number,
    y: number,
  ): { readonly offsetNode: Node; readonly offset: number } | null;
  caretRangeFromPoint?(x: number, y: number): Range | null;
}

export class Places {
  /** The text nodes of each line, with the offset at which each begins. */
  readonly #nodes: readonly (readonly [node: Text, start: number])[];

  /** @param pane - holds the code, one `.line` a line */
  constructor(pane: ParentNode) {
    const nodes: [Text, number][] = [];
    let passed = 0;
    for (const line of pane.querySelectorAll(".line")) {
      const texts = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
      while (texts.nextNode()) {
        const node = texts.currentNode as Text;
        nodes.push([node, passed]);
        passed += node.length;
      }
      // The line break between two lines.
      passed++;
    }
    this.#nodes = nodes;
  }

  /** What stands between two offsets of one line. */
  range(from: number, to: number): Range | undefined {
    const first = this.#nodes.findLast(([, start]) => start <= from);
    const last = this.#nodes.findLast(([, start]) => start < to);
    if (!first || !last || from - first[1] > first[0].length || to - last[1] > last[0].length)
      return undefined;
    const range = new Range();
    range.setStart(first[0], from - first[1]);
    range.setEnd(last[0], to - last[1]);
    return range;
  }

  /** The offset of the character at a point of the window. */
  offsetAt(x: number, y: number): number | undefined {
    const pointed: Pointed = document;
    const position = pointed.caretPositionFromPoint?.(x, y);
    const range = position ? undefined : pointed.caretRangeFromPoint?.(x, y);
    const [node, offset] = position
      ? [position.offsetNode, position.offset]
      : [range?.startContainer, range?.startOffset ?? 0];
    const found = this.#nodes.find(([each]) => each === node);
    if (!found) return undefined;
    // The caret is between two characters; the pointer is over one of them.
    const before = found[1] + offset;
    const box = this.range(before, before + 1)?.getBoundingClientRect();
    if (box && x < box.left) return before - 1;
    return box && x > box.right ? undefined : before;
  }
}
