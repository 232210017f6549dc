/** A sample in a real browser: run, watched, changed, shared, broken, and put right again. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import AxeBuilder from "@axe-core/playwright";
import type { Locator, Page } from "playwright";
import { openSite, type OpenedPage, type Site } from "../support/site.ts";

const chapter = "chapters/processes/";
const late = { timeout: 20_000 };

let site: Site;
before(async () => {
  site = await openSite();
});
after(() => site.close());

/** A page of its own, closed at the end, and without a complaint in its console. */
function withPage(
  name: string,
  body: (opened: OpenedPage) => Promise<void>,
  options: { path?: string; width?: number; dark?: boolean } = {},
): void {
  test(name, async () => {
    const { path = chapter, width = 1200, dark = false } = options;
    const opened = await site.open(path, {
      viewport: { width, height: 900 },
      colorScheme: dark ? "dark" : "light",
      permissions: ["clipboard-read", "clipboard-write"],
    });
    try {
      await body(opened);
      // A page that is left may leave a request behind.
      assert.deepEqual(
        opened.problems.filter((problem) => !problem.includes("ERR_ABORTED")),
        [],
      );
    } finally {
      await opened.context.close();
    }
  });
}

const sampleOf = (page: Page, file: string): Locator => page.locator(`beamish-sample[data-file="${file}"]`);
const press = (sample: Locator, what: string): Promise<void> => sample.locator(`[data-do="${what}"]`).click();
const editor = (sample: Locator): Locator => sample.locator(".cm-content");
const word = (sample: Locator): Locator => sample.locator(".st");
const rows = (sample: Locator): Promise<string[]> =>
  sample.locator(".out > li > *:last-child").allInnerTexts();

async function settled(sample: Locator, phase: string): Promise<void> {
  await sample.and(sample.page().locator(`[data-phase="${phase}"]`)).waitFor(late);
}

/** The number of the line that is lit, or 0. */
function lit(sample: Locator): Promise<number> {
  return sample
    .locator(".line")
    .evaluateAll((lines) => lines.findIndex((line) => line.classList.contains("lit")) + 1);
}

/** Replace what the editor holds, as if it had been pasted. */
async function write(sample: Locator, text: string): Promise<void> {
  if ((await editor(sample).count()) === 0) await press(sample, "edit");
  await editor(sample).focus();
  await sample.page().keyboard.press("ControlOrMeta+a");
  await sample.page().keyboard.insertText(text);
}

