/**
 * The rows under a sample. A run begins with the rows that are there, greyed: each is replaced where it stands by the
 * row that the run prints, so that a run which prints what was recorded moves nothing on the page.
 */
import type { RunEvent, SourcePosition } from "../../src/sandbox/engine.ts";
import { shownValues } from "./tree.ts";

type Log = Extract<RunEvent, { type: "log" }>;

/** Rows that are shown at their full height. More of them scroll in a box of their own. */
const most = 100;

/** Whom the rows tell that a reader looks at one. */
export interface OutputOptions {
  /** The reader points at a row that came from here, or no longer does. */
  readonly onPoint: (at: SourcePosition | undefined) => void;
  /** The reader wants to see where a row came from. */
  readonly onVisit: (at: SourcePosition) => void;
}

export class Output {
  readonly #list: HTMLElement;
  /** Where the rows with a wire have come from. */
  readonly #sources = new WeakMap<Element, SourcePosition>();
  /** Rows of the run before, or of the recording, that this run has not reached. */
  #stale: Element[] = [];
  #waiting: HTMLElement[] = [];
  #flood: HTMLElement | undefined;
  #frame: number | undefined;
  #lit: HTMLElement | null | undefined;

  constructor(list: HTMLElement, options: OutputOptions) {
    this.#list = list;
    const look = (target: EventTarget | null): void => {
      // A pointer that only passes by does not take the light from the row that has the focus.
      const wire = wireOf(target) ?? list.querySelector(".wire:focus");
      this.#lit?.classList.remove("lit");
      this.#lit = wire?.parentElement;
      this.#lit?.classList.add("lit");
      options.onPoint(wire ? this.#sources.get(wire) : undefined);
    };
    list.addEventListener("pointerover", ({ target }) => look(target));
    list.addEventListener("pointerleave", () => look(null));
    list.addEventListener("focusin", ({ target }) => look(target));
    list.addEventListener("focusout", () => look(null));
    list.addEventListener("click", ({ target }) => {
      const at = this.#sources.get(wireOf(target) ?? list);
      if (at) options.onVisit(at);
    });
    list.addEventListener("keydown", (event) => this.#walk(event));
  }

  /**
   * A run begins.
   *
   * @param changed - the code is no longer the one that printed the rows that are there: they only keep their place
   */
  begin(changed: boolean): void {
    this.#drawNow();
    this.#flood = undefined;
    // A run that prints less than the one before must not pull up the rest of the page.
    this.#list.style.minBlockSize = `${this.#list.getBoundingClientRect().height}px`;
    // Thousands of rows are not worth keeping in place, one by one.
    if (this.#list.childElementCount > most) this.#list.replaceChildren();
    this.#stale = [...this.#list.children];
    for (const row of this.#stale) row.classList.add("stale", ...(changed ? ["gone"] : []));
  }

  /** Show a line. The first is drawn at once, those that follow with the next frame. */
  add(log: Log): void {
    this.#waiting.push(this.#row(log));
    if (this.#frame !== undefined) return;
    this.#draw();
    this.#frame = requestAnimationFrame(() => this.#drawNow());
  }

  /** Say how many lines were not passed on so far. */
  flood(dropped: number): void {
    this.#drawNow();
    this.#flood ??= this.#list.appendChild(document.createElement("li"));
    this.#flood.className = "note";
    const lines = dropped === 1 ? "line was" : "lines were";
    this.#flood.textContent =
      `${dropped.toLocaleString("en")} more ${lines} not shown: the run printed too much. ` +
      `Print less, or press Stop sooner.`;
  }

  /** The run is over: rows that it did not reach go. */
  end(): void {
    this.#drawNow();
    for (const row of this.#stale) row.remove();
    this.#stale = [];
  }

  /** Put back rows that were there before any run. */
  restore(rows: readonly Node[]): void {
    this.end();
    this.#list.replaceChildren(...rows);
    for (const row of this.#list.children) row.classList.remove("stale", "gone");
    this.#list.style.minBlockSize = "";
  }

  #drawNow(): void {
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    this.#frame = undefined;
    this.#draw();
  }

  #draw(): void {
    const rows = this.#waiting;
    this.#waiting = [];
    const fresh = document.createDocumentFragment();
    for (const row of rows) {
      const stale = this.#stale.shift();
      if (stale) stale.replaceWith(row);
      else fresh.append(row);
    }
    this.#list.append(fresh);
    this.#list.classList.toggle("long", this.#list.childElementCount > most);
    const first = this.#list.querySelector<HTMLElement>(".wire");
    if (first && !this.#list.querySelector('.wire[tabindex="0"]')) first.tabIndex = 0;
  }

  #row({ level, text, values, at }: Log): HTMLElement {
    const row = document.createElement("li");
    // A crash report is a log line of level "error" with more than one line.
    if (level === "error") row.className = text.includes("\n") ? "report" : "bad";
    if (level === "warn") row.className = "warn";
    if (at) row.append(this.#wire(at));
    row.append(shownValues(text, values));
    return row;
  }

  /** The line number at the left of a row, with the short wire that plugs the row to its source. */
  #wire(at: SourcePosition): HTMLElement {
    const wire = document.createElement("button");
    wire.type = "button";
    wire.className = "wire";
    // One stop for the Tab key; the arrow keys walk along the rows.
    wire.tabIndex = -1;
    wire.textContent = String(at.line);
    wire.setAttribute("aria-label", `line ${at.line} of ${at.file}`);
    this.#sources.set(wire, at);
    return wire;
  }

  #walk(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const here = event.target;
    if (step === undefined || !(here instanceof HTMLElement) || !here.classList.contains("wire")) return;
    const wires = [...this.#list.querySelectorAll<HTMLElement>(".wire")];
    const next = wires[wires.indexOf(here) + step];
    if (!next) return;
    event.preventDefault();
    here.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  }
}

function wireOf(target: EventTarget | null): Element | null {
  return target instanceof Element ? target.closest(".wire") : null;
}
