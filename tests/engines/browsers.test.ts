/**
 * The worker engine in browsers other than Chromium. What a browser's JavaScript says in words of its own (the text of a
 * TypeError, columns of a stack) is that browser's; all else is as everywhere.
 */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { contract, type Opened } from "./contract.ts";
import { firefox, openInFirefox } from "./support/firefox.ts";
import { observe } from "./support/observe.ts";
import type { ServerOptions } from "./support/server.ts";
import { hasWebKit, openInWebKit } from "./support/webkit.ts";

type Open = (options?: ServerOptions) => Promise<Opened>;

/** What pages there are, and from what addresses the engine may start its workers there. */
const PAGES: Readonly<Record<string, readonly [ServerOptions, addresses: RegExp]>> = {
  // From data: ones a run starts ten times as slowly.
  "a page like most": [{}, /^blob:$/],
  // A page that is isolated may embed only what says so. There WebKit refuses blob: workers.
  "an isolated page": [{ isolated: true }, /^(blob|data):$/],
  "a page that a service worker has isolated": [{ isolated: true, bare: true }, /^(blob|data):$/],
};

function tryIn(browser: string, open: Open | undefined): void {
  if (open === undefined) {
    test(`${browser} is not on this machine and could not be installed: nothing has been tried in it`, () =>
      undefined);
    return;
  }
  contract(`worker in ${browser}`, () => open(), { words: "other", depth: "core" });

  describe(`worker in ${browser}, on`, () => {
    for (const [page, [options, addresses]] of Object.entries(PAGES))
      test(page, async () => {
        const { engine, close } = await open(options);
        try {
          const { lines } = await observe(engine, "console.log(location.protocol, crossOriginIsolated);");
          const [address, isIsolated] = lines[0]!.split(" ");
          assert.match(address!, addresses);
          assert.equal(isIsolated, String(options.isolated === true));
          const { logs, errors, reason } = await observe(engine, {
            "main.ts":
              'import { order } from "./till.ts";\nimport { self } from "beamish";\nconsole.log(order, self());\nthrow new Error("no tea");\n',
            "till.ts": 'export const order = "tea";\n',
          });
          const place = { file: "main.ts", line: 3 };
          assert.deepEqual(
            logs.map(({ text, at }) => [text, { file: at?.file, line: at?.line }]),
            [["tea <0.80.0>", place]],
          );
          assert.deepEqual([errors[0]!.message, errors[0]!.at?.line, reason], ["no tea", 4, "error"]);
        } finally {
          await close();
        }
      });
  });
}

tryIn("Firefox", firefox === undefined ? undefined : openInFirefox);
tryIn("WebKit", hasWebKit ? openInWebKit : undefined);
