/** A deck in the browser, as tests see it: where it stands, and how to get there. */
import assert from "node:assert/strict";
import type { BrowserContext, BrowserContextOptions, Page } from "playwright";
import { orClose } from "./patience.ts";
import { openSite, type OpenedPage, type Site } from "./site.ts";

export const desk = { viewport: { width: 1440, height: 900 }, reducedMotion: "reduce" } as const;
export const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } as const;

export interface DeckSite extends Site {
  /** Path of the deck under test. */
  readonly path: string;
  /** The number of steps of each slide, as the page has them. */
  readonly shape: readonly number[];
  /** The first slide with steps, counted from 0. */
  readonly withSteps: number;
  /** The slides with a sample, counted from 0. */
  readonly withSample: readonly number[];
  /** Open the deck, or a page under it, in a context of its own, and wait until it is alive. */
  openDeck(under?: string, options?: BrowserContextOptions): Promise<OpenedPage>;
  /** A second window of the same browser. */
  another(context: BrowserContext, under: string): Promise<Page>;
  /** Go to a slide (from 0), complete, in an open window. */
  goTo(page: Page, slide: number, step?: number, under?: string): Promise<void>;
}

/** Open the site, and look at its deck. */
export async function openDeckSite(path = "decks/otp-in-15-minutes/"): Promise<DeckSite> {
  const site = await openSite();
  return orClose(deckOn(site, path), site.close);
}

async function deckOn(site: Site, path: string): Promise<DeckSite> {
  const { page, context } = await site.open(path, { javaScriptEnabled: true });
  const leaves = await page.locator(".leaf").evaluateAll((all) =>
    all.map((leaf) => ({
      steps: leaf.querySelectorAll("[data-step]").length,
      sample: leaf.querySelector("beamish-sample") !== null,
    })),
  );
  await context.close();
  const withSteps = leaves.findIndex(({ steps }) => steps > 0);
  assert.ok(withSteps >= 0, `${path}: expected a slide with steps`);
  const url = (under: string) => new URL(path + under, site.url).href;
  return {
    ...site,
    path,
    shape: leaves.map(({ steps }) => steps),
    withSteps,
    withSample: leaves.flatMap(({ sample }, slide) => (sample ? [slide] : [])),
    async openDeck(under = "", options = desk) {
      const opened = await site.open(path + under, options);
      await ready(opened.page);
      return opened;
    },
    async another(context, under) {
      const page = await context.newPage();
      await page.goto(url(under));
      await ready(page);
      return page;
    },
    async goTo(page, slide, step = leaves[slide]?.steps ?? 0, under = "") {
      await page.goto(url(`${under}#/${slide + 1}/${step}`));
      await reaches(page, `${slide + 1}/${step}`);
    },
  };
}

export function ready(page: Page): Promise<void> {
  return page.locator("[data-ready]").waitFor();
}

/** What a window shows: the slide, counted from 1, and how many of its steps. */
export function stand(page: Page): Promise<string> {
  return page.evaluate(() => {
    const leaves = [...document.querySelectorAll(".leaf")];
    const now = leaves.findIndex((leaf) => leaf.hasAttribute("data-now"));
    const steps = leaves[now]?.querySelectorAll("[data-step]:not([data-later])").length ?? 0;
    return `${now + 1}/${steps}`;
  });
}

/** Wait until a window shows a position: for what does not happen at once, as history and other windows. */
export async function reaches(page: Page, expected: string): Promise<void> {
  const arrived = page.waitForFunction(
    (wanted) => {
      const leaves = [...document.querySelectorAll(".leaf")];
      const now = leaves.findIndex((leaf) => leaf.hasAttribute("data-now"));
      const steps = leaves[now]?.querySelectorAll("[data-step]:not([data-later])").length ?? 0;
      return `${now + 1}/${steps}` === wanted;
    },
    expected,
    { timeout: 30_000 },
  );
  await arrived.catch(async () => assert.equal(await stand(page), expected));
}
