/** All tests of the runtime once more, in a Web Worker in real Chromium; those of the kernel in the page as well. */
import assert from "node:assert/strict";
import { registerHooks } from "node:module";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import type { Browser } from "playwright";
import { closeBrowser, launchBrowser } from "../support/site.ts";
import { names, type Outcome } from "./browser/test.ts";
import { bundleTests, kernelTests, root, runtimeTests } from "./bundle.ts";

/** The page that the tests run in; everything is served from here. */
const ORIGIN = "http://localhost:4899/";
const PLACES = {
  page: `<script type="module" src="tests.js"></script>`,
  worker: `<script type="module">
    const worker = new Worker("tests.js", { type: "module" });
    worker.onmessage = ({ data }) => reportOutcome(data);
  </script>`,
};

/** Runs bundled tests in the browser until the last has ended. */
async function outcomesIn(browser: Browser, place: keyof typeof PLACES, code: string): Promise<Outcome[]> {
  const page = await browser.newPage();
  const outcomes: Outcome[] = [];
  const { promise: ended, resolve, reject } = Promise.withResolvers<undefined>();
  page.on("crash", () => {
    reject(new Error("the page has crashed"));
  });
  page.on("pageerror", reject);
  await page.exposeFunction("reportOutcome", (outcome: Outcome | undefined | null) => {
    if (outcome) outcomes.push(outcome);
    else resolve(undefined);
  });
  const prelude = place === "worker" ? "globalThis.reportOutcome = (outcome) => postMessage(outcome);\n" : "";
  await page.route(`${ORIGIN}**`, (route) =>
    route.request().url().endsWith(".js")
      ? route.fulfill({ contentType: "text/javascript", body: prelude + code })
      : route.fulfill({
          contentType: "text/html",
          body: `<!doctype html><title>Tests</title>${PLACES[place]}`,
        }),
  );
  await page.goto(ORIGIN);
  await ended;
  await page.close();
  return outcomes;
}

/** The names of the tests that each file registers with Node. They are not run: that has been done where they are. */
async function namesByFile(files: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const hooks = registerHooks({
    resolve: (specifier, context, next) =>
      specifier === "node:test"
        ? { url: new URL("browser/test.ts", import.meta.url).href, shortCircuit: true }
        : next(specifier, context),
  });
  const found = new Map<string, readonly string[]>();
  for (const file of files) {
    const already = names().length;
    await import(pathToFileURL(join(root, file)).href);
    found.set(file, names().slice(already));
  }
  hooks.deregister();
  return found;
}

describe("without Node", () => {
  let browser: Browser;
  let inNode: ReadonlyMap<string, readonly string[]>;
  before(async () => {
    browser = await launchBrowser();
    inNode = await namesByFile(runtimeTests());
  });
  after(() => closeBrowser(browser));

  const suites = [
    ["the runtime, in a worker", "worker", runtimeTests()],
    ["the kernel, in the page", "page", kernelTests()],
  ] as const;
  for (const [title, place, files] of suites)
    test(title, async (t) => {
      const outcomes = await outcomesIn(browser, place, await bundleTests(files));
      for (const { name, error } of outcomes)
        await t.test(name, () => {
          if (error !== undefined) assert.fail(error);
        });
      const expected = files.flatMap((file) => inNode.get(file)!);
      const got = outcomes.map(({ name }) => name);
      assert.ok(expected.length > 0);
      assert.deepEqual(got, expected, `Node has ${expected.length} tests, ${got.length} were run`);
    });
});
