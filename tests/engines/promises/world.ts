/** The world that a sample lives in. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { PACKAGES } from "../../../src/sandbox/parts.ts";
import { type Run } from "../support/observe.ts";

/** What each package exports, as the engines must have it. */
const EXPORTS = await Promise.all(
  PACKAGES.filter((name) => name.startsWith("beamish")).map(
    async (name) => [name, Object.keys((await import(name)) as object).sort()] as const,
  ),
);

export function promiseWorld(run: Run): void {
  for (const [name, names] of EXPORTS) {
    test(`packages: all of ${name} can be imported, by name and whole`, async () => {
      const { lines, reason } = await run(`
        import { ${names.map((each) => `${each} as it_${each}`).join(", ")} } from "${name}";
        import * as whole from "${name}";
        const named: Record<string, unknown> = { ${names.map((each) => `"${each}": it_${each}`).join(", ")} };
        console.log(Object.keys(whole).sort().filter((each) => named[each] === whole[each]).join(" "));
      `);
      assert.deepEqual([lines, reason], [[names.join(" ")], "finished"]);
    });
  }

  test("packages: one runtime is behind all of them", async () => {
    const { lines } = await run(`
      import { GenServer, Supervisor, self } from "beamish";
      import { check } from "beamish/testing";
      const Counter: GenServer.Module<number, number> = { init: (n) => ["ok", n], handleCall: (_m, _f, n) => ["reply", n, n + 1] };
      await Supervisor.startLink([{ id: "counter", start: () => GenServer.startLink(Counter, 7, { name: "counter" }) }], { strategy: "one_for_one" });
      console.log(await GenServer.call("counter", "next"), \`\${self()}\`);
      check("it counts", function* () { if ((yield* GenServer.call("counter", "next")) !== 8) throw new Error("not 8"); });
    `);
    assert.deepEqual(lines, ["7 <0.80.0>", "✓ it counts"]);
  });

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
