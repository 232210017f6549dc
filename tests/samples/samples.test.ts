/** Every sample prints what is recorded, every exercise starts red and can be made green, and real OTP agrees. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import { createNodeEngine } from "../../src/sandbox/engines/node/host.ts";
import { findExercises, findSamples, inParallel, play, readSample } from "../../src/sandbox/samples.ts";
import { findProgram } from "../support/programs.ts";

const AT_ONCE = 2;
const engine = createNodeEngine();
const samples = findSamples("content").map((path) => readSample(path));

test("there are samples and exercises to try", () => {
  assert.ok(samples.length > 0 && findExercises("content").length > 0);
});

test("every sample prints what is recorded", async (t) => {
  await inParallel(samples, AT_ONCE, async (sample) => {
    await t.test(sample.path, async () => {
      const { text } = await play(engine, sample);
      const recording = sample.recording!;
      assert.ok(
        existsSync(recording),
        `There is no ${recording}. Record it: npm run sample -- ${sample.path} --record`,
      );
      const how = `${sample.path} prints something else than ${recording}. If it should: npm run sample -- ${sample.path} --record`;
      assert.equal(text, readFileSync(recording, "utf8"), how);
    });
  });
});

test("every exercise fails with its start and passes with its solution", async (t) => {
  await inParallel(findExercises("content"), AT_ONCE, async (path) => {
    await t.test(path, async () => {
      const start = await play(engine, readSample(path, "start"));
      assert.ok(!start.good, `${path}/start.ts passes every check: there is nothing to repair.`);
      const solution = await play(engine, readSample(path, "solution"));
      assert.ok(solution.good, `${path}/solution.ts does not pass:\n${solution.text}`);
    });
  });
});

const elixir = findProgram("elixir");

test("where Elixir is installed, its version of a sample prints the same", async (t) => {
  if (elixir === undefined) return t.diagnostic("Elixir is not installed: nothing was compared");
  const programs = samples.filter((sample) => sample.elixir !== undefined);
  // A few programs in one system: starting one takes most of a second.
  await inParallel(programs, AT_ONCE, async ({ elixir: program, recording }) => {
    await t.test(program!, async () => {
      const { stdout } = await promisify(execFile)(elixir, [basename(program!)], {
        cwd: dirname(program!),
        timeout: 60_000,
      });
      assert.equal(
        stdout,
        readFileSync(recording!, "utf8"),
        `${program} prints something else than ${recording}.`,
      );
    });
  });
});
