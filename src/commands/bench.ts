/**
 * `npm run bench`: the figures that are measured rather than tested. `npm run bench -- runtime` runs one suite:
 * `runtime` (against nact, xstate, effect and the BEAM), `soak` (ten million messages and what is left of them), `speed`
 * (what a reader waits for), `observer` (what watching costs), `build` or `lighthouse`. What begins with a dash is for the suites:
 * `npm run bench -- runtime --json` writes the figures that the site shows.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { installPrograms } from "../../tests/support/programs.ts";
import { root, run, step } from "./steps.ts";

const suites = ["runtime", "soak", "speed", "observer", "build", "lighthouse"];
const options = process.argv.slice(2).filter((argument) => argument.startsWith("-"));
const asked = process.argv.slice(2).filter((argument) => !argument.startsWith("-"));
const unknown = asked.filter((name) => !suites.includes(name));
if (unknown.length > 0) {
  process.stderr.write(`Unknown suite ${unknown.join(", ")}: choose from ${suites.join(", ")}.\n`);
  process.exit(1);
}
let good = await step("programs", installPrograms);
if (!existsSync(join(root, "dist/index.html")))
  good = (await step("build", () => run("astro", ["build"], { quiet: true }))) && good;
for (const name of asked.length > 0 ? asked : suites)
  good = (await step(name, () => run("node", [`tests/bench/${name}/run.ts`, ...options]))) && good;
process.exit(good ? 0 : 1);
