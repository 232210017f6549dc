/** The list of the project's files: open, add, rename, delete. Arrow keys walk along it; F2 renames and Delete deletes. */
import type { Files } from "../sample/share.ts";
import { pathTrouble, sortedPaths } from "./project.ts";

/** Whom the list tells what the reader wants. */
export interface FileListOptions {
  readonly onOpen: (path: string) => void;
  readonly onCreate: (path: string) => void;
  readonly onRename: (from: string, to: string) => void;
  readonly onDelete: (path: string) => void;
}

export class FileList {
  readonly #pane: HTMLElement;
  readonly #list: HTMLElement;
  readonly #form: HTMLFormElement;
  readonly #options: FileListOptions;
  #files: Files = {};
  #open = "";
  /** The file that is being renamed; undefined while a new one is being named. */
  #renaming: string | undefined;

  /** @param pane holds a `[data-files]` list, a form with an input, and the buttons `new`, `rename` and `delete` */
  constructor(pane: HTMLElement, options: FileListOptions) {
    this.#pane = pane;
    this.#options = options;
    this.#list = pane.querySelector<HTMLElement>("[data-files]")!;
    this.#form = pane.querySelector("form")!;
    pane.addEventListener("click", ({ target }) => {
      const button = target instanceof Element ? target.closest<HTMLElement>("button") : null;
      if (button?.dataset["path"] !== undefined) options.onOpen(button.dataset["path"]);
      else if (button?.dataset["do"] === "new") this.#ask(undefined);
      else if (button?.dataset["do"] === "rename") this.#ask(this.#open);
      else if (button?.dataset["do"] === "delete") this.#delete(this.#open);
      else if (button?.dataset["do"] === "cancel") this.#close();
    });
    this.#list.addEventListener("keydown", (event) => this.#key(event));
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#take();
    });
    this.#form.addEventListener("keydown", ({ key }) => {
      if (key === "Escape") this.#close();
    });
  }

  /** Show the files of a project, and which of them is open. */
  show(files: Files, open: string): void {
    const focused = this.#list.contains(document.activeElement);
    this.#files = files;
    this.#open = open;
    const rows: HTMLElement[] = [];
    let folder = "";
    for (const path of sortedPaths(files)) {
      const slash = path.lastIndexOf("/") + 1;
      if (path.slice(0, slash) !== folder) {
        folder = path.slice(0, slash);
        if (folder !== "") rows.push(folderRow(folder));
      }
      rows.push(fileRow(path, path.slice(slash), folder !== "", path === open));
    }
    this.#list.replaceChildren(...rows);
    if (focused) this.#row(open)?.focus();
  }

  #rows(): HTMLElement[] {
    return [...this.#list.querySelectorAll<HTMLElement>("[data-path]")];
  }

  #row(path: string): HTMLElement | undefined {
    return this.#rows().find((row) => row.dataset["path"] === path);
  }

  #key(event: KeyboardEvent): void {
    const here = event.target instanceof HTMLElement ? event.target : undefined;
    const path = here?.dataset["path"];
    if (!here || path === undefined) return;
    const rows = this.#rows();
    const at = rows.indexOf(here);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
    if (to !== undefined) rows[to]?.focus();
    else if (event.key === "F2") this.#ask(path);
    else if (event.key === "Delete") this.#delete(path);
    else return;
    event.preventDefault();
  }

  #delete(path: string): void {
    this.#options.onDelete(path);
    this.#row(this.#open)?.focus();
  }

  /** Ask for a name. */
  #ask(renaming: string | undefined): void {
    this.#renaming = renaming;
    const input = this.#form.querySelector("input")!;
    this.#form.querySelector("label")!.textContent =
      renaming === undefined ? "Name of the new file" : `New name of ${renaming}`;
    input.value = renaming ?? "";
    this.#say("");
    this.#form.hidden = false;
    input.focus();
    // The name is what changes, and its ending is not.
    input.setSelectionRange(input.value.lastIndexOf("/") + 1, input.value.lastIndexOf("."));
  }

  #take(): void {
    const path = this.#form.querySelector("input")!.value.trim();
    const from = this.#renaming;
    const trouble = path === from ? undefined : pathTrouble(path, this.#files, from);
    if (trouble !== undefined) return this.#say(trouble);
    this.#close();
    if (from === undefined) this.#options.onCreate(path);
    else if (path !== from) this.#options.onRename(from, path);
  }

  #say(trouble: string): void {
    const input = this.#form.querySelector("input")!;
    this.#form.querySelector("[role=alert]")!.textContent = trouble;
    input.ariaInvalid = String(trouble !== "");
  }

  #close(): void {
    this.#form.hidden = true;
    (this.#row(this.#open) ?? this.#pane.querySelector<HTMLElement>('[data-do="new"]'))?.focus();
  }
}

function fileRow(path: string, name: string, isInside: boolean, isOpen: boolean): HTMLElement {
  const row = document.createElement("li");
  const button = document.createElement("button");
  button.type = "button";
  button.dataset["path"] = path;
  button.textContent = name;
  if (name !== path) button.setAttribute("aria-label", path);
  if (isOpen) button.setAttribute("aria-current", "true");
  row.className = isInside ? "file inside" : "file";
  row.append(button);
  return row;
}

function folderRow(folder: string): HTMLElement {
  const row = document.createElement("li");
  row.className = "folder";
  row.textContent = folder;
  return row;
}
