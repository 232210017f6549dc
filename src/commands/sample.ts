/** `npm run sample`: run samples in Node, as the tests do, or record what they print. */
import { writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { relative } from "node:path";
import { parseArgs } from "node:util";
import { createNodeEngine } from "../sandbox/engines/node/host.ts";
import { printed } from "../sandbox/printed.ts";
import { findSamples, inParallel, play, readSample, type Sample } from "../sandbox/samples.ts";
import { root } from "./steps.ts";

const USAGE = `npm run sample -- PATH... [options]

Runs samples (a .ts file, or a folder with a main.ts) and exercises (a folder with a check.ts) and prints what they print.

  --record          write the output into the .out file beside each sample instead
  --all             all samples of content/, in place of PATH
  --seed N          seed of the scheduler; 0 unless given
  --clock NAME      virtual (unless given; jumps over waiting) or real
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
const samples = paths.map((path) => {
  try {
    return readSample(path, values.start ? "start" : "solution");
  } catch (error) {
    return fail((error as Error).message);
  }
});

const engine = createNodeEngine();

async function show(sample: Sample): Promise<boolean> {
  if (samples.length > 1) process.stdout.write(`--- ${sample.path}\n`);
  const { good } = await play(engine, sample, { seed, clock }, (event) => {
    const line = printed(event);
    if (line !== undefined) process.stdout.write(`${line}\n`);
    if (event.type === "error" && event.hint !== undefined) process.stderr.write(`${event.hint}\n`);
  });
  return good;
}

async function write(sample: Sample): Promise<boolean> {
  if (sample.recording === undefined) {
    process.stderr.write(`${sample.path} is an exercise: its output is not recorded.\n`);
    return false;
  }
  const { text, good } = await play(engine, sample, { seed, clock });
  writeFileSync(sample.recording, text);
  process.stdout.write(`${relative(root, sample.recording)}\n`);
  if (!good) process.stderr.write(`${sample.path} did not end by itself; look at what was recorded.\n`);
  return true;
}

const good = record
  ? await inParallel(samples, availableParallelism(), write)
  : await inParallel(samples, 1, show);
process.exit(good.every(Boolean) ? 0 : 1);
