/** Draws a sequence as SVG text, so that the same drawing works in the page and at build time. */
import type { Lane, Sequence, Step } from "./sequence.ts";

const LANE = 96;
const ROW = 24;
const TOP = 48;
const MARGIN = 44;
/** Characters that fit over one lane's arrow at 12 px. */
const CHARACTERS = 12;

export function escapeText(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}

function shorten(text: string, room: number): string {
  return text.length <= room ? text : `${text.slice(0, Math.max(1, room - 1))}…`;
}

const x = (lane: number) => MARGIN + lane * LANE;
const y = (row: number) => TOP + row * ROW + ROW / 2;

/**
 * The drawing of a sequence.
 * @param moment how many events have happened by now: later steps are drawn faint, below a time line
 */
export function sequenceSvg(sequence: Sequence, moment: number): string {
  const { lanes, steps, rows } = sequence;
  const width = MARGIN * 2 + Math.max(0, lanes.length - 1) * LANE;
  const height = TOP + Math.max(1, rows) * ROW + 12;
  const past = steps.filter((step) => step.moment <= moment).length;
  const line = past < steps.length ? y(steps[past]!.row) - ROW / 2 : undefined;
  const story = steps.slice(0, past).map((step) => step.sentence);
  const label = story.length === 0 ? "Nothing has happened yet." : story.slice(-12).join(" ");
  return (
    `<svg class="seq" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escapeText(label)}">` +
    lanes.map((lane, index) => drawLane(lane, index, rows)).join("") +
    steps
      .map((step) => `<g class="${step.moment > moment ? "ghost" : "past"}">${drawStep(step)}</g>`)
      .join("") +
    (line === undefined ? "" : `<path class="now" d="M0 ${line}H${width}"/>`) +
    `</svg>`
  );
}

function drawLane(lane: Lane, index: number, rows: number): string {
  const at = x(index);
  const end = lane.died === undefined ? TOP + rows * ROW : y(lane.died);
  const born = TOP + lane.born * ROW;
  return (
    `<text class="b" x="${at}" y="14" text-anchor="middle">${escapeText(shorten(lane.name, CHARACTERS))}<title>${escapeText(lane.name)}</title></text>` +
    (lane.name === lane.pid
      ? ""
      : `<text class="d" x="${at}" y="30" text-anchor="middle" font-size="11">${escapeText(lane.pid)}</text>`) +
    `<path class="life" d="M${at} ${TOP - 10}V${TOP + rows * ROW + 8}"/><path class="alive" d="M${at} ${born}V${end}"/>` +
    lane.busy
      .map(
        ({ from, to }) =>
          `<rect class="act" x="${at - 3}" y="${y(from) - 4}" width="6" height="${Math.max(8, (to - from) * ROW - 8)}"/>`,
      )
      .join("")
  );
}

const ARROWS = {
  message: ["msg", "head"],
  call: ["msg", "head"],
  reply: ["msg reply", "head"],
  signal: ["msg sig", "sigh"],
  start: ["msg spw", "spwh"],
} as const;

function drawStep(step: Step): string {
  if ("lane" in step) {
    const [cx, cy] = [x(step.lane), y(step.row)];
    const mark =
      step.kind === "crash"
        ? `<path class="x" d="M${cx - 6} ${cy - 6}l12 12m0-12l-12 12"/>`
        : `<path class="alive" d="M${cx - 6} ${cy}h12"/>`;
    return `${mark}<text class="${step.kind === "crash" ? "tc" : "d"}" x="${cx + 10}" y="${cy + 4}">${escapeText(shorten(step.text, 22))}<title>${escapeText(step.text)}</title></text>`;
  }
  const [stroke, head] = ARROWS[step.kind];
  const cy = y(step.row);
  if (step.from === step.to) {
    const at = x(step.from);
    return (
      `<path class="${stroke}" d="M${at + 4} ${cy - 6}h18v10h-14"/><path class="${head}" d="M${at + 4} ${cy + 4}l7 -3.5v7z"/>` +
      `<text x="${at + 28}" y="${cy + 3}">${escapeText(shorten(step.text, CHARACTERS))}<title>${escapeText(step.text)}</title></text>`
    );
  }
  const way = Math.sign(step.to - step.from);
  const [x1, x2] = [x(step.from) + 4 * way, x(step.to) - 5 * way];
  const room = Math.floor(CHARACTERS * Math.abs(step.to - step.from));
  const middle = (x(step.from) + x(step.to)) / 2;
  const color = step.kind === "signal" ? "tc" : step.kind === "start" ? "tr" : "tm";
  return (
    `<path class="${stroke}" d="M${x1} ${cy + 4}H${x2 - 6 * way}"/><path class="${head}" d="M${x2} ${cy + 4}l${-7 * way} -3.5v7z"/>` +
    `<text class="${color}" x="${middle}" y="${cy - 1}" text-anchor="middle">${escapeText(shorten(step.text, room))}<title>${escapeText(step.text)}</title></text>`
  );
}
