/** What helps a reader to write: TypeScript after the first change and not before, search, Prettier, comparison. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import type { Locator, Page } from "playwright";
import { editor, late, pagesOf, press, sampleOf } from "../support/sample.ts";
import { dist } from "../support/site.ts";

/** A good host compresses better still, but takes seconds over a compiler. */
const FAIRLY = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };

const { withPage } = pagesOf();
const problem = (sample: Locator) => sample.locator(".cm-lintRange-error");

/** Open the editor with the cursor at the end, and with all its help there unless it is to come while the reader writes. */
async function open(page: Page, help: "there" | "on its way" = "there"): Promise<Locator> {
  const sample = sampleOf(page, "first-message.ts");
  await press(sample, "edit");
  await editor(sample).waitFor(late);
  await page.keyboard.press("ControlOrMeta+End");
  if (help === "there") await sample.locator(".bar").waitFor(late);
  return sample;
}

/**
 * Listen to what the editor says to those who do not see it: each announcement is gone after a moment.
 * @returns waits until what was said is as expected
 */
async function listen(sample: Locator): Promise<(expected: (said: string[]) => boolean) => Promise<void>> {
  const said: string[] = [];
  const added = new EventTarget();
  await sample.page().exposeFunction("say", (words: string) => {
    said.push(words);
    added.dispatchEvent(new Event("said"));
  });
  await editor(sample).evaluate((content) => {
    const region = (content.getRootNode() as ShadowRoot).querySelector(".cm-announced")!;
    const { say } = globalThis as unknown as { say: (words: string) => void };
    new MutationObserver(() => say(region.textContent)).observe(region, { childList: true });
  });
  return async (expected) => {
    while (!expected(said)) await once(added, "said");
  };
}

/** Whether all of an element can be seen. */
async function inWindow(place: Locator): Promise<boolean> {
  const box = await place.boundingBox();
  const { width, height } = place.page().viewportSize()!;
  return (
    box !== null && box.x >= 0 && box.y >= 0 && box.x + box.width <= width && box.y + box.height <= height
  );
}

/** Everything that has been fetched, by path. */
function fetched(page: Page): Set<string> {
  const paths = new Set<string>();
  page.on("response", (response) => {
    if (response.url().startsWith("http")) paths.add(new URL(response.url()).pathname.slice(1));
  });
  return paths;
}

withPage(
  "TypeScript comes with the first change, in 900 kB, and its problems can be listed by key",
  async ({ page }) => {
    const paths = fetched(page);
    const sample = await open(page);
    const heard = await listen(sample);
    assert.ok(![...paths].some((path) => path.startsWith("language/")), "nothing before the first change");
    const before = { paths: new Set(paths), text: await editor(sample).innerText() };
    await page.keyboard.type("\nconst price: number = self();");
    await problem(sample).first().waitFor(late);
    const later = [...paths].filter((path) => !before.paths.has(path));
    const sizes = later.map(
      (path) => [path, brotliCompressSync(readFileSync(join(dist, path)), FAIRLY).length] as const,
    );
    const sum = sizes.reduce((total, [, size]) => total + size, 0);
    console.log(`loaded with the first change: ${(sum / 1000).toFixed(0)} kB of 900 kB`);
    assert.ok(sizes.some(([path]) => path === "language/worker.js"));
    assert.ok(sum <= 900_000, JSON.stringify(sizes));

    // What was half written may have had more.
    await sample.locator(".bar .count", { hasText: /^1 problem$/ }).waitFor(late);
    await page.keyboard.press("ControlOrMeta+Shift+m");
    await sample.getByText("Type 'Pid' is not assignable to type 'number'.").first().waitFor(late);
    await page.keyboard.press("Escape");
    await heard((said) => said.some((words) => words.startsWith("1 problem. Line 15: Type 'Pid'")));
    await editor(sample).focus();
    // What was typed slowly is undone in several steps.
    while ((await editor(sample).innerText()) !== before.text) await page.keyboard.press("ControlOrMeta+z");
    await problem(sample)
      .first()
      .waitFor({ ...late, state: "detached" });
  },
);

withPage("suggestions come with docs, and a name from beamish with its import", async ({ page }) => {
  const sample = await open(page, "on its way");
  await page.keyboard.type("\nspawnMon");
  const chosen = sample.locator(".cm-tooltip-autocomplete li[aria-selected]", { hasText: "spawnMonitor" });
  await chosen.waitFor(late);
  await sample.locator(".cm-completionInfo .told", { hasText: "function spawnMonitor" }).waitFor(late);
  await chosen.click();
  await sample
    .locator(".cm-line", { hasText: /^import \{ receive, self, send, spawn, spawnMonitor \} from/ })
    .waitFor(late);
  await page.keyboard.type("(");
  await sample.locator(".call b").waitFor(late);
  assert.match(
    (await editor(sample).innerText()).trimEnd(),
    /\nspawnMonitor\(\)$/,
    "the bracket has closed itself",
  );
  await page.keyboard.press("Escape");
  await sample.locator(".call").waitFor({ ...late, state: "detached" });
});

withPage("who writes slowly is offered names to import as well", async ({ page }) => {
  const sample = await open(page);
  // Its docs, which name it too, come beside the list.
  const offered = (name: string): Locator =>
    sample.locator(".cm-completionLabel").filter({ hasText: new RegExp(`^${name}$`) });
  await page.keyboard.type("\ns");
  await offered("spawn").waitFor(late);
  await page.keyboard.type("pawnMon");
  await offered("spawnMonitor").waitFor(late);
});

