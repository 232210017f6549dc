/**
 * Colours for printed values. The recorded output in the page and the rows of a live run are coloured by this one
 * function, so the first becomes the second without a flicker.
 */

/** A piece of printed text and its colour: `a` atoms (strings), `n` numbers and constants, `p` punctuation. */
export interface Piece {
  readonly text: string;
  readonly role: "a" | "n" | "p" | "";
}

const piece =
  /(?<atom>"(?:[^"\\]|\\.)*")|(?<pid><\d+\.\d+\.\d+>|#\w+<[^>]*>)|(?<number>(?<![\w.])-?\d[\d_]*(?:\.\d+)?(?![\w.]))|(?<constant>\b(?:true|false|undefined|null)\b)|(?<mark>[[\]{},:])/g;

/**
 * Cut a line of output into coloured pieces. Inside brackets everything that looks like a value is coloured; outside,
 * where people's own sentences are, only quoted strings, and a number that stands alone.
 */
export function colour(line: string): Piece[] {
  const pieces: Piece[] = [];
  let depth = 0;
  let end = 0;
  const alone = /^-?[\d.]+$|^(?:true|false|undefined|null)$/.test(line);
  for (const match of line.matchAll(piece)) {
    const { atom, number, constant, mark } = match.groups ?? {};
    const text = match[0];
    if (text === "[" || text === "{") depth++;
    const role = atom ? "a" : depth === 0 && !alone ? "" : number || constant ? "n" : mark ? "p" : "";
    if ((text === "]" || text === "}") && depth > 0) depth--;
    if (role === "") continue;
    if (match.index > end) pieces.push({ text: line.slice(end, match.index), role: "" });
    pieces.push({ text, role });
    end = match.index + text.length;
  }
  if (end < line.length) pieces.push({ text: line.slice(end), role: "" });
  return pieces;
}
