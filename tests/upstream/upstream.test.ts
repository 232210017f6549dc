/** The lists of upstream cases name tests that exist, and say why where there is none. */
import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { test } from "node:test";
import { reasonOf, testsOf } from "./cases.ts";
import type { Cases } from "./cases.ts";

const TESTS = join(import.meta.dirname, "..");
const NOT_AREAS = new Set(["cases.ts", "upstream.test.ts"]);

const files = globSync("*.ts", { cwd: import.meta.dirname });
const areas = files.filter((file) => !NOT_AREAS.has(basename(file))).sort();

for (const area of areas) {
  const { cases } = (await import(`./${area}`)) as { cases: Cases };
  const entries = Object.entries(cases).flatMap(([suite, named]) =>
    Object.entries(named).map(([name, entry]) => ({ name: `${suite} ${name}`, entry })),
  );
  const covered = entries.filter(({ entry }) => reasonOf(entry) === undefined).length;

  test(`${area.replace(".ts", "")}: ${covered} of ${entries.length} upstream cases have a test`, () => {
    assert.ok(entries.length > 0, "an area lists at least one case");
    for (const { name, entry } of entries) {
      const reason = reasonOf(entry);
      if (reason !== undefined) assert.match(reason, /\w+ \w+/, `${name}: say why no test covers it`);
      for (const title of testsOf(entry)) assertExists(name, title);
    }
  });
}

function assertExists(name: string, place: string): void {
  const [file, title] = place.split(/: (.*)/s);
  const source = readFileSync(join(TESTS, file!), "utf8");
  if (file!.endsWith(".test.ts"))
    assert.ok(title !== undefined && source.includes(title), `${name}: ${file} has no test "${title}"`);
}
