/** The editor for those who do not see it, or do not point: what it is called, how to leave it, and every kind of help. */
import assert from "node:assert/strict";
import AxeBuilder from "@axe-core/playwright";
import type { Locator, Page } from "playwright";
import { quiet } from "../support/patience.ts";
import { editor, late, pagesOf, press, sampleOf } from "../support/sample.ts";

const { withPage } = pagesOf();

async function open(page: Page): Promise<Locator> {
  const sample = sampleOf(page, "first-message.ts");
  await press(sample, "edit");
  await editor(sample).waitFor(late);
  await page.keyboard.press("ControlOrMeta+End");
  await sample.locator(".bar").waitFor(late);
  return sample;
}

/** Each kind of help: how it comes, what shows that it is there, and how it goes. */
const HELP: readonly (readonly [
  what: string,
  bring: (page: Page, sample: Locator) => Promise<void>,
  seen: string,
])[] = [
  ["suggestions", (page) => page.keyboard.type("\nspawnMon"), ".cm-completionInfo .told"],
  [
    "a signature",
    async (page, sample) => {
      await page.keyboard.press("Enter");
      await sample.locator(".cm-line", { hasText: "spawnMonitor } from" }).waitFor(late);
      await page.keyboard.type("(");
    },
    ".call b",
  ],
  ["a problem", (page) => page.keyboard.type("1"), ".cm-lintRange-error"],
  [
    "a type",
    async (page) => {
      await page.keyboard.press("Escape");
      await page.keyboard.press("Home");
      await page.keyboard.press("ControlOrMeta+k");
      await page.keyboard.press("ControlOrMeta+i");
    },
    ".told.cm-tooltip",
  ],
  [
    "the list of problems",
    async (page) => {
      await page.keyboard.press("Escape");
      await page.keyboard.press("ControlOrMeta+Shift+m");
    },
    ".cm-panel-lint [role=option]",
  ],
  [
    "search",
    async (page, sample) => {
      await editor(sample).focus();
      await page.keyboard.press("ControlOrMeta+f");
      await sample.getByPlaceholder("Find").pressSequentially("barista");
    },
    ".cm-searchMatch",
  ],
  [
    "a comparison, in words",
    async (_, sample) => {
      await sample.getByRole("button", { name: "Compare", exact: true }).press("Enter");
      await sample.getByText("In words").press("Enter");
    },
    ".comparison li",
  ],
];

for (const [width, dark, touch] of [
  [390, false, true],
  [820, true, true],
  [1440, false, false],
] as const)
  withPage(
    `no kind of help has an axe violation or sticks out, at ${width} px, ${dark ? "dark" : "light"}`,
    async ({ page }) => {
      const sample = await open(page);
      for (const [what, bring, seen] of HELP) {
        await bring(page, sample);
        await sample.locator(seen).first().waitFor(late);
        await quiet(page);
        const { violations } = await new AxeBuilder({ page })
          .include('beamish-sample[data-file="first-message.ts"]')
          .analyze();
        assert.deepEqual(
          violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.target.join(" ")}`)),
          [],
          what,
        );
        assert.ok((await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)) <= 0, what);
      }
    },
    { width, dark, touch },
  );

withPage("the editor says what it is and how to leave it; Tab does not trap", async ({ page }) => {
  const sample = await open(page);
  const box = page.getByRole("textbox", {
    name: "Editor for first-message.ts. Press Escape, then Tab, to leave",
  });
  await box.waitFor(late);
  assert.equal(await box.getAttribute("aria-multiline"), "true");
  await page.keyboard.press("Tab");
  const told = sample.locator('.bar [role="status"]', { hasText: "Escape, then Tab, leaves the editor." });
  await told.waitFor(late);
  assert.ok(await box.evaluate((here) => here.matches(":focus")), "Tab indents");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Tab");
  assert.ok(!(await box.evaluate((here) => here.matches(":focus"))), "Tab leaves");
  // And all that is under the editor is reached by going on.
  for (const name of ["No problems", "Format", "Compare"]) {
    const button = sample.getByRole("button", { name, exact: true });
    assert.ok(await button.evaluate((here) => here.matches(":focus")), name);
    await page.keyboard.press("Tab");
  }
});
