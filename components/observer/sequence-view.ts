/** The sequence diagram. Only the rows in view are drawn, so ten thousand events scroll as ten do. */
import { HEAD, headSvg, LANE, ROW, sequenceSvg, sizeOf, spanOf } from "../../src/observer/sequence-svg.ts";
import type { Step } from "../../src/observer/sequence.ts";
import { sentence } from "../../src/observer/story.ts";
import type { Desk, Moment, View } from "./moment.ts";
import { part, setHtml, setText } from "./parts.ts";

/** Pixels drawn above and below those in view. */
const OVERSCAN = 600;
const ZOOMS = [0.4, 0.6, 0.8, 1, 1.3, 1.7] as const;

export class SequenceView implements View {
  readonly #root: HTMLElement;
  readonly #detail: HTMLElement;
  readonly #lanes: HTMLElement;
  readonly #desk: Desk;
  readonly #head = document.createElement("div");
  readonly #space = document.createElement("div");
  readonly #window = document.createElement("div");
  readonly #names = document.createElement("div");
  #zoom = ZOOMS.indexOf(1);
  #shown: Moment | undefined;
  /** The rows that are drawn, and what they were drawn for. */
  #drawn = { from: 0, to: 0, left: 0, right: 0, scrollLeft: 0 };
  #pointed: number | undefined;

