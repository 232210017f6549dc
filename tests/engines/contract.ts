/** What every engine promises. Each engine's test file calls `contract` with itself; the expected lines are the same. */
import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";
import type { Command, Engine } from "../../src/sandbox/engine.ts";
import { channel } from "./support/channel.ts";
import { observe, type Options, type Source } from "./support/observe.ts";

export interface Opened {
  readonly engine: Engine;
  close(): Promise<void>;
}

/** A program that never ends and never lets anything else have a turn. */
export const SPIN = 'console.log("before");\nfor (;;);\n';

export function contract(name: string, open: () => Promise<Opened>): void {
  describe(`${name} keeps the contract`, () => {
    let opened: Opened;
    const run = (source: Source, options?: Options) => observe(opened.engine, source, options);

    before(async () => {
      opened = await open();
    });
    after(() => opened.close());
    // Whatever a run did, the next one must work.
    afterEach(async () => {
      const next = await run('console.log("next");');
      assert.deepEqual([next.lines, next.reason], [["next"], "finished"]);
    });

    describeOutput(run);
    describeErrors(run);
    describeEnd(run);
    describeWorld(run);
  });
}

type Run = (source: Source, options?: Options) => ReturnType<typeof observe>;

function describeOutput(run: Run): void {
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
    const seen = logs.map(({ level, text, at }) => [level, text, at?.file, at?.line, at?.column]);
    assert.deepEqual(seen, [
      ["log", "tea", "main.ts", 1, 36],
      ["info", "1", "main.ts", 2, 9],
      ["warn", "2", "main.ts", 3, 11],
      ["error", "3", "main.ts", 4, 9],
      ["debug", "4", "main.ts", 5, 9],
    ]);
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

function describeErrors(run: Run): void {
  test("error: an uncaught error names file, line and column of the source, inside first", async () => {
    const { errors, lines, reason } = await run({
      "main.ts":
        'import { price } from "./price.ts";\n\nconst tea: { price?: number } = {}; price(tea as never);\n',
      "price.ts":
        "export function price(thing: { price: { euros: number } }): number {\n  return thing.price.euros;\n}\n",
    });
    assert.equal(reason, "error");
    assert.equal(errors.length, 1);
    assert.deepEqual(errors[0]!.stack, [
      { file: "price.ts", line: 2, column: 22 },
      { file: "main.ts", line: 3, column: 37 },
    ]);
    assert.deepEqual(lines, [
      "Uncaught TypeError: Cannot read properties of undefined (reading 'euros') (price.ts:2)",
    ]);
  });

  test("error: what is thrown need not be an Error", async () => {
    const { errors, reason } = await run('throw { code: "ENOTEA" };');
    assert.deepEqual(
      errors.map(({ name, message }) => [name, message]),
      [["Uncaught", '{ code: "ENOTEA" } was thrown, which is not an Error.']],
    );
    assert.equal(reason, "error");
  });

  test("rejection: an unhandled one is an error, and the run goes on to its end", async () => {
    const { lines, reason } = await run(
      'Promise.reject(new Error("no tea"));\nsetTimeout(() => console.log("later"), 50);\n',
      { clock: "real" },
    );
    assert.deepEqual(lines, ["Uncaught Error: no tea (main.ts:1)", "later"]);
    assert.equal(reason, "error");
  });

  test("rejection: also when nothing else is left to do", async () => {
    const { lines } = await run('Promise.reject(new Error("no tea"));');
    assert.deepEqual(lines, ["Uncaught Error: no tea (main.ts:1)"]);
  });

  test("error: a throw in a timer is one", async () => {
    const { lines, reason } = await run('setTimeout(() => { throw new Error("late"); }, 10);');
    assert.deepEqual([lines, reason], [["Uncaught Error: late (main.ts:1)"], "error"]);
  });

  test("syntax error: found while preparing", async () => {
    const { errors, reason } = await run("const tea = 1;\nconst cup = ;\n");
    assert.deepEqual(
      [errors[0]!.name, errors[0]!.message, errors[0]!.at],
      ["SyntaxError", "Unexpected token", { file: "main.ts", line: 2, column: 13 }],
    );
    assert.equal(reason, "error");
  });

  test("syntax error: found only while loading, and nothing runs", async () => {
    const { errors, lines, reason } = await run({
      "main.ts": 'import { tea } from "./tea.ts";\nconsole.log(tea);\n',
      "tea.ts": 'console.log("never");\nconst tea: number = 1; const tea = 2;\nexport { tea };\n',
    });
    assert.deepEqual(errors[0]!.at, { file: "tea.ts", line: 2, column: 30 });
    assert.deepEqual(lines, ["Uncaught SyntaxError: Identifier 'tea' has already been declared (tea.ts:2)"]);
    assert.equal(reason, "error");
  });

  test("import: a name that is not exported is named, with its place", async () => {
    const { errors } = await run('import { spwan } from "beamish";\nspwan();\n');
    assert.equal(
      errors[0]!.message,
      "The requested module 'beamish' does not provide an export named 'spwan'",
    );
    assert.deepEqual(errors[0]!.at, { file: "main.ts", line: 1, column: 10 });
  });

  test("import: a missing file is named, and what there is", async () => {
    const { errors, reason } = await run({
      "main.ts": 'console.log(1);\nimport { a } from "./b.ts"; a();\n',
      "a.ts": "",
    });
    const { name, message, at } = errors[0]!;
    assert.deepEqual(
      [name, message],
      ["ImportError", 'main.ts imports "./b.ts", but there is no such file. Files here: main.ts, a.ts.'],
    );
    assert.deepEqual(at, { file: "main.ts", line: 2, column: 19 });
    assert.equal(reason, "error");
  });

  test("import: an unknown package is named, and what there is", async () => {
    const { errors } = await run('import _ from "lodash"; _();');
    assert.equal(
      errors[0]!.message,
      'main.ts imports "lodash", but a sample can import only "beamish", "beamish/testing", "beamish/trace" and its own files.',
    );
  });

  test("import: a circle is shown", async () => {
    const { errors } = await run({
      "main.ts": 'import { a } from "./a.ts"; export const m = 1; a();\n',
      "a.ts": 'import { m } from "./main.ts"; export const a = () => m;\n',
    });
    assert.equal(errors[0]!.message, "Circular import: main.ts imports a.ts imports main.ts.");
  });

  test("crash: a throw in a process is reported with its place, and ends only that process", async () => {
    const { lines, logs, reason } = await run(
      `import { Process, spawn } from "beamish";
      spawn(() => { throw new TypeError("no tea"); }, { label: "waiter" });
      await Process.sleep(10);
      console.log("still open");`,
    );
    assert.deepEqual(lines, [
      "[error] Process <0.81.0> raised an exception\n** (TypeError) no tea",
      "still open",
    ]);
    assert.deepEqual([logs[0]!.level, logs[0]!.at?.line], ["error", 2]);
    assert.equal(reason, "finished");
  });
}

function describeEnd(run: Run): void {
  test("exit: a run ends when its code has ended and nothing is left that could run", async () => {
    const { lines, reason, milliseconds, events } = await run(
      `import { Process, receive, spawn } from "beamish";
      spawn(function* () { yield* receive(); });
      spawn(function* () { yield* Process.sleep(20); console.log("slept"); });
      setTimeout(() => console.log("rung"), 150);
      console.log("main");`,
      { clock: "real" },
    );
    assert.deepEqual([lines, reason], [["main", "slept", "rung"], "finished"]);
    assert.ok(milliseconds >= 150);
    assert.equal(events.at(-1)!.type, "exit");
  });

  test("exit: host promises that a process waits for keep a run alive", async () => {
    const { lines } = await run(
      `import { fromPromise, spawn } from "beamish";
      spawn(function* () { console.log(yield* fromPromise(new Promise((done) => setTimeout(done, 40, "done")))); });`,
      { clock: "real" },
    );
    assert.deepEqual(lines, ["done"]);
  });

  test("stuck: a wait for a message that nothing can send", async () => {
    const { lines, reason } = await run(
      'import { receive } from "beamish";\nconsole.log("waits");\nawait receive();\n',
    );
    assert.equal(lines[0], "waits");
    assert.match(
      lines[1]!,
      /^Uncaught Stuck: The code waits for a message, but nothing is left that could send one\./,
    );
    assert.equal(reason, "stuck");
  });

  test("stuck: a promise that nothing settles", async () => {
    const { errors, reason } = await run("await new Promise(() => {});");
    assert.equal(errors[0]!.message, "The code awaits a promise that nothing can settle any more.");
    assert.equal(reason, "stuck");
  });

  test("abort: ends a run that waits", async () => {
    const abort = new AbortController();
    const { lines, reason } = await run('console.log("waits");\nsetInterval(() => {}, 10);\n', {
      clock: "real",
      signal: abort.signal,
      onEvent: ({ type }) => {
        if (type === "log") abort.abort();
      },
    });
    assert.deepEqual([lines, reason], [["waits"], "aborted"]);
  });

  test("abort: before the start there is no run", async () => {
    const { events, reason } = await run('console.log("never");', { signal: AbortSignal.abort() });
    assert.deepEqual([events.length, reason], [1, "aborted"]);
  });

  test("abort: ends an endless loop, and what was printed before it has come", async () => {
    const abort = new AbortController();
    const { lines, reason } = await run(SPIN, {
      signal: abort.signal,
      onEvent: ({ type }) => {
        if (type === "log") abort.abort();
      },
    });
    assert.deepEqual([lines, reason], [["before"], "aborted"]);
  });

  test("endless loop: is ended and explained without anybody's help", async () => {
    const { errors, reason } = await run(SPIN);
    assert.match(errors[0]!.message, /^The code was busy for 3 seconds without giving anything else a turn/);
    assert.match(errors[0]!.hint!, /loop without end/);
    assert.equal(reason, "time_limit");
  });

  test("time limit: ends what goes on for ever, and says so", async () => {
    const { errors, reason } = await run("setInterval(() => {}, 10);", { clock: "real", timeLimit: 1_000 });
    assert.equal(errors[0]!.message, "The run was ended after 1 second.");
    assert.equal(reason, "time_limit");
  });

  test("commands: a run waits while it is watched, and processes can be ended from outside", async () => {
    const commands = channel<Command>();
    const { lines, reason, events } = await run(
      `import { Process, receive, spawn } from "beamish";
      spawn(function* () {
        Process.flag("trap_exit", true);
        const [, , reason] = yield* receive(["EXIT"]);
        console.log("told to end:", reason);
      });`,
      {
        clock: "real",
        commands,
        onEvent: (event) => {
          if (event.type === "state" && event.state === "waiting")
            commands.send({ type: "exit", pid: "<0.81.0>", reason: "shutdown" });
          if (event.type === "log") commands.close();
        },
      },
    );
    assert.deepEqual([lines, reason], [["told to end: shutdown"], "finished"]);
    assert.ok(events.some((event) => event.type === "state" && event.state === "waiting"));
  });
}

function describeWorld(run: Run): void {
  test("virtual clock: waiting takes no time, and timers ring in order", async () => {
    const { lines, milliseconds } = await run(`
      import { Process, spawn } from "beamish";
      setTimeout(() => console.log("an hour"), 3_600_000);
      spawn(function* () { yield* Process.sleep(1_800_000); console.log("half an hour"); });
      const every = setInterval(() => console.log("every day"), 86_400_000);
      await Process.sleep(3 * 86_400_000 + 1);
      clearInterval(every);
      console.log("three days");
    `);
    assert.deepEqual(lines, ["half an hour", "an hour", "every day", "every day", "every day", "three days"]);
    assert.ok(milliseconds < 5_000);
  });

  test("seed: the same seed runs the same, another seed another way", async () => {
    const race = `
      import { Process, spawn } from "beamish";
      const order: number[] = [];
      for (let i = 0; i < 12; i++) spawn(() => void order.push(i));
      await Process.sleep(1);
      console.log(order.join(" "));
    `;
    const once = await run(race, { seed: 7 });
    const again = await run(race, { seed: 7 });
    const other = await run(race, { seed: 8 });
    assert.deepEqual(once.lines, again.lines);
    assert.notDeepEqual(once.lines, other.lines);
  });

  test("network and host: what a sample cannot have says why", async () => {
    const { lines } = await run(`
      const tries: (() => unknown)[] = [
        () => fetch("https://example.com"), () => new WebSocket("wss://example.com"), () => new XMLHttpRequest(),
        () => process.exit(1), () => new Worker("x.js"), () => indexedDB.open("x"), () => localStorage.x, () => postMessage("x"),
      ];
      for (const attempt of tries) try { attempt(); console.log("worked"); } catch (error) { console.log(error.message); }
    `);
    const starts = [/^fetch is not/, /^WebSocket is not/, /^XMLHttpRequest is not/, /^process\.exit is not/];
    const more = [
      /^Worker is not/,
      /^indexedDB\.open is not/,
      /^localStorage\.x is not/,
      /^postMessage is not/,
    ];
    assert.equal(lines.length, 8);
    for (const [index, start] of [...starts, ...more].entries()) {
      assert.match(lines[index]!, start);
      assert.match(lines[index]!, /available in a sample: a sample (has|can|does|runs|ends|cannot) /);
    }
  });

  test("a sample may wreck its own world: it is contained, and the run still ends", async () => {
    const { lines, reason } = await run(`
      import { Process, spawn } from "beamish";
      const log = console.log;
      for (const name of ["setTimeout", "clearTimeout", "setInterval", "queueMicrotask", "performance", "MessageChannel", "URL", "Blob"])
        delete (globalThis as Record<string, unknown>)[name];
      (globalThis as Record<string, unknown>).console = null;
      spawn(function* () { yield* Process.sleep(10); log("alive"); });
    `);
    assert.deepEqual([lines, reason], [["alive"], "finished"]);
  });
}
