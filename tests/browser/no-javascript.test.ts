/** Without JavaScript everything can be read: text, code, recorded output, answers, slides. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openSite, type Site } from "../support/site.ts";

let site: Site;
before(async () => {
  site = await openSite();
});
after(() => site.close());

const open = (path: string) => site.open(path, { javaScriptEnabled: false });

test("a chapter shows its code highlighted, and the recorded output under every sample", async () => {
  const { page } = await open("chapters/processes/");
  const samples = page.locator("beamish-sample:not([data-sample*='/exercises/'])");
  const count = await samples.count();
  assert.ok(count >= 4, `${count} samples`);
  for (let index = 0; index < count; index++) {
    const sample = samples.nth(index);
    assert.ok((await sample.locator("pre .line span[class]").count()) > 3, "highlighted code");
    const output = await sample.locator(".out").first().textContent();
    assert.ok((output ?? "").trim().length > 0, "recorded output");
  }
});

test("a prediction, a hint, a solution and a quiz answer can be opened", async () => {
  const { page } = await open("chapters/processes/");
  const folded = page.locator("main details");
  assert.ok((await folded.count()) >= 3);
  for (const details of await folded.all()) {
    if (!(await details.isVisible())) continue;
    await details.locator("summary").first().click();
    assert.notEqual(await details.getAttribute("open"), null);
  }
});

test("the catalogue shows all courses and hides nothing behind a dead filter", async () => {
  const { page } = await open("courses/");
  const courses = await page
    .locator("main a[href*='/courses/']:visible")
    .evaluateAll((links) => new Set(links.map((link) => (link as HTMLAnchorElement).pathname)).size);
  assert.ok(courses >= 11, `${courses} courses`);
});

test("a deck is a document: every slide visible, notes to open", async () => {
  const { page } = await open("decks/otp-in-15-minutes/");
  const slides = page.locator("section.slide, .slide");
  const count = await slides.count();
  assert.ok(count >= 18, `${count} slides`);
  assert.ok(await slides.nth(count - 1).isVisible());
});

test("search leads to a page that says what to do", async () => {
  const { page } = await open("");
  await page.locator("[data-search]").click();
  await page.waitForURL(/\/search\//);
  assert.match(await page.locator("main").innerText(), /JavaScript/);
});
