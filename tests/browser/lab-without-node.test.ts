/** The lab where Node cannot be had: it says why, runs the project all the same, and keeps every edit. */
import assert from "node:assert/strict";
import { mkdtemp, readdir, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before, describe, test } from "node:test";
import { hostContainers } from "../support/container/host.ts";
import { act, labs, ready, rows, settled, write } from "../support/lab.ts";
import { late } from "../support/sample.ts";
import { dist, openSite, type Site } from "../support/site.ts";

const { site, withLab } = labs();

describe("without Node", () => {
  withLab(
    "an unreachable service is told of; the project runs all the same, and nothing is lost",
    async (page) => {
      await write(page, 'console.log("still here");\n');
      await act(page, "run");
      await page.getByText("The service is blocked, or down", { exact: true }).waitFor(late);
      assert.match(await page.locator(".steps").innerText(), /Reaching the service\s+failed/);
      await page.getByRole("button", { name: "Run without Node" }).click();
      await settled(page, "finished");
      assert.deepEqual(await rows(page), ["still here"]);
    },
    { alone: true },
  );

  withLab(
    "a service that answers later can be asked again",
    async (page, { context }) => {
      await act(page, "start");
      await page.getByText("The service is blocked, or down", { exact: true }).waitFor(late);
      await act(page, "plain");
      await settled(page, "finished");
      await context.unroute("https://stackblitz.com/**");
      await act(page, "again");
      await page.locator(".desk-bar [data-node]").getByText("Node is ready").waitFor(late);
      await write(page, 'import { pid } from "node:process";\nconsole.log("Node", pid > 0);');
      await act(page, "run");
      await page.locator(".out").getByText("Node true").waitFor(late);
    },
    { alone: true },
  );
});

test("a network that is gone is told of, and the project runs when it is back", async () => {
  const { page, context } = await site().open("lab/");
  await ready(page);
  await context.setOffline(true);
  await act(page, "run");
  await page.getByText("There is no network", { exact: true }).waitFor(late);
  await act(page, "plain");
  await settled(page, "failed");
  assert.match(await page.locator(".err").innerText(), /Check the connection, then run again/);
  await context.setOffline(false);
  await act(page, "run");
  await settled(page, "finished");
  assert.deepEqual(await rows(page), ["first: 1", "second: 2", "after the crash: 1"]);
  await context.close();
});

test("a browser without shared memory is told so, and runs the project without Node", async () => {
  const { page, context } = await site().open("404.html");
  await context.addInitScript(() => Reflect.deleteProperty(globalThis, "SharedArrayBuffer"));
  await page.goto(new URL("lab/", site().url).href);
  await ready(page);
  await act(page, "start");
  await page.getByText("This browser cannot run Node", { exact: true }).waitFor(late);
  await act(page, "run");
  await settled(page, "finished");
  assert.deepEqual(await rows(page), ["first: 1", "second: 2", "after the crash: 1"]);
  await context.close();
});

describe("with a service that answers and does not start", () => {
  test("the reader is told after fifteen seconds, and can do without", async () => {
    const { page, context } = await site().open("404.html");
    await context.route("https://stackblitz.com/**", (route) =>
      route.request().isNavigationRequest() ? undefined : route.fulfill({ body: "here" }),
    );
    await page.clock.install();
    await page.goto(new URL("lab/", site().url).href);
    await ready(page);
    await act(page, "start");
    await page.locator('.steps [data-step="node"][data-state="running"]').waitFor(late);
    await page.clock.fastForward(15_000);
    await page.getByText("Node is slow to start").waitFor(late);
    await page.getByRole("button", { name: "Run without Node" }).waitFor();
    await context.close();
  });
});

describe("on a host that sends no headers", () => {
  let bare: Site;
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "site-"));
    for (const entry of await readdir(dist))
      if (entry !== "_headers") await symlink(resolve(dist, entry), join(folder, entry));
    bare = await openSite({ folder });
  });
  after(async () => {
    await bare.close();
    await rm(folder, { recursive: true });
  });

  test("the page isolates itself, says so, and runs Node; the engine of samples is a press away", async () => {
    const { page, context, problems } = await bare.open("404.html");
    const host = await hostContainers(context);
    problems.length = 0;
    await page.goto(new URL("lab/", bare.url).href);
    await page.getByText("The page has added them itself").waitFor(late);
    assert.equal(await page.evaluate(() => crossOriginIsolated), true);
    await act(page, "run");
    await settled(page, "finished");
    await context.route("https://stackblitz.com/**", (route) => route.abort());
    await page.reload();
    await ready(page);
    await write(page, 'console.log("kept");\n');
    await act(page, "run");
    await page.getByRole("button", { name: "Run without Node" }).click(late);
    await settled(page, "finished");
    assert.deepEqual(await rows(page), ["kept"]);
    assert.equal(await page.evaluate(() => crossOriginIsolated), true);
    // And back: the page is as it was.
    await context.unroute("https://stackblitz.com/**");
    await act(page, "again");
    await page.getByText("Node is ready").first().waitFor(late);
    await context.close();
    await host.close();
  });

  test("a browser that does not let it says so, and runs the project without Node", async () => {
    const { page, context } = await bare.open("404.html", { serviceWorkers: "block" });
    await page.goto(new URL("lab/", bare.url).href);
    await page.getByText("This page may not run Node").waitFor(late);
    await act(page, "run");
    await settled(page, "finished");
    assert.deepEqual(await rows(page), ["first: 1", "second: 2", "after the crash: 1"]);
    await context.close();
  });
});
