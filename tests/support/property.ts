/** Random tests, all in one way: the seed is told, a run can be repeated and widened, and a case that fails can be kept. */
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";

/** Where failing cases are kept: `failing/<name>-<seed>.json`, beside the test. */
export interface Kept {
  /** The folder of the test. */
  readonly beside: string;
  readonly name: string;
}

/** A whole number that is not negative, from the environment. */
function setting(name: "SEED" | "RUNS", otherwise: number): number {
  const text = process.env[name];
  if (text === undefined) return otherwise;
  if (!/^\d+$/.test(text)) throw new Error(`${name}: expected a whole number, got ${JSON.stringify(text)}`);
  return Number(text);
}

const seed = setting("SEED", Date.now() % 1_000_000);
let isTold = false;

/**
 * Tries a property with random cases. `SEED=7` repeats a run, `RUNS=50` tries fifty times as many cases.
 *
 * @param runs how many cases are tried
 * @param kept where the smallest case that fails is kept, as JSON; `keptCases` gives it back
 */
export async function holds<Case>(
  property: fc.IRawProperty<Case>,
  { runs = 100, kept }: { readonly runs?: number; readonly kept?: Kept } = {},
): Promise<void> {
  if (!isTold) console.log(`seed ${seed} (SEED=${seed} repeats the run)`);
  isTold = true;
  const numRuns = runs * setting("RUNS", 1);
  const details = await fc.check(property, { seed, numRuns, includeErrorInReport: true });
  if (!details.failed) return;
  if (kept !== undefined) {
    const folder = join(kept.beside, "failing");
    mkdirSync(folder, { recursive: true });
    const text = JSON.stringify(details.counterexample, null, 2);
    writeFileSync(join(folder, `${kept.name}-${seed}.json`), `${text}\n`);
  }
  throw new Error(fc.defaultReportMessage(details) ?? "it failed", { cause: details.errorInstance });
}

/** The cases that have failed once, by the names of their files. */
export function keptCases<Case>({ beside, name }: Kept): readonly (readonly [file: string, Case])[] {
  const folder = join(beside, "failing");
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((file) => file.startsWith(`${name}-`));
  return files.map((file) => [file, JSON.parse(readFileSync(join(folder, file), "utf8")) as Case]);
}
