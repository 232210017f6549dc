/** A sample in a real browser: changed, kept, shared, and taken back. */
import assert from "node:assert/strict";
import {
  chapter,
  editor,
  late,
  pagesOf,
  press,
  rows,
  sampleOf,
  settled,
  word,
  write,
} from "../support/sample.ts";

const { site, withPage } = pagesOf();

withPage("the editor takes the place of the code without moving a letter", async ({ page }) => {
  const sample = sampleOf(page, "last-signal.ts");
  const source = await sample.locator(".line").allTextContents();
  const longest = source.reduce((a, b) => (b.length > a.length ? b : a));
  /** Where the text of the longest line begins and ends, from the corner of the sample. */
  const place = (lines: string): Promise<number[]> =>
    sample
      .locator(lines)
      .filter({ hasText: longest })
      .evaluate((line) => {
        const corner = line.closest("beamish-sample") ?? (line.getRootNode() as ShadowRoot).host;
        const range = document.createRange();
        range.selectNodeContents(line);
        const text = [...range.getClientRects()].filter(({ width }) => width > 0);
        const { left, top } = (corner.closest("beamish-sample") ?? corner).getBoundingClientRect();
        const last = text.at(-1);
        return [(last?.right ?? 0) - left, (last?.top ?? 0) - top].map(
          (length) => Math.round(length * 2) / 2,
        );
      });
  const height = (await sample.boundingBox())?.height;
  const before = await place(".shiki .line");
  await press(sample, "edit");
  await editor(sample).waitFor(late);
  const after = await place(".cm-line");
  // Letters are set in words here and in tokens there, which differ by a fraction of a pixel.
  for (const [at, length] of before.entries())
    assert.ok(Math.abs(length - (after[at] ?? 0)) < 1, `${before}: ${after}`);
  assert.equal((await sample.boundingBox())?.height, height);
  assert.deepEqual(await sample.locator(".cm-line").allTextContents(), source);
});

withPage("the editor runs with Ctrl-Enter, and lets go with Escape, then Tab", async ({ page }) => {
  const sample = sampleOf(page, "last-signal.ts");
  await write(sample, 'console.log("changed");\n');
  assert.match(
    (await editor(sample).getAttribute("aria-label")) ?? "",
    /^Editor for last-signal\.ts\. Press Escape/,
  );
  await page.keyboard.press("ControlOrMeta+Enter");
  await settled(sample, "finished");
  assert.deepEqual(await rows(sample), ["changed"]);
  await page.keyboard.press("Tab");
  assert.ok(await editor(sample).evaluate((content) => content.matches(":focus")), "Tab indents");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Tab");
  assert.ok(!(await editor(sample).evaluate((content) => content.matches(":focus"))), "Tab leaves");
});

withPage("the editor indents what is typed, and takes it back", async ({ page }) => {
  const sample = sampleOf(page, "last-signal.ts");
  await write(sample, "// orders");
  await page.keyboard.press("End");
  for (const line of [
    "",
    "for (const order of [",
    "3,",
    "4,",
    "]) {",
    "console.log({",
    "order,",
    "});",
    "}",
  ]) {
    if (line !== "") await page.keyboard.type(line);
    await page.keyboard.press("Enter");
  }
  const typed = [
    "// orders",
    "for (const order of [",
    "  3,",
    "  4,",
    "]) {",
    "  console.log({",
    "    order,",
    "  });",
    "}",
    "",
  ];
  // What follows are brackets that have closed themselves.
  const lines = await sample.locator(".cm-line").allTextContents();
  assert.deepEqual(lines.slice(0, typed.length), typed);
  await page.keyboard.press("ControlOrMeta+Home");
  await page.keyboard.press("ControlOrMeta+/");
  assert.equal(await sample.locator(".cm-line").first().textContent(), "orders");
  for (let undone = 0; undone < 40; undone++) await page.keyboard.press("ControlOrMeta+z");
  assert.equal((await sample.locator(".cm-line").first().textContent())?.startsWith("import "), true);
});

withPage("keys that are meant for the editor do not reach the page", async ({ page }) => {
  await page.evaluate(() => {
    const heard: string[] = [];
    Object.assign(globalThis, { heard });
    document.addEventListener("keydown", (event) => heard.push(event.key));
  });
  const sample = sampleOf(page, "last-signal.ts");
  await press(sample, "edit");
  await editor(sample).waitFor(late);
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("/");
  assert.deepEqual(await page.evaluate(() => (globalThis as unknown as { heard: string[] }).heard), []);
});

