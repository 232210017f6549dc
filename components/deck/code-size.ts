/**
 * How large the code of a slide can be. A sample must stand on its slide whole, without scrolling, and be read from the last
 * row: so its size follows from its lines, at build time. Sizes are hundredths of cqi, and a cqi is a hundredth of the slide's width.
 */
import type { Layout } from "./layouts.ts";

/** From what the shortest sample gets down to the smallest that is still read on a wall: 0.95 cqi is 18 px at 1920. */
export const sizes = [180, 165, 152, 140, 130, 120, 110, 100, 95] as const;
export type CodeSize = (typeof sizes)[number];

/** What a sample needs. */
export interface Extent {
  /** Lines of code shown. A fold counts as half a line. */
  readonly lines: number;
  /** Characters of the longest of them. */
  readonly widest: number;
  /** Rows of recorded output. */
  readonly rows: number;
}

/** What is around the code, in em: the bar with its buttons, and the space inside panel and output. From sample.css and slide-code.css. */
const bar = 3.5;
const codePadding = 2.1;
const outputPadding = 1.4;
const lineHeight = 1.54;
const rowHeight = 1.6;
const beside = 4.8;
/** The advance of a character of the mono face. */
const character = 0.6;

/** The room that a layout gives a sample, in cqi. */
const widths: Readonly<Record<Layout, number>> = {
  title: 90,
  statement: 90,
  code: 55,
  split: 54,
  figure: 90,
};
const height = 37.5;
const secondTitleLine = 5.3;

/** The largest size at which a sample fits; the smallest there is, when none does. */
export function codeSize(extent: Extent, layout: Layout, title: string): CodeSize {
  const room = height - (title.length > 50 ? secondTitleLine : 0);
  const output = extent.rows > 0 ? outputPadding + rowHeight * extent.rows : 0;
  const code = codePadding + lineHeight * extent.lines;
  // In the layout `code` the output stands beside the code.
  const high = bar + (layout === "code" ? Math.max(code, output) : code + output);
  const wide = beside + character * extent.widest;
  const most = Math.min(room / high, widths[layout] / wide) * 100;
  return sizes.find((size) => size <= most) ?? sizes[sizes.length - 1]!;
}

/** What the sample in some HTML needs; undefined when there is none. Of several it is the largest of each. */
export function extentOf(html: string): Extent | undefined {
  const blocks = [...html.matchAll(/<code>([\s\S]*?)<\/code>/g)]
    .map((match) => match[1] ?? "")
    .filter((code) => code.includes('class="line'));
  if (blocks.length === 0) return undefined;
  const extents = blocks.map(extentOfCode);
  const output = /<ol class="out"[\s\S]*?<\/ol>/.exec(html)?.[0] ?? "";
  return {
    lines: Math.max(...extents.map(({ lines }) => lines)),
    widest: Math.max(...extents.map(({ widest }) => widest)),
    rows: output.match(/<li>/g)?.length ?? 0,
  };
}

function extentOfCode(code: string): { readonly lines: number; readonly widest: number } {
  let folded = false;
  let lines = 0;
  let widest = 0;
  for (const line of code.split("\n")) {
    // A fold opens in front of its first line and closes in front of the first line after it.
    if (line.startsWith("</span>")) folded = false;
    if (line.includes('<span class="fold">')) {
      folded = true;
      lines += 0.5;
    }
    if (folded) continue;
    lines += 1;
    widest = Math.max(widest, textLength(line));
  }
  return { lines, widest };
}

function textLength(html: string): number {
  return html.replace(/<[^>]*>/g, "").replace(/&[^;]+;/g, "x").length;
}
