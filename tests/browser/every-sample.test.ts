/** Every sample on every page, run as a reader runs it, prints what was recorded. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { builtPages } from "../support/pages.ts";
import { dist, openSite, type OpenedPage, type Site } from "../support/site.ts";

/** One page for each sample is enough: courses repeat the chapters, transcripts the slides. The playground is the reader's. */
const pages = builtPages().filter(
  (path) =>
    !/^courses\/[^/]+\/[^/]+\/$|transcript\/$|presenter\/$|^play\/$/.test(path) &&
    readFileSync(join(dist, path.endsWith("/") || path === "" ? `${path}index.html` : path), "utf8").includes(
      "<beamish-sample",
    ),
);

let site: Site;
let opened: OpenedPage;
before(async () => {
  site = await openSite();
  opened = await site.open("");
});
after(() => site.close());

/** The lines under a sample, without the numbers of their source lines. */
const linesOf = (id: string) =>
  opened.page.locator(`beamish-sample[data-sample="${id}"] .out`).evaluate((out) =>
    [...out.querySelectorAll("li code")]
      .map((line) => line.textContent)
      .join("\n")
      .trim(),
  );

for (const path of pages) {
  describe(`/${path}`, () => {
    test("every sample prints its recorded output", async () => {
      opened.problems.length = 0;
      const { page } = opened;
      await page.goto(new URL(path, site.url).href, { waitUntil: "networkidle" });
      const ids = await page
        .locator("beamish-sample:not([data-sample*='/exercises/'])")
        .evaluateAll((all) => all.map((one) => one.getAttribute("data-sample")!));
      assert.ok(ids.length > 0);
      // Interest in one sample fetches what all of them need.
      await page.locator("beamish-sample").first().dispatchEvent("pointerover");
      await page.evaluate(() => customElements.whenDefined("beamish-sample"));
      for (const id of ids) {
        const recorded = await linesOf(id);
        const sample = page.locator(`beamish-sample[data-sample="${id}"]`);
        // Asked directly, because a slide that is not shown has no button to press.
        await sample.evaluate((element) => {
          void (element as HTMLElement & { run(): Promise<void> }).run();
        });
        await page.waitForFunction(
          ([sampleId, expected]) => {
            const one = document.querySelector<HTMLElement>(`beamish-sample[data-sample="${sampleId}"]`)!;
            const lines = [...one.querySelectorAll(".out li code")]
              .map((line) => line.textContent)
              .join("\n")
              .trim();
            const { phase, live } = one.dataset;
            // A live sample stays open for the reader when its program has ended.
            return live === undefined
              ? !/^(idle|running|waiting)$/.test(phase ?? "idle")
              : lines === expected;
          },
          [id, recorded] as const,
          { timeout: 30_000 },
        );
        assert.equal(await linesOf(id), recorded, id);
      }
      assert.deepEqual(opened.problems, []);
    });
  });
}
