/**
 * The part of a sample where its code is: one pane a file, highlighted when the page was built, with tabs when there
 * are several; and the editor, once it is asked for, in place of them.
 */
import type { SourcePosition } from "../../src/sandbox/engine.ts";
import type { Comparand } from "../editor/comparison.ts";
import type { CodeEditor } from "./editor.ts";
import type { Marks } from "./editor-marks.ts";
import { label } from "./head.ts";
import { arrangePanes } from "./panes.ts";
import type { Files } from "./share.ts";
import { lineOf, markCode, textOfCode } from "./static-code.ts";
import { tabs } from "./tabs.ts";

/** Whom the code tells what the reader does. */
export interface CodeAreaOptions {
  readonly onEdit: (file: string, text: string) => void;
  readonly onRun: () => void;
}

export class CodeArea {
  /** File name to text, for the files that a reader may change. */
  readonly originals: Files;
  /** The same for those that only come along. */
  readonly locked: Files;
  #panes: ReadonlyMap<string, HTMLElement>;
  readonly #options: CodeAreaOptions;
  readonly #area: HTMLElement;
  readonly #select: (file: string) => void;
  #shown: string;
  #lit: SourcePosition | undefined;
  #fault: SourcePosition | undefined;
  #editor: CodeEditor | undefined;
  #host: HTMLElement | undefined;

  /** @param area - holds `[data-file]` panes, and a tab list when there are several */
  constructor(area: HTMLElement, options: CodeAreaOptions) {
    this.#area = area;
    this.#options = options;
    const panes = [...area.querySelectorAll<HTMLElement>("[data-file]")];
    this.#panes = new Map(panes.map((pane) => [pane.dataset["file"] ?? "", pane]));
    const texts = (some: HTMLElement[]): Files =>
      Object.fromEntries(some.map((pane) => [pane.dataset["file"] ?? "", textOfCode(pane)]));
    this.originals = texts(panes.filter((pane) => !("locked" in pane.dataset)));
    this.locked = texts(panes.filter((pane) => "locked" in pane.dataset));
    this.#shown = panes.find((pane) => !("off" in pane.dataset))?.dataset["file"] ?? "";
    this.#select = tabs(area, (file) => this.show(file));
    for (const pane of panes) if (pane.dataset["file"]?.endsWith(".ts")) typesLater(pane);
  }

  /** The file that the reader sees. */
  get shown(): string {
    return this.#shown;
  }

  get editing(): boolean {
    return this.#host !== undefined;
  }

  /** Show a file. */
  show(file: string): void {
    const pane = this.#panes.get(file);
    if (!pane || file === this.#shown) return;
    for (const other of this.#panes.values()) other.toggleAttribute("data-off", other !== pane);
    this.#shown = file;
    this.#select(file);
    // What moves loses the focus.
    if (this.#host && this.#host.parentElement !== pane) pane.append(this.#host);
    this.#editor?.open(file);
  }

  /**
   * Have tabs and panes for these files, in this order. Those that come in are empty: an editor fills them, the one that
   * is open or one that will be.
   */
  arrange(files: Files): void {
    const names = Object.keys(files);
    // An editor that is still on its way would come with the files that it was sent for.
    if (!this.#editor) this.close();
    this.#panes = arrangePanes(this.#area, this.#panes, names);
    const file = names.includes(this.#shown) ? this.#shown : (names[0] ?? "");
    this.#editor?.arrange({ ...this.locked, ...files }, file);
    this.#shown = "";
    this.show(file);
  }

  /** Put an editor with the reader's files where the code is. */
  async edit(files: Files): Promise<void> {
    if (this.editing) return this.#editor?.focus();
    const host = document.createElement("div");
    host.className = "editor";
    this.#host = host;
    this.unfold(true);
    const { openEditor } = await import("./editor.ts");
    // The reader may have pressed Reset while the editor was on its way.
    if (this.#host !== host) return;
    this.#panes.get(this.#shown)?.append(host);
    this.#editor = openEditor(host, {
      files: { ...this.locked, ...files },
      locked: new Set(Object.keys(this.locked)),
      originals: this.originals,
      file: this.#shown,
      onChange: this.#options.onEdit,
      onRun: this.#options.onRun,
      onVisit: (at, line) => {
        this.show(at);
        this.#editor?.focus(line);
      },
    });
    this.#area.classList.add("editing");
    this.#draw();
  }

  /** Show how the file that is shown differs from another text. */
  async compare(comparand: Comparand): Promise<void> {
    await this.#editor?.compare(comparand);
  }

  /** Put the cursor where the reader looks. */
  focus(): void {
    this.#editor?.focus();
  }

  /** Take the editor away: the original code is there again. */
  close(): void {
    this.#editor?.close();
    this.#host?.remove();
    this.#editor = undefined;
    this.#host = undefined;
    this.#area.classList.remove("editing");
    this.#draw();
  }

  /** Fold away, or unfold, the lines that are not the point of the sample. */
  unfold(all = !this.#area.classList.contains("all")): void {
    this.#area.classList.toggle("all", all);
    label(this.#area.querySelector<HTMLElement>(".unfold"), all ? "Fold again" : undefined);
  }

  /** Light the line that the reader points at. */
  light(at: SourcePosition | undefined): void {
    this.#lit = at;
    this.#draw();
  }

  /** Mark where the run stopped, and bring it into view. */
  fault(at: SourcePosition | undefined): void {
    this.#fault = at;
    if (at) this.#reveal(at);
    this.#draw();
  }

  /** The reader wants to see a line. */
  visit(at: SourcePosition): void {
    this.#reveal(at);
    if (this.#editor) return this.#editor.focus(at.line);
    const pane = this.#panes.get(at.file);
    if (pane) lineOf(pane, at.line)?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  #reveal(at: SourcePosition): void {
    this.show(at.file);
    const pane = this.#panes.get(at.file);
    if (pane && lineOf(pane, at.line)?.closest(".fold")) this.unfold(true);
  }

  #draw(): void {
    for (const [file, pane] of this.#panes) {
      const marks: Marks = {
        ...(this.#lit?.file === file ? { lit: this.#lit.line } : {}),
        ...(this.#fault?.file === file ? { fault: this.#fault } : {}),
      };
      markCode(pane, marks);
      this.#editor?.mark(file, marks);
    }
  }
}

/** Types come to code that is only read when somebody points at it, or brings the focus there. */
function typesLater(pane: HTMLElement): void {
  const abort = new AbortController();
  const bring = async (): Promise<void> => {
    if (!pane.querySelector(".shiki:is(:hover, :focus-within)")) return;
    abort.abort();
    const { bringTypes } = await import("../editor/hovers.ts");
    await bringTypes(pane);
  };
  for (const sign of ["pointermove", "focusin"]) pane.addEventListener(sign, bring, { signal: abort.signal });
  // What woke the sample may have been just that.
  void bring();
}
