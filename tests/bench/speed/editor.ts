/** How soon TypeScript answers in the editor: the first problems after the first change, and those after an edit. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright";
import { openSite, type Site } from "../../support/site.ts";

const CHAPTER = "chapters/processes/";
const SAMPLE = 'beamish-sample[data-file="first-message.ts"]';

let site: Site;
before(async () => {
  site = await openSite();
});
after(() => site.close());

/** Put a text at the end of the editor; milliseconds until as many problems are underlined as expected. */
function timeToProblems(page: Page, text: string, problems: number): Promise<number> {
  return page.evaluate(
    async ([selector, text, problems]) => {
      const root = document.querySelector(`${selector} .editor`)!.shadowRoot!;
      const content = root.querySelector<HTMLElement>(".cm-content")!;
      const count = () => root.querySelectorAll(".cm-lintRange-error").length;
      const done = new Promise<number>((resolve) => {
        const started = performance.now();
        new MutationObserver((_, observer) => {
          if (count() !== problems) return;
          observer.disconnect();
          resolve(performance.now() - started);
        }).observe(root, { childList: true, subtree: true });
      });
      content.dispatchEvent(
        new ClipboardEvent("paste", { clipboardData: withText(text), bubbles: true, cancelable: true }),
      );
      return done;

      function withText(text: string): DataTransfer {
        const data = new DataTransfer();
        data.setData("text/plain", text);
        return data;
      }
    },
    [SAMPLE, text, problems] as const,
  );
}

const median = (times: readonly number[]): number =>
  times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)]!;

test("problems: 3 s at the most after the first change, 100 ms after an edit (medians of five and ten)", async () => {
  const first: number[] = [];
  const edits: number[] = [];
  for (let round = 0; round < 5; round++) {
    const { page, context } = await site.open(CHAPTER);
    await page.locator(`${SAMPLE} [data-do=edit]`).click();
    await page.locator(`${SAMPLE} .cm-content`).waitFor();
    await page.keyboard.press("ControlOrMeta+End");
    await page.locator(`${SAMPLE} .bar`).waitFor();
    first.push(await timeToProblems(page, "\nconst a: number = self();", 1));
    for (let edit = 2; edit <= (round === 0 ? 11 : 1); edit++)
      edits.push(await timeToProblems(page, `\nconst a${edit}: number = self();`, edit));
    await context.close();
  }
  console.log(
    `editor: first problems ${median(first).toFixed(0)} ms, after an edit ${median(edits).toFixed(0)} ms`,
  );
  assert.ok(median(first) <= 3_000, `first: ${first.map(Math.round).join(", ")}`);
  assert.ok(median(edits) <= 100, `after an edit: ${edits.map(Math.round).join(", ")}`);
});
