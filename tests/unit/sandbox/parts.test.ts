/** The runtime in parts: which of them a run gets. */
import assert from "node:assert/strict";
import { test } from "node:test";
import manifest from "../../../src/beamish/package.json" with { type: "json" };
import { PACKAGES, type Part, PARTS, partsFor } from "../../../src/sandbox/parts.ts";

const parts: Part[] = [
  { package: "beamish", words: PARTS.trees!, modules: ["trees.js"] },
  { package: "beamish", words: PARTS.tables!, modules: ["tables.js"] },
  { package: "beamish/stage", words: ["beamish/stage"], modules: ["stage.js"] },
  { package: "beamish/testing", words: ["beamish/testing"], modules: ["testing.js"] },
];
const modulesFor = (...files: string[]) => modulesOf({ files: Object.fromEntries(files.entries()) });
const modulesOf = (job: Parameters<typeof partsFor>[0]) =>
  partsFor(job, parts).flatMap(({ modules }) => modules);

test("a sample can import every package that the runtime has", () => {
  const exported = Object.keys(manifest.exports).map((path) => path.replace(".", "beamish"));
  assert.deepEqual(
    PACKAGES.filter((name) => !name.startsWith("node:")),
    exported.sort(),
  );
});

test("a run gets the parts that its files mention, in any of them", () => {
  assert.deepEqual(modulesFor('import { spawn } from "beamish"; spawn(() => {});'), []);
  assert.deepEqual(modulesFor('import { Supervisor } from "beamish";'), ["trees.js"]);
  assert.deepEqual(modulesFor('import "./b.ts";', 'import { ETS, Task } from "beamish";'), [
    "trees.js",
    "tables.js",
  ]);
  assert.deepEqual(modulesFor('import { GenStage } from "beamish/stage";'), ["stage.js"]);
});

test("a longer word is another word", () => {
  assert.deepEqual(modulesFor("const TaskList = 1, mySupervisor = 2;"), []);
});

test("who may use any name gets all of the package", () => {
  for (const source of [
    'import * as b from "beamish";',
    'export * from "beamish";',
    'const b = await import("beamish");',
  ])
    assert.deepEqual(modulesFor(source), ["trees.js", "tables.js"]);
});

test("a run by a schedule, or of a search, gets what makes orders", () => {
  const files = { "main.ts": 'import { ETS } from "beamish";' };
  assert.deepEqual(modulesOf({ files, schedule: "0:1" }), ["tables.js", "testing.js"]);
  assert.deepEqual(modulesOf({ files, schedule: "" }), ["tables.js", "testing.js"]);
  assert.deepEqual(modulesOf({ files, exploring: { seesOutput: false } }), ["tables.js", "testing.js"]);
});
