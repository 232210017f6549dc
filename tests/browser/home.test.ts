/** The shop on the home page: told once by itself from a recording, then run and killed at. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright";
import { late, press, sampleOf } from "../support/sample.ts";
import { openSite, type Site } from "../support/site.ts";

let site: Site;
before(async () => {
  site = await openSite();
});
after(() => site.close());

const shown = (page: Page) =>
  page
    .locator("[data-log] li")
    .evaluateAll((lines) => lines.filter((line) => getComputedStyle(line).visibility === "visible").length);
const RECORDED = 13;

test("the recorded crash is told by itself when it is seen, moves nothing, and loads no runtime", async () => {
  const { page, context, problems } = await site.open("", { viewport: { width: 1440, height: 300 } });
  const requests: string[] = [];
  page.on("request", (request) => requests.push(request.url()));
  const log = page.locator("[data-log]");
  const height = await log.evaluate((element) => element.clientHeight);
  assert.equal(await shown(page), 3);
  // It stays so for a second only: the page itself looks for it.
  const crash = page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const tree = document.querySelector("[data-tree]")!;
        const watcher = new MutationObserver(() => {
          if (tree.querySelector('[data-state="crashed"]')?.textContent.includes("till") === true) resolve();
        });
        watcher.observe(tree, { subtree: true, childList: true, attributes: true });
      }),
  );
  await page.locator("[data-tree]").scrollIntoViewIfNeeded();
  await crash;
  await page.locator("[data-tree] .proc", { hasText: "restarted 1×" }).waitFor(late);
  await log.locator("li:last-child:not([data-later])").waitFor(late);
  assert.equal(await shown(page), RECORDED);
  assert.equal(await log.evaluate((element) => element.clientHeight), height);
  assert.equal(await page.locator("[data-kill]").count(), 0);
  assert.deepEqual(
    requests.filter((url) => url.includes("/sandbox/")),
    [],
  );
  assert.deepEqual(problems, []);
  await context.close();
});

test("without motion, and without JavaScript, the end of the story is there at once", async () => {
  for (const options of [{ reducedMotion: "reduce" }, { javaScriptEnabled: false }] as const) {
    const { page, context } = await site.open("", options);
    assert.equal(await shown(page), RECORDED);
    assert.match(await page.locator("[data-tree]").innerText(), /restarted 1×/);
    await context.close();
  }
});

test("a run takes the recording's place, and what is killed comes back", async () => {
  const { page, context, problems } = await site.open("", { reducedMotion: "reduce" });
  await press(sampleOf(page, "shop.ts"), "run");
  const isUp = () => page.locator("[data-up]", { hasText: "3 of 3 up" }).waitFor(late);
  await page.locator("[data-tree] .proc", { hasText: "restarted 1×" }).locator("[data-kill]").waitFor(late);
  await page.getByText('till to you: "tea, order 1"').nth(1).waitFor(late);
  await isUp();
  await page.getByRole("button", { name: "Kill kettle" }).click();
  await page.getByText("kettle exits: killed").waitFor(late);
  await page.getByText(/^kettle is back as/).waitFor(late);
  await isUp();
  assert.deepEqual(problems, []);
  await context.close();
});
