/** The editor of the lab. It is the editor of samples. */
import type { SourcePosition } from "../../src/sandbox/engine.ts";
import { openEditor, type CodeEditor } from "../sample/editor.ts";
import type { Files } from "../sample/share.ts";

export interface CodePaneOptions {
  readonly onEdit: (path: string, text: string) => void;
  readonly onRun: () => void;
  /** The reader goes to a place in another file. */
  readonly onVisit: (path: string, line: number) => void;
}

export class CodePane {
  readonly #place: HTMLElement;
  readonly #options: CodePaneOptions;
  #editor: CodeEditor | undefined;
  #lit: SourcePosition | undefined;
  #fault: SourcePosition | undefined;
  #shown = "";

  /** @param place an element that the editor fills */
  constructor(place: HTMLElement, options: CodePaneOptions) {
    this.#place = place;
    this.#options = options;
  }

  /** Show one of these files. Those that are as they were keep what can be undone. */
  show(files: Files, path: string): void {
    this.#shown = path;
    if (this.#editor) this.#editor.arrange(files, path);
    else {
      const host = document.createElement("div");
      host.className = "editor";
      this.#place.replaceChildren(host);
      const { onEdit, ...rest } = this.#options;
      const texts = { files, originals: {}, locked: new Set<string>() };
      this.#editor = openEditor(host, { ...texts, file: path, onChange: onEdit, ...rest });
    }
    this.#draw();
  }

  focus(line?: number): void {
    this.#editor?.focus(line);
  }

  /** Light the line that the reader points at. */
  light(at: SourcePosition | undefined): void {
    this.#lit = at;
    this.#draw();
  }

  /** Mark where the run stopped. */
  fault(at: SourcePosition | undefined): void {
    this.#fault = at;
    this.#draw();
  }

  #draw(): void {
    const path = this.#shown;
    this.#editor?.mark(path, {
      ...(this.#lit?.file === path ? { lit: this.#lit.line } : {}),
      ...(this.#fault?.file === path ? { fault: this.#fault } : {}),
    });
  }
}
