/** How soon a sample on a page answers: from the press of Run to the first row. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright";
import { openSite, type Site } from "../../support/site.ts";

const CHAPTER = "chapters/processes/";

let site: Site;
before(async () => {
  site = await openSite();
});
after(() => site.close());

/** Milliseconds from the press of Run to the first live row. */
function timeToFirstRow(page: Page, sample: string): Promise<number> {
  return page.evaluate(async (selector) => {
    const element = document.querySelector<HTMLElement>(selector)!;
    const out = element.querySelector(".out")!;
    const started = performance.now();
    const first = new Promise<number>((resolve) => {
      new MutationObserver((_, observer) => {
        if (out.querySelector("[data-live-row], .wire") === null) return;
        observer.disconnect();
        resolve(performance.now() - started);
      }).observe(out, { childList: true, subtree: true });
    });
    element.querySelector<HTMLElement>("[data-do=run]")!.click();
    return first;
  }, sample);
}

/** The middle of an even number of times is between two. */
function median(times: readonly number[]): number {
  const sorted = times.toSorted((a, b) => a - b);
  const half = sorted.length / 2;
  return (sorted[Math.ceil(half) - 1]! + sorted[Math.floor(half)]!) / 2;
}

const FIRST = 'beamish-sample[data-file="first-message.ts"]';

test("from Run to the first row: 250 ms at the most cold, 40 ms warm (medians of ten)", async () => {
  const cold: number[] = [];
  for (let round = 0; round < 10; round++) {
    const { page, context } = await site.open(CHAPTER);
    await page.waitForLoadState("networkidle");
    cold.push(await timeToFirstRow(page, FIRST));
    await context.close();
  }
  const { page, context } = await site.open(CHAPTER);
  const warm: number[] = [];
  for (let round = 0; round < 10; round++) {
    // The worker for the next run is made a moment after a run has started, and answers when it is loaded.
    const spare = page.waitForEvent("worker");
    if (round === 0) await timeToFirstRow(page, FIRST);
    else warm.push(await timeToFirstRow(page, FIRST));
    await (await spare).evaluate(() => undefined);
    await page.locator(`${FIRST}[data-phase=finished]`).waitFor();
  }
  await context.close();
  console.log(`run to first row: cold ${median(cold).toFixed(0)} ms, warm ${median(warm).toFixed(0)} ms`);
  assert.ok(median(cold) <= 250, `cold: ${cold.map(Math.round).join(", ")}`);
  assert.ok(median(warm) <= 40, `warm: ${warm.map(Math.round).join(", ")}`);
});
