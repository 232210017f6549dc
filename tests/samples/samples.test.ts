/** Every sample prints what is recorded, every exercise starts red and can be made green, and real OTP agrees. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { type TestContext, test } from "node:test";
import { promisify } from "node:util";
import { createNodeEngine } from "../../src/sandbox/engines/node/host.ts";
import { eventsOf, findExercises, findSamples, play, readSample } from "../../src/sandbox/samples.ts";
import { findProgram } from "../support/programs.ts";

const engine = createNodeEngine();
const samples = findSamples("content").map((path) => readSample(path));
const exercises = findExercises("content");

/** Tests of one kind: each has its thread or program, and a machine has few cores. */
const FEW = { concurrency: 2 };

/** Runs a test for each item, and waits for all. */
async function each<T>(
  t: TestContext,
  items: readonly T[],
  name: (item: T) => string,
  body: (item: T) => Promise<void>,
) {
  await Promise.all(items.map((item) => t.test(name(item), () => body(item))));
}

test("there are samples and exercises to try", () => {
  assert.ok(samples.length > 0 && exercises.length > 0);
});

test("every sample prints what is recorded", FEW, async (t) => {
  await each(
    t,
    samples,
    ({ path }) => path,
    async (sample) => {
      const recording = sample.recording!;
      const command = `npm run sample -- ${sample.path} --record`;
      assert.ok(existsSync(recording), `There is no ${recording}. Record it: ${command}`);
      const { text } = await play(engine, sample);
      const message = `${sample.path} prints something else than ${recording}. If it should: ${command}`;
      assert.equal(text, readFileSync(recording, "utf8"), message);
      if (sample.events !== undefined)
        assert.equal(
          await eventsOf(engine, sample),
          readFileSync(sample.events, "utf8"),
          `The run of ${sample.path} is not the one in ${sample.events}. Record it: ${command}`,
        );
    },
  );
});

test("every exercise fails with its start and passes with its solution", FEW, async (t) => {
  await each(
    t,
    exercises,
    (path) => path,
    async (path) => {
      const start = await play(engine, readSample(path, "start"));
      assert.ok(!start.good, `${path}/start.ts passes every check: there is nothing to repair.`);
      const solution = await play(engine, readSample(path, "solution"));
      assert.ok(solution.good, `${path}/solution.ts does not pass:\n${solution.text}`);
    },
  );
});

const elixir = findProgram("elixir");

test("where Elixir is installed, its version of a sample prints the same", FEW, async (t) => {
  if (elixir === undefined) return t.diagnostic("Elixir is not installed: nothing was compared");
  const programs = samples.filter((sample) => sample.elixir !== undefined);
  await each(
    t,
    programs,
    ({ elixir: program }) => program!,
    async ({ elixir: program, recording }) => {
      const { stdout } = await promisify(execFile)(elixir, [basename(program!)], {
        cwd: dirname(program!),
        timeout: 60_000,
      });
      assert.equal(
        stdout,
        readFileSync(recording!, "utf8"),
        `${program} prints something else than ${recording}.`,
      );
    },
  );
});
