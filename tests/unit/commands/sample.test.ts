/** `npm run sample`, as an author uses it. */
import assert from "node:assert/strict";
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

const COMMAND = "src/commands/sample.ts";
let folder: string;

before(() => {
  folder = mkdtempSync(join(tmpdir(), "sample-"));
});
after(() => {
  rmSync(folder, { recursive: true });
});

/** Reads what a program prints until it has printed this. */
async function until(program: ChildProcess, text: string): Promise<string> {
  let read = "";
  while (!read.includes(text)) read += String((await once(program.stdout!, "data"))[0]);
  return read;
}

test("--watch runs a sample again when its file changes, also after a version that cannot run", async () => {
  const file = join(folder, "tea.ts");
  writeFileSync(file, 'console.log("one");\n');
  const program = spawn(process.execPath, [COMMAND, "--watch", file], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  assert.match(await until(program, "--- waiting"), /^one\n/);
  writeFileSync(file, "console.log(;\n");
  assert.match(await until(program, "--- waiting"), /SyntaxError/);
  writeFileSync(file, 'console.log("two");\n');
  assert.match(await until(program, "--- waiting"), /^two\n/);
  program.kill();
  await once(program, "exit");
});

test("--record keeps the recording of a sample that the engine could not run", () => {
  const file = join(folder, "greedy.ts");
  const recording = join(folder, "greedy.out");
  // It gives others their turn: a slow machine would otherwise find it busy for too long.
  const take =
    "all.push(new Array(1_000_000).fill(0.5)); await new Promise((resolve) => setTimeout(resolve));";
  writeFileSync(file, `const all: unknown[] = []; for (;;) { ${take} }\n`);
  writeFileSync(recording, "as it was\n");
  const { status, stderr } = spawnSync(process.execPath, [COMMAND, "--record", file], { encoding: "utf8" });
  assert.equal(readFileSync(recording, "utf8"), "as it was\n");
  assert.match(stderr, /its recording is as it was: The run took more than 512 MB/);
  assert.equal(status, 1);
});

test("output that nobody reads any more ends the command without a complaint", async () => {
  const file = join(folder, "long.ts");
  writeFileSync(
    file,
    'for (let i = 0; i < 4_000; i++) console.log("a line that is long enough to fill a pipe", i);\n',
  );
  const program = spawn(process.execPath, [COMMAND, file], { stdio: ["ignore", "pipe", "pipe"] });
  let complaint = "";
  program.stderr.on("data", (text: Buffer) => (complaint += String(text)));
  await once(program.stdout, "data");
  program.stdout.destroy();
  const [code] = (await once(program, "exit")) as [number];
  assert.deepEqual([code, complaint], [0, ""]);
});