withPage("who writes on at once gets the import all the same", async ({ page }) => {
  const sample = await open(page);
  await page.keyboard.type("\nspawnMon");
  await sample.locator(".cm-completionInfo .told").waitFor(late);
  await page.keyboard.press("Enter");
  await page.keyboard.type("(");
  await sample.locator(".cm-line", { hasText: "send, spawn, spawnMonitor } from" }).waitFor(late);
  await sample.locator(".call b").waitFor(late);
});

withPage(
  "Ctrl-K Ctrl-I tells the type at the cursor, and again goes into it; Escape closes it, and does not leave the editor",
  async ({ page }) => {
    const sample = await open(page);
    await page.keyboard.type("\nself");
    await sample.locator(".cm-tooltip-autocomplete").waitFor(late);
    await page.keyboard.press("Escape");
    await page.keyboard.press("ControlOrMeta+k");
    await page.keyboard.press("ControlOrMeta+i");
    const told = sample.locator(".told", { hasText: "function self(): Pid" });
    await told.waitFor(late);
    await page.keyboard.press("ControlOrMeta+k");
    await page.keyboard.press("ControlOrMeta+i");
    assert.ok(await told.evaluate((box) => box.matches(":focus")));
    await page.keyboard.press("Escape");
    await told.waitFor({ ...late, state: "detached" });
    assert.ok(await editor(sample).evaluate((content) => content.matches(":focus")));
  },
);

withPage(
  "Ctrl-F searches, Shift-Alt-F formats, Compare shows the original and takes a change back, also without a pointer",
  async ({ page }) => {
    const sample = await open(page);
    const original = await editor(sample).innerText();
    await page.keyboard.type("\nconsole.log( 'twice' )");
    await page.keyboard.press("Shift+Alt+f");
    await sample.locator(".cm-line", { hasText: 'console.log("twice");' }).waitFor(late);
    const compare = sample.getByRole("button", { name: "Compare", exact: true });
    await compare.press("Enter");
    await sample.locator(".cm-changedLine, .cm-inlineChangedLine").first().waitFor(late);
    assert.ok(await compare.evaluate((here) => here.matches(":focus")), "the focus stays");
    const panel = sample.getByRole("group", { name: "Comparison with the original" });
    assert.equal(await panel.locator(".found").innerText(), "Compared with the original: 1 change.");
    await panel.getByText("In words").press("Enter");
    assert.match(
      await panel.locator("li").innerText(),
      /^Line 15\s+the original: nothing\s+yours:\s+console/,
    );
    await panel.getByRole("button", { name: "Previous" }).press("Enter");
    await panel.getByRole("button", { name: "Take back" }).press("Enter");
    await sample.locator(".cm-line", { hasText: "twice" }).waitFor({ ...late, state: "detached" });
    assert.equal(await panel.locator(".found").innerText(), "Compared with the original: no difference.");
    await compare.press("Enter");
    await panel.waitFor({ ...late, state: "detached" });
    assert.equal((await editor(sample).innerText()).trimEnd(), original.trimEnd());
    await editor(sample).focus();
    await page.keyboard.press("ControlOrMeta+f");
    await sample.getByPlaceholder("Find").pressSequentially("barista");
    await sample.locator(".cm-searchMatch").first().waitFor(late);
  },
);

withPage("code that is only read tells its types, under the pointer and by Enter", async ({ page }) => {
  const sample = sampleOf(page, "first-message.ts");
  const code = sample.locator(".shiki");
  await code.focus();
  const told = page.locator("[popover][role=status] .told");
  await sample.locator(".shiki[aria-description]").waitFor(late);
  await page.keyboard.press("Enter");
  await told.filter({ hasText: "receive" }).waitFor(late);
  await page.keyboard.press("Enter");
  await told.filter({ hasText: "function self(): Pid" }).waitFor(late);
  await page.keyboard.press("Escape");
  await told.waitFor({ ...late, state: "hidden" });
  await code.getByText("spawn", { exact: true }).last().hover();
  await told.filter({ hasText: "spawn" }).waitFor(late);
});

withPage(
  "on a phone the editor and its bar fit fingers, nothing zooms, and keyboards are asked to leave code as it is",
  async ({ page }) => {
    const sample = await open(page);
    await page.keyboard.type("\nspawnMon");
    const list = sample.locator(".cm-tooltip-autocomplete");
    await list.waitFor(late);
    await list.and(sample.locator(".cm-tooltip-below, .cm-tooltip-above")).waitFor(late);
    assert.ok(await inWindow(list), "suggestions at the start of a line are seen");
    await page.keyboard.press("Escape");
    for (let typed = 0; typed < "spawnMon".length; typed++) await page.keyboard.press("Backspace");
    await page.keyboard.type("self(1)");
    await problem(sample).first().waitFor(late);
    const fontSize = (place: Locator): Promise<number> =>
      place.evaluate((here) => Number.parseFloat(getComputedStyle(here).fontSize));
    assert.ok((await fontSize(editor(sample))) >= 16);
    for (const name of ["1 problem", "Format", "Compare"]) {
      const box = await sample.getByRole("button", { name }).boundingBox();
      assert.ok(box && box.x >= 0 && box.x + box.width <= 390 && box.height >= 44, name);
    }
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0);
    for (const name of ["autocapitalize", "autocorrect"])
      assert.equal(await editor(sample).getAttribute(name), "off");
    assert.equal(await editor(sample).getAttribute("spellcheck"), "false");
    await page.keyboard.press("ControlOrMeta+f");
    const field = sample.getByPlaceholder("Find");
    await field.waitFor(late);
    assert.ok((await fontSize(field)) >= 16);
    for (const name of ["autocapitalize", "autocorrect"]) assert.equal(await field.getAttribute(name), "off");
    assert.ok(await inWindow(field));
  },
  { width: 390, touch: true },
);
