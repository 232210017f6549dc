/** Keeps the project in the container and the one on the page alike: edits go there, and what programs write comes back. */
import type { Files } from "../sample/share.ts";
import type { Container, NodeEngine } from "./node-pane.ts";
import type { Project } from "./project.ts";

/** Folders that hold no files of the reader's. */
const NOT_THEIRS = /^(node_modules|\.[^/]*)$/;
/** Bytes that a file may have to be shown, and how many files. More is for programs to read. */
const MOST_BYTES = 100_000;
const MOST_FILES = 200;

export class Mirror {
  readonly #engine: NodeEngine;
  readonly #container: Container;
  /** The reader's files as they were put into the container, or have come from there. */
  #there: Files;

  constructor(engine: NodeEngine, container: Container, there: Files) {
    this.#engine = engine;
    this.#container = container;
    this.#there = there;
  }

  /** Put the reader's files into the container. */
  async put({ files, entry }: Project): Promise<void> {
    await this.#engine.open(files, entry);
    this.#there = files;
  }

  /**
   * Files that programs have written since. Of a file that the reader has changed too, the reader's text counts.
   *
   * @param files the files as the page has them
   */
  async written(files: Files): Promise<Files> {
    const found: Record<string, string> = {};
    for await (const path of this.#paths("")) {
      if (!(path in files) && isMade(path, files)) continue;
      if (files[path] !== this.#there[path] || Object.keys(found).length >= MOST_FILES) continue;
      const text = textOf(await this.#container.fs.readFile(path));
      if (text !== undefined && text !== this.#there[path]) found[path] = text;
    }
    this.#there = { ...this.#there, ...found };
    return found;
  }

  async *#paths(folder: string): AsyncGenerator<string> {
    for (const entry of await this.#container.fs.readdir(`./${folder}`, { withFileTypes: true })) {
      if (NOT_THEIRS.test(entry.name)) continue;
      if (entry.isDirectory()) yield* this.#paths(`${folder}${entry.name}/`);
      else yield folder + entry.name;
    }
  }
}

/** JavaScript that was made of the reader's TypeScript, and the manifest that they did not write. */
function isMade(path: string, files: Files): boolean {
  const source = path.replace(/\.(m?)js$/, ".$1ts");
  return (source !== path && source in files) || /^package(-lock)?\.json$/.test(path);
}

/** The text of a file, or undefined if it is none, or too long. */
function textOf(bytes: Uint8Array): string | undefined {
  if (bytes.length > MOST_BYTES) return undefined;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
