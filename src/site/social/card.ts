/** The picture that goes with a shared link: 1200 by 630, the title in serif, facts in mono, and the line of a course. */
import { outline, voices, widthOf, wrap, type Voice } from "./letters.ts";

export interface Card {
  /** What kind of page: `course`, `chapter`. */
  readonly kind: string;
  readonly title: string;
  /** One line of facts: `3 days, intermediate`. */
  readonly facts: string;
  /** The jacks on its line, from left to right. */
  readonly jacks?: readonly ("out" | "here" | "later")[];
}

const WIDTH = 1200;
const HEIGHT = 630;
const EDGE = 84;
const INK = {
  paper: "#faf9f5",
  ink: "#17211f",
  soft: "#43504c",
  faint: "#5a6662",
  edge: "#7b8782",
  wire: "#0a5a6c",
};

let loaded: ReturnType<typeof voices> | undefined;

/** The card as SVG, without any text that would need a font. */
export function cardSvg(card: Card): string {
  const { serif, mono } = (loaded ??= voices());
  const { lines, size } = titleLines(card.title, serif);
  const first = 330 - ((lines.length - 1) * size * 1.08) / 2 + size * 0.25;
  const title = lines.map((line, index) =>
    outline(line, EDGE - size * 0.04, first + index * size * 1.08, size, serif, INK.ink),
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="${INK.paper}"/>`,
    `<g transform="translate(${EDGE - 8} 66) scale(2.1)" fill="none" stroke="${INK.wire}" stroke-width="2"><path d="M12 14.5V24"/><circle cx="12" cy="8.5" r="6.5"/><circle cx="12" cy="8.5" r="2.6" fill="${INK.wire}" stroke="none"/></g>`,
    outline("Beamish", EDGE + 52, 104, 42, serif, INK.ink),
    outline(card.kind, WIDTH - EDGE - widthOf(card.kind, 23, mono), 102, 23, mono, INK.faint),
    ...title,
    lineOf(card.jacks ?? ["here"]),
    outline(card.facts, EDGE, 556, 25, mono, INK.soft),
    "</svg>",
  ].join("");
}

function titleLines(title: string, voice: Voice): { lines: string[]; size: number } {
  for (const size of [104, 88, 74]) {
    const lines = wrap(title, WIDTH - 2 * EDGE, size, voice);
    if (lines.length <= (size > 90 ? 2 : 3)) return { lines, size };
  }
  const lines = wrap(title, WIDTH - 2 * EDGE, 62, voice);
  return { lines: lines.slice(0, 4), size: 62 };
}

function lineOf(jacks: NonNullable<Card["jacks"]>): string {
  const y = 488;
  const from = EDGE + 11;
  const step = Math.min(150, (WIDTH - 2 * EDGE - 22) / Math.max(1, jacks.length - 1));
  const dots = jacks.map((jack, index) => {
    const x = (from + index * step).toFixed(1);
    if (jack === "later")
      return `<circle cx="${x}" cy="${y}" r="9" fill="${INK.paper}" stroke="${INK.edge}" stroke-width="2.5" stroke-dasharray="4 3.2"/>`;
    if (jack === "out") return `<circle cx="${x}" cy="${y}" r="10" fill="${INK.edge}"/>`;
    return `<circle cx="${x}" cy="${y}" r="11" fill="${INK.paper}" stroke="${INK.wire}" stroke-width="6"/>`;
  });
  const end = from + (jacks.length - 1) * step;
  const wire =
    jacks.length > 1
      ? `<path d="M${from} ${y}H${end.toFixed(1)}" stroke="${INK.edge}" stroke-width="2.5"/>`
      : "";
  return wire + dots.join("");
}
