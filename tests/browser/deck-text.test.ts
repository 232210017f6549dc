/** The deck as a text: its transcript, on paper, and without JavaScript. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { desk, openDeckSite, ready, type DeckSite } from "../support/deck.ts";

let site: DeckSite;
before(async () => {
  site = await openDeckSite();
});
after(() => site.close());

describe("as a text", () => {
  test("the transcript has every slide as a picture, its notes beside it, and a link to it", async () => {
    const { page, problems, context } = await site.open(`${site.path}transcript/`, desk);
    const sections = page.locator(".transcript > section");
    assert.equal(await sections.count(), site.shape.length);
    assert.equal(await page.locator(".transcript .slide:not([inert])").count(), 0);
    assert.equal(await page.locator("[data-pagefind-body]").count(), 1);
    for (const section of await sections.all()) {
      assert.match(await section.locator(".said").innerText(), /\w+ \w+ .*[.?!]/s, "notes in sentences");
      const id = await section.locator(".words h2").getAttribute("id");
      assert.match(
        (await section.locator(".seen a").getAttribute("href")) ?? "",
        new RegExp(`/${site.path}#${id}$`),
      );
      const ratio = await section.locator(".slide").evaluate((slide) => {
        const { width, height } = slide.getBoundingClientRect();
        return width / height;
      });
      assert.ok(Math.abs(ratio - 16 / 9) < 0.02, `16:9, not ${ratio}`);
    }
    assert.deepEqual(problems, []);
    await context.close();
  });

  test("the deck and its transcript print one slide a page, complete", async () => {
    const slide = site.withSteps;
    const { page, context } = await site.openDeck(`#/${slide + 1}`);
    for (const path of [`#/${slide + 1}`, "transcript/"]) {
      await page.goto(new URL(`${site.path}${path}`, site.url).href);
      const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
      assert.equal(pdf.match(/\/Type\s*\/Page\b/g)?.length, site.shape.length, path);
      const [, width = "0", height = "0"] = /MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)/.exec(pdf) ?? [];
      assert.ok(Number(width) > Number(height), "landscape");
    }
    await page.goto(new URL(site.path, site.url).href);
    await ready(page);
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.locator(".leaf:visible").count(), site.shape.length);
    const hidden = await page
      .locator("[data-step]")
      .evaluateAll((steps) => steps.filter((step) => getComputedStyle(step).visibility === "hidden").length);
    assert.equal(hidden, 0, "every step is on paper");
    for (const out of await page.locator(".sample .out").all()) {
      if ((await out.locator("li").count()) > 0) assert.equal(await out.isVisible(), true, "recorded output");
    }
    await context.close();
  });

  test("without JavaScript a deck is a document: every slide, its steps and its notes, one after another", async () => {
    const { page, context } = await site.open(site.path, { ...desk, javaScriptEnabled: false });
    assert.equal(await page.locator(".leaf:visible").count(), site.shape.length);
    assert.equal(await page.locator(".leaf h2:visible").count(), site.shape.length);
    assert.equal(await page.locator(".notes .said:visible").count(), site.shape.length);
    assert.equal(await page.locator(".pad").isVisible(), false);
    assert.equal(await page.locator("h1").isVisible(), true);
    const tops = await Promise.all(
      (await page.locator(".leaf").all()).map(async (leaf) => (await leaf.boundingBox())!.y),
    );
    assert.deepEqual(
      tops,
      tops.toSorted((a, b) => a - b),
    );
    const seen = await page
      .locator("[data-step]")
      .evaluateAll((steps) => steps.every((step) => getComputedStyle(step).visibility === "visible"));
    assert.ok(seen, "every step is shown");
    await context.close();
  });

  test("the list of decks leads to each", async () => {
    const { page, context } = await site.open("decks/", desk);
    const links = await page
      .locator(".decks h2 a")
      .evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).href));
    assert.ok(links.includes(new URL(site.path, site.url).href));
    await context.close();
  });
});
