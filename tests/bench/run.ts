/**
 * The benchmarks: `npm run bench` runs all, `npm run bench runtime` one of them; what follows goes to it.
 * They measure; they are no tests.
 */
const SUITES: Readonly<Record<string, string>> = {
  runtime: "./runtime/run.ts",
};

const [name, ...args] = process.argv.slice(2);
if (name !== undefined && SUITES[name] === undefined) {
  console.error(`There is no benchmark "${name}". There are: ${Object.keys(SUITES).join(", ")}.`);
  process.exit(1);
}
for (const suite of name === undefined ? Object.keys(SUITES) : [name]) {
  const { run } = (await import(SUITES[suite]!)) as { run: (args: readonly string[]) => Promise<void> };
  await run(args);
}
