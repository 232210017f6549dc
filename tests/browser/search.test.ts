import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openSite, type OpenedPage, type Site } from "../support/site.ts";

let site: Site;
let opened: OpenedPage;

before(async () => {
  site = await openSite();
  opened = await site.open("");
});
after(() => site.close());

const results = () => opened.page.locator("[role=listbox] [role=option]");

test("/ opens the dialog with the field focused; Escape closes it and gives the focus back", async () => {
  const { page } = opened;
  await page.keyboard.press("/");
  await page.locator("dialog.search-dialog[open]").waitFor();
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("role")), "combobox");
  await page.keyboard.press("Escape");
  await page.locator("dialog.search-dialog").waitFor({ state: "hidden" });
});

test("finds chapters, decks, courses and docs, and says how many", async () => {
  const { page } = opened;
  await page.keyboard.press("/");
  for (const [word, path] of [
    ["mailbox", /\/chapters\/processes\//],
    ["supervisor", /\/decks\/otp-in-15-minutes\//],
    ["concurrently", /\/courses\/thinking-concurrently\//],
    ["keyboard", /\/docs\//],
  ] as const) {
    await page.getByRole("combobox").fill(word);
    await page.waitForFunction(
      (source) =>
        [...document.querySelectorAll<HTMLAnchorElement>("[role=option]")].some((link) =>
          new RegExp(source).test(link.href),
        ),
      path.source,
    );
  }
  assert.match((await page.getByRole("status").first().textContent()) ?? "", /\d+ pages?/);
});

test("a page inside a course is not found twice: only the chapter itself is indexed", async () => {
  const { page } = opened;
  await page.getByRole("combobox").fill("mailbox");
  await results().first().waitFor();
  const found = await results().evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).href));
  assert.deepEqual(
    found.filter((url) => /\/courses\/[^/]+\/processes\//.test(url)),
    [],
  );
});

test("a kind narrows the results, and says beforehand to how many", async () => {
  const { page } = opened;
  await page.getByRole("combobox").fill("process");
  await page
    .locator("mark", { hasText: /^process/i })
    .first()
    .waitFor();
  const counts = await page.locator(".search-kinds b").allInnerTexts();
  const [all = 0, ...kinds] = counts.map(Number);
  assert.equal(kinds.length, 4);
  assert.ok(
    kinds.every((count) => count > 0),
    `pages of every kind: ${counts.join(", ")}`,
  );
  assert.equal(
    kinds.reduce((total, count) => total + count, 0),
    all,
  );
  await page.getByRole("radio", { name: /Courses/ }).check();
  await page.getByText(`${kinds[0]} pages`, { exact: true }).waitFor();
  const links = await page
    .locator("[role=option].search-page")
    .evaluateAll((found) => found.map((link) => (link as HTMLAnchorElement).pathname));
  assert.equal(links.length, kinds[0]);
  assert.ok(
    links.every((path) => path.startsWith("/courses/")),
    links.join(", "),
  );
  assert.equal(await page.locator(".search-page .label").first().innerText(), "course");
  await page.getByRole("radio", { name: /All/ }).check();
});

test("an excerpt keeps the space behind what was found, and nothing lies over anything", async () => {
  const { page } = opened;
  await page.getByRole("combobox").fill("mailbox");
  await page.locator("mark", { hasText: "mailbox" }).first().waitFor();
  const excerpts = await page.locator(".search-excerpt").allInnerTexts();
  assert.deepEqual(
    excerpts.filter((text) => /mailbox(es)?[,.]?(and|a|in)\b/.test(text)),
    [],
  );
  await page.setViewportSize({ width: 390, height: 700 });
  const [kinds, status] = await Promise.all(
    [".search-kinds .chip", ".search-status"].map((part) => page.locator(part).first().boundingBox()),
  );
  assert.ok(kinds!.y + kinds!.height <= status!.y + 8, "the kinds end above the number of results");
  await page.setViewportSize({ width: 1280, height: 720 });
});

test("after the first search, results are there in less than 50 ms", async () => {
  const { page } = opened;
  const times: number[] = [];
  for (const word of [
    "link",
    "monitor",
    "message",
    "crash",
    "restart",
    "server",
    "loop",
    "state",
    "call",
    "cast",
  ]) {
    times.push(
      await page.evaluate(async (term) => {
        const field = document.querySelector<HTMLInputElement>("[role=combobox]")!;
        const list = document.querySelector("[role=listbox]")!;
        const started = performance.now();
        const changed = new Promise<void>((resolve) => {
          new MutationObserver((_, observer) => {
            observer.disconnect();
            resolve();
          }).observe(list, { childList: true });
        });
        field.value = term;
        field.dispatchEvent(new Event("input", { bubbles: true }));
        await changed;
        return performance.now() - started;
      }, word),
    );
  }
  const median = times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)]!;
  console.log(
    `search after the first: median ${median.toFixed(1)} ms of ${times.map((time) => time.toFixed(0)).join(", ")}`,
  );
  assert.ok(median < 50, `${median} ms`);
});

test("arrow keys and Enter go to a result; slashes typed in a field are letters", async () => {
  const { page } = opened;
  await page.getByRole("combobox").fill("mailbox");
  // The list may still be that of the word before.
  await page
    .locator("[role=option] mark", { hasText: /^mailbox/i })
    .first()
    .waitFor();
  await page.keyboard.press("ArrowDown");
  const chosen = await page.locator("[role=option][aria-selected=true]").getAttribute("href");
  await Promise.all([page.waitForURL(new URL(chosen!, site.url).href), page.keyboard.press("Enter")]);
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").pressSequentially("a/b");
  assert.equal(await page.getByRole("combobox").inputValue(), "a/b");
  await page.keyboard.press("Escape");
});

test("a word that is nowhere gets an answer in words", async () => {
  const { page } = opened;
  await page.keyboard.press("/");
  await page.getByRole("combobox").fill("ъъъ");
  await page.getByText("Nothing found").waitFor();
  assert.equal(await results().count(), 0);
});

test("the page of the search asks what its address says, keeps the address, and needs no dialog", async () => {
  const { page } = opened;
  await page.goto(new URL("search/?q=mailbox", site.url).href);
  await results().first().waitFor();
  assert.equal(await page.getByRole("combobox").inputValue(), "mailbox");
  await page.getByRole("combobox").fill("supervisor & co");
  await page.waitForURL((url) => url.searchParams.get("q") === "supervisor & co");
  await page.getByRole("combobox").fill("");
  await page.waitForURL((url) => url.search === "");
  await page.locator(".search-kinds input").first().focus();
  await page.keyboard.press("/");
  assert.equal(await page.evaluate(() => document.activeElement?.id), "search-field");
  assert.equal(await page.locator("dialog").count(), 0);
});

test("nothing went wrong in the console", () => {
  assert.deepEqual(opened.problems, []);
});
