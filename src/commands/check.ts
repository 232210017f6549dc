/** `npm run check`: types, lint, format and spelling. Every step runs, so that one run shows everything there is to mend. */
import { run, step } from "./steps.ts";

const steps: readonly (readonly [title: string, program: string, ...args: string[]])[] = [
  ["types", "astro", "check", "--minimumSeverity", "warning"],
  ["lint", "eslint", ".", "--max-warnings", "0", "--cache", "--cache-location", ".cache/eslint"],
  [
    "format",
    "prettier",
    "--check",
    "--log-level",
    "warn",
    "--cache",
    "--cache-location",
    ".cache/prettier",
    ".",
  ],
  ["spelling", "cspell", "--no-progress", "--no-summary", "--cache", "--cache-location", ".cache/cspell"],
];

let good = true;
for (const [title, program, ...args] of steps)
  good = (await step(title, () => run(program, args, { quiet: true }))) && good;
process.exit(good ? 0 : 1);
