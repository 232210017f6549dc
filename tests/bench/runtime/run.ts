/**
 * The runtime beside its peers and the BEAM: operations per second of CPU time of the main thread, median of several samples,
 * each in a fresh process that has warmed up. What counts are the ratios within one run; what is below its floor is marked.
 *
 * `npm run bench -- runtime`, or `node tests/bench/runtime/run.ts [--samples 5] [--json] [workload ...]`. With `--json` the
 * figures are kept in tests/bench/results.json, from which the site makes its tables.
 */
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { parseArgs, promisify } from "node:util";
import { FLOORS, type Floor } from "./floors.ts";
import { keep, type Sample } from "./results.ts";
import { COUNTS } from "./workload.ts";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const execute = promisify(execFile);

type Measure = (workload: string) => Promise<Sample>;

const node =
  (library: string, ...flags: readonly string[]): Measure =>
  async (workload) => {
    const args = ["--expose-gc", `${HERE}sample.ts`, library, workload, ...flags];
    return lastLine((await execute(process.execPath, args)).stdout);
  };

const beam =
  (...flags: readonly string[]): Measure =>
  async (workload) => {
    const args = [`${HERE}../beam/bench.exs`, workload, String(countForBeam(workload)), ...flags];
    const env = { ...process.env, ELIXIR_ERL_OPTIONS: "+S 1:1 +P 2000000" };
    return lastLine((await execute("elixir", args, { env })).stdout);
  };

/** Its supervisor walks the list of recent restarts at each: thousands within a second would measure that list. */
function countForBeam(workload: string): number {
  if (workload.startsWith("restart")) return 2_000;
  return workload === "skynet" ? 3 : COUNTS[workload]!;
}

function lastLine(output: string): Sample {
  return JSON.parse(output.trim().split("\n").at(-1)!) as Sample;
}

const CONTENDERS: Readonly<Record<string, Measure>> = {
  beamish: node("beamish"),
  freeze: node("beamish", "freeze"),
  beam: beam(),
  "beam raw": beam("raw"),
  nact: node("nact"),
  effect: node("effect"),
  xstate: node("xstate"),
};

async function median(measure: Measure, workload: string, samples: number): Promise<Sample | undefined> {
  const taken: Sample[] = [];
  for (let i = 0; i < samples; i++) {
    try {
      taken.push(await measure(workload));
    } catch {
      return undefined; // Not installed, or it has no such workload.
    }
  }
  return taken.sort((a, b) => a.perSecond - b.perSecond)[taken.length >> 1];
}

async function run(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { samples: { type: "string", default: "5" }, json: { type: "boolean", default: false } },
  });
  const samples = Number(values.samples);
  const workloads = positionals.length > 0 ? positionals : Object.keys(COUNTS);
  const missed: string[] = [];
  console.log(row(["operations / s of CPU time", ...Object.keys(CONTENDERS), "bytes"]));
  for (const workload of workloads) {
    const found = new Map<string, Sample>();
    for (const [name, measure] of Object.entries(CONTENDERS)) {
      const sample = await median(measure, workload, samples);
      if (sample !== undefined) found.set(name, sample);
    }
    const speeds = Object.keys(CONTENDERS).map((name) => speed(found.get(name)?.perSecond));
    console.log(row([workload, ...speeds, String(Math.round(found.get("beamish")?.bytes ?? 0))]));
    if (values.json) await keep(workload, samples, found);
    for (const floor of FLOORS) if (floor.workload === workload) missed.push(...judge(floor, found));
  }
  console.log(missed.length === 0 ? "\nAll floors are met." : "\nBelow the floor.");
}

/** Prints how a floor is met. */
function judge(
  { than, factor, bytes = false, of = "beamish" }: Floor,
  found: ReadonlyMap<string, Sample>,
): string[] {
  const [ours, theirs] = [found.get(of), found.get(than)];
  if (ours === undefined || theirs === undefined) return [];
  const ratio = bytes ? theirs.bytes / ours.bytes : ours.perSecond / theirs.perSecond;
  const what = bytes ? `${than}'s bytes are` : `${of} is`;
  const text = `${what} ${ratio.toFixed(2)} x ${bytes ? of : than}, floor ${factor}`;
  console.log(`    ${ratio >= factor ? "ok  " : "LOW "} ${text}`);
  return ratio >= factor ? [] : [text];
}

function speed(perSecond: number | undefined): string {
  if (perSecond === undefined) return "-";
  if (perSecond >= 1e6) return `${(perSecond / 1e6).toFixed(2)} M`;
  return perSecond >= 1e4 ? `${Math.round(perSecond / 1e3)} k` : perSecond.toFixed(perSecond < 100 ? 2 : 0);
}

const row = ([first, ...others]: readonly string[]) =>
  first!.padEnd(27) + others.map((text) => text.padStart(10)).join("");

await run(process.argv.slice(2));
