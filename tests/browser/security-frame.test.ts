/**
 * The second wall. A sample runs in a worker and has no way to the frame's document; even code in that document, under
 * the real policies, reaches nothing: neither where the host sends the frame's headers, nor where it sends none.
 */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Page } from "playwright";
import { observe } from "../engines/support/observe.ts";
import { engineOn, type EngineServer, serveEngine } from "../engines/support/page.ts";
import type { ServerOptions } from "../engines/support/server.ts";
import { openOutside, type Outside } from "./support/outside.ts";

/** What the frame's document tries. Each resolves when it has succeeded. */
const tryAll = async (site: string): Promise<string[]> => {
  const loaded = (element: HTMLElement & { src: string }, url: string) =>
    new Promise((resolve, reject) => {
      element.onload = resolve;
      element.onerror = reject;
      element.src = url;
      document.body.append(element);
    });
  const opened = (socket: EventTarget) =>
    new Promise((resolve, reject) => {
      socket.addEventListener("open", resolve);
      socket.addEventListener("error", reject);
    });
  const unless = (blocked: boolean) => {
    if (blocked) throw new Error("blocked");
  };
  const tries: Record<string, () => unknown> = {
    fetch: () => fetch(site, { mode: "no-cors" }),
    image: () => loaded(new Image(), `${site}image.png`),
    script: () => loaded(document.createElement("script"), `${site}script.js`),
    module: () => import(`${site}module.js`),
    socket: () => opened(new WebSocket(site.replace("http", "ws"))),
    events: () => opened(new EventSource(site)),
    beacon: () => {
      navigator.sendBeacon(`${site}beacon`);
      throw new Error("whether it was sent, the other side knows");
    },
    eval: () => (0, eval)("1"),
    style: () => {
      document.body.style.setProperty("--taken", "yes");
      const style = document.createElement("style");
      style.textContent = `body { background: url(${site}style.png); color: rgb(1, 2, 3); }`;
      document.head.append(style);
      unless(getComputedStyle(document.body).color !== "rgb(1, 2, 3)");
    },
    cookie: () => document.cookie,
    localStorage: () => localStorage.length,
    sessionStorage: () => sessionStorage.length,
    indexedDB: () => indexedDB.open("x"),
    caches: () => caches.open("x"),
    serviceWorker: () => navigator.serviceWorker.register("/lab/isolate.js"),
    parent: () => parent.document.title,
    "parent's location": () => parent.location.href,
    "the element that it is in": () => unless(frameElement === null),
    top: () => {
      top!.location.href = `${site}top`;
    },
    "a window": () => unless(open(site) === null),
    "a question": () => unless(prompt("?") === null),
    "a form": () => {
      const form = document.createElement("form");
      form.action = `${site}form`;
      document.body.append(form);
      form.submit();
      throw new Error("whether it was sent, the other side knows");
    },
    camera: () => navigator.mediaDevices.getUserMedia({ video: true }),
    clipboard: () => navigator.clipboard.writeText("x"),
    place: () => new Promise((done, fail) => navigator.geolocation.getCurrentPosition(done, fail)),
  };
  const worked: string[] = [];
  for (const [what, attempt] of Object.entries(tries))
    await (async () => attempt())().then(
      () => worked.push(what),
      () => undefined,
    );
  return worked;
};

const HOSTS: Readonly<Record<string, ServerOptions>> = {
  "with the host's headers": {},
  "with no headers": { bare: true },
  "on an isolated page": { isolated: true },
  "on a page that a service worker has isolated": { isolated: true, bare: true },
};

for (const [where, options] of Object.entries(HOSTS))
  describe(`the frame ${where}`, () => {
    let server: EngineServer;
    let page: Page;
    let outside: Outside;

    before(async () => {
      outside = await openOutside();
      server = await serveEngine(options);
      page = await server.open();
    });
    after(async () => {
      outside.close();
      await server.close();
    });

    test("reaches nothing, and runs samples all the same", async () => {
      const engine = await engineOn(page);
      await engine.warm();
      const frame = page.frames().find((one) => one !== page.mainFrame())!;
      assert.equal(await frame.evaluate(() => self.origin), "null");
      assert.equal(await page.evaluate(() => crossOriginIsolated), options.isolated === true);
      assert.deepEqual(await frame.evaluate(tryAll, `http://localhost:${outside.port}/`), []);
      assert.deepEqual(outside.reached, []);
      assert.equal(page.url(), server.url);
      assert.equal(page.context().pages().length, 1);
      const { lines, reason } = await observe(engine, 'console.log("still here");');
      assert.deepEqual([lines, reason], [["still here"], "finished"]);
    });

    test("cannot go elsewhere; when it has tried, its runs end, and the next one has a new frame", async () => {
      const engine = await engineOn(page);
      const old = page.frames().find((one) => one !== page.mainFrame())!;
      const { events, lines, reason } = await observe(
        engine,
        'console.log("before"); setInterval(() => {}, 10);',
        {
          clock: "real",
          onEvent: ({ type }) => {
            if (type !== "log") return;
            // The document may be gone before it has answered.
            old
              .evaluate((site) => void (location.href = `${site}gone`), `http://localhost:${outside.port}/`)
              .catch(() => undefined);
          },
        },
      );
      assert.equal(lines[0], "before");
      const [failure] = events.filter(({ type }) => type === "error");
      assert.match(failure?.type === "error" ? failure.message : "", /the sandbox that it was in is gone/);
      assert.equal(reason, "engine_failed");
      assert.deepEqual((await observe(engine, 'console.log("after");')).lines, ["after"]);
      assert.deepEqual(outside.reached, []);
    });

    test("does nothing in a page of its own", async () => {
      const naked = await server.browser.newPage();
      const src = await page.evaluate(() => document.querySelector("iframe")!.src);
      await naked.goto(new URL(src.replace("/lab/", "/sandbox/"), server.url).href);
      assert.match(await naked.innerText("body"), /does nothing by itself/);
      assert.equal(naked.workers().length, 0);
      await naked.close();
    });
  });

test("a frame that has died is told as what it is, and a run that begins at once has a new one", async (t) => {
  const server = await serveEngine();
  t.after(() => server.close());
  const page = await server.open();
  const engine = await engineOn(page);
  await engine.warm();
  // A browser ends a frame whose code takes too much memory; nothing is heard of it again.
  const silence = () =>
    page
      .frames()
      .at(-1)!
      .evaluate(() => {
        MessagePort.prototype.postMessage = () => undefined;
      });
  await silence();
  const { errors, reason } = await observe(engine, "for (;;);", { clock: "real" });
  assert.match(errors[0]!.message, /sandbox has probably taken all the memory/);
  assert.match(errors[0]!.hint!, /grows without end/);
  assert.equal(reason, "engine_failed");

  await engine.warm();
  await silence();
  const old = page.frames().at(-1)!;
  const stop = new AbortController();
  let next: Promise<unknown> | undefined;
  const wasGone: boolean[] = [];
  const onEvent = () => {
    stop.abort();
    next ??= observe(engine, 'console.log("after");', { onEvent: () => wasGone.push(old.isDetached()) });
  };
  await observe(engine, "console.log(1);", { signal: stop.signal, onEvent });
  await next;
  assert.equal(wasGone[0], true);
});
