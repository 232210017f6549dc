/** `npm run sample`, as an author meets it. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

let folder = "";
before(() => {
  folder = mkdtempSync(join(tmpdir(), "samples-"));
});
after(() => {
  rmSync(folder, { recursive: true });
});

function put(name: string, text: string): string {
  const path = join(folder, name);
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, text);
  return path;
}

function sample(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["src/commands/sample.ts", ...args], {
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

test("a sample is printed as it is recorded", () => {
  const path = put("tea.ts", 'console.log("tea");\nconsole.log(["tea", 1]);\n');
  assert.deepEqual(sample(path), { status: 0, stdout: 'tea\n["tea", 1]\n', stderr: "" });
  assert.equal(sample(path, "--record").status, 0);
  assert.equal(readFileSync(join(folder, "tea.out"), "utf8"), 'tea\n["tea", 1]\n');
});

test("a folder runs its main.ts, and is recorded in main.out", () => {
  put("shop/main.ts", 'import { tea } from "./menu/tea.ts";\nconsole.log(tea);\n');
  put("shop/menu/tea.ts", "export const tea = 2;\n");
  assert.equal(sample(join(folder, "shop"), "--record").status, 0);
  assert.equal(readFileSync(join(folder, "shop/main.out"), "utf8"), "2\n");
});

test("an error is printed, and the command fails", () => {
  const { status, stdout } = sample(put("bad.ts", 'throw new Error("no tea");\n'));
  assert.deepEqual([status, stdout], [1, "Uncaught Error: no tea (bad.ts:1)\n"]);
});

test("an exercise runs its check with the solution, or with the start", () => {
  put(
    "repair/check.ts",
    'import { tea } from "./answer.ts";\nimport { check } from "beamish/testing";\ncheck("tea costs 2", () => { if (tea !== 2) throw new Error(`it costs ${tea}`); });\n',
  );
  put("repair/start.ts", "export const tea: number = 1;\n");
  put("repair/solution.ts", "export const tea: number = 2;\n");
  assert.deepEqual(sample(join(folder, "repair")), { status: 0, stdout: "✓ tea costs 2\n", stderr: "" });
  const start = sample(join(folder, "repair"), "--start");
  assert.deepEqual([start.status, start.stdout], [1, "✗ tea costs 2: it costs 1\n"]);
});

test("a wrong call says what is wrong and how to call it", () => {
  const path = put("clock.ts", "");
  for (const [args, message] of [
    [[], /Which sample\?/],
    [["nowhere.ts"], /There is no sample at nowhere\.ts/],
    [[path, "--seed", "x"], /whole number after --seed, got "x"/],
    [[path, "--clock", "sun"], /virtual or real after --clock, got "sun"/],
    [[path, "--all"], /either --all or paths/],
    [[path, "--loud"], /--loud/],
  ] as const) {
    const { status, stderr } = sample(...args);
    assert.equal(status, 2);
    assert.match(stderr, message);
    assert.match(stderr, /npm run sample -- PATH/);
  }
});
