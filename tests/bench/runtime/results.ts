/** Keeps what was measured, for the site's tables: absolute figures, of which only ratios are ever shown. */
import { execFile } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/** Medians of one contender at one workload. */
export interface Sample {
  /** Operations per second of CPU time. */
  readonly perSecond: number;
  /** Bytes that each operation left behind: for `spawn`, the size of an idle process. */
  readonly bytes: number;
}

interface Results {
  /** The day of the last measurement. */
  readonly measured: string;
  /** How many samples each median is of. */
  readonly samples: number;
  readonly versions: Readonly<Record<string, string>>;
  /** Workload to contender to median. */
  readonly workloads: Readonly<Record<string, Readonly<Record<string, Sample>>>>;
}

const file = fileURLToPath(new URL("../results.json", import.meta.url));

/** Puts the medians of a workload in place of those that were kept. Other workloads stay as they are. */
export async function keep(
  workload: string,
  samples: number,
  found: ReadonlyMap<string, Sample>,
): Promise<void> {
  const before = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Results) : { workloads: {} };
  const rounded = [...found].map(([name, { perSecond, bytes }]) => [
    name,
    { perSecond: Number(perSecond.toPrecision(4)), bytes: Math.round(bytes) },
  ]);
  const results: Results = {
    measured: new Date().toISOString().slice(0, 10),
    samples,
    versions: await versions(),
    workloads: { ...before.workloads, [workload]: Object.fromEntries(rounded) },
  };
  writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`);
}

async function versions(): Promise<Record<string, string>> {
  const manifest = readFileSync(new URL("../../../package.json", import.meta.url), "utf8");
  const pinned = (JSON.parse(manifest) as { devDependencies: Record<string, string> }).devDependencies;
  const found: Record<string, string> = { node: process.versions.node };
  for (const name of ["nact", "effect", "xstate"]) found[name] = pinned[name]!;
  try {
    const { stdout } = await promisify(execFile)("elixir", ["--version"]);
    found["otp"] = /Erlang\/OTP (\d+)/.exec(stdout)![1]!;
    found["elixir"] = /^Elixir (\S+)/m.exec(stdout)![1]!;
  } catch {
    // Without Elixir there are no figures of the BEAM either.
  }
  return found;
}
