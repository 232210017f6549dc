/**
 * A sample's files while a reader works on them: the original, the reader's version, and what Reset took away. Nothing
 * here touches the page.
 */
import { sameFiles } from "./drafts.ts";
import type { Files } from "./share.ts";

export class Workspace {
  readonly original: Files;
  /** Whether files may be added to those of the original. */
  readonly isOpen: boolean;
  #files: Files;
  #undone: Files | undefined;

  constructor(original: Files, isOpen = false) {
    this.original = original;
    this.isOpen = isOpen;
    this.#files = original;
  }

  /** The reader's version: what runs, and what is shared. */
  get files(): Files {
    return this.#files;
  }

  get edited(): boolean {
    return !sameFiles(this.#files, this.original);
  }

  /** Whether a reset can be undone: until the next edit. */
  get undoable(): boolean {
    return this.#undone !== undefined;
  }

  /** The reader changed a file. */
  edit(file: string, text: string): void {
    if (this.#files[file] === text) return;
    this.#files = { ...this.#files, [file]: text };
    this.#undone = undefined;
  }

  /**
   * Take over files from a draft or a link. Files that the sample does not have are left out, unless it is open, and
   * those that are missing stay as they were written: the sample may have gained or lost a file since.
   */
  adopt(files: Files): void {
    const known = Object.entries(files).filter(([file]) => this.isOpen || file in this.original);
    this.#files = { ...this.original, ...Object.fromEntries(known) };
    this.#undone = undefined;
  }

  /** Back to the original. What was there is kept for `undoReset`. */
  reset(): void {
    if (!this.edited) return;
    this.#undone = this.#files;
    this.#files = this.original;
  }

  /** Bring back what `reset` took away. */
  undoReset(): void {
    if (!this.#undone) return;
    this.#files = this.#undone;
    this.#undone = undefined;
  }
}
