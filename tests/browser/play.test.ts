/** The playground in a real browser: files, examples, drafts, links, ways to run, and what is taken home. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import AxeBuilder from "@axe-core/playwright";
import { unzipSync } from "fflate";
import type { Locator, Page } from "playwright";
import { readShare, shareHash } from "../../components/sample/share.ts";
import { editor, late, pagesOf, press, rows, settled, write } from "../support/sample.ts";

const { withPage: anyPage, site } = pagesOf();
const withPage: typeof anyPage = (name, body, options) => anyPage(name, body, { path: "play/", ...options });

const sampleOf = (page: Page): Locator => page.locator("beamish-sample");
const tabNames = (page: Page): Promise<string[]> =>
  page.getByRole("tablist", { name: "Files of main.ts" }).getByRole("tab").allInnerTexts();
const button = (page: Page, name: string): Locator => page.getByRole("button", { name, exact: true });
const noticeOf = (page: Page, text: string): Locator => page.locator(".notice").filter({ hasText: text });

async function ready(page: Page): Promise<Locator> {
  await editor(sampleOf(page)).waitFor(late);
  return sampleOf(page);
}

async function add(page: Page, name: string, text: string): Promise<void> {
  await button(page, "New file").click();
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.keyboard.press("Enter");
  await page.getByRole("tab", { name, exact: true, selected: true }).waitFor(late);
  await editor(sampleOf(page)).waitFor(late);
  await write(sampleOf(page), text);
}

async function pick(page: Page, name: string): Promise<void> {
  await page.locator("summary", { hasText: "Examples" }).click();
  await page.getByRole("link", { name, exact: true }).click();
  await noticeOf(page, `This is the example ${name}.`).waitFor(late);
}

withPage("files are added, imported, renamed and deleted, and deleting can be undone", async ({ page }) => {
  const sample = await ready(page);
  await add(page, "shop/till.ts", "export const price = 3;");
  await page.getByRole("tab", { name: "main.ts" }).click();
  await write(sample, 'import { price } from "./shop/till.ts";\nconsole.log(price);\n');
  await press(sample, "run");
  await settled(sample, "finished");
  assert.deepEqual(await rows(sample), ["3"]);

  await page.getByRole("tab", { name: "shop/till.ts" }).click();
  await button(page, "Rename").click();
  await page.getByLabel("Name", { exact: true }).fill("till.ts");
  await page.keyboard.press("Enter");
  await page.getByRole("tab", { name: "till.ts", exact: true, selected: true }).waitFor(late);
  assert.deepEqual(await tabNames(page), ["main.ts", "till.ts"]);

  await button(page, "Delete").click();
  assert.deepEqual(await tabNames(page), ["main.ts"]);
  await noticeOf(page, "till.ts is deleted.").getByRole("button", { name: "Undo" }).click();
  assert.deepEqual(await tabNames(page), ["main.ts", "till.ts"]);
});

withPage("files keep what can be undone while others come, move and go", async ({ page }) => {
  const sample = await ready(page);
  const original = await editor(sample).innerText();
  await write(sample, "// mine");
  await add(page, "tea.ts", "export const tea = 1;");
  await button(page, "Rename").click();
  await page.getByLabel("Name", { exact: true }).fill("shop/tea.ts");
  await page.keyboard.press("Enter");
  await page.getByRole("tab", { name: "shop/tea.ts", selected: true }).waitFor(late);
  assert.ok(await button(page, "Rename").evaluate((here) => here === document.activeElement));
  await editor(sample).focus();
  await page.keyboard.press("ControlOrMeta+z");
  assert.equal((await editor(sample).innerText()).trim(), "", "a file under another name");
  await button(page, "Delete").click();
  await noticeOf(page, "shop/tea.ts is deleted.").waitFor(late);
  assert.equal(await editor(sample).innerText(), "// mine");
  await editor(sample).focus();
  await page.keyboard.press("ControlOrMeta+z");
  assert.equal(await editor(sample).innerText(), original);
});

withPage("the file that runs cannot be renamed or deleted, and bad names are told why", async ({ page }) => {
  await ready(page);
  for (const name of ["Rename", "Delete"])
    assert.equal(await button(page, name).getAttribute("aria-disabled"), "true", name);
  await button(page, "New file").click();
  const field = page.getByLabel("Name", { exact: true });
  for (const [name, fault] of [
    ["main.ts", "There is a main.ts already."],
    ["till.js", "call it till.ts"],
    ["", "needs a name"],
  ] as const) {
    await field.fill(name);
    await page.keyboard.press("Enter");
    await page.getByRole("alert").filter({ hasText: fault }).waitFor(late);
    assert.equal(await field.getAttribute("aria-invalid"), "true");
  }
  await page.keyboard.press("Escape");
  assert.ok(await field.isHidden());
  assert.ok(await button(page, "New file").evaluate((element) => element === document.activeElement));
});

withPage("what is written is there again after a reload; Reset can be undone", async ({ page }) => {
  const sample = await ready(page);
  await add(page, "till.ts", "export const mine = 1;");
  await page.reload();
  await ready(page);
  await page.getByRole("tab", { name: "till.ts" }).click();
  assert.match(await editor(sample).innerText(), /mine = 1/);
  await press(sample, "reset");
  assert.deepEqual(await tabNames(page), ["main.ts"]);
  await press(sample, "reset");
  assert.deepEqual(await tabNames(page), ["main.ts", "till.ts"]);
});

withPage("an example takes the place of what is there, does not run, and can be undone", async ({ page }) => {
  const sample = await ready(page);
  await write(sample, 'console.log("mine");\n');
  await press(sample, "run");
  await settled(sample, "finished");
  await pick(page, "till");
  assert.equal(await sample.getAttribute("data-phase"), "idle");
  assert.deepEqual(await rows(sample), [], "the rows of another program are gone");
  assert.equal(await page.evaluate(() => location.hash), "", "a reload does not bring it back");
  await press(sample, "run");
  await settled(sample, "finished");
  assert.deepEqual(
    (await rows(sample)).join("\n"),
    readFileSync("content/chapters/processes/samples/till.out", "utf8").trim(),
  );
  await noticeOf(page, "This is the example till.").getByRole("button", { name: "Undo" }).click();
  assert.match(await editor(sample).innerText(), /"mine"/);
});

withPage("an example that does not exist is told", async ({ page }) => {
  await ready(page);
  await page.evaluate(() => (location.hash = "#example=processes/nothing"));
  await page.getByRole("alert").filter({ hasText: 'There is no example "nothing"' }).waitFor(late);
});

withPage("the code of a link is shown with all its files, and never runs by itself", async ({ page }) => {
  await ready(page);
  const files = { "main.ts": 'import "./other.ts";\n', "other.ts": 'console.log("from a link");\n' };
  await page.goto(`${site().url}play/${await shareHash("play", files)}`);
  await page.reload();
  const sample = await ready(page);
  await noticeOf(page, "Read it before you run it.").waitFor(late);
  assert.deepEqual(await tabNames(page), ["main.ts", "other.ts"]);
  assert.equal(await sample.getAttribute("data-phase"), null, "nothing has run");
  await press(sample, "run");
  await settled(sample, "finished");
  assert.deepEqual(await rows(sample), ["from a link"]);
});

withPage("Share link makes a link that holds the files", async ({ page }) => {
  const sample = await ready(page);
  await add(page, "till.ts", "export {};");
  await press(sample, "share");
  await sample.locator('[data-do="share"]').filter({ hasText: "Link copied" }).waitFor(late);
  const link = await page.evaluate(() => navigator.clipboard.readText());
  const shared = await readShare(new URL(link).hash);
  assert.ok(shared?.kind === "files");
  assert.deepEqual(Object.keys(shared.files), ["main.ts", "till.ts"]);
});

withPage("the seed decides the run; a seed that the observer runs is shown", async ({ page }) => {
  const sample = await ready(page);
  const race = `import { receive, self, send, spawn } from "beamish";
const me = self();
for (const name of ["a", "b", "c", "d", "e"]) spawn(() => send(me, name));
let order = "";
for (let i = 0; i < 5; i++) order += await receive();
console.log(order);
`;
  await write(sample, race);
  const seed = page.getByLabel("seed", { exact: true }).first();
  const run = async (wanted: string): Promise<string> => {
    await seed.fill(wanted);
    await seed.press("Enter");
    await press(sample, "run");
    await settled(sample, "finished");
    return (await rows(sample)).join();
  };
  assert.equal(await run("0"), "abcde");
  const orders = new Set<string>();
  for (const wanted of ["1", "2", "3", "4"]) orders.add(await run(wanted));
  assert.ok(orders.size > 1, [...orders].join());
  await run("-5");
  assert.equal(await seed.inputValue(), "0", "there are no seeds below 0");
  await button(page, "New seed").click();
  assert.match(await seed.inputValue(), /^[1-9]\d*$/);

  await page.getByRole("tab", { name: "Schedules" }).click();
  await page.locator('[data-part="schedules"] input').fill("7");
  await page.locator('[data-part="schedules"]').getByRole("button", { name: "Run" }).click();
  await page.waitForFunction(() => document.querySelector<HTMLInputElement>("#play-seed")?.value === "7");
});

withPage("the link to a schedule shows the receiver the same failing run", async ({ page }) => {
  const sample = await ready(page);
  const race = `import { receive, self, send, spawn } from "beamish";
const me = self();
for (const name of ["ada", "joe"]) spawn(() => send(me, name));
const first = await receive();
if (first === "joe") throw new Error("joe came first");
`;
  await write(sample, race);
  await press(sample, "run");
  await settled(sample, "finished");
  await page.getByRole("tab", { name: "Schedules" }).click();
  await button(page, "Try other schedules").click();
  await button(page, "Copy link to schedule 0:1").click();
  await page.getByText("Link copied").waitFor(late);
  const link = await page.evaluate(() => navigator.clipboard.readText());

  const receiver = await site().open(`play/${new URL(link).hash}`);
  const theirs = await ready(receiver.page);
  await noticeOf(receiver.page, "Read it before you run it.").waitFor(late);
  assert.equal(await theirs.getAttribute("data-phase"), null, "nothing has run");
  await press(theirs, "run");
  await settled(theirs, "failed");
  await theirs.locator(".err").filter({ hasText: "joe came first" }).waitFor(late);
  await receiver.page.getByRole("tab", { name: "Schedules" }).click();
  await receiver.page
    .locator('[data-part="order-of-run"]')
    .filter({ hasText: /^schedule 0:1$/ })
    .waitFor(late);
  await receiver.context.close();
});

withPage("the clock is virtual or that on the wall", async ({ page }) => {
  const sample = await ready(page);
  await write(
    sample,
    `import { receive, System } from "beamish";
const start = System.systemTime("second");
await receive({ after: 50, else: () => 0 });
console.log(start);
`,
  );
  await press(sample, "run");
  await settled(sample, "finished");
  const [virtual = ""] = await rows(sample);
  await page.getByLabel("clock").selectOption("real");
  await press(sample, "run");
  await settled(sample, "finished");
  const [real = ""] = await rows(sample);
  const now = Date.now() / 1_000;
  assert.ok(Math.abs(now - Number(real)) < 60, `${real}: the wall clock's time`);
  assert.ok(Math.abs(now - Number(virtual)) > 60, `${virtual}: not the wall clock's time`);
});

withPage(
  "a run is watched: its processes and messages appear",
  async ({ page }) => {
    const sample = await ready(page);
    await press(sample, "run");
    await settled(sample, "finished");
    await page.locator('[role="treeitem"]:has(> b:text-is("you"))').waitFor(late);
    await page.locator(".obs-sequence").getByText("starts").waitFor(late);
  },
  { width: 1440 },
);

withPage("the project that is downloaded holds the files and the runtime", async ({ page }) => {
  await ready(page);
  await add(page, "till.ts", "export const price = 3;");
  const download = page.waitForEvent("download");
  await button(page, "Download project").click();
  const project = unzipSync(readFileSync(await (await download).path()));
  const text = (path: string): string => new TextDecoder().decode(project[`beamish-project/${path}`]);
  assert.equal(text("till.ts"), "export const price = 3;\n");
  assert.match(text("package.json"), /"start": "node main\.ts"/);
  assert.match(text("vendor/beamish/package.json"), /"name": "beamish"/);
});

withPage("WebContainer opens the lab with the files", async ({ page }) => {
  await ready(page);
  await write(sampleOf(page), 'console.log("to the lab");\n');
  const lab = page.waitForRequest((request) => new URL(request.url()).pathname === "/lab/");
  await page.getByRole("link", { name: "Open in WebContainer" }).click();
  await lab;
  await page.waitForURL(/\/lab\//, late);
  await page.getByText("to the lab").first().waitFor(late);
});

withPage("all of it works without a mouse", async ({ page }) => {
  const sample = await ready(page);
  const tabTo = async (name: string): Promise<void> => {
    for (let stops = 0; stops < 40; stops++) {
      await page.keyboard.press("Tab");
      const here = await page.evaluate(() => {
        const { activeElement } = document;
        return activeElement?.ariaLabel ?? activeElement?.textContent.trim() ?? "";
      });
      if (here === name) return;
    }
    assert.fail(`The Tab key does not lead to "${name}".`);
  };
  await tabTo("Examples");
  await page.keyboard.press("Enter");
  await tabTo("till");
  await page.keyboard.press("Enter");
  await noticeOf(page, "This is the example till.").waitFor(late);
  await tabTo("Run main.ts");
  await page.keyboard.press("Enter");
  await settled(sample, "finished");
  await tabTo("New file");
  await page.keyboard.press("Enter");
  await page.keyboard.type("kettle");
  await page.keyboard.press("Enter");
  await page.getByRole("tab", { name: "kettle.ts", selected: true }).waitFor(late);
});

for (const [width, dark] of [
  [1440, false],
  [820, true],
  [390, false],
] as const)
  withPage(
    `no axe violation and nothing sticks out, at ${width} px, ${dark ? "dark" : "light"}`,
    async ({ page }) => {
      const sample = await ready(page);
      await pick(page, "till");
      await press(sample, "run");
      await settled(sample, "finished");
      await page.getByRole("tab", { name: "Messages" }).waitFor(late);
      await button(page, "New file").click();
      const { violations } = await new AxeBuilder({ page })
        .options({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] })
        .analyze();
      assert.deepEqual(
        violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.target.join(" ")}`)),
        [],
      );
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(overflow <= 0, `${overflow} px`);
    },
    { width, dark },
  );
