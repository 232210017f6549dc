/** The engine in Firefox: Debian's, driven by WebDriver BiDi. */
import puppeteer from "puppeteer-core";
import { findProgram } from "../../support/programs.ts";
import type { Opened } from "../contract.ts";
import { engineThrough } from "./engine-on.ts";
import { servePage, type ServerOptions } from "./server.ts";

export const firefox = findProgram("firefox-esr", "firefox");

export async function openInFirefox(options: ServerOptions = {}): Promise<Opened> {
  if (firefox === undefined) throw new Error("There is no Firefox on this machine.");
  const [server, browser] = await Promise.all([
    servePage(options),
    puppeteer.launch({ browser: "firefox", executablePath: firefox, headless: true }),
  ]);
  const page = await browser.newPage();
  await page.goto(server.url);
  await page.waitForFunction(() => "callEngine" in globalThis);
  const engine = engineThrough(
    (method, args) => page.evaluate((what, text) => globalThis.callEngine(what, text), method, args),
    "worker",
  );
  return {
    engine,
    close: async () => {
      await browser.close();
      await server.close();
    },
  };
}
