/**
 * `npm test`: everything that is checked. Installs the programs that the tests drive, then runs check, build and the
 * test files. `npm test -- tests/unit` runs only the test files below a folder (or those named).
 */
import { globSync } from "node:fs";
import { join } from "node:path";
import { installPrograms } from "../../tests/support/programs.ts";
import { root, run, step } from "./steps.ts";

const asked = process.argv.slice(2);
const files = (asked.length > 0 ? asked : ["tests"])
  .flatMap((path) => (path.endsWith(".ts") ? [path] : globSync(join(path, "**/*.test.ts"), { cwd: root })))
  .filter((file) => !file.includes("node_modules"))
  .sort();
if (files.length === 0) {
  process.stderr.write(`No test file (*.test.ts) in ${asked.join(", ")}.\n`);
  process.exit(1);
}

let good = await step("programs", installPrograms);
if (asked.length === 0) good = (await step("check", () => run("node", ["src/commands/check.ts"]))) && good;
const needsSite = files.some(
  (file) => /tests\/(browser|content)\//.test(file) || file.includes("architecture"),
);
if (needsSite) good = (await step("build", () => run("astro", ["build"], { quiet: true }))) && good;
// Each test, and each of what comes before and after tests, has five minutes. On a busy machine the longest takes one; what
// takes five hangs, and must not hang the whole run.
const options = ["--test", "--test-concurrency=2", "--test-timeout=300000", "--test-reporter=spec"];
good = (await run("node", [...options, ...files])) === 0 && good;
process.exit(good ? 0 : 1);
