/** Draws a part of a sequence as SVG text, so that the same drawing works in the page and at build time. */
import type { Arrow, Mark, Sequence, Step } from "./sequence.ts";
import { sentence, type NameOf } from "./story.ts";

/** Pixels across, from the left end of the whole drawing. */
export interface Stretch {
  readonly left: number;
  readonly width: number;
}

export interface Drawing {
  readonly nameOf: NameOf;
  /** How many events have happened by now: later steps are drawn faint, below a time line. */
  readonly moment: number;
  /** Rows to draw; all if not given. */
  readonly rows?: { readonly from: number; readonly to: number };
  /** Pixels across to draw; all if not given. */
  readonly across?: Stretch;
  /** Pixels across that can be seen without scrolling; all that are drawn if not given. Labels of arrows keep to them. */
  readonly sight?: Stretch;
  /** Width of a lane and height of a row in pixels. */
  readonly lane?: number;
  readonly row?: number;
}

export const LANE = 104;
export const ROW = 24;
/** Height of the names above the lanes. */
export const HEAD = 44;
const MARGIN = 52;
/** Room for what is written to the right of the last lane ("time is up"). What is longer stands to its left. */
const LAST_WORDS = 96;
/** The same for the only lane, which has no room to its left. */
const ONLY_WORDS = 200;
/** Width of a character of the labels. */
const CHARACTER = 7.2;
/** Characters that stand beside a lifeline at the most. */
const BESIDE = 24;
/** Below this height there is no room for words. */
const LEGIBLE = 16;

export function escapeText(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}

function shorten(text: string, room: number): string {
  const line = text.replaceAll("\n", " ");
  return line.length <= room ? line : `${line.slice(0, Math.max(1, room - 1))}…`;
}

/** Pixels that a sequence takes. */
export function sizeOf(sequence: Sequence, { lane = LANE, row = ROW }: Partial<Drawing> = {}) {
  const lanes = sequence.lanes.length;
  const width = MARGIN + Math.max(0, lanes - 1) * lane + (lanes > 1 ? LAST_WORDS : ONLY_WORDS);
  return { width, height: Math.max(1, sequence.rows) * row + 12 };
}

/** Pixels across that a step takes: its lifelines with half of their names, and words beside a single one. */
export function spanOf(step: Step, { lane = LANE }: Partial<Drawing> = {}): Stretch {
  const [from, to] = "lane" in step ? [step.lane, step.lane] : [step.from, step.to];
  const left = MARGIN + Math.min(from, to) * lane - lane / 2;
  return { left, width: Math.abs(to - from) * lane + lane / 2 + (from === to ? LAST_WORDS : lane / 2) };
}

/** Which pixels across, and which lanes lie in them. */
function partOf(sequence: Sequence, drawing: Drawing) {
  const { lane = LANE } = drawing;
  const { left, width } = drawing.across ?? { left: 0, width: sizeOf(sequence, drawing).width };
  const from = Math.max(0, Math.floor((left - MARGIN) / lane));
  const to = Math.min(sequence.lanes.length, Math.ceil((left + width - MARGIN) / lane) + 1);
  return { left, width, from, to };
}

/** The names above the lanes. */
export function headSvg(sequence: Sequence, drawing: Drawing): string {
  const { nameOf, lane = LANE } = drawing;
  const { left, width, from, to } = partOf(sequence, drawing);
  const room = Math.floor(lane / CHARACTER) - 1;
  const names = sequence.lanes.slice(from, to).map(({ pid }, index) => {
    const name = nameOf(pid);
    const at = MARGIN + (from + index) * lane;
    return (
      `<text class="b" x="${at}" y="14" text-anchor="middle">${escapeText(shorten(name, room))}<title>${escapeText(name)}</title></text>` +
      (name === pid || lane < 72
        ? ""
        : `<text class="d" x="${at}" y="30" text-anchor="middle" font-size="11">${escapeText(pid)}</text>`)
    );
  });
  return `<svg class="seq" width="${width}" height="${HEAD}" viewBox="${left} 0 ${width} ${HEAD}" aria-hidden="true">${names.join("")}</svg>`;
}

