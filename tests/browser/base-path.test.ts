/** The site under a path of a host that has other sites: built for it, gone through, and without a request outside it. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { mkdtemp, mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { Page } from "playwright";
import { stand } from "../support/deck.ts";
import { editor, late, press, rows, sampleOf, settled } from "../support/sample.ts";
import { openSite, type Site } from "../support/site.ts";

const root = join(import.meta.dirname, "../..");
const BASE = "/otp/";

let folder: string;
let site: Site;

before(async () => {
  await mkdir(join(root, ".cache"), { recursive: true });
  folder = await mkdtemp(join(root, ".cache/base-path-"));
  const { code, output } = await build(folder);
  assert.equal(code, 0, output);
  site = await openSite({ folder, base: BASE });
});
after(async () => {
  await site?.close();
  await rm(folder, { recursive: true, force: true });
});

function build(outDir: string): Promise<{ readonly code: number | null; readonly output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn("astro", ["build", "--outDir", outDir], {
      cwd: root,
      env: {
        ...process.env,
        BASE_PATH: BASE,
        SITE_URL: "https://example.com",
        ASTRO_TELEMETRY_DISABLED: "1",
        NO_COLOR: "1",
        FORCE_COLOR: "0",
      },
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, output }));
  });
}

/** A test with a page that asks for nothing outside the base path, gets everything it asks for, and does not complain. */
function withPage(name: string, path: string, body: (page: Page) => Promise<void>): void {
  test(name, async () => {
    const { page, context, problems } = await site.open("404.html", {
      viewport: { width: 1200, height: 900 },
    });
    const outside: string[] = [];
    context.on("request", (request) => {
      const url = request.url();
      if (url.startsWith("http") && !url.startsWith(site.url)) outside.push(url);
    });
    problems.length = 0;
    try {
      await page.goto(new URL(path, site.url).href);
      await body(page);
      assert.deepEqual(outside, []);
      // A page that is left may leave a request behind.
      assert.deepEqual(
        problems.filter((problem) => !problem.includes("ERR_ABORTED")),
        [],
      );
    } finally {
      await context.close();
    }
  });
}

const at = (page: Page): string => new URL(page.url()).pathname;

test("every address in a page, a style sheet and a rule for hosts is under the base path", () => {
  const strays = globSync("**/*.{html,css}", { cwd: folder }).flatMap((file) => {
    const text = readFileSync(join(folder, file), "utf8");
    const found = [
      ...text.matchAll(/(?:\b(?:href|src|srcset|action|data-[\w-]+)=["']?|url\(["']?)(\/[^"'\s>)]*)/g),
    ];
    return found
      .map(([, address = ""]) => `${file}: ${address}`)
      .filter((each) => !/: (\/otp\/|\/\/)/.test(each));
  });
  assert.deepEqual(strays, []);
});

withPage("from the catalogue to a course, a chapter, and back home", "courses/", async (page) => {
  await page.getByRole("checkbox", { name: "beginner", exact: true }).check();
  await page.locator("[data-course]:visible a", { hasText: "Thinking concurrently" }).first().click();
  await page.waitForURL(/\/otp\/courses\/thinking-concurrently\/$/);
  await page.locator("main a[href$='/processes/']").first().click();
  await page.waitForURL(/\/otp\/courses\/thinking-concurrently\/processes\/$/);
  await page.locator(`header a[href="${BASE}"]`).first().click();
  await page.waitForURL(/\/otp\/$/);
});

withPage(
  "a sample runs, the editor knows its types, and the observer shows the run",
  "chapters/processes/",
  async (page) => {
    const sample = sampleOf(page, "first-message.ts");
    const recorded = await rows(sample);
    await press(sample, "run");
    await settled(sample, "finished");
    assert.deepEqual(await rows(sample), recorded);
    await press(sample, "edit");
    await editor(sample).waitFor(late);
    await page.keyboard.type("const wrong: number = 'tea';\n");
    await sample.locator(".cm-lintRange-error").first().waitFor(late);
    await sampleOf(page, "last-signal.ts").locator(".shiki").focus();
    await page.locator(".shiki[aria-description]").first().waitFor(late);

    const watch = page.locator("beamish-watch").first();
    await press(watch.locator("beamish-sample"), "run");
    await watch
      .locator('.obs-timeline [data-part="clock"]')
      .filter({ hasText: /event [1-9]/ })
      .waitFor(late);
  },
);

withPage("search finds, and leads to, pages under the base path", "", async (page) => {
  await page.keyboard.press("/");
  await page.getByRole("combobox").fill("mailbox");
  await page.locator("[role=option]").first().waitFor(late);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => url.pathname !== BASE);
  assert.ok(at(page).startsWith(BASE), at(page));
  assert.notEqual(await page.title(), "");
});

withPage("the playground opens an example and runs it; the lab takes it over", "play/", async (page) => {
  const sample = page.locator("beamish-sample");
  await editor(sample).waitFor(late);
  await page.locator("summary", { hasText: "Examples" }).click();
  await page.getByRole("link", { name: "last-signal", exact: true }).click();
  await page.locator(".notice", { hasText: "This is the example" }).waitFor(late);
  await press(sample, "run");
  await settled(sample, "finished");
  const download = page.waitForEvent("download");
  await page.locator('[data-play="take"]').click();
  await (await download).path();
  await page.locator('[data-part="lab"]').click();
  await page.locator("beamish-lab[data-ready] .cm-content").waitFor(late);
  assert.equal(at(page), `${BASE}lab/`);
  assert.equal(await page.evaluate(() => crossOriginIsolated), true);
});

withPage(
  "a deck turns its pages, and has its transcript beside it",
  "decks/otp-in-15-minutes/",
  async (page) => {
    await page.locator("[data-ready]").waitFor(late);
    const first = await stand(page);
    await page.keyboard.press("ArrowRight");
    await page.waitForFunction(() => location.hash !== "");
    assert.notEqual(await stand(page), first);
    await page.goto(new URL("decks/otp-in-15-minutes/transcript/", site.url).href);
    await page.locator("h1").waitFor(late);
  },
);
