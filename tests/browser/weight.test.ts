/** What pages weigh, in brotli. Fonts and pictures are not counted. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { brotliCompressSync } from "node:zlib";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright";
import { dist, openSite, type Site } from "../support/site.ts";

const CHAPTER = "chapters/processes/";

let site: Site;
before(async () => {
  site = await openSite();
});
after(() => site.close());

/** Bytes of everything that the page has fetched so far, compressed as a good host does. */
function weigh(page: Page): () => Map<string, number> {
  const paths = new Set<string>();
  page.on("response", (response) => {
    // What a sandbox makes for itself (blob:) was not fetched.
    if (response.url().startsWith("http")) paths.add(new URL(response.url()).pathname);
  });
  return () =>
    new Map(
      [...paths]
        .filter((path) => !/\.(woff2|png|svg|ico)$/.test(path))
        .map((path) => [
          path,
          brotliCompressSync(readFileSync(join(dist, path.replace(/\/$/, "/index.html")))).length,
        ]),
    );
}

const kilobytes = (sizes: Map<string, number>) =>
  [...sizes.values()].reduce((sum, size) => sum + size, 0) / 1_000;
const list = (sizes: Map<string, number>) =>
  [...sizes]
    .toSorted(([, a], [, b]) => b - a)
    .map(([path, size]) => `  ${(size / 1_000).toFixed(1)} kB ${path}`)
    .join("\n");

test("a chapter is 30 kB at the most before interaction, with no script that blocks its rendering", async () => {
  const { page, context } = await site.open("404.html");
  const weight = weigh(page);
  await page.goto(new URL(CHAPTER, site.url).href, { waitUntil: "networkidle" });
  const sizes = weight();
  console.log(`chapter before interaction: ${kilobytes(sizes).toFixed(1)} kB of 30 kB\n${list(sizes)}`);
  assert.ok(kilobytes(sizes) <= 30, list(sizes));
  const blocking = await page
    .locator("script[src]:not([type=module]):not([async]):not([defer])")
    .evaluateAll((scripts) => scripts.map((script) => script.outerHTML));
  assert.deepEqual(blocking, []);
  await context.close();
});

test("a chapter with an open, running sandbox is 200 kB at the most", async () => {
  const { page, context } = await site.open("404.html");
  const weight = weigh(page);
  await page.goto(new URL(CHAPTER, site.url).href, { waitUntil: "networkidle" });
  const sample = page.locator("beamish-sample").first();
  await sample.locator("[data-do=edit]").click();
  await sample.locator(".cm-content").waitFor();
  await sample.locator("[data-do=run]").click();
  await page.locator("beamish-sample[data-phase=finished]").first().waitFor();
  const sizes = weight();
  console.log(
    `chapter with an open, running sandbox: ${kilobytes(sizes).toFixed(1)} kB of 200 kB\n${list(sizes)}`,
  );
  assert.ok(kilobytes(sizes) <= 200, list(sizes));
  await context.close();
});
