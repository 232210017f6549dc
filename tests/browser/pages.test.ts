/** Every page of the build: right, calm and accessible, in both themes, on a phone and on a desk. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "playwright";
import { builtPages } from "../support/pages.ts";
import { openSite, type OpenedPage, type Site } from "../support/site.ts";

const WIDTHS = { phone: { width: 390, height: 844 }, desk: { width: 1440, height: 900 } };

let site: Site;
let opened: OpenedPage;

before(async () => {
  site = await openSite();
  opened = await site.open("");
  // Layout shifts are counted from the first frame on; an interaction would excuse them, and there is none here.
  await opened.context.addInitScript(() => {
    const shifts: number[] = [];
    Object.assign(globalThis, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shifts.push((entry as unknown as { value: number }).value);
    }).observe({ type: "layout-shift", buffered: true });
  });
});
after(() => site.close());

const EVERYTHING = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/** The rules that look at colours: all that another theme can change. */
const COLOURS = { type: "rule" as const, values: ["color-contrast", "link-in-text-block"] };

/** Violations as `rule: selector`, so that a failure can be acted on. */
async function violations(page: Page, runOnly: typeof EVERYTHING | typeof COLOURS): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page })
    .options({ resultTypes: ["violations"], runOnly })
    .analyze();
  return found.flatMap((rule) =>
    rule.nodes.map((node) => `${rule.id}: ${node.target.join(" ")} (${rule.help})`),
  );
}

async function visit(path: string, viewport: { width: number; height: number }): Promise<Page> {
  const { page, problems } = opened;
  problems.length = 0;
  await page.setViewportSize(viewport);
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto(new URL(path, site.url).href);
  await page.evaluate(async () => {
    await document.fonts.ready;
    // Two frames: what a late font or script would move has moved by then.
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  });
  return page;
}

for (const path of builtPages()) {
  describe(`/${path}`, () => {
    for (const [width, viewport] of Object.entries(WIDTHS)) {
      test(`${width}: titled and described, nothing shifts or sticks out, no axe violation, light and dark`, async () => {
        const page = await visit(path, viewport);
        assert.match(await page.title(), /\S/);
        assert.equal(await page.locator("h1:visible").count(), 1, "exactly one visible h1");
        assert.equal(await page.locator("main").count(), 1, "exactly one main");
        assert.ok(
          (await page.locator("meta[name=description]").getAttribute("content"))?.trim(),
          "a description",
        );
        const shifts = await page.evaluate(() => (globalThis as unknown as { shifts: number[] }).shifts);
        const shifted = shifts.reduce((sum, shift) => sum + shift, 0);
        // Lighthouse rounds to three digits; less than that is a fraction of a pixel.
        assert.ok(shifted < 0.0005, `layout shift of ${shifted}`);
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        assert.ok(overflow <= 0, `the page is ${overflow} px wider than the window`);
        assert.deepEqual(await violations(page, EVERYTHING), [], "light");
        await page.emulateMedia({ colorScheme: "dark" });
        assert.deepEqual(await violations(page, COLOURS), [], "dark");
        assert.deepEqual(
          opened.problems.filter((problem) => !(path === "404.html" && problem.includes("404"))),
          [],
        );
      });
    }
  });
}
