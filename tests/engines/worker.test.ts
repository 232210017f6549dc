/** The worker engine, in real Chromium, behind the real frame and policies. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { brotliCompressSync } from "node:zlib";
import type { Page } from "playwright";
import type { Engine } from "../../src/sandbox/engine.ts";
import { orClose } from "../support/patience.ts";
import { contract } from "./contract.ts";
import { observe, SPIN } from "./support/observe.ts";
import { engineOn, type EngineServer, serveEngine } from "./support/page.ts";
import type { ServerOptions } from "./support/server.ts";

const openOn = async (options?: ServerOptions) => {
  const server = await serveEngine(options);
  const engine = await orClose(server.open().then(engineOn), server.close);
  return { engine, close: () => server.close() };
};

contract("worker", () => openOn());
contract("worker, isolated", () => openOn({ isolated: true }), { depth: "smoke" });
contract("worker, isolated by a service worker", () => openOn({ isolated: true, bare: true }), {
  depth: "smoke",
});

describe("worker", () => {
  let server: EngineServer;
  let page: Page;
  let engine: Engine;

  before(async () => {
    server = await serveEngine();
    page = await server.open();
    engine = await engineOn(page);
    await engine.warm();
  });
  after(() => server.close());

  test("size: the frame with guest, transpiler and the runtime's core", (t) => {
    const size = brotliCompressSync(server.frame.html).length;
    t.diagnostic(`sandbox/frame.html: ${(size / 1_000).toFixed(1)} kB brotli`);
    assert.ok(
      size < 70_000,
      `${size} bytes: a page with an open, running sandbox has 200 kB, of which the editor takes 115`,
    );
  });

  test("parts: a run gets those that it mentions, fetched once; one that cannot be fetched is told of", async () => {
    const fresh = await server.open();
    const there = await engineOn(fresh);
    const fetched: string[] = [];
    let isBroken = true;
    await fresh.route("**/sandbox/modules/**", (route) => {
      fetched.push(new URL(route.request().url()).pathname.replace(/^.*\/|-.*$/g, ""));
      return isBroken ? route.abort() : route.continue();
    });
    const source = 'import { GenEvent } from "beamish"; console.log(typeof GenEvent.startLink);';
    const plain = await observe(
      there,
      'import { GenServer } from "beamish"; console.log(typeof GenServer.call);',
    );
    assert.deepEqual([plain.lines, fetched], [["function"], []]);
    const broken = await observe(there, source);
    assert.equal(broken.reason, "engine_failed");
    assert.match(broken.errors[0]!.message, /part of the runtime .* could not be fetched/);
    isBroken = false;
    for (let run = 0; run < 2; run++) assert.deepEqual((await observe(there, source)).lines, ["function"]);
    assert.deepEqual(fetched, ["machines", "machines"]);
    await fresh.close();
  });

  test("wall: the frame does nothing outside a sandboxed frame", async () => {
    const naked = await server.browser.newPage();
    await naked.goto(`${server.url}sandbox/frame.html`);
    assert.match(await naked.innerText("body"), /does nothing by itself/);
    assert.equal(naked.workers().length, 0);
    await naked.close();
  });

  test("wall: from the worker there is no way out, even around the words that say so", async () => {
    // Prototypes and fresh realms give back what forbidden.ts took away; the frame's policy must hold by itself.
    const { lines } = await observe(
      engine,
      `
      const tries: Record<string, () => unknown> = {
        module: () => import("${server.url}page.js".slice(0)),
        eval: () => (0, eval)("1 + 1"),
        Function: () => new Function("return 1")(),
        request: () => Object.getPrototypeOf(Object.getPrototypeOf(globalThis)).fetch?.call(globalThis, "${server.url}"),
        storage: () => navigator.storage.getDirectory(),
        parent: () => (globalThis as { parent?: { document: unknown } }).parent!.document,
        cookie: () => (globalThis as { document?: { cookie: string } }).document!.cookie,
        window: () => (globalThis as { open?: (url: string) => unknown }).open!("${server.url}"),
      };
      for (const [what, attempt] of Object.entries(tries)) {
        try { const got = await attempt(); console.log(what, got === undefined ? "is not there" : "WORKED"); }
        catch { console.log(what, "is refused"); }
      }`.replace(
        `import("${server.url}page.js".slice(0))`,
        'import(`data:text/javascript,import "' + server.url + 'page.js"`)',
      ),
    );
    assert.ok(lines.length > 0 && lines.every((line) => !line.includes("WORKED")), lines.join("\n"));
  });

  test("wall: who reaches for the page, or runs text as code, is told what a sample is", async () => {
    for (const [code, hint] of [
      ["console.log((document as any).cookie);", /has no page/],
      ['(parent as any).postMessage("forged", "*");', /has no page/],
      ['(top as any).location.href = "https://example.com";', /has no page/],
      ['eval("1 + 1");', /code that is in its files/],
      ['new Function("return 1")();', /code that is in its files/],
    ] as const) {
      const { errors } = await observe(engine, code);
      assert.match(errors[0]!.hint ?? "", hint, code);
    }
  });

  test("wall: what a sample says to the frame makes nothing happen in the page", async () => {
    const { lines, reason } = await observe(
      engine,
      `const post = Object.getPrototypeOf(globalThis).postMessage ?? (() => {});
      for (const type of ["ready", "failed", "crashed", "locate", "stop", "run"])
        try { post.call(globalThis, { type, id: 1, address: "blob:null/x" }); } catch {}
      console.log("still here");`,
    );
    assert.deepEqual([lines, reason], [["still here"], "finished"]);
  });

  test("a run that is stuck, and an exit that came as a signal, name the line that awaits", async () => {
    const stuck = await observe(engine, 'import { receive } from "beamish";\n\nawait receive();\n');
    assert.equal(stuck.errors[0]!.at?.line, 3);
    const exited = await observe(
      engine,
      'import { exit, receive, spawnLink } from "beamish";\nspawnLink(() => exit("sold_out"));\nawait receive();\n',
    );
    assert.deepEqual([exited.errors[0]!.name, exited.errors[0]!.at?.line], ["Exit", 3]);
  });

  test("memory: processes without end are stopped and explained", async () => {
    const { errors, reason } = await observe(
      engine,
      `import { receive, spawn } from "beamish";
      const wait = function* () { yield* receive(); };
      spawn(function* () { for (;;) { spawn(wait); yield* receive({ after: 0 }); } });`,
      { clock: "real" },
    );
    assert.equal(errors[0]!.name, "TooMuchMemory");
    assert.match(errors[0]!.hint!, /starts processes/);
    assert.equal(reason, "engine_failed");
  });

  test("memory: a loop that only allocates is ended before it can take the page along", async () => {
    const source = "const all: unknown[] = []; for (;;) all.push(new Array(1_000).fill({}));";
    const { reason } = await observe(engine, source);
    assert.equal(reason, "time_limit");
    assert.deepEqual((await observe(engine, 'console.log("next");')).lines, ["next"]);
  });

  test("a run whose worker closes itself ends by its limit, and the next one works", async () => {
    const close = "(Object.getPrototypeOf(globalThis).close ?? (() => {})).call(globalThis); console.log(1);";
    const { reason } = await observe(engine, `${close}\nfor (;;) await new Promise(() => {});`, {
      timeLimit: 8_000,
    });
    assert.ok(reason === "time_limit" || reason === "stuck", reason);
    assert.deepEqual((await observe(engine, 'console.log("next");')).lines, ["next"]);
  });

  test("ten at once, one of them in an endless loop: the others finish", async () => {
    const abort = new AbortController();
    const spinning = observe(engine, SPIN, { signal: abort.signal });
    const source = (name: number) => `
      import { Process, receive, self, send, spawn } from "beamish";
      const echo = spawn(function* () { const [from, what] = yield* receive(); send(from, what); });
      await Process.sleep(20);
      send(echo, [self(), ${name}]);
      console.log(await receive());`;
    const others = await Promise.all(
      Array.from({ length: 9 }, (_, name) => observe(engine, source(name), { clock: "real" })),
    );
    assert.deepEqual(
      others.map(({ lines, reason }) => [lines, reason]),
      others.map((_, name) => [[String(name)], "finished"]),
    );
    abort.abort();
    assert.match((await spinning).reason, /aborted|time_limit/);
  });

  test("workers are gone when their runs are over", { timeout: 30_000 }, async () => {
    const fresh = await server.open();
    const own = await engineOn(fresh);
    for (let i = 0; i < 5; i++) await observe(own, `console.log(${i});`);
    // One may be left: the spare one for the next run. If others stay, this waits until the test is out of time.
    while (fresh.workers().length > 1)
      await new Promise((closed) => fresh.workers()[0]!.once("close", closed));
    await fresh.close();
  });
});

test("where blob: workers are refused, data: ones stand in", async (t) => {
  const server = await serveEngine({ workers: "data:" });
  t.after(() => server.close());
  const page = await server.open();
  const engine = await engineOn(page);
  await engine.warm();
  assert.ok(page.workers()[0]!.url().startsWith("data:"));
  const { lines, reason } = await observe(engine, {
    "main.ts":
      'import { order } from "./till.ts";\nimport { self } from "beamish";\nconsole.log(order, self());\nnull!.x;\n',
    "till.ts": 'export const order = "tea";\n',
  });
  assert.deepEqual(lines, [
    "tea <0.80.0>",
    "Uncaught TypeError: Cannot read properties of null (reading 'x') (main.ts:4)",
  ]);
  assert.equal(reason, "error");
});

test("a frame that is not there is an engine that fails and says so; the next run tries again", async (t) => {
  const server = await serveEngine();
  t.after(() => server.close());
  const page = await server.open();
  await page.route(
    "**/sandbox/frame.html*",
    (route) => route.fulfill({ contentType: "text/html", body: "<p>Not found</p>" }),
    {
      times: 1,
    },
  );
  const engine = await engineOn(page);
  const { errors, reason } = await observe(engine, 'console.log("never");');
  assert.equal(errors[0]!.name, "EngineError");
  assert.match(errors[0]!.message, /^The sandbox is not at \/sandbox\/frame\.html(\?v=\w+)?\.$/);
  assert.equal(reason, "engine_failed");
  assert.deepEqual((await observe(engine, 'console.log("now");')).lines, ["now"]);
});
