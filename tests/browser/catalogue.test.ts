/** The catalogue and the courses: filters that stay in the address, progress that stays on the device. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Page } from "playwright";
import { openSite, type Site } from "../support/site.ts";

let site: Site;
before(async () => {
  site = await openSite();
});
after(() => site.close());

/** What a page complained about, without requests that ended because the reader went on. */
const complaints = (problems: readonly string[]) => problems.filter((text) => !text.includes("ERR_ABORTED"));

const titles = (page: Page): Promise<string[]> => page.locator("[data-course]:visible h2").allInnerTexts();
/** Asked of the page, which knows it at once; the browser tells it later. */
const query = (page: Page) => page.evaluate(() => location.search);
const pick = (page: Page, name: string) => page.getByRole("checkbox", { name, exact: true });

describe("the catalogue", () => {
  test("filters without loading a page, counts aloud, and keeps the choice in the address", async () => {
    const { page, problems, context } = await site.open("courses/");
    const all = await titles(page);
    assert.equal(all.length, 11);
    await page.evaluate(() => Object.assign(globalThis, { sameDocument: true }));
    await pick(page, "beginner").check();
    const beginners = await titles(page);
    assert.ok(beginners.length > 0 && beginners.length < all.length);
    assert.equal(await page.getByRole("status").first().innerText(), `${beginners.length} of 11 courses`);
    assert.equal(await query(page), "?level=beginner");
    await pick(page, "several days").check();
    const both = await titles(page);
    assert.ok(both.length < beginners.length, "groups narrow each other");
    assert.equal(await page.evaluate(() => "sameDocument" in globalThis), true);

    await page.reload();
    assert.deepEqual(await titles(page), both, "the address brings the choice back");
    assert.equal(await pick(page, "beginner").isChecked(), true);

    await page.getByRole("button", { name: "Clear filters" }).click();
    assert.deepEqual(await titles(page), all);
    assert.equal(await query(page), "");
    assert.deepEqual(complaints(problems), []);
    await context.close();
  });

  test("says so when nothing fits, and does not stumble over an address that is wrong", async () => {
    const { page, context } = await site.open("courses/?level=wizard&length=short&topic=deployment");
    assert.deepEqual(await titles(page), []);
    assert.match(await page.locator("[data-none]").innerText(), /No course fits all of those/);
    assert.equal(await page.getByRole("status").first().innerText(), "0 of 11 courses");
    await context.close();
  });

  test("can be filtered with the keyboard alone", async () => {
    const { page, context } = await site.open("courses/");
    await pick(page, "express").focus();
    await page.keyboard.press("Space");
    assert.equal((await titles(page)).length, 1);
    const outline = await page
      .locator(".chip:has(:focus-visible) span")
      .evaluate((chip) => getComputedStyle(chip).outlineStyle);
    assert.equal(outline, "solid", "the focus can be seen");
    await context.close();
  });
});

describe("a course", () => {
  test("lists what is not written with its release, and does not link it", async () => {
    const { page, context } = await site.open("courses/thinking-concurrently/");
    const planned = page.locator(".syl .stop.later");
    assert.ok((await planned.count()) > 3);
    assert.equal(await planned.locator("a").count(), 0);
    for (const words of await planned.locator(".kinds").allInnerTexts())
      assert.match(words, /out in \d+\.\d+/);
    await context.close();
  });

  test("shows what was read, continues there, and forgets on request", async () => {
    const { page, problems, context } = await site.open("courses/otp-in-practice/");
    const start = page.locator("[data-start]");
    assert.match(await start.innerText(), /^Start with the /);
    await page.evaluate(() => {
      localStorage.setItem("beamish:read:chapters/processes", new Date().toISOString());
    });
    await page.reload();
    const stop = page.locator("[data-stop='chapters/processes']");
    await stop.and(page.locator(".read")).waitFor();
    assert.match(await stop.innerText(), /\bread\b/);
    assert.match(await page.locator("course-progress").innerText(), /1 of 2 read on this device/);
    assert.match(await start.innerText(), /^Continue with .*server loop/);
    assert.match((await start.getAttribute("href")) ?? "", /courses\/otp-in-practice\/server-loop\/$/);
    await page.getByRole("button", { name: "Forget what I read" }).click();
    await stop.and(page.locator(":not(.read)")).waitFor();
    assert.equal(await page.locator("course-progress").isVisible(), false);
    assert.equal(await page.evaluate(() => localStorage.getItem("beamish:read:chapters/processes")), null);
    assert.deepEqual(complaints(problems), []);
    await context.close();
  });

  test("has facts for search engines that can be read", async () => {
    const { page, context } = await site.open("courses/behaviours/");
    const text = await page.locator("script[type='application/ld+json']").innerText();
    const facts = JSON.parse(text) as Record<string, unknown>;
    assert.equal(facts["@type"], "Course");
    assert.equal(facts["name"], await page.locator("h1").innerText());
    await context.close();
  });
});
