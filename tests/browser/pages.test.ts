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

/** Violations as `rule: selector`, so that a failure can be acted on. */
async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page })
    .options({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] })
    .analyze();
  return found.flatMap((rule) =>
    rule.nodes.map((node) => `${rule.id}: ${node.target.join(" ")} (${rule.help})`),
  );
}

async function visit(path: string): Promise<Page> {
  opened.problems.length = 0;
  await opened.page.goto(new URL(path, site.url).href, { waitUntil: "networkidle" });
  return opened.page;
}

for (const path of builtPages()) {
  describe(`/${path}`, () => {
    test("has a title, one main heading, a description, and no errors in the console", async () => {
      await opened.page.setViewportSize(WIDTHS.desk);
      await opened.page.emulateMedia({ colorScheme: "light" });
      const page = await visit(path);
      assert.match(await page.title(), /\S/);
      assert.equal(await page.locator("h1:visible").count(), 1, "exactly one visible h1");
      assert.equal(await page.locator("main").count(), 1, "exactly one main");
      assert.ok(
        (await page.locator("meta[name=description]").getAttribute("content"))?.trim(),
        "a description",
      );
      assert.deepEqual(
        opened.problems.filter((problem) => !(path === "404.html" && problem.includes("404"))),
        [],
      );
    });

    for (const [width, viewport] of Object.entries(WIDTHS)) {
      test(`${width}: no layout shift, no sideways scrolling, no axe violation, light and dark`, async () => {
        await opened.page.setViewportSize(viewport);
        await opened.page.emulateMedia({ colorScheme: "light" });
        const page = await visit(path);
        await page.evaluate(() => document.fonts.ready);
        const shifts = await page.evaluate(() => (globalThis as unknown as { shifts: number[] }).shifts);
        assert.deepEqual(shifts, [], "layout shifts");
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        assert.ok(overflow <= 0, `the page is ${overflow} px wider than the window`);
        assert.deepEqual(await violations(page), [], "light");
        await page.emulateMedia({ colorScheme: "dark" });
        assert.deepEqual(await violations(page), [], "dark");
      });
    }
  });
}
