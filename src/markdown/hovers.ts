/**
 * Types for readers who only read: what Twoslash knows about every name in the site's own code. It is written beside the
 * pages, one file for each text, named by the text itself, and fetched when a pointer or the focus first enters that
 * code: the pages weigh nothing more.
 */
import { createHash } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { createTwoslasher, type TwoslashInstance } from "twoslash/core";
import ts from "typescript";
import { wordsOf } from "../language/docs.ts";
import { optionsFor } from "../language/options.ts";
import type { Description } from "../language/protocol.ts";
import { LIBRARY_FOLDER, PLATFORM_LIBRARY } from "../language/service.ts";

/** What is known about the names of one text. */
export interface Hovers {
  /** Where a name begins, how long it is, and which of `told` is about it. In the order of the text. */
  readonly names: readonly (readonly [start: number, length: number, told: number])[];
  readonly told: readonly Description[];
}

/** What a text is called: sixteen digits of its SHA-256. Blank lines at its end do not count. */
export function nameOfText(text: string): string {
  return createHash("sha256").update(`${text.trimEnd()}\n`).digest("hex").slice(0, 16);
}

/**
 * The types in every TypeScript file of a folder.
 *
 * @param content - holds samples and exercises, at any depth
 * @param library - what they are checked against (language/library.ts)
 * @param kept - what was found before, by text and neighbours; what is found now is added
 * @returns name of the text to what is known about it
 */
export function hoversOf(
  content: string,
  library: Readonly<Record<string, string>>,
  kept = new Map<string, Hovers>(),
): Map<string, Hovers> {
  let made: TwoslashInstance | undefined;
  const twoslash = (): TwoslashInstance => (made ??= twoslasher(library));
  const files = globSync("**/*.ts", { cwd: content }).sort();
  const texts = new Map(files.map((file) => [file, readFileSync(join(content, file), "utf8")]));
  const found = new Map<string, Hovers>();
  for (const [file, text] of texts) {
    const name = nameOfText(text);
    if (found.has(name)) continue;
    const beside = neighbours(file, texts);
    const key = nameOfText(JSON.stringify([text, beside]));
    const hovers = kept.get(key) ?? hoversIn(twoslash(), text, beside);
    kept.set(key, hovers);
    found.set(name, hovers);
  }
  return found;
}

/** Files that a file may import. What an exercise calls its answer is the start, as long as nobody has written one. */
function neighbours(file: string, texts: ReadonlyMap<string, string>): Record<string, string> {
  const beside = [...texts].filter(([other]) => other !== file && dirname(other) === dirname(file));
  const named = Object.fromEntries(beside.map(([other, text]) => [basename(other), text]));
  const start = named["start.ts"];
  return start === undefined ? named : { ...named, "answer.ts": start };
}

function hoversIn(twoslash: TwoslashInstance, text: string, extraFiles: Record<string, string>): Hovers {
  const { nodes } = twoslash(text.trimEnd(), "ts", { extraFiles });
  const told = new Map<string, { readonly index: number; readonly description: Description }>();
  const names = nodes.flatMap((node) => {
    if (node.type !== "hover") return [];
    // What a page shows over the code must be short; the rest is in the reference.
    const docs = wordsOf(node.docs ?? "").slice(0, 1);
    const description = { declaration: withoutImport(node.text), docs };
    const key = JSON.stringify(description);
    const known = told.get(key) ?? { index: told.size, description };
    told.set(key, known);
    return [[node.start, node.length, known.index] as const];
  });
  return { names, told: [...told.values()].map(({ description }) => description) };
}

const withoutImport = (declaration: string): string =>
  declaration.replace(/^\(alias\) /, "").replace(/(?<=.)\nimport \S+$/, "");

function twoslasher(library: Readonly<Record<string, string>>): TwoslashInstance {
  const platform = "/node_modules/@types/platform/index.d.ts";
  const fsMap = new Map(
    Object.entries(library).map(([path, text]) => [
      // Twoslash looks for the language's library at the root, and for what every file finds among the types.
      path === PLATFORM_LIBRARY ? platform : path.replace(LIBRARY_FOLDER, "/"),
      text,
    ]),
  );
  return createTwoslasher({
    tsModule: ts,
    vfsRoot: "/",
    fsMap,
    compilerOptions: { ...optionsFor(ts), types: ["platform"] },
    // Samples that are wrong on purpose have types as well.
    handbookOptions: { noErrors: true, keepNotations: true },
  });
}
