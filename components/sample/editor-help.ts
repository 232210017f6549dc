/** Fetches what helps a reader to write (components/editor), with the first key or touch, and gives it to the file that is shown. */
import type { Compartment } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import type { Comparand } from "../editor/comparison.ts";
import type { HelpOptions, helpWith } from "../editor/help.ts";

type Help = ReturnType<typeof helpWith>;

export class HelpLater {
  readonly #view: EditorView;
  readonly #slot: Compartment;
  readonly #options: HelpOptions;
  #file = "";
  #help: Help | undefined;
  #changed = false;
  #fetching: Promise<void> | undefined;
  #closed = false;

  /** @param slot - a compartment that each file's state has, empty until help is there */
  constructor(view: EditorView, slot: Compartment, options: HelpOptions) {
    this.#view = view;
    this.#slot = slot;
    this.#options = options;
    for (const sign of ["keydown", "pointerdown", "input"]) {
      view.dom.addEventListener(sign, () => void this.#fetch(), { once: true });
    }
  }

  /** The editor shows this file now. */
  show(file: string): void {
    this.#file = file;
    const slot = this.#slot.get(this.#view.state);
    const isEmpty = Array.isArray(slot) && slot.length === 0;
    if (this.#help && isEmpty) {
      this.#view.dispatch({ effects: this.#slot.reconfigure(this.#help.forFile(file)) });
    }
  }

  /** The reader has changed something. */
  changed(): void {
    this.#changed = true;
  }

  /** Show how the file that is shown differs from another text. */
  async compare(comparand: Comparand): Promise<void> {
    await this.#fetch();
    await this.#help?.compare(this.#view, comparand);
  }

  /** The editor is going away. */
  close(): void {
    this.#closed = true;
  }

  #fetch(): Promise<void> {
    return (this.#fetching ??= this.#equip());
  }

  async #equip(): Promise<void> {
    const { helpWith } = await import("../editor/help.ts");
    if (this.#closed) return;
    this.#help = helpWith(this.#options);
    this.show(this.#file);
    if (this.#changed) this.#help.wake(this.#view);
  }
}
