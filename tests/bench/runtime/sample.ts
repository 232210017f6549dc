/** One sample in a process of its own: `node --expose-gc sample.ts <library> <workload> [freeze]` prints it as JSON. */
import { COUNTS, type Workloads } from "./workload.ts";

const [, , library, name] = process.argv as [string, string, string, string];
const { workloads } = (await import(`./${library}.ts`)) as { workloads: Workloads };
const run = workloads[name]!;
const count = COUNTS[name]! * Number(process.env["BENCH_SCALE"] ?? 1);

// What is measured is the code that the engine has settled on, and not the way there.
for (let i = 0; i < 2; i++) await run(Math.max(1, Math.round(count / 2)));
const collect = (globalThis as { gc?: () => void }).gc!;
collect();
const before = process.memoryUsage().heapUsed;
const start = process.threadCpuUsage();
const operations = await run(count);
const { user, system } = process.threadCpuUsage(start);
collect();
const bytes = (process.memoryUsage().heapUsed - before) / operations;
console.log(JSON.stringify({ perSecond: operations / ((user + system) / 1e6), bytes }));
process.exit();
