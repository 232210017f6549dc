/** Samples in a browser, as tests handle them. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Locator, Page } from "playwright";
import { ended, within } from "./patience.ts";
import { openSite, type OpenedPage, type Site } from "./site.ts";

/** The chapter whose samples are driven. */
export const chapter = "chapters/processes/";
/** Patience with a machine that is busy. */
export const late = { timeout: 20_000 };

/** What a test may say about its page. */
export interface PageOptions {
  readonly path?: string;
  readonly width?: number;
  readonly dark?: boolean;
  /** A phone or a tablet. */
  readonly touch?: boolean;
}

/** A way to declare tests that each get a page of their own, closed at the end, and without a complaint in its console. */
export function pagesOf(): {
  withPage: (name: string, body: (opened: OpenedPage) => Promise<void>, options?: PageOptions) => void;
  site: () => Site;
} {
  let site: Site;
  before(async () => {
    site = await openSite();
  });
  after(() => site.close());
  return {
    site: () => site,
    withPage: (name, body, { path = chapter, width = 1200, dark = false, touch = false } = {}) => {
      test(name, async () => {
        const opened = await site.open(path, {
          viewport: { width, height: 900 },
          colorScheme: dark ? "dark" : "light",
          ...(touch ? { hasTouch: true, isMobile: true } : {}),
          permissions: ["clipboard-read", "clipboard-write"],
        });
        try {
          await ended(body(opened), opened.page);
          // A page that is left may leave a request behind.
          const problems = opened.problems.filter((problem) => !problem.includes("ERR_ABORTED"));
          assert.deepEqual(problems, []);
        } finally {
          // What a browser does not close in time ends with the browser.
          await within(30_000, opened.context.close());
        }
      });
    },
  };
}

export const sampleOf = (page: Page, file: string): Locator =>
  page.locator(`beamish-sample[data-file="${file}"]`);
export const press = (sample: Locator, what: string): Promise<void> =>
  sample.locator(`[data-do="${what}"]`).click();
export const editor = (sample: Locator): Locator => sample.locator(".cm-content");
export const word = (sample: Locator): Locator => sample.locator(".st");
export const rows = (sample: Locator): Promise<string[]> =>
  sample.locator(".out > li > *:last-child").allInnerTexts();

export async function settled(sample: Locator, phase: string): Promise<void> {
  await sample.and(sample.page().locator(`[data-phase="${phase}"]`)).waitFor(late);
}

/** The number of the line that is lit, or 0. */
export function lit(sample: Locator): Promise<number> {
  return sample
    .locator(".line")
    .evaluateAll((lines) => lines.findIndex((line) => line.classList.contains("lit")) + 1);
}

/** Replace what the editor holds, as if it had been pasted. */
export async function write(sample: Locator, text: string): Promise<void> {
  if ((await editor(sample).count()) === 0) await press(sample, "edit");
  await editor(sample).focus();
  await sample.page().keyboard.press("ControlOrMeta+a");
  await sample.page().keyboard.insertText(text);
}
