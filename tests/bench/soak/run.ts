/**
 * Ten million messages through ten thousand processes, of which one message in a hundred ends in a crash: nothing is lost
 * that OTP would deliver, memory stays flat, and nothing is left at the end. `npm run bench -- soak`.
 */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { soak } from "./soak.ts";

/** How much more memory the fullest round may leave than the emptiest. */
const FLAT = 1.05;

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

const heaps: number[] = [];
const started = performance.now();
const ledger = await soak({
  workers: 10_000,
  supervisors: 100,
  messages: 1_000_000,
  rounds: 10,
  onRound(round, { sent, handled, lost, dropped, crashes }) {
    collect();
    heaps.push(process.memoryUsage().heapUsed);
    const counts = `${sent} sent, ${handled} handled, ${lost} lost with their process, ${dropped} to nobody`;
    console.log(`${round}: ${counts}; ${crashes} crashes; ${(heaps.at(-1)! / 1e6).toFixed(2)} MB`);
  },
});
const growth = Math.max(...heaps) / Math.min(...heaps);
console.log(
  `${((performance.now() - started) / 1000).toFixed(1)} s; ${ledger.answered} calls answered, ${ledger.failed} failed; ` +
    `the fullest round leaves ${((growth - 1) * 100).toFixed(1)} % more memory than the emptiest (at most ${((FLAT - 1) * 100).toFixed(0)} %)`,
);
for (const fault of ledger.faults) console.log(`FAULT ${fault}`);
process.exit(ledger.faults.length > 0 || growth > FLAT ? 1 : 0);
