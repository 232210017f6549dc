/**
 * What our side of a WebContainer takes, from the press of Run to the first row: against the protocol host, whose Node is
 * the machine's own. The vendor's Node has still to be loaded and started: that is not in these figures.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright";
import { hostContainers } from "../../support/container/host.ts";
import { openSite, type Site } from "../../support/site.ts";

const TIMES = 5;

let site: Site;
before(async () => {
  site = await openSite();
});
after(() => site.close());

/** Milliseconds from the press of Run to the first row of this run. */
function timeToFirstRow(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const out = document.querySelector(".out")!;
    const started = performance.now();
    const first = new Promise<number>((resolve) => {
      new MutationObserver((_, observer) => {
        if (out.querySelector("li") === null) return;
        observer.disconnect();
        resolve(performance.now() - started);
      }).observe(out, { childList: true, subtree: true });
    });
    document.querySelector<HTMLElement>('[data-do="run"]')!.click();
    return first;
  });
}

const median = (times: readonly number[]): number =>
  times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)]!;

test("lab, from Run to the first row: 2 s with the boot", async () => {
  const cold: number[] = [];
  for (let round = 0; round < TIMES; round++) {
    const context = await site.browser.newContext();
    const host = await hostContainers(context);
    const page = await context.newPage();
    await page.goto(new URL("lab/", site.url).href);
    await page.locator("beamish-lab[data-ready] .cm-content").waitFor();
    cold.push(await timeToFirstRow(page));
    await page.locator('beamish-lab[data-phase="finished"]').waitFor();
    await context.close();
    await host.close();
  }
  console.log(`lab to first row, with the boot: ${median(cold).toFixed(0)} ms`);
  assert.ok(median(cold) <= 2_000, `cold: ${cold.map(Math.round).join(", ")}`);
});
