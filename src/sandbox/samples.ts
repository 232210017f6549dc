/** Samples and exercises on disk, and running them in Node: for the tests, and for `npm run sample`. */
import { existsSync, globSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import type { Engine, Job, RunEvent } from "./engine.ts";
import { printed } from "./printed.ts";

/** Something that runs, and where what it prints is recorded. */
export interface Sample {
  /** Its path as it was given. */
  readonly path: string;
  readonly files: Readonly<Record<string, string>>;
  readonly entry: string;
  /** The file with the recorded output; `undefined` for an exercise, whose output is its verdict. */
  readonly recording: string | undefined;
  /** The same program in Elixir, if there is one: it printed the same. */
  readonly elixir: string | undefined;
  /** The file with the events of its run, if there is one: a page can show the run before anybody runs anything. */
  readonly events: string | undefined;
}

/** What the reader starts with, or what they should arrive at. */
export type Answer = "start" | "solution";

/** All samples below a folder: files, and folders with a main.ts, in any `samples/`. */
export function findSamples(folder: string): string[] {
  const files = globSync(join(folder, "**/samples/*.ts"));
  const folders = globSync(join(folder, "**/samples/*/main.ts")).map(dirname);
  return [...files, ...folders].sort();
}

/** All exercises below a folder: folders with a check.ts in any `exercises/`. */
export function findExercises(folder: string): string[] {
  return globSync(join(folder, "**/exercises/*/check.ts")).map(dirname).sort();
}

/**
 * Reads a sample (a file, or a folder with a main.ts) or an exercise (a folder with a check.ts).
 *
 * @param answer what takes the place of the reader's text in an exercise
 * @throws if there is nothing of the kind at `path`
 */
export function readSample(path: string, answer: Answer = "solution"): Sample {
  if (!existsSync(path)) throw new Error(`There is no sample at ${path}.`);
  if (!statSync(path).isDirectory()) {
    if (!path.endsWith(".ts"))
      throw new Error(`Expected a .ts file or a folder with a main.ts, got ${path}.`);
    // One file is a sample by itself; the other samples of its folder are no part of it.
    return sample(path, path, { [basename(path)]: readFileSync(path, "utf8") });
  }
  if (existsSync(join(path, "main.ts"))) return sample(path, join(path, "main.ts"), filesIn(path));
  if (existsSync(join(path, "check.ts"))) return exercise(path, answer);
  throw new Error(`Expected a main.ts (a sample) or a check.ts (an exercise) in ${path}, found neither.`);
}

function sample(path: string, entry: string, files: Record<string, string>): Sample {
  const beside = (extension: string) => entry.replace(/\.ts$/, extension);
  const ifThere = (extension: string) => (existsSync(beside(extension)) ? beside(extension) : undefined);
  const [elixir, events] = [ifThere(".exs"), ifThere(".trace")];
  return { path, files, entry: basename(entry), recording: beside(".out"), elixir, events };
}

function exercise(path: string, answer: Answer): Sample {
  const { "start.ts": start, "solution.ts": solution, ...given } = filesIn(path);
  const text = answer === "start" ? start : solution;
  if (text === undefined) throw new Error(`Expected a ${answer}.ts beside ${join(path, "check.ts")}.`);
  return {
    path,
    files: { ...given, "answer.ts": text },
    entry: "check.ts",
    recording: undefined,
    elixir: undefined,
    events: undefined,
  };
}

function filesIn(folder: string): Record<string, string> {
  const paths = globSync("**/*.ts", { cwd: folder });
  const name = (path: string) => relative("", path).replaceAll("\\", "/");
  return Object.fromEntries(
    paths.sort().map((path) => [name(path), readFileSync(join(folder, path), "utf8")]),
  );
}

/** What a run printed, as it is recorded, and whether it ended by itself, without an error or a check that failed. */
export interface Played {
  readonly text: string;
  readonly good: boolean;
}

/** Milliseconds that a sample may take. */
const TIME_LIMIT = 20_000;

/** As `check` of beamish/testing writes it. */
const FAILED_CHECK = /^✗ /m;

/**
 * Runs a sample to its end.
 *
 * @param options seed and clock of the run; virtual time and seed 0 unless given
 * @param listener gets every event as it comes
 */
export async function play(
  engine: Engine,
  { files, entry, recording }: Sample,
  options: Partial<Pick<Job, "seed" | "clock" | "trace">> = {},
  listener?: (event: RunEvent) => void,
): Promise<Played> {
  const job: Job = {
    files,
    entry,
    seed: 0,
    clock: "virtual",
    trace: false,
    timeLimit: TIME_LIMIT,
    ...options,
  };
  let text = "";
  let good = false;
  for await (const event of engine.run(job, new AbortController().signal)) {
    listener?.(event);
    const line = printed(event);
    if (line !== undefined) text += `${line}\n`;
    if (event.type === "exit") good = event.reason === "finished";
  }
  const isExercise = recording === undefined;
  return { text, good: good && !(isExercise && FAILED_CHECK.test(text)) };
}

/** The events of a sample's run as they are recorded: one on a line, as JSON. */
export async function eventsOf(engine: Engine, sample: Sample): Promise<string> {
  let text = "";
  await play(engine, sample, { trace: true }, (event) => {
    if (event.type === "trace") for (const told of event.events) text += `${JSON.stringify(told)}\n`;
  });
  return text;
}

/** Does something with each item, a few at a time, and gives the results in the items' order. */
export async function inParallel<T, R>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  const queue = items.entries();
  const worker = async () => {
    for (const [index, item] of queue) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
}