/** The rows asked for. The drawing begins at the first of them. */
export function sequenceSvg(sequence: Sequence, drawing: Drawing): string {
  const { lane = LANE, row = ROW, moment, nameOf } = drawing;
  const { from, to } = drawing.rows ?? { from: 0, to: sequence.rows };
  const steps = sequence.steps.slice(from, to);
  const { left, width, ...lanes } = partOf(sequence, drawing);
  const height = Math.max(1, to - from) * row + 12;
  const sight = drawing.sight ?? { left, width };
  const view = new View(lane, row, from, left, sight, sizeOf(sequence, drawing).width);
  const past = sequence.stepsBy(moment);
  const now = past > from && past < to ? view.y(past) - row / 2 : undefined;
  const label = steps
    .slice(Math.max(0, past - from - 12), Math.max(0, past - from))
    .map((step) => sentence(step, sequence, nameOf));
  return (
    `<svg class="seq" viewBox="${left} 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escapeText(label.join(" ") || "Nothing has happened yet.")}">` +
    sequence.lanes
      .slice(lanes.from, lanes.to)
      .map((_, index) => view.drawLane(sequence, lanes.from + index, to))
      .join("") +
    steps
      .map(
        (step) =>
          `<g class="${step.moment > moment ? "ghost" : "past"}${step.row === past - 1 ? " here" : ""}" data-row="${step.row}">${view.drawStep(step)}</g>`,
      )
      .join("") +
    (now === undefined ? "" : `<path class="now" d="M${left} ${now}h${width}"/>`) +
    `</svg>`
  );
}

const ARROWS = {
  message: ["msg", "head", ""],
  call: ["msg", "head", ""],
  reply: ["msg reply", "head", ""],
  signal: ["msg sig", "sigh", "tc"],
  down: ["msg sig", "sigh", "tc"],
  start: ["msg born", "born-head", "tr"],
} as const;

class View {
  readonly #lane: number;
  readonly #row: number;
  readonly #first: number;
  readonly #left: number;
  readonly #sight: Stretch;
  readonly #end: number;

  /**
   * @param first the first row that is drawn
   * @param left where the drawing begins, in pixels
   * @param end where the whole sequence ends
   */
  constructor(lane: number, row: number, first: number, left: number, sight: Stretch, end: number) {
    this.#lane = lane;
    this.#row = row;
    this.#first = first;
    this.#left = left;
    this.#sight = sight;
    this.#end = end;
  }

  x(lane: number): number {
    return MARGIN + lane * this.#lane;
  }

