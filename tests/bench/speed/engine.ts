/** What the worker engine alone takes: to the first line of a run, and to the end of an endless loop. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page, Worker } from "playwright";
import { jobOf, SPIN } from "../../engines/support/observe.ts";
import { type EngineServer, serveEngine } from "../../engines/support/page.ts";

let server: EngineServer;
before(async () => {
  server = await serveEngine();
});
after(() => server.close());

const TIMES = 10;
const job = jobOf('console.log("first");', { clock: "real" });

function nthWorker(page: Page, n: number): Promise<Worker> {
  return new Promise((resolve) => {
    page.on("worker", (worker) => {
      n -= 1;
      if (n === 0) resolve(worker);
    });
  });
}

/** The middle of an even number of times is between two. */
function median(times: readonly number[]): number {
  const sorted = times.toSorted((a, b) => a - b);
  const half = sorted.length / 2;
  return (sorted[Math.ceil(half) - 1]! + sorted[Math.floor(half)]!) / 2;
}

/** What to print: the median, and all of it. */
function account(what: string, times: readonly number[]): string {
  return `${what}: median ${Math.round(median(times))} ms of ${times.map(Math.round).join(" ")}`;
}

test("first output: 250 ms cold, 40 ms warm", async (t) => {
  const cold: number[] = [];
  const warm: number[] = [];
  for (let i = 0; i < TIMES; i++) {
    const page = await server.open();
    const spare = nthWorker(page, 2);
    cold.push(await page.evaluate((one) => globalThis.engine.timeToFirstLine(one), job));
    // The worker for the next run is made a moment after a run has started, and answers when it is loaded.
    await (await spare).evaluate(() => undefined);
    warm.push(await page.evaluate((one) => globalThis.engine.timeToFirstLine(one), job));
    await page.close();
  }
  t.diagnostic(account("cold", cold));
  t.diagnostic(account("warm", warm));
  assert.ok(median(cold) <= 250, account("cold", cold));
  assert.ok(median(warm) <= 40, account("warm", warm));
});

test("stopping an endless loop: 100 ms, until its worker is gone", async (t) => {
  const page = await server.open();
  const times = await page.evaluate(([one, count]) => globalThis.engine.timesToStop(one, count), [
    jobOf(SPIN),
    TIMES,
  ] as const);
  t.diagnostic(account("stop", times));
  assert.ok(median(times) <= 100, account("stop", times));
  await page.close();
});
