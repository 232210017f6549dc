/** From the home page to a changed and run sample, with the keyboard alone. */
import assert from "node:assert/strict";
import type { Page } from "playwright";
import { late, pagesOf, sampleOf, settled } from "../support/sample.ts";

const { withPage } = pagesOf();

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

withPage(
  "the first stop is the skip link, and it leads to the text",
  async ({ page }) => {
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement?.className), "skip");
    await page.keyboard.press("Enter");
    await page.locator("#main:focus").waitFor(late);
  },
  { path: "" },
);

withPage(
  "catalogue, course, chapter: each one Enter away from a link that can be reached",
  async ({ page }) => {
    await tabTo(page, "main a[href$='/courses/']");
    await Promise.all([page.waitForURL(/\/courses\/$/), page.keyboard.press("Enter")]);
    await tabTo(page, "main a[href$='/courses/thinking-concurrently/']");
    await Promise.all([page.waitForURL(/thinking-concurrently\/$/), page.keyboard.press("Enter")]);
    await tabTo(page, "main a[href$='/thinking-concurrently/processes/']");
    await Promise.all([page.waitForURL(/processes\/$/), page.keyboard.press("Enter")]);
  },
  { path: "" },
);

withPage(
  "a sample is run, edited and left again",
  async ({ page }) => {
    const sample = sampleOf(page, "first-message.ts");
    await tabTo(page, "beamish-sample[data-file='first-message.ts'] [data-do=run]");
    await page.keyboard.press("Enter");
    await settled(sample, "finished");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await sample.locator(".cm-content:focus").waitFor(late);
    await page.keyboard.press("ControlOrMeta+Home");
    await page.keyboard.type("// mine\n");
    // The buttons come with the editor's help, after the first change.
    await sample.locator(".bar").waitFor(late);
    await page.keyboard.press("Tab");
    assert.equal(await whereIsTheFocus(page), "in the text", "Tab indents");
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
  },
  { path: "courses/thinking-concurrently/processes/" },
);

/** Where the focus is, seen from an editor: in its text, on one of its buttons, or outside. */
function whereIsTheFocus(page: Page): Promise<"in the text" | "beside the text" | "outside"> {
  return page.evaluate(() => {
    const { shadowRoot } = document.activeElement!;
    if (shadowRoot === null) return "outside";
    return shadowRoot.activeElement?.closest(".cm-content") === null ? "beside the text" : "in the text";
  });
}
