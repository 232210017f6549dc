/**
 * Values that are made to harm whoever looks at them: printed, sent from process to process while all is recorded, thrown,
 * held by a process that is looked into. The run says what it can of each, and ends as it would with any other value.
 */
import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";
import type { Page } from "playwright";
import type { Command, Engine } from "../../src/sandbox/engine.ts";
import { channel } from "../engines/support/channel.ts";
import { observe } from "../engines/support/observe.ts";
import { engineOn, type EngineServer, serveEngine } from "../engines/support/page.ts";

/** Name to code that makes `value`, what is printed of it, and what sending it does if it is refused. */
const VALUES: Readonly<Record<string, readonly [code: string, printed: RegExp, refusal?: RegExp]>> = {
  "a ring": [
    "value = { list: [] }; value.list.push(value, new Map([[value, value]]));",
    /^\{ list: \[#Circular, Map \{ #Circular => #Circular \}\] \}$/,
  ],
  "two million things": [
    `value = [new Array(1_000_000).fill("x"), "y".repeat(500_000), new Float64Array(1_000_000),
      new Map(Array.from({ length: 100_000 }, (_, i) => [i, i]))];`,
    /^\[\["x", "x", .*\.\.\.\].*more characters/,
  ],
  "frozen all through": ["value = Object.freeze({ list: Object.freeze([1]) });", /^\{ list: \[1\] \}$/],
  "a getter that throws": [
    "value = { get price() { throw new Error('no'); } };",
    /^\{ price: #Getter \}$/,
    /^Error: no$/,
  ],
  "a proxy that refuses all": [
    `value = new Proxy({ a: 1 }, { get: no, ownKeys: no, getPrototypeOf: no, getOwnPropertyDescriptor: no });`,
    /^#Unreadable<no>$/,
    /^Error: no$/,
  ],
  "a proxy that has been revoked": [
    "const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); value = proxy;",
    /^#Unreadable<.*revoked>$/,
    /^TypeError: .*revoked$/,
  ],
  "a function that has been revoked": [
    "const { proxy, revoke } = Proxy.revocable(() => 1, {}); revoke(); value = proxy;",
    /^#Function<anonymous>$/,
  ],
  "a proxy without end": [
    `const make = (): object => new Proxy({}, { ownKeys: () => ["a", "b"], get: () => make(),
      getOwnPropertyDescriptor: () => ({ value: make(), enumerable: true, configurable: true }) });
    value = make();`,
    /^\{ a: \{ a: .*\.\.\./,
    /^TypeError: 'ownKeys' on proxy/,
  ],
  "a list without end": [
    `value = new Proxy([], { get: (list, key) => key === "length" ? 2 ** 53 - 1
      : key === Symbol.iterator ? function* () { for (;;) yield 1; } : Reflect.get(list, key) });`,
    /^\[1, 1, .*\.\.\.\]$/,
    /^TypeError: 'get' on proxy/,
  ],
  "no text of its own": [
    "value = { [Symbol.toPrimitive]: no, toString: no, toJSON: no };",
    /^\{ toString: #Function<no>, toJSON: #Function<no> \}$/,
  ],
  "no class": [
    "value = Object.create({ get constructor() { throw new Error('no'); } });",
    /^#Unreadable<no>$/,
  ],
  "a map that cannot be gone through": [
    "class Bad extends Map { override get size(): number { return no(); } override entries() { return no(); } override [Symbol.iterator]() { return no(); } } value = new Bad();",
    /^#Unreadable<no>$/,
  ],
  "an error without a message": [
    "value = Object.defineProperty(new Error(), 'message', { get: no });",
    /^#Unreadable<no>$/,
  ],
  "an error without a stack": [
    "value = Object.defineProperty(new Error(), 'stack', { get: no });",
    /^#Unreadable<no>$/,
  ],
  "a promise that is none": [
    "value = { get then() { throw new Error('no'); } };",
    /^\{ then: #Getter \}$/,
    /^Error: no$/,
  ],
};

const MADE = "const no = (): never => { throw new Error('no'); };\nlet value: any;\n";

describe("values that do harm", () => {
  let server: EngineServer;
  let page: Page;
  let engine: Engine;

  before(async () => {
    server = await serveEngine();
    page = await server.open();
    engine = await engineOn(page);
  });
  after(() => server.close());
  afterEach(async () => {
    const { lines, reason } = await observe(engine, 'console.log("next");');
    assert.deepEqual([lines, reason], [["next"], "finished"]);
    assert.equal(await page.evaluate(() => document.title), "Engine");
  });

  for (const [what, [code, printed, refusal]] of Object.entries(VALUES)) {
    test(`printed: ${what}`, async () => {
      const { lines, reason } = await observe(engine, `${MADE}${code}\nconsole.log(value);`);
      assert.equal(lines.length, 1);
      assert.match(lines[0]!, printed);
      assert.equal(reason, "finished");
    });

    test(`sent there and back: ${what}`, async () => {
      const { lines, events, reason } = await observe(
        engine,
        `import { receive, self, send, spawn } from "beamish";
        ${MADE}${code}
        const echo = spawn(function* () { const [from, what] = yield* receive(); send(from, ["back", what]); });
        try {
          send(echo, [self(), value]);
          const [, back] = await receive<[string, unknown]>();
          console.log(back);
        } catch (error) { console.log(String(error)); }`,
        { trace: true },
      );
      assert.equal(lines.length, 1);
      assert.match(lines[0]!, refusal ?? printed);
      assert.equal(reason, "finished");
      const traced = events.flatMap((event) => (event.type === "trace" ? event.events : []));
      assert.ok(traced.some(({ type }) => type === "spawn"));
    });

    test(`thrown, by the sample and by a process: ${what}`, async () => {
      const { errors, reason } = await observe(engine, `${MADE}${code}\nthrow value;`);
      assert.equal(reason, "error");
      assert.equal(errors.length, 1);
      assert.match(errors[0]!.message, /was thrown, which is not an Error\.$/);
      const { lines } = await observe(
        engine,
        `import { receive, spawnMonitor } from "beamish";
        ${MADE}${code}
        spawnMonitor(() => { throw value; });
        await receive();
        console.log("alive");`,
      );
      assert.equal(lines.length, 2);
      assert.match(lines[0]!, /^\[error\] Process <0\.81\.0> /);
      assert.equal(lines[1], "alive");
    });
  }

  test("held by a process that somebody looks into", async () => {
    const commands = channel<Command>();
    const { events, reason } = await observe(
      engine,
      `import { Agent, Process } from "beamish";
      ${MADE}
      await Agent.startLink(() => { Process.put("proxy", new Proxy({}, { ownKeys: no })); return { get price() { return no(); } }; });
      console.log("ready");`,
      {
        clock: "real",
        commands,
        onEvent: ({ type }) => {
          if (type === "log") commands.send({ type: "inspect", pid: "<0.81.0>" });
          if (type === "inspected") commands.close();
        },
      },
    );
    const [seen] = events.filter((event) => event.type === "inspected");
    assert.match(JSON.stringify(seen), /#Getter.*|#Unreadable<no>/);
    assert.equal(reason, "finished");
  });
});