  y(row: number): number {
    return (row - this.#first + 0.5) * this.#row;
  }

  drawLane(sequence: Sequence, index: number, to: number): string {
    const lane = sequence.lanes[index]!;
    if (lane.born > to) return "";
    const at = this.x(index);
    const bottom = this.y(to - 0.5);
    const top = Math.max(0, this.y(lane.born - 0.5));
    const end = lane.died === undefined ? bottom : Math.min(bottom, this.y(lane.died));
    const busy = between(sequence.busyOf(index), this.#first, to).map(({ from, to: until }) => {
      const y = this.y(from) - 4;
      const height = Math.max(Math.min(8, this.#row), (until - from) * this.#row - 8);
      return `<rect class="act" x="${at - 3}" y="${y}" width="6" height="${height}"/>`;
    });
    return (
      `<path class="life" d="M${at} ${top}V${bottom + 8}"/>` +
      (end > top ? `<path class="alive" d="M${at} ${top}V${end}"/>` : "") +
      busy.join("")
    );
  }

  drawStep(step: Step): string {
    // The whole row answers to the pointer.
    const hit = `<rect class="hit" x="${this.#left}" y="${this.y(step.row) - this.#row / 2}" width="100%" height="${this.#row}"/>`;
    return hit + ("lane" in step ? this.#drawMark(step) : this.#drawArrow(step));
  }

  #drawMark(step: Mark): string {
    const [x, y] = [this.x(step.lane), this.y(step.row)];
    const [shape, colour] = MARKS[step.kind];
    return shape(x, y) + this.#beside(x, 11, y + 4, step.text, colour);
  }

  #drawArrow(step: Arrow): string {
    const [stroke, head, colour] = ARROWS[step.kind];
    const y = this.y(step.row);
    if (step.from === step.to) {
      const x = this.x(step.from);
      return (
        `<path class="${stroke}" d="M${x + 4} ${y - 6}h18v10h-14"/><path class="${head}" d="M${x + 4} ${y + 4}l7 -3.5v7z"/>` +
        this.#beside(x, 28, y + 3, step.text, colour)
      );
    }
    const way = Math.sign(step.to - step.from);
    const [x1, x2] = [this.x(step.from) + 4 * way, this.x(step.to) - 5 * way];
    const seen = this.#seen(this.x(step.from), this.x(step.to));
    const room = Math.floor((seen.to - seen.from) / CHARACTER) - 1;
    const middle = (seen.from + seen.to) / 2;
    return (
      `<path class="${stroke}" d="M${x1} ${y + 4}H${x2 - 6 * way}"/><path class="${head}" d="M${x2} ${y + 4}l${-7 * way} -3.5v7z"/>` +
      this.#label(middle, y - 1, step.text, room, colour, "middle")
    );
  }

  /** The part of an arrow that is in sight, or all of it if next to nothing is. */
  #seen(x1: number, x2: number) {
    const [from, to] = x1 < x2 ? [x1, x2] : [x2, x1];
    const { left, width } = this.#sight;
    const seen = { from: Math.max(from, left), to: Math.min(to, left + width) };
    return seen.to - seen.from < this.#lane / 2 ? { from, to } : seen;
  }

  /** Words to the right of a lifeline, or to its left where the drawing would end before they do. */
  #beside(x: number, gap: number, y: number, text: string, colour: string): string {
    const fits = (pixels: number) => Math.min(BESIDE, Math.floor(pixels / CHARACTER));
    const [right, left] = [fits(this.#end - x - gap), fits(x - gap)];
    return left <= right || Math.min(text.length, BESIDE) <= right
      ? this.#label(x + gap, y, text, right, colour, "start")
      : this.#label(x - 11, y, text, left, colour, "end");
  }

  #label(x: number, y: number, text: string, room: number, colour: string, anchor: string): string {
    if (this.#row < LEGIBLE) return "";
    return `<text${colour && ` class="${colour}"`} x="${x}" y="${y}" text-anchor="${anchor}">${escapeText(shorten(text, room))}</text>`;
  }
}

const cross = (x: number, y: number) => `<path class="x" d="M${x - 6} ${y - 6}l12 12m0-12l-12 12"/>`;
const bar = (x: number, y: number) => `<path class="alive" d="M${x - 6} ${y}h12"/>`;
const ring = (x: number, y: number) => `<circle class="waits" cx="${x}" cy="${y}" r="5"/>`;
const clock = (x: number, y: number) =>
  `<circle class="waits" cx="${x}" cy="${y}" r="6"/><path class="hand" d="M${x} ${y - 4}v4h3"/>`;

const MARKS: Readonly<
  Record<Mark["kind"], readonly [shape: (x: number, y: number) => string, colour: string]>
> = {
  crash: [cross, "tc"],
  end: [bar, "d"],
  passed: [ring, "d"],
  timeout: [clock, "tr"],
  timer: [clock, "d"],
  alarm: [clock, ""],
};

/** The stretches that touch some rows. They are in order, so the first of them is found by halving. */
function between(
  stretches: readonly { readonly from: number; readonly to: number }[],
  from: number,
  to: number,
) {
  let [low, high] = [0, stretches.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (stretches[middle]!.to < from) low = middle + 1;
    else high = middle;
  }
  let end = low;
  while (end < stretches.length && stretches[end]!.from <= to) end++;
  return stretches
    .slice(low, end)
    .map((stretch) => ({ from: Math.max(stretch.from, from), to: Math.min(stretch.to, to) }));
}
