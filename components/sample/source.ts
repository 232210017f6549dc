/** Samples as files: found beside the text that shows them, when the page is built. */
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { EntryContext } from "../../src/site/entry-context.ts";

/** One file of a sample. */
export interface SampleFile {
  readonly name: string;
  readonly text: string;
}

/** A sample, read. */
export interface SampleSource {
  /** What drafts, share links and tests call it: `chapters/processes/late-reply`. */
  readonly id: string;
  /** The name of the file that runs. */
  readonly entry: string;
  /** The file that runs, then the others in the order of their names. */
  readonly files: readonly SampleFile[];
  /** What it printed when it was recorded; undefined while an author is writing it. */
  readonly recorded: string | undefined;
  /** The same program has been run on real Elixir and printed the same lines. */
  readonly onTheBeam: boolean;
  /** A question before the sample asks what it will print. */
  readonly predicted: boolean;
}

/**
 * Read a sample.
 *
 * @param file - as the author wrote it: a file of the entry's `samples` folder, or a folder there with a `main.ts`
 * @param options - `drafting`: a sample may still be without its recorded output
 * @throws Error that names the text, what was expected, and what to do, when a file is missing
 */
export function readSample(
  entry: EntryContext,
  file: string,
  { drafting = false }: { readonly drafting?: boolean } = {},
): SampleSource {
  const samples = join(entry.folder, "samples");
  const path = join(samples, file);
  const isFolder = existsSync(path) && statSync(path).isDirectory();
  const main = isFolder ? join(path, "main.ts") : path;
  if (!main.endsWith(".ts") || !existsSync(main)) throw missingSample(entry, file, main);
  const base = main.slice(0, -".ts".length);
  const recording = `${base}.out`;
  if (!existsSync(recording) && !drafting) {
    throw new Error(
      `${textOf(entry)}: <Sample file="${file}" /> has no recorded output. Expected ${recording}. ` +
        `Record it with: npm run sample -- ${main} --record`,
    );
  }
  const names = isFolder
    ? readdirSync(path).filter((name) => name.endsWith(".ts") && name !== "main.ts")
    : [];
  return {
    id: `${entry.collection}/${entry.id}/${file.replace(/\.ts$/, "")}`,
    entry: isFolder ? "main.ts" : file,
    files: [
      { name: isFolder ? "main.ts" : file, text: read(main) },
      ...names.sort().map((name) => ({ name, text: read(join(path, name)) })),
    ],
    recorded: existsSync(recording) ? read(recording) : undefined,
    onTheBeam: existsSync(`${base}.exs`),
    predicted: isPredicted(entry, file),
  };
}

/**
 * Read a file that belongs to an entry.
 *
 * @param path - inside the entry's folder
 * @param component - the component that asks, for the message
 */
export function readOf(entry: EntryContext, path: string, component: string): string {
  const whole = join(entry.folder, path);
  if (existsSync(whole)) return read(whole);
  throw new Error(`${textOf(entry)}: <${component}> needs ${whole}, and there is no such file. Write it.`);
}

/** The file that an author wrote the entry's text in, for messages. */
export function textOf(entry: EntryContext): string {
  const single = `${entry.folder}.mdx`;
  return existsSync(single) ? single : join(entry.folder, "index.mdx");
}

function missingSample(entry: EntryContext, file: string, main: string): Error {
  const samples = join(entry.folder, "samples");
  const there = existsSync(samples)
    ? readdirSync(samples).filter((name) => name.endsWith(".ts") || !name.includes("."))
    : [];
  const known =
    there.length > 0 ? `Samples there: ${there.join(", ")}.` : `There are no samples in ${samples}.`;
  return new Error(
    `${textOf(entry)}: <Sample file="${file}" /> names a sample that does not exist. Expected ${main}` +
      `${main.endsWith(".ts") ? "" : " to end in .ts, or to be a folder with a main.ts"}. ${known} ` +
      `Correct the name, or write the file.`,
  );
}

/** Whether the text holds a `<Predict for="...">` about this sample. */
function isPredicted(entry: EntryContext, file: string): boolean {
  const text = textOf(entry);
  return existsSync(text) && read(text).includes(`for="${file}"`);
}

function read(path: string): string {
  return readFileSync(path, "utf8");
}
