/** The deck in a browser: turned by keys, addresses and the overview. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Page } from "playwright";
import { openDeckSite, reaches, ready, stand, type DeckSite } from "../support/deck.ts";

let site: DeckSite;
before(async () => {
  site = await openDeckSite();
});
after(() => site.close());

/** Asked of the page, which knows it at once; the browser tells it later. */
const hash = (page: Page) => page.evaluate(() => location.hash);
const announced = (page: Page) => page.locator("[data-announce]").textContent();

describe("keys", () => {
  test("arrows, Space and paging turn slides; Home and End go to the ends, and the ends hold", async () => {
    const { page, problems, context } = await site.openDeck();
    const total = site.shape.length;
    assert.equal(await stand(page), "1/0");
    await page.keyboard.press("ArrowLeft");
    assert.equal(await stand(page), "1/0");
    const presses = site.shape.reduce((sum, steps) => sum + steps + 1, -1);
    const keys = ["ArrowRight", "Space", "PageDown", "ArrowDown"];
    for (let press = 0; press < presses; press++) await page.keyboard.press(keys[press % keys.length]!);
    assert.equal(await stand(page), `${total}/${site.shape.at(-1)}`);
    await page.keyboard.press("ArrowRight");
    assert.equal(await stand(page), `${total}/${site.shape.at(-1)}`);
    const read = () => page.evaluate(() => localStorage.getItem("beamish:read:decks/otp-in-15-minutes"));
    assert.match((await read()) ?? "", /^\d{4}-/, "who came to the end has read the deck");
    await page.keyboard.press("Home");
    assert.equal(await stand(page), "1/0");
    await page.keyboard.press("End");
    await page.keyboard.press("Shift+Space");
    assert.notEqual(await stand(page), `${total}/${site.shape.at(-1)}`);
    assert.deepEqual(problems, []);
    await context.close();
  });

  test("steps come one by one, are said aloud, and stay when the slide is entered from behind", async () => {
    const slide = site.withSteps;
    const { page, context } = await site.openDeck(`#/${slide + 1}`);
    const steps = page.locator(".leaf[data-now] [data-step]");
    assert.equal(await stand(page), `${slide + 1}/0`);
    assert.equal(await steps.first().evaluate((step) => getComputedStyle(step).visibility), "hidden");
    await page.keyboard.press("ArrowRight");
    assert.equal(await stand(page), `${slide + 1}/1`);
    assert.equal(await steps.first().evaluate((step) => getComputedStyle(step).visibility), "visible");
    const words = (await steps.first().textContent())?.replace(/\s+/g, " ").trim() ?? "";
    assert.equal(await announced(page), words.slice(0, 300));
    await page.goto(new URL(`${site.path}#/${slide + 2}`, site.url).href);
    await reaches(page, `${slide + 2}/0`);
    await page.keyboard.press("ArrowLeft");
    assert.equal(await stand(page), `${slide + 1}/${site.shape[slide]}`);
    await context.close();
  });

  test("a slide change is announced, counted, and takes the others out of reach", async () => {
    const { page, context } = await site.openDeck();
    const title = await page.locator(".leaf h2").nth(1).textContent();
    for (let press = 0; press <= site.shape[0]!; press++) await page.keyboard.press("ArrowRight");
    assert.equal(await announced(page), `Slide 2 of ${site.shape.length}: ${title}`);
    assert.match(await page.title(), /^2\. /);
    assert.equal(await page.locator("[data-count]").textContent(), `2 / ${site.shape.length}`);
    assert.equal(
      await page.locator("[data-dots]").getAttribute("aria-label"),
      `Slide 2 of ${site.shape.length}`,
    );
    const inert = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>(".leaf")].map((leaf) => leaf.inert),
    );
    assert.deepEqual(
      inert,
      site.shape.map((_, slide) => slide !== 1),
    );
    await context.close();
  });

  test("focus in a slide that goes away moves to the slide that comes", async () => {
    const { page, context } = await site.openDeck();
    const [slide] = site.withSample;
    await page.goto(new URL(`${site.path}#/${slide! + 1}/99`, site.url).href);
    await reaches(page, `${slide! + 1}/${site.shape[slide!]}`);
    await page.locator(".leaf[data-now] [data-do=run]").focus();
    await page.keyboard.press("ArrowRight");
    assert.equal(await page.evaluate(() => document.activeElement?.matches(".leaf[data-now]")), true);
    await context.close();
  });

  test("? lists the keys, and while the list is open no key turns a slide", async () => {
    const { page, context } = await site.openDeck();
    await page.keyboard.press("?");
    assert.equal(await page.locator("dialog.keys").isVisible(), true);
    await page.keyboard.press("ArrowRight");
    assert.equal(await stand(page), "1/0");
    await page.keyboard.press("Escape");
    assert.equal(await page.locator("dialog.keys").isVisible(), false);
    assert.equal(
      await page.locator(".deck[data-overview]").count(),
      0,
      "Escape closed the list and nothing else",
    );
    await context.close();
  });

  test("f fills the screen, b blanks it, n folds the notes on every slide and the next visit", async () => {
    const { page, context } = await site.openDeck();
    await page.keyboard.press("f");
    await page.waitForFunction(() => document.fullscreenElement === document.documentElement);
    assert.equal(await page.locator(".leaf[data-now] .notes").isVisible(), false);
    await page.keyboard.press("f");
    await page.waitForFunction(() => document.fullscreenElement === null);
    await page.keyboard.press("b");
    assert.equal(await page.locator(".blank").isVisible(), true);
    await page.keyboard.press("b");
    assert.equal(await page.locator(".blank").isVisible(), false);
    await page.keyboard.press("n");
    assert.equal(await page.locator(".notes[open]").count(), 0);
    await page.reload();
    await ready(page);
    assert.equal(await page.locator(".notes[open]").count(), 0);
    await context.close();
  });
});

