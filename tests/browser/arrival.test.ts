/** A page whose end comes late, as on a slow line: what has been shown stays where it is. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, test } from "node:test";
import type { Page } from "playwright";
import { ended, within } from "../support/patience.ts";
import { openSite, type Site } from "../support/site.ts";

const PHONE = { width: 390, height: 844 };
const DESK = { width: 1440, height: 900 };

/** Pages, and words before which the first part of them ends. */
const PARTS: readonly (readonly [path: string, words: string])[] = [
  ["chapters/", "<theme-switch"],
  ["chapters/", 'popovertarget="main-nav"'],
  ["chapters/", "fonts/LICENCES"],
  ["docs/observer/", "<th>shows</th>"],
  ["decks/otp-in-15-minutes/", 'class="dots"'],
  ["decks/otp-in-15-minutes/", 'data-do="help"'],
  ["decks/otp-in-15-minutes/", 'data-do="next"'],
];

let site: Site;
let words = "";
/** Ends the page that is on its way. */
let release = (): void => undefined;

/** The site, with a page in two parts. */
const server = createServer((request, response) => {
  void relay(request.url!, response);
});

async function relay(path: string, response: ServerResponse): Promise<void> {
  const answer = await fetch(new URL(path, site.url));
  const type = answer.headers.get("content-type") ?? "";
  response.writeHead(answer.status, { "content-type": type });
  const body = Buffer.from(await answer.arrayBuffer());
  if (!type.startsWith("text/html")) return void response.end(body);
  const cut = body.indexOf(words);
  assert.ok(cut > 0, `${path} has ${words}`);
  response.write(body.subarray(0, cut));
  release = () => response.end(body.subarray(cut));
}

before(async () => {
  site = await openSite();
  await once(server.listen(0, "127.0.0.1"), "listening");
});
after(async () => {
  server.closeAllConnections();
  server.close();
  await site.close();
});

/** Shows the first part of a page, then the rest, and gives how far things have moved. */
async function shiftsOf(page: Page, path: string): Promise<number[]> {
  await page.addInitScript(() => {
    const shifts: number[] = [];
    Object.assign(globalThis, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shifts.push((entry as unknown as { value: number }).value);
    }).observe({ type: "layout-shift", buffered: true });
  });
  const { port } = server.address() as AddressInfo;
  await page.goto(`http://127.0.0.1:${port}/${path}`, { waitUntil: "commit" });
  await page.waitForFunction(() => performance.getEntriesByName("first-contentful-paint").length > 0);
  release();
  await page.waitForLoadState("load");
  return page.evaluate(async () => {
    await document.fonts.ready;
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    return (globalThis as unknown as { shifts: number[] }).shifts;
  });
}

for (const [path, first] of PARTS)
  for (const viewport of [PHONE, DESK])
    test(`${path} up to ${first}, and then the rest, at ${viewport.width} px`, async () => {
      words = first;
      const page = await site.browser.newPage({ viewport });
      const look = async () => {
        assert.deepEqual(await shiftsOf(page, path), []);
      };
      await ended(look(), page);
      await within(30_000, page.close());
    });
