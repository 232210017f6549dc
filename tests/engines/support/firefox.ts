/** The engine in Firefox: Debian's, driven by WebDriver BiDi. */
import puppeteer, { type Browser, type Page } from "puppeteer-core";
import { orClose } from "../../support/patience.ts";
import { findProgram } from "../../support/programs.ts";
import type { Opened } from "../contract.ts";
import { engineThrough } from "./engine-on.ts";
import { servePage, type ServerOptions } from "./server.ts";

export const firefox = findProgram("firefox-esr", "firefox");

export async function openInFirefox(options: ServerOptions = {}): Promise<Opened> {
  if (firefox === undefined) throw new Error("There is no Firefox on this machine.");
  const server = await servePage(options);
  const launched = puppeteer.launch({ browser: "firefox", executablePath: firefox, headless: true });
  const browser = await orClose(launched, server.close);
  const close = async (): Promise<void> => {
    await browser.close();
    await server.close();
  };
  const page = await orClose(openPage(browser, server.url), close);
  const engine = engineThrough(
    (method, args) => page.evaluate((what, text) => globalThis.callEngine(what, text), method, args),
    "worker",
  );
  return { engine, close };
}

async function openPage(browser: Browser, url: string): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(url);
  await page.waitForFunction(() => "callEngine" in globalThis);
  return page;
}
