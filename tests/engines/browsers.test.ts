/**
 * The worker engine in browsers other than Chromium. What a browser's JavaScript says in words of its own (the text of a
 * TypeError, columns of a stack) is that browser's; all else is as everywhere.
 */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { contract, type Opened } from "./contract.ts";
import { firefox, openInFirefox } from "./support/firefox.ts";
import { observe } from "./support/observe.ts";
import type { ServerOptions } from "./support/server.ts";
import { hasWebKit, openInWebKit } from "./support/webkit.ts";

type Open = (options?: ServerOptions) => Promise<Opened>;

function tryIn(browser: string, open: Open | undefined): void {
  if (open === undefined) {
    test(`${browser} is not on this machine and could not be installed: nothing has been tried in it`, () =>
      undefined);
    return;
  }
  contract(`worker in ${browser}`, () => open(), { words: "other", depth: "core" });
  // A page that is isolated may embed only what says so.
  contract(`worker in ${browser}, isolated`, () => open({ isolated: true }), {
    words: "other",
    depth: "smoke",
  });
  contract(`worker in ${browser}, isolated by a service worker`, () => open({ isolated: true, bare: true }), {
    words: "other",
    depth: "smoke",
  });

  describe(`worker in ${browser}, on pages like most`, () => {
    let opened: Opened;
    before(async () => {
      opened = await open();
    });
    after(() => opened.close());

    test("starts workers from blob: addresses: from data: ones they take ten times as long", async () => {
      const { lines } = await observe(opened.engine, "console.log(location.protocol);");
      assert.deepEqual(lines, ["blob:"]);
    });
  });
}

tryIn("Firefox", firefox === undefined ? undefined : openInFirefox);
tryIn("WebKit", hasWebKit ? openInWebKit : undefined);
