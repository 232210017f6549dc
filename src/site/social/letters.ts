/** Text as outlines. An image must look the same on every machine, whatever fonts are installed there. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { create } from "fontkitten";

/** What is used of a font. */
interface Face {
  readonly unitsPerEm: number;
  glyphForCodePoint(codePoint: number): {
    readonly id: number;
    readonly advanceWidth: number;
    readonly path: { toSVG(): string };
  };
}

export interface Voice {
  readonly face: Face;
  /** Space added after each letter, in em. */
  readonly tracking: number;
}

function load(file: string): Face {
  return create(readFileSync(join(process.cwd(), "public/fonts", file))) as unknown as Face;
}

/** The two voices of the site: serif speaks, mono reports. */
export function voices(): { readonly serif: Voice; readonly mono: Voice } {
  return {
    serif: { face: load("beamish-serif.woff2"), tracking: -0.012 },
    mono: { face: load("spline-sans-mono-400.woff2"), tracking: -0.01 },
  };
}

/** The glyphs of a text. A letter that the subset lacks loses its accent rather than becoming a box. */
function glyphs(text: string, face: Face): ReturnType<Face["glyphForCodePoint"]>[] {
  return [...text].map((letter) => {
    const glyph = face.glyphForCodePoint(letter.codePointAt(0) ?? 32);
    if (glyph.id !== 0) return glyph;
    const plain = letter.normalize("NFD").codePointAt(0) ?? 63;
    return face.glyphForCodePoint(plain);
  });
}

/** The width of a text in pixels. */
export function widthOf(text: string, size: number, { face, tracking }: Voice): number {
  const units = glyphs(text, face).reduce((sum, glyph) => sum + glyph.advanceWidth, 0);
  return (units / face.unitsPerEm + text.length * tracking) * size;
}

/** A text as an SVG group, its baseline starting at (x, y). */
export function outline(
  text: string,
  x: number,
  y: number,
  size: number,
  { face, tracking }: Voice,
  fill: string,
): string {
  const scale = size / face.unitsPerEm;
  let at = 0;
  const paths = glyphs(text, face).map((glyph) => {
    const path = glyph.path.toSVG();
    const place = at;
    at += glyph.advanceWidth + tracking * face.unitsPerEm;
    return path === "" ? "" : `<path transform="translate(${place.toFixed(1)})" d="${path}"/>`;
  });
  return `<g fill="${fill}" transform="translate(${x} ${y}) scale(${scale.toFixed(5)} ${(-scale).toFixed(5)})">${paths.join("")}</g>`;
}

/** Break a text into lines no wider than `width`, balanced so that the last is not a single word. Line breaks stay. */
export function wrap(text: string, width: number, size: number, voice: Voice): string[] {
  if (text.includes("\n")) return text.split("\n").flatMap((line) => wrap(line, width, size, voice));
  const fill = (limit: number): string[] => {
    const lines: string[] = [];
    for (const word of text.split(" ")) {
      const line = lines.at(-1);
      const longer = line === undefined ? word : `${line} ${word}`;
      if (line !== undefined && widthOf(longer, size, voice) <= limit) lines[lines.length - 1] = longer;
      else lines.push(word);
    }
    return lines;
  };
  const lines = fill(width);
  let best = lines;
  for (let limit = width; limit > width / 2; limit -= size / 4) {
    const tighter = fill(limit);
    if (tighter.length > lines.length) break;
    best = tighter;
  }
  return best;
}