describe("addresses", () => {
  test("a hash names a slide by id or by number, with steps; one that names none changes nothing", async () => {
    const { page, context } = await site.openDeck("#%");
    assert.equal(await stand(page), "1/0");
    const ids = await page.locator(".leaf").evaluateAll((leaves) => leaves.map(({ id }) => id));
    const slide = site.withSteps;
    for (const [hash, expected] of [
      [`#${ids[2]}`, "3/0"],
      ["#/4", "4/0"],
      [`#${ids[slide]}/1`, `${slide + 1}/1`],
      ["#nowhere", `${slide + 1}/1`],
    ] as const) {
      await page.goto(new URL(`${site.path}${hash}`, site.url).href);
      await reaches(page, expected);
    }
    const fresh = await site.another(context, `#${ids[slide]}/1`);
    assert.equal(await stand(fresh), `${slide + 1}/1`);
    await context.close();
  });

  test("each slide is an address of its own, and the browser's Back and Forward walk them", async () => {
    const { page, context } = await site.openDeck();
    const ids = await page.locator(".leaf").evaluateAll((leaves) => leaves.map(({ id }) => id));
    for (let press = 0; press <= site.shape[0]!; press++) await page.keyboard.press("PageDown");
    assert.equal(await hash(page), `#${ids[1]}`);
    for (let press = 0; press <= site.shape[1]!; press++) await page.keyboard.press("PageDown");
    assert.equal(await stand(page), "3/0");
    await page.goBack();
    await reaches(page, `2/${site.shape[1]}`);
    await page.goBack();
    await reaches(page, `1/${site.shape[0]}`);
    await page.goForward();
    await reaches(page, `2/${site.shape[1]}`);
    await page.reload();
    await ready(page);
    assert.equal(await stand(page), `2/${site.shape[1]}`, "a reload stays");
    await context.close();
  });
});

describe("overview", () => {
  test("o shows all slides, arrows move, Enter opens; the slides themselves cannot be pressed there", async () => {
    const { page, context } = await site.openDeck();
    await page.keyboard.press("o");
    assert.equal(await page.locator(".leaf:visible").count(), site.shape.length);
    assert.equal(await page.locator(".slide:not([inert])").count(), 0);
    const focused = () => page.evaluate(() => document.activeElement?.querySelector(".m")?.textContent);
    assert.equal(await focused(), "1");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    assert.equal(await focused(), "3");
    const columns = await page.evaluate(() => {
      const tops = [...document.querySelectorAll<HTMLElement>(".leaf")].map(({ offsetTop }) => offsetTop);
      return tops.filter((top) => top === tops[0]).length;
    });
    assert.ok(columns > 2);
    await page.keyboard.press("ArrowDown");
    const below = Math.min(3 + columns, site.shape.length);
    assert.equal(await focused(), String(below));
    await page.keyboard.press("Enter");
    assert.equal(await stand(page), `${below}/0`);
    assert.equal(await page.locator(".leaf:visible").count(), 1);
    assert.equal(await page.locator(".leaf[data-now] .slide[inert]").count(), 0);
    await context.close();
  });

  test("Escape opens it, and leaves it where the deck stood; a press opens a slide", async () => {
    const { page, context } = await site.openDeck("#/3");
    await page.keyboard.press("Escape");
    await page.keyboard.press("End");
    await page.keyboard.press("Escape");
    assert.equal(await stand(page), "3/0");
    await page.locator("[data-do=overview]").click();
    await page.locator(".pick").nth(4).click();
    assert.equal(await stand(page), "5/0");
    await context.close();
  });

  test("steps that are held back on the slide are shown in its picture", async () => {
    const slide = site.withSteps;
    const { page, context } = await site.openDeck(`#/${slide + 1}`);
    await page.keyboard.press("o");
    const held = page.locator(".leaf[data-now] [data-step]").first();
    assert.equal(await held.evaluate((step) => getComputedStyle(step).visibility), "visible");
    await context.close();
  });
});

describe("while the document is still coming", () => {
  for (const [width, height] of [
    [1440, 900],
    [820, 1180],
    [390, 844],
    [844, 390],
  ] as const)
    test(`the slide has its place before what is under it has come, at ${width} x ${height}`, async () => {
      const { page, context } = await site.openDeck();
      await page.setViewportSize({ width, height });
      const places = () =>
        page.locator(".leaf:visible .slide-box, .leaf:visible .notes").evaluateAll((elements) =>
          elements.map((element) => {
            const { left, top, width: across, height: down } = element.getBoundingClientRect();
            return [left, top, across, down].map(Math.round);
          }),
        );
      const whole = await places();
      await page.route("**/decks/**", async (route) => {
        const response = await route.fetch();
        const [beginning = ""] = (await response.text()).split('<div class="pad">');
        await route.fulfill({ response, body: beginning });
      });
      await page.reload();
      assert.equal(await page.locator(".pad").count(), 0);
      assert.deepEqual(await places(), whole);
      await context.close();
    });

  test("controls are not drawn before the last of them has come: each would move the others", async () => {
    const { page, context } = await site.openDeck();
    await page.locator(".pad > .go").and(page.locator(":visible")).waitFor();
    await page.route("**/decks/**", async (route) => {
      const response = await route.fetch();
      const [beginning = ""] = (await response.text()).split('<div class="tools">');
      await route.fulfill({ response, body: beginning });
    });
    await page.reload();
    assert.equal(await page.locator(".pad > *").count(), 3);
    assert.equal(await page.locator(".pad > *:visible").count(), 0);
    await context.close();
  });
});
