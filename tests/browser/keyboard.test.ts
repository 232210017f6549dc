/** From the home page to a changed and run sample, with the keyboard alone. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright";
import { openSite, type OpenedPage, type Site } from "../support/site.ts";

let site: Site;
let opened: OpenedPage;
before(async () => {
  site = await openSite();
  opened = await site.open("");
});
after(() => site.close());

/** Press Tab until the focused element matches; every stop on the way must show where it is. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 120; presses++) {
    await page.keyboard.press("Tab");
    const focused = await page.evaluate((wanted) => {
      const element = document.activeElement;
      if (!element || element === document.body) return { there: false, visible: true, what: "body" };
      const inside = element.shadowRoot?.activeElement ?? element;
      const style = getComputedStyle(inside);
      const box = inside.getBoundingClientRect();
      const marked = (one: Element) =>
        getComputedStyle(one).outlineStyle !== "none" || getComputedStyle(one).boxShadow !== "none";
      const shown =
        marked(inside) ||
        (inside.nextElementSibling !== null && marked(inside.nextElementSibling)) ||
        (inside.parentElement !== null && marked(inside.parentElement)) ||
        style.caretColor === "auto";
      return {
        there: element.matches(wanted),
        visible: shown && box.width > 0,
        what: inside.outerHTML.slice(0, 90),
      };
    }, selector);
    assert.ok(focused.visible, `the focus cannot be seen on ${focused.what}`);
    if (focused.there) return;
  }
  assert.fail(`Tab never reached ${selector}`);
}

test("the first stop is the skip link, and it leads to the text", async () => {
  const { page } = opened;
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement?.className), "skip");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement?.id), "main");
});

test("catalogue, course, chapter: each one Enter away from a link that can be reached", async () => {
  const { page } = opened;
  await tabTo(page, "main a[href$='/courses/']");
  await Promise.all([page.waitForURL(/\/courses\/$/), page.keyboard.press("Enter")]);
  await tabTo(page, "main a[href$='/courses/thinking-concurrently/']");
  await Promise.all([page.waitForURL(/thinking-concurrently\/$/), page.keyboard.press("Enter")]);
  await tabTo(page, "main a[href$='/thinking-concurrently/processes/']");
  await Promise.all([page.waitForURL(/processes\/$/), page.keyboard.press("Enter")]);
});

test("a sample is run, edited and left again", async () => {
  const { page } = opened;
  await tabTo(page, "beamish-sample[data-file='first-message.ts'] [data-do=run]");
  await page.keyboard.press("Enter");
  await page.locator("beamish-sample[data-file='first-message.ts'][data-phase=finished]").waitFor();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.locator("beamish-sample[data-file='first-message.ts'] .cm-content").waitFor();
  await page.keyboard.press("ControlOrMeta+Home");
  await page.keyboard.type("// mine\n");
  await page.keyboard.press("Tab");
  const inside = "beamish-sample[data-file='first-message.ts'] .code";
  assert.ok(
    await page.evaluate((code) => document.activeElement?.closest(code) !== null, inside),
    "Tab indents",
  );
  await page.keyboard.press("Escape");
  await page.keyboard.press("Tab");
  assert.equal(await whereIsTheFocus(page), "beside the text", "Escape, then Tab leaves the text");
  for (let button = 0; button < 4 && (await whereIsTheFocus(page)) !== "outside"; button++)
    await page.keyboard.press("Tab");
  assert.equal(
    await whereIsTheFocus(page),
    "outside",
    "after the editor's few buttons comes what follows it",
  );
  assert.deepEqual(opened.problems, []);
});

/** Where the focus is, seen from an editor: in its text, on one of its buttons, or outside. */
function whereIsTheFocus(page: Page): Promise<"in the text" | "beside the text" | "outside"> {
  return page.evaluate(() => {
    const { shadowRoot } = document.activeElement!;
    if (shadowRoot === null) return "outside";
    return shadowRoot.activeElement?.closest(".cm-content") === null ? "beside the text" : "in the text";
  });
}
