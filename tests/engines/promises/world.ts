/** The world that a sample lives in. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Run } from "../support/observe.ts";

export function promiseWorld(run: Run): void {
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