async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page })
    .include('beamish-sample[data-file="last-signal.ts"]')
    .options({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] })
    .analyze();
  return found.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.target.join(" ")}`));
}

withPage(
  "a run replaces the recorded rows where they stand, and wires them to their lines",
  async ({ page }) => {
    const sample = sampleOf(page, "last-signal.ts");
    const recorded = await rows(sample);
    const box = await sample.boundingBox();
    assert.equal(await word(sample).innerText(), "not run yet");
    await press(sample, "run");
    await settled(sample, "finished");
    assert.deepEqual(await rows(sample), recorded);
    assert.match(await word(sample).innerText(), /^finished in [\d.]+ m?s$/);
    assert.equal((await sample.boundingBox())?.height, box?.height, "the sample is as tall as before");

    const wire = sample.locator(".wire").first();
    await wire.hover();
    assert.equal(await lit(sample), Number(await wire.innerText()));
    await sample.locator(".head").hover();
    assert.equal(await lit(sample), 0);
  },
);

withPage("the first press is answered at once, although nothing has been loaded yet", async ({ page }) => {
  const { promise: held, resolve: release } = Promise.withResolvers<undefined>();
  await page.route(/_astro\/sample\..*\.js/, async (route) => {
    await held;
    await route.continue();
  });
  const sample = sampleOf(page, "last-signal.ts");
  await press(sample, "run");
  assert.equal(await word(sample).innerText(), "running");
  release(undefined);
  await settled(sample, "finished");
});

withPage("rows are walked by the arrow keys, with one stop for the Tab key", async ({ page }) => {
  const sample = sampleOf(page, "last-signal.ts");
  await press(sample, "run");
  await settled(sample, "finished");
  assert.equal(await sample.locator('.wire[tabindex="0"]').count(), 1);
  await sample.locator('.wire[tabindex="0"]').focus();
  await page.keyboard.press("ArrowDown");
  const second = sample.locator(".wire").nth(1);
  assert.ok(await second.evaluate((wire) => wire === document.activeElement));
  assert.equal(await lit(sample), Number(await second.innerText()));
});

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
  assert.deepEqual(await sample.locator(".cm-line").allTextContents(), typed);
  await page.keyboard.press("ControlOrMeta+Home");
  await page.keyboard.press("ControlOrMeta+/");
  assert.equal(await sample.locator(".cm-line").first().textContent(), "orders");
  for (let undone = 0; undone < 20; undone++) await page.keyboard.press("ControlOrMeta+z");
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

withPage("an endless loop is stopped, the page lives on, and the next run works", async ({ page }) => {
  const sample = sampleOf(page, "last-signal.ts");
  await write(sample, 'console.log("before");\nwhile (true) {}\n');
  await press(sample, "run");
  await sample.getByText("before", { exact: true }).and(sample.locator("code")).waitFor(late);
  assert.equal(await sample.locator('[data-do="run"]').innerText(), "Stop");
  await press(sample, "run");
  await settled(sample, "stopped");
  assert.equal(await word(sample).innerText(), "stopped by you");
  await write(sample, 'console.log("after");\n');
  await press(sample, "run");
  await settled(sample, "finished");
  assert.deepEqual(await rows(sample), ["after"]);
});

withPage("an error marks its line, says what to do, and is gone after the repair", async ({ page }) => {
  const sample = sampleOf(page, "last-signal.ts");
  await write(sample, 'console.log("one");\n\nnull.soup;\n');
  await press(sample, "run");
  await settled(sample, "failed");
  assert.equal(await word(sample).innerText(), "stopped at line 3");
  assert.match(await sample.locator(".err b").innerText(), /^TypeError/);
  assert.equal(await sample.locator(".cm-line.bad").innerText(), "null.soup;");
  assert.equal(await sample.locator(".cm-gutterElement.bad").innerText(), "×");
  await editor(sample).focus();
  await page.keyboard.press("ControlOrMeta+Home");
  await page.keyboard.type("// ");
  assert.equal(await sample.locator(".cm-line.bad").count(), 0, "the mark goes when the text changes");
  await write(sample, 'console.log("repaired");\n');
  await press(sample, "run");
  await settled(sample, "finished");
  assert.equal(await sample.locator(".err").isVisible(), false);
});

withPage("a value opens as a tree, by keyboard", async ({ page }) => {
  const sample = sampleOf(page, "last-signal.ts");
  await write(sample, 'console.log({ table: 4, orders: ["soup", { name: "cake", pieces: 2 }] });\n');
  await press(sample, "run");
  await settled(sample, "finished");
  const value = sample.locator(".out > li > details > summary");
  assert.equal(await value.innerText(), '{ table: 4, orders: ["soup", { name: "cake", pieces: 2 }] }');
  await value.focus();
  await page.keyboard.press("Enter");
  const orders = sample.locator(".branches > li").nth(1).locator("summary").first();
  await orders.focus();
  await page.keyboard.press("Enter");
  await sample.locator(".branches .branches > li").nth(1).locator("summary").press("Enter");
  assert.deepEqual(await sample.locator(".branches .branches .branches > li").allInnerTexts(), [
    'name "cake"',
    "pieces 2",
  ]);
});

withPage("a flood is cut off, and the page says so", async ({ page }) => {
  const sample = sampleOf(page, "last-signal.ts");
  await write(sample, "for (let i = 0; i < 20_000; i++) console.log(i);\n");
  await press(sample, "run");
  await settled(sample, "finished");
  assert.match(await sample.locator(".out .note").innerText(), /^15,000 more lines were not shown/);
  assert.equal(await sample.locator(".out > li").count(), 5001);
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

    const { page: other, context, problems } = await site.open(link.slice(site.url.length));
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

withPage("a screen reader is told the output and the end", async ({ page }) => {
  const sample = sampleOf(page, "last-signal.ts");
  const recorded = await rows(sample);
  await press(sample, "run");
  await settled(sample, "finished");
  const said = sample.locator('[aria-live="polite"]');
  await said.filter({ hasText: "finished in" }).waitFor({ ...late, state: "attached" });
  assert.match((await said.textContent()) ?? "", new RegExp(recorded[0] ?? "nothing"));
});

for (const dark of [false, true]) {
  for (const width of [390, 1200]) {
    withPage(
      `an edited sample with an error and an open tree has no axe violation (${width}, ${dark ? "dark" : "light"})`,
      async ({ page }) => {
        const sample = sampleOf(page, "last-signal.ts");
        await write(
          sample,
          'console.log({ a: [1] });\nconsole.error("first line\\nsecond line");\nnull.soup;\n',
        );
        await press(sample, "run");
        await settled(sample, "failed");
        await sample.locator(".out > li > details > summary").click();
        assert.deepEqual(await violations(page), []);
      },
      { width, dark },
    );
  }
}

withPage(
  "on a phone a sample runs edge to edge, and nothing makes the page scroll sideways",
  async ({ page }) => {
    const sample = sampleOf(page, "last-signal.ts");
    const box = await sample.locator(".sample").boundingBox();
    assert.deepEqual([box?.x, box?.width], [0, 390]);
    await press(sample, "run");
    await settled(sample, "finished");
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
    for (const button of await sample.locator(".head .btn").all()) {
      const size = await button.boundingBox();
      assert.ok((size?.width ?? 0) >= 32 && (size?.height ?? 0) >= 32, "big enough for a thumb");
    }
  },
  { width: 390 },
);