withPage("a draft survives a reload; Reset takes it away, and Undo brings it back", async ({ page }) => {
  const sample = sampleOf(page, "last-signal.ts");
  const original = await sample.locator(".line").allInnerTexts();
  const text = 'console.log("mine");';
  await write(sample, text);
  await page.reload();
  await editor(sample).waitFor(late);
  assert.equal(await editor(sample).innerText(), text);
  assert.ok(await sample.locator(".edited").isVisible());
  await press(sample, "reset");
  await sample.locator(".shiki").waitFor();
  assert.equal(await sample.locator(".edited").isVisible(), false);
  assert.deepEqual(await sample.locator(".line").allInnerTexts(), original);
  assert.equal(
    await sample.locator('[data-do="reset"]').getAttribute("aria-label"),
    "Undo reset last-signal.ts",
  );
  await press(sample, "reset");
  await editor(sample).waitFor(late);
  assert.equal(await editor(sample).innerText(), text);
  await press(sample, "reset");
  await page.reload();
  assert.equal(await sample.locator(".shiki").isVisible(), true);
  assert.equal(
    await page.evaluate(() => localStorage.getItem("beamish:draft:chapters/processes/last-signal")),
    null,
  );
});

withPage(
  "a share link shows the code, does not run it, and has the original one press away",
  async ({ page }) => {
    const sample = sampleOf(page, "last-signal.ts");
    await write(sample, 'console.log("from a friend");');
    await press(sample, "share");
    await sample.getByText("Link copied").waitFor(late);
    const link = await page.evaluate(() => navigator.clipboard.readText());
    assert.match(link, /#share=chapters\/processes\/last-signal=/);

    const { page: other, context, problems } = await site().open(link.slice(site().url.length));
    const theirs = sampleOf(other, "last-signal.ts");
    await theirs.locator(".notice").waitFor(late);
    await editor(theirs).waitFor(late);
    assert.equal(await editor(theirs).innerText(), 'console.log("from a friend");');
    assert.match(await theirs.locator(".notice").innerText(), /Read it before you run it/);
    assert.equal(await word(theirs).innerText(), "not run yet");
    await theirs.getByRole("button", { name: "Show the original" }).click();
    await theirs.locator(".shiki").waitFor();
    assert.equal(await theirs.locator(".edited").isVisible(), false);
    assert.deepEqual(problems, []);
    await context.close();
  },
);

withPage(
  "a damaged link is told, and the original code is there",
  async ({ page }) => {
    const sample = sampleOf(page, "last-signal.ts");
    await sample.locator(".notice").waitFor(late);
    assert.match(await sample.locator(".notice").innerText(), /cannot be read/);
    assert.equal(await sample.locator(".shiki").isVisible(), true);
    await press(sample, "run");
    await settled(sample, "finished");
  },
  { path: `${chapter}#share=chapters/processes/last-signal=eJyrVkrLT` },
);

for (const [what, kept, told] of [
  ["that is damaged", '{"files":', /cannot be read/],
  ["of an older original", '{"from":"0-0","files":{"last-signal.ts":"mine();\\n"}}', /has changed since/],
] as const) {
  withPage(`a draft ${what} is told, and nothing is lost`, async ({ page }) => {
    const key = "beamish:draft:chapters/processes/last-signal";
    await page.evaluate(([key, kept]) => localStorage.setItem(key, kept), [key, kept] as const);
    await page.reload();
    const sample = sampleOf(page, "last-signal.ts");
    await sample.locator(".notice").waitFor(late);
    assert.match(await sample.locator(".notice").innerText(), told);
    assert.equal(await sample.locator(".shiki").isVisible(), true);
    await write(sample, "newer();");
    assert.equal(
      await page.evaluate((key) => localStorage.getItem(key.replace("draft", "earlier-draft")), key),
      kept,
    );
  });
}

withPage(
  "several files are tabs with arrow keys, and all of them run, edited or not",
  async ({ page }) => {
    const sample = page
      .locator("beamish-sample")
      .filter({ has: page.locator('[role="tablist"]') })
      .first();
    const tabs = sample.locator('[role="tab"]');
    await tabs.first().click();
    await sample.and(page.locator(":defined")).waitFor(late);
    await page.keyboard.press("ArrowRight");
    assert.equal(await tabs.nth(1).getAttribute("aria-selected"), "true");
    assert.ok(await tabs.nth(1).evaluate((tab) => tab === document.activeElement));
    const panel = await tabs.nth(1).getAttribute("aria-controls");
    assert.ok(await sample.locator(`[id="${panel}"]`).isVisible());
    await page.keyboard.press("Home");
    assert.equal(await tabs.first().getAttribute("aria-selected"), "true");
    const recorded = await rows(sample);
    await press(sample, "edit");
    await editor(sample).focus();
    await page.keyboard.press("ControlOrMeta+End");
    await page.keyboard.insertText('\nconsole.log("and one more");\n');
    await tabs.nth(1).click();
    assert.match(
      (await editor(sample).getAttribute("aria-label")) ?? "",
      new RegExp(await tabs.nth(1).innerText()),
    );
    await press(sample, "run");
    await settled(sample, "finished");
    assert.deepEqual(await rows(sample), [...recorded, "and one more"]);
  },
  { path: "chapters/server-loop/" },
);
