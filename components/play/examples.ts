/** The samples of the chapters as examples for the playground. Read when the page is built. */
import { findSamples, readSample } from "../../src/sandbox/samples.ts";
import { basename } from "node:path";
import type { Files } from "../sample/share.ts";

/** The file that runs in the playground. */
export const ENTRY = "main.ts";

export interface Example {
  /** What the author called it: `late-reply`. */
  readonly name: string;
  /** Its files; the one that runs is `main.ts`. */
  readonly files: Files;
}

/** The examples of a chapter, in the order of their names. */
export function examplesOf(chapter: string): Example[] {
  return findSamples(`content/chapters/${chapter}`).map((path) => {
    const { files, entry } = readSample(path);
    const { [entry]: main = "", ...others } = files;
    return { name: basename(path, ".ts"), files: { [ENTRY]: main, ...others } };
  });
}
