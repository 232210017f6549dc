/** The deck under a hand: samples that keep their keys, fingers, slides that fit a wall and a phone. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { openDeckSite, phone, reaches, stand, type DeckSite } from "../support/deck.ts";

let site: DeckSite;
before(async () => {
  site = await openDeckSite();
});
after(() => site.close());

describe("samples", () => {
  test("an editor in a slide keeps its keys; after Run the arrows turn slides and Space does not", async () => {
    const { page, problems, context } = await site.openDeck();
    const slide = site.withSample.find((at) => at < site.shape.length - 1)!;
    await page.goto(new URL(`${site.path}#/${slide + 1}/99`, site.url).href);
    const here = `${slide + 1}/${site.shape[slide]}`;
    await reaches(page, here);
    const sample = page.locator(".leaf[data-now] beamish-sample").first();
    await sample.locator("[data-do=edit]").click();
    await sample.locator(".cm-content").click();
    for (const key of ["ArrowRight", "Space", "o", "f", "PageDown", "End", "b", "?", "ArrowLeft"]) {
      await page.keyboard.press(key);
      assert.equal(await stand(page), here, `${key} in the editor`);
    }
    assert.equal(await page.locator(".deck[data-overview]").count(), 0);
    assert.match(await sample.locator(".cm-content").innerText(), / ofb\?| of/);
    await sample.locator("[data-do=reset]").click();
    await sample.locator("[data-do=run]").click();
    await page.waitForFunction(() => {
      const phase = document.querySelector<HTMLElement>(".leaf[data-now] beamish-sample")?.dataset["phase"];
      return phase !== undefined && !["idle", "running", "waiting"].includes(phase);
    });
    assert.equal(await sample.getAttribute("data-phase"), "finished");
    await sample.locator("[data-do=run]").focus();
    await page.keyboard.press("Space");
    assert.equal(await stand(page), here, "Space presses the button");
    await page.keyboard.press("PageDown");
    assert.equal(await stand(page), `${slide + 2}/0`);
    assert.deepEqual(problems, []);
    await context.close();
  });

  test("every slide fits a wall: nothing is cut off, and code is at least 18 px high at 1920", async () => {
    const { page, context } = await site.openDeck("", {
      viewport: { width: 1920, height: 1080 },
      reducedMotion: "reduce",
    });
    await page.keyboard.press("f");
    await page.waitForFunction(() => document.fullscreenElement !== null);
    for (const slide of site.shape.keys()) {
      await page.goto(new URL(`${site.path}#/${slide + 1}/99`, site.url).href);
      await reaches(page, `${slide + 1}/${site.shape[slide]}`);
      const found = await page.evaluate(async () => {
        await document.fonts.ready;
        const cut = (box: Element) => {
          const wide = box.matches("pre") && box.scrollWidth > box.clientWidth + 1;
          return wide || box.scrollHeight > box.clientHeight + 1;
        };
        const slide = document.querySelector(".leaf[data-now] .slide")!;
        const boxes = [
          slide,
          ...slide.querySelectorAll(".slide-body, .sample .code, .sample .pane pre, .sample .out"),
        ];
        const code = slide.querySelector(".sample .line");
        return {
          cut: boxes.filter((box) => cut(box)).map((box) => box.className || box.tagName),
          code: code ? parseFloat(getComputedStyle(code).fontSize) : undefined,
        };
      });
      assert.deepEqual(found.cut, [], `slide ${slide + 1} is cut off in`);
      if (found.code !== undefined)
        assert.ok(found.code >= 18, `slide ${slide + 1}: code of ${found.code} px`);
    }
    await context.close();
  });
});

describe("touch", () => {
  test("a swipe turns the slide, a scroll does not, and controls are large enough for a thumb", async () => {
    const { page, context } = await site.openDeck("", phone);
    const client = await context.newCDPSession(page);
    const drag = async (fromX: number, fromY: number, toX: number, toY: number) => {
      const at = (x: number, y: number) => ({ touchPoints: [{ x, y }] });
      await client.send("Input.dispatchTouchEvent", { type: "touchStart", ...at(fromX, fromY) });
      for (const part of [0.3, 0.6, 1]) {
        const point = at(fromX + (toX - fromX) * part, fromY + (toY - fromY) * part);
        await client.send("Input.dispatchTouchEvent", { type: "touchMove", ...point });
      }
      await client.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
    };
    for (let step = 0; step <= site.shape[0]!; step++) await drag(300, 60, 80, 70);
    await reaches(page, "2/0");
    await drag(80, 60, 300, 50);
    await reaches(page, `1/${site.shape[0]}`);
    await drag(200, 400, 190, 150);
    assert.equal(await stand(page), `1/${site.shape[0]}`);
    for (const button of await page.locator(".pad > .btn:visible, .tools .btn:visible").all()) {
      const box = (await button.boundingBox())!;
      assert.ok(
        box.height >= 40 && box.width >= 36,
        `${await button.getAttribute("aria-label")}: ${box.width} x ${box.height}`,
      );
    }
    await context.close();
  });

  test("on a phone slides are upright cards, and no slide is wider than the screen", async () => {
    const { page, context } = await site.openDeck("", phone);
    for (const slide of site.shape.keys()) {
      await page.goto(new URL(`${site.path}#/${slide + 1}/99`, site.url).href);
      await reaches(page, `${slide + 1}/${site.shape[slide]}`);
      const { card, over } = await page.evaluate(() => {
        const { width, height } = document.querySelector(".leaf[data-now] .slide")!.getBoundingClientRect();
        return { card: height > width, over: document.documentElement.scrollWidth - innerWidth };
      });
      assert.ok(card, `slide ${slide + 1} is upright`);
      assert.ok(over <= 0, `slide ${slide + 1} is ${over} px too wide`);
    }
    await context.close();
  });
});
