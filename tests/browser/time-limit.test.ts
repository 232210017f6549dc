/** A run that reaches its limit: the reader is asked, by sight and by voice, and can let it go on. The page's clock is the test's. */
import assert from "node:assert/strict";
import AxeBuilder from "@axe-core/playwright";
import type { Locator, Page } from "playwright";
import { late, pagesOf, press, sampleOf, settled, write } from "../support/sample.ts";

const { withPage } = pagesOf();

const WITHOUT_END = `setInterval(() => console.log("tick"), 200);\n`;
const SECONDS = 1_000;

const notice = (sample: Locator): Locator => sample.locator(".notice");
const rowsOf = (sample: Locator): Promise<number> => sample.locator(".out > li").count();

/** The run prints again: it goes on. */
async function ticks(sample: Locator): Promise<void> {
  await sample
    .locator(".out > li")
    .nth(await rowsOf(sample))
    .waitFor(late);
}

/** Keep what those hear who do not see the page: each announcement is soon followed by another. */
async function listen(sample: Locator): Promise<void> {
  await sample.locator("p[aria-live]").evaluate((region) => {
    const heard: string[] = [];
    Object.assign(globalThis, { heard });
    new MutationObserver(() => heard.push(region.textContent)).observe(region, { childList: true });
  });
}

/** Wait until something has been said. */
async function hears(page: Page, words: string): Promise<void> {
  const isSaid = (wanted: string): boolean =>
    (globalThis as unknown as { heard: string[] }).heard.some((said) => said.includes(wanted));
  await page.waitForFunction(isSaid, words, late);
}

/** Run what never ends, until the page asks whether it may go on. */
async function runToLimit(page: Page): Promise<Locator> {
  await page.clock.install();
  await page.reload();
  const sample = sampleOf(page, "first-message.ts");
  await write(sample, WITHOUT_END);
  await press(sample, "run");
  await ticks(sample);
  await listen(sample);
  await page.clock.fastForward(10 * SECONDS);
  await notice(sample).getByText("This run has taken 10 s. It will be stopped soon.").waitFor(late);
  return sample;
}

/** Stop the page's clock for a test that takes its time. What can be measured passes before that: the test asks, and then tells. */
async function stopClock(page: Page): Promise<void> {
  await page.clock.pauseAt((await page.evaluate(() => Date.now())) + 5 * SECONDS);
}

/** Press Tab until the focus is on an element. @returns how often */
async function tabTo(page: Page, place: Locator): Promise<number> {
  for (let pressed = 1; pressed <= 12; pressed++) {
    await page.keyboard.press("Tab");
    if (await place.evaluate((here) => here === document.activeElement)) return pressed;
  }
  assert.fail("Expected Tab to come to the button within twelve presses.");
}

withPage(
  "Keep going, by keyboard: the run has twice the time, and is asked about again",
  async ({ page }) => {
    const sample = await runToLimit(page);
    await hears(page, "Keep going is a button above the code");
    const button = notice(sample).getByRole("button", { name: "Keep going" });
    await stopClock(page);
    await sample.locator('[data-do="run"]').focus();
    await tabTo(page, button);
    await page.keyboard.press("Enter");
    await notice(sample).waitFor({ ...late, state: "hidden" });
    assert.ok(
      await sample.locator('[data-do="run"]').evaluate((run) => run === document.activeElement),
      "the focus is not lost",
    );
    // The page's clock goes on by itself as well, while this test is busy.
    await page.clock.resume();
    await page.clock.fastForward(12 * SECONDS);
    await ticks(sample);
    assert.equal(await notice(sample).isVisible(), false, "not before twice the time");
    await page.clock.fastForward(8 * SECONDS);
    await notice(sample).getByText("This run has taken 20 s").waitFor(late);
    await press(sample, "run");
    await settled(sample, "stopped");
    assert.equal(await notice(sample).isVisible(), false, "there is nothing left to ask about");
  },
);

withPage("a run that nobody lets go on is ended, and says so", async ({ page }) => {
  const sample = await runToLimit(page);
  await page.clock.fastForward(20 * SECONDS);
  await sample
    .locator(".err", { hasText: "The run had 10 seconds, and nobody let it go on: it was ended." })
    .waitFor(late);
  assert.equal(await notice(sample).isVisible(), false);
});

for (const [width, dark] of [
  [390, false],
  [1440, true],
] as const)
  withPage(
    `the question fits, can be pressed with a finger, and has no axe violation, at ${width} px`,
    async ({ page }) => {
      const sample = await runToLimit(page);
      await notice(sample).getByRole("button", { name: "Keep going" }).click();
      await ticks(sample);
      await page.clock.fastForward(20 * SECONDS);
      await notice(sample).getByText("This run has taken 20 s").waitFor(late);
      const box = await notice(sample).getByRole("button", { name: "Keep going" }).boundingBox();
      assert.ok(box && box.x >= 0 && box.x + box.width <= width && box.height >= (width === 390 ? 44 : 24));
      assert.ok((await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)) <= 0);
      const { violations } = await new AxeBuilder({ page }).include("beamish-sample").analyze();
      assert.deepEqual(
        violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.target.join(" ")}`)),
        [],
      );
    },
    { width, dark, touch: width === 390 },
  );
