/** The lab in a browser, as tests handle it. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { BrowserContextOptions, Page } from "playwright";
import { hostContainers } from "./container/host.ts";
import { late } from "./sample.ts";
import { type OpenedPage, openSite, type Site } from "./site.ts";

interface Options extends BrowserContextOptions {
  readonly path?: string;
  /** Nobody answers for the container's server. */
  readonly alone?: boolean;
}

/** A site with a lab, and a way to declare tests of it. */
export function labs() {
  let site: Site;
  before(async () => {
    site = await openSite();
  });
  after(() => site.close());
  /** A test with the lab in a page of its own, which must not have complained at the end. */
  const withLab = (
    name: string,
    body: (page: Page, opened: OpenedPage) => Promise<void>,
    options: Options = {},
  ) => {
    const { path = "lab/", alone = false, ...context } = options;
    test(name, async () => {
      const opened = await site.open("404.html", {
        permissions: ["clipboard-read", "clipboard-write"],
        ...context,
      });
      const host = await hostContainers(opened.context);
      if (alone) await opened.context.route("https://stackblitz.com/**", (route) => route.abort());
      opened.problems.length = 0;
      try {
        await opened.page.goto(new URL(path, site.url).href);
        if (path === "lab/") await ready(opened.page);
        await body(opened.page, opened);
        assert.deepEqual(alone ? [] : opened.problems, []);
      } finally {
        await opened.context.close();
        await host.close();
      }
    });
  };
  return { site: () => site, withLab };
}

export const ready = (page: Page) => page.locator("beamish-lab[data-ready] .cm-content").waitFor(late);
export const act = (page: Page, what: string) => page.locator(`[data-do="${what}"]:visible`).click();
export const file = (page: Page, path: string) => page.locator(`[data-path="${path}"]`);
export const settled = (page: Page, phase: string) =>
  page.locator(`beamish-lab[data-phase="${phase}"]`).waitFor(late);
export const rows = (page: Page) => page.locator(".out > li > *:last-child").allInnerTexts();

export async function write(page: Page, text: string): Promise<void> {
  await page.locator(".cm-content").focus();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.insertText(text);
}
