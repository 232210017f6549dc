/** `npm run sample`: run samples in Node, as the tests do, or record what they print. */
import { statSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, join, relative } from "node:path";
import { parseArgs } from "node:util";
import type { Engine } from "../sandbox/engine.ts";
import { createNodeEngine } from "../sandbox/engines/node/host.ts";
import { printed } from "../sandbox/printed.ts";
import { eventsOf, findSamples, inParallel, play, readSample, type Sample } from "../sandbox/samples.ts";
import { changesIn } from "./changes.ts";
import { root } from "./steps.ts";

const USAGE = `npm run sample -- PATH... [options]

Runs samples (a .ts file, or a folder with a main.ts) and exercises (a folder with a check.ts) and prints what they print.

  --record          write the output into the .out file beside each sample instead
  --all             all samples of content/, in place of PATH
  --seed N          seed of the scheduler; 0 unless given
  --clock NAME      virtual (unless given; jumps over waiting) or real
  --watch           run again whenever a file beside a sample, the runtime or the sandbox changes, until Ctrl+C
  --start           run an exercise with its start.ts; unless given, with its solution.ts

Ends with 1 if a sample did not end as it should.
`;

function fail(message: string): never {
  process.stderr.write(`${message}\n\n${USAGE}`);
  process.exit(2);
}

function readOptions() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        record: { type: "boolean", default: false },
        all: { type: "boolean", default: false },
        seed: { type: "string", default: "0" },
        clock: { type: "string", default: "virtual" },
        start: { type: "boolean", default: false },
        watch: { type: "boolean", default: false },
      },
    });
  } catch (error) {
    return fail((error as Error).message);
  }
}

function readClock(name: string): "virtual" | "real" {
  if (name === "virtual" || name === "real") return name;
  return fail(`Expected virtual or real after --clock, got "${name}".`);
}

const { values, positionals } = readOptions();
const { record, all } = values;
const seed = Number(values.seed);
if (!Number.isSafeInteger(seed)) fail(`Expected a whole number after --seed, got "${values.seed}".`);
const clock = readClock(values.clock);
if (all === positionals.length > 0) fail(all ? "Give either --all or paths, not both." : "Which sample?");

const paths = all ? findSamples("content") : positionals;
const readAll = () => paths.map((path) => readSample(path, values.start ? "start" : "solution"));

function readOrFail(): Sample[] {
  try {
    return readAll();
  } catch (error) {
    return fail((error as Error).message);
  }
}

// Whoever reads the output may have read enough: `npm run sample -- --all | head`.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});

async function show(engine: Engine, sample: Sample): Promise<boolean> {
  if (paths.length > 1) process.stdout.write(`--- ${sample.path}\n`);
  const { good } = await play(engine, sample, { seed, clock }, (event) => {
    const line = printed(event);
    if (line !== undefined) process.stdout.write(`${line}\n`);
    if (event.type === "error" && event.hint !== undefined) process.stderr.write(`${event.hint}\n`);
  });
  return good;
}

async function write(engine: Engine, sample: Sample): Promise<boolean> {
  if (sample.recording === undefined) {
    process.stderr.write(`${sample.path} is an exercise: its output is not recorded.\n`);
    return false;
  }
  let failure: string | undefined;
  const { text, good } = await play(engine, sample, { seed, clock }, (event) => {
    if (event.type === "error") failure = event.message;
    if (event.type === "exit" && event.reason !== "engine_failed") failure = undefined;
  });
  if (failure !== undefined) {
    process.stderr.write(`${sample.path} could not be run, and its recording is as it was: ${failure}\n`);
    return false;
  }
  writeFileSync(sample.recording, text);
  if (sample.events !== undefined) writeFileSync(sample.events, await eventsOf(engine, sample));
  process.stdout.write(`${relative(root, sample.recording)}\n`);
  if (!good) process.stderr.write(`${sample.path} did not end by itself; look at what was recorded.\n`);
  return true;
}

/** Runs all, each to its end. @returns whether all was well */
async function runAll(engine: Engine, samples: readonly Sample[]): Promise<boolean> {
  const atOnce = record ? availableParallelism() : 1;
  const work = record ? write : show;
  return (await inParallel(samples, atOnce, (sample) => work(engine, sample))).every(Boolean);
}

/** The folder of a sample's files. An editor may put a new file in the place of the old one, which only a folder notices. */
const folderOf = (path: string) => (statSync(path).isDirectory() ? path : dirname(path));

async function watch(): Promise<never> {
  const sources = ["src/beamish", "src/sandbox"].map((folder) => join(root, folder));
  const changes = changesIn([...sources, ...new Set(paths.map(folderOf))]);
  // Another engine each time: it is built from the sources as they are now.
  for (;;) {
    try {
      await runAll(createNodeEngine(), readAll());
    } catch (error) {
      process.stderr.write(`${(error as Error).message}\n`);
    }
    process.stdout.write("--- waiting for a change; Ctrl+C ends\n");
    await changes.next();
  }
}

const samples = readOrFail();
if (values.watch) await watch();
process.exit((await runAll(createNodeEngine(), samples)) ? 0 : 1);
