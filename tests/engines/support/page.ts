/** A page with the engines on it, in real Chromium, driven from a test as if they were here. */
import type { Browser, BrowserContext, Page } from "playwright";
import type { Engine } from "../../../src/sandbox/engine.ts";
import { orClose } from "../../support/patience.ts";
import { closeBrowser, launchBrowser } from "../../support/site.ts";
import { engineThrough } from "./engine-on.ts";
import type { EngineInPage } from "./page-script.ts";
import { type PageServer, servePage, type ServerOptions } from "./server.ts";

export interface EngineServer extends PageServer {
  readonly browser: Browser;
  /** A new page, on which nothing of the sandbox has been loaded yet. */
  open(context?: BrowserContext): Promise<Page>;
}

/** Serves a page with the engines, and starts a browser for it. */
export async function serveEngine(options: ServerOptions = {}): Promise<EngineServer> {
  const server = await servePage(options);
  const browser = await orClose(launchBrowser(), server.close);
  return {
    ...server,
    browser,
    open: async (context) => {
      const page = await (context ?? browser).newPage();
      await page.goto(server.url);
      await page.waitForFunction(() => "callEngine" in globalThis);
      return page;
    },
    close: async () => {
      await closeBrowser(browser);
      await server.close();
    },
  };
}

/** The engine of a page as an engine here. */
export async function engineOn(page: Page, id: EngineInPage["id"] = "worker"): Promise<Engine> {
  await page.evaluate((which) => {
    globalThis.engine.id = which;
  }, id);
  return engineThrough(
    (method, args) =>
      page.evaluate(([what, text]) => globalThis.callEngine(what, text), [method, args] as const),
    id,
  );
}
