/** The bar of a sample: its lamp and word, the mark of an edit, and which buttons mean something now. */
import type { Report } from "./phase.ts";
import type { Workspace } from "./workspace.ts";

/** Milliseconds for which a run must be quiet before the bar says so; a lamp that flickers tells nothing. */
const quiet = 150;

export class Head {
  readonly #sample: HTMLElement;
  readonly #head: HTMLElement | null;
  readonly #word: HTMLElement | null;
  readonly #edited: HTMLElement | null;
  readonly #buttons: (name: string) => HTMLElement | null;
  #later: ReturnType<typeof setTimeout> | undefined;

  constructor(sample: HTMLElement) {
    this.#sample = sample;
    this.#head = sample.querySelector<HTMLElement>(".head");
    this.#word = sample.querySelector<HTMLElement>(".head .st");
    this.#edited = sample.querySelector<HTMLElement>(".edited");
    this.#buttons = (name) => sample.querySelector<HTMLElement>(`[data-do="${name}"]`);
  }

  /** Show what a sample is doing; `live`: there is a run to stop. */
  show(report: Report, live: boolean): void {
    clearTimeout(this.#later);
    if (report.lamp === "waiting" && live) this.#later = setTimeout(() => this.#write(report), quiet);
    else this.#write(report);
    label(this.#buttons("run"), live ? "Stop" : undefined);
  }

  /** Say whether the text is the reader's own, and what Reset would do. */
  edited({ edited, undoable }: Workspace): void {
    if (this.#edited) this.#edited.hidden = !edited;
    this.#sample.toggleAttribute("data-edited", edited);
    const reset = this.#buttons("reset");
    if (reset) reset.ariaDisabled = String(!edited && !undoable);
    label(reset, !edited && undoable ? "Undo" : undefined, "Undo reset");
  }

  /** Say whether the editor is open. */
  editing(open: boolean): void {
    const edit = this.#buttons("edit");
    if (edit) edit.ariaPressed = String(open);
  }

  #write({ lamp, word }: Report): void {
    if (this.#head) this.#head.dataset["state"] = lamp;
    if (this.#word) this.#word.textContent = word;
  }
}

const usual = new WeakMap<HTMLElement, string>();

/**
 * Name a button by what it does now; undefined gives it back the name it came with.
 *
 * @param spoken - the name in full, where the one that is seen is short
 */
export function label(button: HTMLElement | null, name: string | undefined, spoken = name): void {
  const words = button?.querySelector<HTMLElement>(".lbl");
  if (!button || !words) return;
  const first = usual.get(button) ?? words.textContent.trim();
  usual.set(button, first);
  words.textContent = name ?? first;
  // There are many samples on a page: the name also says whose button it is.
  button.setAttribute(
    "aria-label",
    `${name === undefined ? first : spoken} ${button.dataset["of"] ?? ""}`.trim(),
  );
  button.classList.toggle("other", name !== undefined);
}
