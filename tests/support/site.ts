/** The built site in a real browser. */
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  chromium,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
} from "playwright";
import { serve } from "../../src/commands/serve.ts";
import { OPEN, orClose, within } from "./patience.ts";
import { systemBrowser } from "./programs.ts";

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Where the tested build is: dist/ unless `DIST` says otherwise. */
export const dist = process.env["DIST"] ?? join(dirname(fileURLToPath(import.meta.url)), "../../dist");

export interface Site {
  readonly url: string;
  readonly browser: Browser;
  /** A new page in a context of its own. Errors that the page prints or throws are collected in `problems`. */
  open(path: string, options?: BrowserContextOptions): Promise<OpenedPage>;
  close(): Promise<void>;
}

export interface OpenedPage {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Console errors, uncaught exceptions and failed requests, as they came. */
  readonly problems: string[];
}

/** Start a browser: the machine's own Chromium, else the one that Playwright downloaded. */
export function launchBrowser(): Promise<Browser> {
  const executablePath = systemBrowser();
  return chromium.launch({ args: FLAGS, ...(executablePath ? { executablePath } : {}) });
}

/** Milliseconds in which a browser that is closed must be gone. */
const CLOSING = 30_000;

/**
 * Close a browser. One in which a page hangs does not close; it is ended, or it would keep the process of the test, and
 * with it the whole run, from ending.
 */
export async function closeBrowser(browser: Browser): Promise<void> {
  if (!browser.isConnected()) return;
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  if ((await within(CLOSING, browser.close())) !== OPEN) return;
  for (const { id } of processInfo)
    try {
      process.kill(id, "SIGKILL");
    } catch {
      // It is gone already.
    }
}

/**
 * Serve the built site on a free port and start a browser for it.
 * @param options.base the base path that the site was built for
 */
export async function openSite(options: { base?: string; folder?: string } = {}): Promise<Site> {
  const server = await serve(
    options.folder ?? dist,
    options.base === undefined ? {} : { base: options.base },
  );
  const browser = await orClose(launchBrowser(), server.close);
  return {
    url: server.url,
    browser,
    async open(path, contextOptions = {}) {
      const context = await browser.newContext(contextOptions);
      // Pages leave what is far below the window for later; tests read and measure it without scrolling there.
      await context.addInitScript(() => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync("* { content-visibility: visible !important; }");
        document.adoptedStyleSheets.push(sheet);
      });
      const page = await context.newPage();
      const problems = collectProblems(page);
      await page.goto(new URL(path.replace(/^\//, ""), server.url).href);
      return { page, context, problems };
    },
    async close() {
      await closeBrowser(browser);
      await server.close();
    },
  };
}

/** Collect everything that a page complains about from now on. */
export function collectProblems(page: Page): string[] {
  const problems: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") problems.push(`console: ${message.text()} (${message.location().url})`);
  });
  page.on("pageerror", (error) => problems.push(`exception: ${error.message}`));
  page.on("requestfailed", (request) => {
    // A page that is left stops what it was fetching.
    if (request.failure()?.errorText === "net::ERR_ABORTED") return;
    problems.push(`request failed: ${request.url()} ${request.failure()?.errorText ?? ""}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) problems.push(`${response.status()}: ${response.url()}`);
  });
  return problems;
}