  constructor(panel: HTMLElement, desk: Desk) {
    this.#root = part(panel, "sequence");
    this.#detail = part(panel, "detail");
    this.#lanes = part(panel, "lanes");
    this.#desk = desk;
    this.#head.className = "lane-names";
    this.#space.className = "space";
    this.#window.className = "window";
    this.#space.append(this.#window);
    this.#head.append(this.#names);
    this.#root.append(this.#head, this.#space);
    this.#root.addEventListener("scroll", () => this.#drawWindow());
    this.#root.addEventListener("keydown", (event) => this.#press(event));
    // Who goes from step to step by keys hears each; whoever watches a run is not talked to.
    this.#root.addEventListener("focus", () => (this.#detail.ariaLive = "polite"));
    this.#root.addEventListener("blur", () => (this.#detail.ariaLive = "off"));
    this.#root.addEventListener("pointermove", ({ target }) => this.#point(target as Element));
    this.#root.addEventListener("pointerleave", () => this.#point(undefined));
    this.#root.addEventListener("click", ({ target }) => {
      const row = rowOf(target as Element);
      const step = row === undefined ? undefined : this.#shown?.sequence.steps[row];
      if (step) desk.goTo(step.moment);
    });
  }

  zoomBy(steps: number): void {
    this.#zoom = Math.max(0, Math.min(ZOOMS.length - 1, this.#zoom + steps));
    if (this.#shown) this.draw(this.#shown);
  }

  draw(moment: Moment): void {
    const before = this.#shown;
    const hasMoved = before?.moment !== moment.moment || before.isLive !== moment.isLive;
    this.#shown = moment;
    const { sequence, system } = moment;
    const { width, height } = sizeOf(sequence, this.#scale);
    this.#space.style.cssText = `block-size:${height}px;inline-size:${width}px`;
    this.#head.style.inlineSize = `${width}px`;
    const { length } = sequence.lanes;
    const all = `${system.size} ${system.size === 1 ? "lane" : "lanes"}`;
    setText(this.#lanes, length === system.size ? all : `${length} of ${all}`);
    // What describes the step takes room from the diagram, so it comes first.
    this.#describe();
    if (hasMoved) this.#follow();
    this.#drawWindow(true);
  }

  get #scale() {
    const zoom = ZOOMS[this.#zoom] ?? 1;
    return { lane: LANE * Math.max(0.5, zoom), row: ROW * zoom };
  }

  readonly #nameOf = (pid: string): string => this.#shown?.history.latest.nameOf(pid) ?? pid;

  #drawWindow(again = false): void {
    if (!this.#shown) return;
    const { sequence, moment } = this.#shown;
    const { row } = this.#scale;
    const { scrollTop, clientHeight, scrollLeft, clientWidth } = this.#root;
    const need = {
      from: Math.max(0, Math.floor(scrollTop / row)),
      to: Math.min(sequence.rows, Math.ceil((scrollTop + clientHeight) / row)),
      left: scrollLeft,
      right: Math.min(scrollLeft + clientWidth, sizeOf(sequence, this.#scale).width),
    };
    const has = this.#drawn;
    // Labels stand where an arrow is in sight, so going sideways moves them.
    const isEnough =
      need.from >= has.from && need.to <= has.to && need.right <= has.right && scrollLeft === has.scrollLeft;
    if (!again && isEnough) return;
    const over = Math.ceil(OVERSCAN / row);
    const rows = { from: Math.max(0, need.from - over), to: Math.min(sequence.rows, need.to + over) };
    const left = Math.max(0, need.left - OVERSCAN);
    const right = Math.min(scrollLeft + clientWidth + OVERSCAN, sizeOf(sequence, this.#scale).width);
    this.#drawn = { ...rows, left, right, scrollLeft };
    const across = { left, width: right - left };
    const sight = { left: scrollLeft, width: clientWidth };
    const drawing = { ...this.#scale, nameOf: this.#nameOf, moment, rows, across, sight };
    this.#window.style.translate = `${left}px ${rows.from * row}px`;
    this.#window.innerHTML = sequenceSvg(sequence, drawing);
    this.#names.style.translate = `${left}px 0`;
    setHtml(this.#names, headSvg(sequence, drawing));
  }

  /** Keeps the step of the moment in view. */
  #follow(): void {
    const { sequence, moment, isLive } = this.#shown!;
    const { row } = this.#scale;
    const past = sequence.stepsBy(moment);
    const y = past * row;
    const room = this.#root.clientHeight - HEAD - row;
    if (y > this.#root.scrollTop + room) this.#root.scrollTop = y - room;
    else if (y - row < this.#root.scrollTop) this.#root.scrollTop = Math.max(0, y - 2 * row);
    const step = sequence.steps[past - 1];
    // A run that is followed would pull the diagram to and fro.
    if (step && !isLive) this.#bringAcross(step);
  }

  /** Scrolls sideways as little as shows a step whole, or where it begins if it is too wide for that. */
  #bringAcross(step: Step): void {
    const { scrollLeft, clientWidth } = this.#root;
    const whole = spanOf(step, this.#scale);
    const isTooWide = whole.width > clientWidth && "from" in step;
    const { left, width } = isTooWide ? spanOf({ ...step, to: step.from }, this.#scale) : whole;
    if (left < scrollLeft) this.#root.scrollLeft = left;
    else if (left + width > scrollLeft + clientWidth) this.#root.scrollLeft = left + width - clientWidth;
  }

  #press(event: KeyboardEvent): void {
    if (!this.#shown) return;
    const { sequence, moment } = this.#shown;
    const at = sequence.stepsBy(moment);
    const target = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + 10,
      PageUp: at - 10,
      Home: 1,
      End: sequence.rows,
    }[event.key];
    if (target === undefined) return;
    event.preventDefault();
    const step = sequence.steps[Math.max(1, Math.min(target, sequence.rows)) - 1];
    if (step) this.#desk.goTo(step.moment);
  }

  #point(target: Element | undefined): void {
    const row = target && rowOf(target);
    if (row === this.#pointed) return;
    this.#pointed = row;
    this.#describe();
  }

  /** The step that is pointed at, or else that of the moment, in words and in full. */
  #describe(): void {
    const { sequence, moment } = this.#shown!;
    const step = sequence.steps[this.#pointed ?? sequence.stepsBy(moment) - 1];
    const text = step
      ? `${step.time.toFixed(step.time < 100 ? 1 : 0)} ms: ${sentence(step, sequence, this.#nameOf)}`
      : sequence.rows === 0
        ? "No message has been sent."
        : "Nothing has happened yet.";
    setText(this.#detail, text);
  }
}

function rowOf(target: Element): number | undefined {
  const row = target.closest<SVGElement>("[data-row]")?.dataset["row"];
  return row === undefined ? undefined : Number(row);
}
