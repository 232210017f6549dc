/** Reading a chapter: where you are, where to go on, what was read, and how it looks. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Page } from "playwright";
import { openSite, type Site } from "../support/site.ts";

const DESK = { viewport: { width: 1440, height: 900 } };
const PHONE = { viewport: { width: 390, height: 844 } };
const CHAPTER = "courses/otp-in-practice/processes/";

let site: Site;
before(async () => {
  site = await openSite();
});
after(() => site.close());

/** What a page complained about, without requests that ended because the reader went on. */
const complaints = (problems: readonly string[]) => problems.filter((text) => !text.includes("ERR_ABORTED"));

/** The section that the visible list of sections marks. */
const marked = (page: Page, text: string) =>
  page.locator(".book > .toc a[aria-current=true]", { hasText: text });

describe("a chapter inside a course", () => {
  test("shows the course with this chapter marked, and leads on inside it", async () => {
    const { page, problems, context } = await site.open(CHAPTER, DESK);
    const side = page.getByRole("navigation", { name: "Course", exact: true });
    assert.equal(await side.locator("[aria-current=page]").count(), 1);
    assert.match(await side.locator("[aria-current=page]").innerText(), /^Processes/);
    await page.locator(".nextprev a[rel=next]").click();
    // The same course.
    await page.waitForURL(/\/courses\/otp-in-practice\/server-loop\/$/);
    await page.locator(".nextprev a[rel=prev]").click();
    await page.waitForURL(/\/courses\/otp-in-practice\/processes\/$/);
    assert.equal(
      new URL((await page.locator("link[rel=canonical]").getAttribute("href")) ?? "").pathname,
      "/chapters/processes/",
    );
    assert.deepEqual(complaints(problems), []);
    await context.close();
  });

  test("marks the section that is being read, also after a jump", async () => {
    const { page, context } = await site.open(CHAPTER, DESK);
    const links = page.locator(".book > .toc a");
    await marked(page, await links.first().innerText()).waitFor();
    const late = await links.nth(6).innerText();
    await links.nth(6).click();
    await marked(page, late).waitFor();
    await page.evaluate(() => {
      scrollTo(0, document.body.scrollHeight);
    });
    await marked(page, await links.last().innerText()).waitFor();
    assert.equal(await page.locator(".book > .toc a[aria-current]").count(), 1);
    await context.close();
  });

  test("is marked as read at its end, on this device, until the reader takes that back", async () => {
    const { page, context } = await site.open(CHAPTER, DESK);
    const stop = page.locator(".book > .side [data-stop='chapters/processes']");
    assert.equal(await stop.and(page.locator(".read")).count(), 0);
    const progress = page.locator("reading-progress");
    await progress.scrollIntoViewIfNeeded();
    await stop.and(page.locator(".read")).waitFor();
    assert.match(await progress.innerText(), /^Read on \d+ \w+ \d+; kept on this device\./);
    await page.getByRole("button", { name: "Mark as unread" }).click();
    await stop.and(page.locator(":not(.read)")).waitFor();
    assert.match(await progress.innerText(), /Not read yet\./);
    await context.close();
  });

  test("reports a damaged note of what was read, and mends it", async () => {
    const { page, problems, context } = await site.open(CHAPTER, DESK);
    await page.evaluate(() => {
      localStorage.setItem("beamish:read:chapters/processes", "{broken");
    });
    await page.reload();
    const progress = page.locator("reading-progress");
    assert.match(await progress.innerText(), /is not a date\. Mark it once more\./);
    await progress.scrollIntoViewIfNeeded();
    await progress.getByText("Read on").waitFor();
    assert.deepEqual(complaints(problems), []);
    await context.close();
  });

  test("folds on a phone, and the fold closes when a section is chosen", async () => {
    const { page, context } = await site.open(CHAPTER, PHONE);
    const fold = page.locator("details.fold.nav");
    assert.equal(await page.locator(".book > .side").isVisible(), false);
    await fold.locator("summary").click();
    assert.equal(await fold.locator(".here").isVisible(), true);
    await fold.locator(".toc a").nth(2).click();
    assert.equal(await fold.getAttribute("open"), null);
    await context.close();
  });

  test("can be reached past the header with the first key", async () => {
    const { page, context } = await site.open(CHAPTER, DESK);
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), "Skip to the text");
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement?.id), "main");
    await context.close();
  });

  test("prints on A4 without controls, with code, recorded output and addresses", async () => {
    const { page, context } = await site.open(CHAPTER, DESK);
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    for (const gone of [
      ".bar",
      ".foot",
      ".book > .side",
      ".book > .toc",
      ".nextprev",
      "reading-progress",
      ".acts",
    ])
      assert.equal(await page.locator(gone).first().isVisible(), false, `${gone} is printed`);
    assert.equal(await page.locator(".shiki").first().isVisible(), true);
    assert.equal(await page.locator(".out").first().isVisible(), true, "recorded output");
    const link = page.locator(".prose a[href^=http]").first();
    const shown = await link.evaluate((a) => getComputedStyle(a, "::after").content);
    assert.match(shown, /http/);
    const paper = await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme);
    assert.equal(paper, "light");
    await context.close();
  });
});

describe("a chapter by itself", () => {
  test("says which courses list it", async () => {
    const { page, context } = await site.open("chapters/server-loop/", DESK);
    const courses = page.getByRole("navigation", { name: "Course", exact: true }).getByRole("link");
    const names = await courses.allInnerTexts();
    assert.ok(names.length >= 2, names.join());
    await courses.first().click();
    await page.waitForURL(/\/courses\/[^/]+\/server-loop\/$/);
    await context.close();
  });
});

describe("the theme", () => {
  const paper = (page: Page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);

  test("has three positions, stays chosen, and follows the system in the middle", async () => {
    const { page, context } = await site.open("courses/", { colorScheme: "light" });
    const light = await paper(page);
    await page.getByRole("radio", { name: "Dark" }).check();
    const dark = await paper(page);
    assert.notEqual(dark, light);
    await page.goto(new URL("chapters/", site.url).href);
    assert.equal(await paper(page), dark, "the next page has it from the start");
    assert.equal(await page.getByRole("radio", { name: "Dark" }).isChecked(), true);
    await page.getByRole("radio", { name: "As the system" }).check();
    assert.equal(await paper(page), light);
    await page.emulateMedia({ colorScheme: "dark" });
    assert.equal(await paper(page), dark);
    await context.close();
  });

  test("survives a stored value that makes no sense", async () => {
    const { page, problems, context } = await site.open("courses/", { colorScheme: "light" });
    await page.evaluate(() => {
      localStorage.setItem("beamish:theme", "plaid");
    });
    await page.reload();
    assert.equal(await page.getByRole("radio", { name: "As the system" }).isChecked(), true);
    assert.deepEqual(complaints(problems), []);
    await context.close();
  });
});

describe("the main menu on a phone", () => {
  test("opens and closes with the keyboard, and works without JavaScript", async () => {
    const { page, context } = await site.open("courses/", { ...PHONE, javaScriptEnabled: false });
    const menu = page.getByRole("navigation", { name: "Main" });
    assert.equal(await menu.isVisible(), false);
    await page.getByRole("button", { name: "Menu" }).press("Enter");
    assert.equal(await menu.isVisible(), true);
    await page.keyboard.press("Escape");
    assert.equal(await menu.isVisible(), false);
    await context.close();
  });
});
