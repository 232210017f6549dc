/** New file, Rename, Delete: what a reader does to the list of files of the playground. */
import type { SampleElement } from "../sample/sample.ts";
import { faultOfName, freshName } from "./file-names.ts";

export class FileActs {
  readonly #sample: SampleElement;
  readonly #form: HTMLFormElement;
  readonly #field: HTMLInputElement;
  readonly #entry: string;
  /** The file that gets a name: one that is there, or a new one. */
  #renamed: string | undefined;
  /** Where the focus goes back to. */
  #opener: HTMLElement | undefined;

  constructor(sample: SampleElement) {
    this.#sample = sample;
    this.#entry = sample.dataset["entry"] ?? "";
    this.#form = sample.querySelector<HTMLFormElement>('[data-part="name"]')!;
    this.#field = this.#form.querySelector("input")!;
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
    this.#form.addEventListener("keydown", ({ key }) => {
      if (key === "Escape") this.#close();
    });
    this.#field.addEventListener("input", () => this.#say(""));
    const tabs = sample.querySelector('[role="tablist"]')!;
    // Whatever shows another file (a tab, a line of output, an example) marks a tab as selected.
    new MutationObserver(() => this.#follow()).observe(tabs, {
      subtree: true,
      childList: true,
      attributeFilter: ["aria-selected"],
    });
    this.#follow();
  }

  /** Do what a button says. */
  act(what: string | undefined, button: HTMLElement): void {
    if (what === "add") this.#ask(undefined, button);
    else if (what === "rename") this.#ask(this.#sample.shown, button);
    else if (what === "remove") this.#remove();
    else if (what === "cancel") this.#close();
  }

  #ask(renamed: string | undefined, opener: HTMLElement): void {
    this.#renamed = renamed;
    this.#opener = opener;
    this.#form.querySelector('[data-part="name-do"]')!.textContent = renamed === undefined ? "Add" : "Rename";
    this.#field.value = renamed ?? freshName(this.#sample.files);
    this.#say("");
    this.#form.hidden = false;
    this.#field.focus();
    this.#field.setSelectionRange(0, this.#field.value.lastIndexOf("."));
  }

  #close(): void {
    this.#form.hidden = true;
    this.#opener?.focus();
  }

  #submit(): void {
    const name = this.#field.value.trim();
    const { files } = this.#sample;
    const old = this.#renamed;
    if (name === old) return this.#close();
    const fault = faultOfName(name, files, old);
    if (fault !== undefined) return this.#say(fault);
    const renamed = Object.entries(files).map(([file, text]) => [file === old ? name : file, text] as const);
    this.#close();
    this.#sample.replace({ ...Object.fromEntries(renamed), ...(old === undefined ? { [name]: "\n" } : {}) });
    this.#sample.show(name);
    if (old === undefined) void this.#sample.edit();
  }

  #remove(): void {
    const { shown, files } = this.#sample;
    const others = Object.entries(files).filter(([file]) => file !== shown);
    this.#sample.replace(Object.fromEntries(others), { text: `${shown} is deleted.`, aside: false });
    this.#sample.querySelector<HTMLElement>(".notice button")?.focus();
  }

  #say(fault: string): void {
    this.#form.querySelector('[data-part="name-fault"]')!.textContent = fault;
    this.#field.ariaInvalid = String(fault !== "");
  }

  /** The file that runs keeps its name, and stays. */
  #follow(): void {
    const isEntry = this.#sample.shown === this.#entry;
    for (const what of ["rename", "remove"])
      this.#sample.querySelector(`[data-play="${what}"]`)!.ariaDisabled = String(isEntry);
  }
}
