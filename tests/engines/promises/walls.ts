/** What a sample cannot have where it lives in a closed world, and what is said about it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { PACKAGES } from "../../../src/sandbox/parts.ts";
import type { Run } from "../support/observe.ts";

export function promiseWalls(run: Run): void {
  test("import: an unknown package is named, and what there is", async () => {
    const { errors } = await run('import _ from "lodash"; _();');
    const known = PACKAGES.map((name) => `"${name}"`).join(", ");
    assert.equal(
      errors[0]!.message,
      `main.ts imports "lodash", but a sample can import only ${known} and its own files.`,
    );
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
}
