/** The tests of one area: every recorded scenario has a port, and every port prints what was recorded. */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { difference } from "./diff.ts";
import { expected, normalise } from "./differences.ts";
import { runReally, runVirtually } from "./run.ts";
import type { Scenario } from "./scenario.ts";

const HERE = fileURLToPath(new URL("..", import.meta.url));

/** Seeds of the order in which processes run; 0 is first in, first out. What was recorded holds for all. */
const SEEDS = [0, 1, 2, 3];

/** Registers the tests of the area. `unwritten` are the scenarios of parts which the runtime does not have yet. */
export function conform(area: string, unwritten: readonly string[] = []): void {
  const recorded = names(`${HERE}recorded/${area}`, ".exs").filter((name) => !unwritten.includes(name));
  const ported = existsSync(`${HERE}${area}`) ? names(`${HERE}${area}`, ".ts") : [];

  test(`${area}: every recorded scenario has a port, and nothing else is there`, () => {
    assert.deepEqual(ported, recorded);
  });

  for (const name of ported.filter((name) => recorded.includes(name))) {
    const scenario = `${area}/${name}`;
    test(`${scenario}: ${title(scenario)}`, async () => {
      const port = ((await import(`../${scenario}.ts`)) as { default: Scenario }).default;
      const want = expected(scenario, lines(`${HERE}recorded/${scenario}.out`));
      for (const seed of SEEDS) check(want, await runVirtually(port, seed), `on virtual time, seed ${seed}`);
      check(want, await runReally(port), "on real time");
    });
  }
}

function check(want: readonly string[], printed: readonly string[], how: string): void {
  const got = printed.map(normalise);
  if (got.join("\n") !== want.join("\n"))
    assert.fail(`not what was recorded (${how}):\n${difference(want, got)}`);
}

function names(folder: string, extension: string): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(extension))
    .map((file) => file.slice(0, -extension.length))
    .sort();
}

function lines(file: string): string[] {
  return readFileSync(file, "utf8").trimEnd().split("\n");
}

function title(scenario: string): string {
  return /^# title: (.*)$/m.exec(readFileSync(`${HERE}recorded/${scenario}.exs`, "utf8"))?.[1] ?? "";
}
