/** The presenter's desk and the audience's window, in step. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { collectProblems } from "../support/site.ts";
import { desk, openDeckSite, reaches, ready, stand, type DeckSite } from "../support/deck.ts";

let site: DeckSite;
before(async () => {
  site = await openDeckSite();
});
after(() => site.close());

describe("presenter", () => {
  test("p opens it; both windows stay in step both ways, through steps, reloads and a blank screen", async () => {
    const { page: wall, context, problems } = await site.openDeck("#/2");
    const [presenter] = await Promise.all([context.waitForEvent("page"), wall.keyboard.press("p")]);
    const complaints = collectProblems(presenter);
    await ready(presenter);
    assert.match(presenter.url(), /\/presenter\/#/);
    assert.equal(await stand(presenter), "2/0");
    await presenter.locator("[data-room][data-state=running]").waitFor();

    await presenter.keyboard.press("Home");
    await reaches(wall, "1/0");
    const slide = site.withSteps;
    await wall.goto(new URL(`${site.path}#/${slide + 1}`, site.url).href);
    await reaches(presenter, `${slide + 1}/0`);
    await presenter.keyboard.press("ArrowRight");
    await reaches(wall, `${slide + 1}/1`);

    await wall.reload();
    await reaches(wall, `${slide + 1}/1`);
    await presenter.reload();
    await reaches(presenter, `${slide + 1}/1`);
    await presenter.keyboard.press("b");
    await wall.locator(".blank").waitFor({ state: "visible" });
    await presenter.keyboard.press("ArrowLeft");
    await wall.locator(".blank").waitFor({ state: "hidden" });
    await reaches(wall, `${slide + 1}/0`);

    await wall.close();
    await presenter.locator("[data-room][data-state=waiting]").waitFor();
    await presenter.keyboard.press("End");
    const late = await site.another(context, "");
    await reaches(late, `${site.shape.length}/${site.shape.at(-1)}`);
    // A request that a reload cut short is no problem.
    const real = [...problems, ...complaints].filter((problem) => !problem.includes("ERR_ABORTED"));
    assert.deepEqual(real, []);
    await context.close();
  });

  test("it shows the notes of this slide, what comes next, and every slide in a list", async () => {
    const slide = site.withSteps;
    const { page, context } = await site.openDeck(`presenter/#/${slide + 1}`);
    assert.equal(await page.locator(".say .said:visible").count(), 1);
    assert.match(await page.locator("[data-next-label]").innerText(), /^next, step 1$/);
    assert.equal(await page.locator("[data-next] [data-step]:not([data-later])").count(), 1);
    assert.equal(await page.locator("[data-next]").evaluate((next: HTMLElement) => next.inert), true);
    await page
      .locator(".all a")
      .nth(site.shape.length - 1)
      .click();
    assert.equal(await stand(page), `${site.shape.length}/0`);
    await page.keyboard.press("End");
    assert.equal(await page.locator("[data-next-label]").innerText(), "next: the end");
    assert.equal(await page.locator(".all a").count(), site.shape.length);
    assert.equal(await page.locator(".all a[aria-current]").count(), 1);
    await context.close();
  });

  test("the clock starts with the first turn, pauses, survives a reload and can be reset", async () => {
    const { page, context } = await site.openDeck("presenter/", desk);
    await page.clock.install();
    await page.reload();
    await ready(page);
    const elapsed = page.locator("[data-clock=elapsed]");
    await page.clock.runFor(5000);
    assert.equal(await elapsed.innerText(), "0:00", "nothing runs before the talk begins");
    await page.locator(".pad [data-do=next]").click();
    for (let step = 0; step < site.shape[0]!; step++) await page.locator(".pad [data-do=next]").click();
    await page.clock.runFor(65_000);
    await page.locator("[data-do=clock]").click();
    const paused = await elapsed.innerText();
    // And what the presses took.
    assert.match(paused, /^1:\d\d$/);
    await page.clock.runFor(60_000);
    assert.equal(await elapsed.innerText(), paused, "paused");
    await page.reload();
    await ready(page);
    assert.equal(await elapsed.innerText(), paused, "kept");
    await page.locator(".clocks [data-do=reset]").click();
    assert.equal(await elapsed.innerText(), "0:00");
    await context.close();
  });

  test("without BroadcastChannel the windows meet through storage", async () => {
    const { page, context } = await site.openDeck();
    await context.addInitScript(() => Reflect.deleteProperty(globalThis, "BroadcastChannel"));
    await page.reload();
    await ready(page);
    const presenter = await site.another(context, "presenter/");
    await presenter.keyboard.press("End");
    await reaches(page, `${site.shape.length}/${site.shape.at(-1)}`);
    await page.keyboard.press("Home");
    await reaches(presenter, "1/0");
    await context.close();
  });

  test("two readers' tabs do not follow each other", async () => {
    const { page, context } = await site.openDeck();
    const other = await site.another(context, "");
    await other.keyboard.press("End");
    await page.keyboard.press("PageDown");
    // The second tab has heard the first by the time a presenter, who speaks last, is in step with one of them.
    const presenter = await site.another(context, "presenter/");
    await presenter.locator("[data-room][data-state=running]").waitFor();
    assert.equal(await stand(page), site.shape[0] === 0 ? "2/0" : "1/1");
    assert.equal(await stand(other), `${site.shape.length}/${site.shape.at(-1)}`);
    await context.close();
  });

  test("what the presenter edits and runs, the room sees run", async () => {
    const { page: wall, context } = await site.openDeck();
    const [slide] = site.withSample;
    const presenter = await site.another(context, "presenter/");
    await presenter.locator("[data-room][data-state=running]").waitFor();
    await presenter.goto(new URL(`${site.path}presenter/#/${slide! + 1}/99`, site.url).href);
    await reaches(wall, `${slide! + 1}/${site.shape[slide!]}`);
    const sample = presenter.locator(".leaf[data-now] beamish-sample").first();
    await sample.locator("[data-do=edit]").click();
    await sample.locator(".cm-content").click();
    await presenter.keyboard.press("ControlOrMeta+a");
    await presenter.keyboard.type('console.log("from the desk");');
    await sample.locator("[data-do=run]").click();
    const id = await sample.getAttribute("data-sample");
    await wall
      .locator(`[data-sample="${id}"] .out`, { hasText: "from the desk" })
      .waitFor({ state: "attached" });
    await context.close();
  });
});
