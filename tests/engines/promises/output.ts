/** What a run prints, and how it comes out. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Run } from "../support/observe.ts";

/** @param words in whose words places are told: V8's, or those of another engine, which may point to another column */
export function promiseOutput(run: Run, words: "V8" | "other" = "V8"): void {
  test("output: values are printed as the runtime inspects them", async () => {
    const { lines, reason } = await run(`
      import { makeRef, self, spawn } from "beamish";
      class Cake { constructor(readonly layers: number) {} }
      console.log("tea", 1, -0, 2n, true, undefined, null);
      console.log(["ok", "tea", 1], { id: 1, "a b": [] }, {});
      console.log(self(), [spawn(() => {})], makeRef());
      console.log(new Cake(3), new Map([["a", { b: 1 }]]), new Set([1, "x"]), new Date(0));
      console.log(new TypeError("no"), function serve() {}, Symbol("s"));
    `);
    assert.deepEqual(lines, [
      "tea 1 -0 2n true undefined null",
      '["ok", "tea", 1] { id: 1, "a b": [] } {}',
      "<0.80.0> [<0.81.0>] #Ref<0.1>",
      'Cake { layers: 3 } Map { "a" => { b: 1 } } Set { 1, "x" } #Date<1970-01-01T00:00:00.000Z>',
      'TypeError("no") #Function<serve> s',
    ]);
    assert.equal(reason, "finished");
  });

  test("output: every line knows its level and its place in the source", async () => {
    const { logs } = await run(
      'const tea: string = "tea"; console.log(tea);\nconsole.info(1);\n  console.warn(2);\nconsole.error(3);\nconsole.debug(4);\n',
    );
    const seen = logs.map(({ level, text, at }) => [level, text, at?.file, at?.line]);
    assert.deepEqual(seen, [
      ["log", "tea", "main.ts", 1],
      ["info", "1", "main.ts", 2],
      ["warn", "2", "main.ts", 3],
      ["error", "3", "main.ts", 4],
      ["debug", "4", "main.ts", 5],
    ]);
    if (words !== "V8") return;
    assert.deepEqual(
      logs.map(({ at }) => at?.column),
      [36, 9, 11, 9, 9],
    );
  });

  test("output: console.table, group, count, dir, assert and trace", async () => {
    const { lines } = await run(`
      console.table([{ drink: "tea", price: 2 }, { drink: "bun" }]);
      console.group("orders");
      console.count("tea");
      console.count("tea");
      console.groupEnd();
      console.dir({ a: 1 });
      console.assert(1 > 2, "one is not", 2);
      console.assert(true, "never");
      console.trace("here");
    `);
    assert.deepEqual(lines, [
      '   drink  price\n-  -----  -----\n0  "tea"  2\n1  "bun"',
      "orders",
      "  tea: 1",
      "  tea: 2",
      "{ a: 1 }",
      "Assertion failed one is not 2",
      "Trace: here",
    ]);
  });

  test("values: nothing that can be printed harms the run", async () => {
    const { logs, reason } = await run(`
      const ring: unknown[] = [1]; ring.push(ring);
      console.log(ring);
      console.log({ get bomb() { throw new Error("boom"); } });
      console.log(new Proxy({}, { ownKeys() { throw new Error("no keys"); } }));
      console.log(Object.freeze([Object.freeze({ a: 1 })]));
      console.log(Array.from({ length: 100_000 }, (_, i) => i));
      console.log("x".repeat(1_000_000));
      let deep: unknown = 0; for (let i = 0; i < 10_000; i++) deep = [deep];
      console.log(deep);
      console.log(Object.create(null), Object.create({ constructor: 1 }));
    `);
    const texts = logs.map(({ text }) => text);
    assert.deepEqual(texts.slice(0, 4), [
      "[1, #Circular]",
      "{ bomb: #Getter }",
      "#Unreadable<no keys>",
      "[{ a: 1 }]",
    ]);
    assert.match(texts[4]!, /^\[0, 1, .*, 49, \.\.\.\]$/);
    assert.match(texts[5]!, /^x{10000}\.\.\. \(990000 more characters\)$/);
    assert.match(texts[6]!, /^\[+\.\.\.\]+$/);
    assert.equal(reason, "finished");
    const list = logs[4]!.values[0]!;
    assert.ok(list.kind === "list" && list.items.length === 50 && list.more === 99_950);
  });

  test("flood: output stops at a limit, says how much was dropped, and the run goes on", async () => {
    const { logs, events, reason } = await run("for (let i = 1; i <= 12_000; i++) console.log(i);");
    assert.equal(logs.length, 5_000);
    assert.equal(logs.at(-1)!.text, "5000");
    assert.deepEqual(events.filter(({ type }) => type === "flood").at(-1), {
      type: "flood",
      what: "output",
      dropped: 7_000,
    });
    assert.equal(reason, "finished");
  });

  test("several files: a sample is a graph of modules", async () => {
    const { lines } = await run({
      "main.ts": 'import { order } from "./till/till.ts";\nconsole.log(order("tea"));\n',
      "till/till.ts":
        'import { prices } from "../prices.ts";\nexport const order = (what: string) => prices.get(what);\n',
      "prices.ts": 'export const prices: Map<string, number> = new Map([["tea", 2]]);\n',
    });
    assert.deepEqual(lines, ["2"]);
  });

  test("trace: what happens is told as plain data, in order with the output", async () => {
    const { events } = await run(
      `import { receive, self, send, spawn } from "beamish";
      const echo = spawn(function* () { const [from, what] = yield* receive(); send(from, ["echo", what]); });
      send(echo, [self(), { drink: "tea" }]);
      console.log(await receive());`,
      { trace: true },
    );
    const traced = events.flatMap((event) => (event.type === "trace" ? event.events : []));
    const sent = traced
      .filter((event) => event.type === "send")
      .map(({ pid, to, message }) => [pid, to, message]);
    assert.deepEqual(sent, [
      ["<0.80.0>", "<0.81.0>", '[<0.80.0>, { drink: "tea" }]'],
      ["<0.81.0>", "<0.80.0>", '["echo", { drink: "tea" }]'],
    ]);
    assert.deepEqual(
      traced.map(({ sequence }) => sequence),
      traced.map((_, index) => index + 1),
    );
    const types = events.map(({ type }) => type);
    assert.ok(types.indexOf("trace") < types.indexOf("log"), "what led to a line comes before the line");
  });

  test("trace: without the wish there is none", async () => {
    const { events } = await run('import { spawn } from "beamish"; spawn(() => {});');
    assert.ok(events.every(({ type }) => type !== "trace"));
  });
}
