/** What the panes show of a moment: the tree's rows, one process, tables, load, the comparison with OTP. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { beside, verdictOf } from "../../../src/observer/beside.ts";
import { highest, Load, memoryOf } from "../../../src/observer/load.ts";
import { lineChart } from "../../../src/observer/load-svg.ts";
import { System } from "../../../src/observer/model.ts";
import { moveBy, outline, processText } from "../../../src/observer/outline.ts";
import { profileOf } from "../../../src/observer/profile.ts";
import { tablesAfter } from "../../../src/observer/tables.ts";
import { CRASH, run, say, start, wait } from "./run.ts";
import { holds } from "../../support/property.ts";

test("the outline lists the tree from top to bottom, and a restarted child in the place of the first", () => {
  const rows = outline(System.after(CRASH));
  assert.deepEqual(
    rows.map(({ process, level, place, siblings }) => [process.name, level, place, siblings]),
    [
      ["you", 1, 1, 1],
      ["shop", 2, 1, 1],
      ["till", 3, 1, 2],
      ["kettle", 3, 2, 2],
    ],
  );
});

test("folded children are counted and not shown", () => {
  const rows = outline(System.after(CRASH), new Set(["<0.81.0>"]));
  assert.deepEqual(
    rows.map(({ process, children, isFolded }) => [process.name, children, isFolded]),
    [
      ["you", 1, false],
      ["shop", 2, true],
    ],
  );
});

test("a row of the tree is read aloud in words, not in signs", () => {
  const system = System.after(CRASH);
  const rows = new Map(outline(system).map((row) => [row.process.name, row.process]));
  const told = (name: string, tie?: string) => {
    const process = rows.get(name)!;
    return processText(process, system.intensity(process.pid), tie);
  };
  assert.equal(told("shop"), "shop <0.81.0>: running, used 1 of 3 restarts");
  assert.equal(told("till", "linked"), "till <0.84.0>: waiting, restarted once, linked");
  const crashed = System.after(CRASH, 10);
  assert.equal(processText(crashed.get("<0.82.0>")!), "till <0.82.0>: crashed, not_on_the_menu");
  const busy = System.after(run(start("<0.80.0>", undefined), say("<0.80.0>", "<0.80.0>", "1")));
  assert.equal(processText(busy.get("<0.80.0>")!), "<0.80.0>: running, 1 in mailbox");
});

test("arrow keys go through the tree, fold and unfold it", () => {
  const system = System.after(CRASH);
  const rows = outline(system);
  assert.deepEqual(moveBy("ArrowDown", rows, "<0.81.0>"), { to: "<0.84.0>" });
  assert.deepEqual(moveBy("ArrowUp", rows, "<0.80.0>"), { to: "<0.80.0>" });
  assert.deepEqual(moveBy("End", rows, "<0.80.0>"), { to: "<0.83.0>" });
  assert.deepEqual(moveBy("ArrowLeft", rows, "<0.81.0>"), { fold: "<0.81.0>" });
  assert.deepEqual(moveBy("ArrowLeft", rows, "<0.83.0>"), { to: "<0.81.0>" });
  const folded = outline(system, new Set(["<0.81.0>"]));
  assert.deepEqual(moveBy("ArrowRight", folded, "<0.81.0>"), { unfold: "<0.81.0>" });
  assert.equal(moveBy("ArrowRight", rows, "<0.83.0>"), undefined);
  assert.equal(moveBy("x", rows, "<0.83.0>"), undefined);
  assert.equal(moveBy("ArrowDown", [], undefined), undefined);
});

test("a process's profile has its ties, its mailbox, and what it received", () => {
  const events = run(
    start("<0.80.0>", undefined),
    start("<0.81.0>", "<0.80.0>"),
    start("<0.82.0>", "<0.81.0>"),
    { type: "link", pid: "<0.80.0>", to: "<0.81.0>" },
    { type: "monitor", pid: "<0.81.0>", to: "<0.80.0>" },
    { type: "monitor", pid: "<0.82.0>", to: "<0.81.0>" },
    say("<0.80.0>", "<0.81.0>", '"a"'),
    say("<0.80.0>", "<0.81.0>", '"b"'),
    { type: "receive", pid: "<0.81.0>", message: '"b"' },
    wait("<0.81.0>", 1),
    { type: "exit", pid: "<0.80.0>", reason: '"boom"' },
    { type: "exit", pid: "<0.81.0>", reason: '"boom"' },
  );
  const before = profileOf(events.slice(0, -2), "<0.81.0>");
  assert.deepEqual(before, {
    links: ["<0.80.0>"],
    monitors: ["<0.80.0>"],
    monitoredBy: ["<0.82.0>"],
    children: ["<0.82.0>"],
    mailbox: ['"a"'],
    lost: [],
    received: ['"b"'],
  });
  const one = profileOf(events.slice(0, -1), "<0.81.0>");
  assert.deepEqual([one.links, one.monitors], [[], []], "the dead have no ties");
  const ended = profileOf(events, "<0.81.0>");
  assert.deepEqual([ended.mailbox, ended.lost, ended.monitoredBy], [[], ['"a"'], []]);
});

test("tables are as they were at the moment", () => {
  const events = run(
    { type: "table", pid: "<0.80.0>", table: "menu", event: "owned" },
    { type: "rows", pid: "<0.80.0>", table: "menu", key: '"tea"', rows: '[["tea", 2]]' },
    { type: "rows", pid: "<0.81.0>", table: "menu", key: '"tea"', rows: '[["tea", 3]]' },
    { type: "rows", pid: "<0.81.0>", table: "menu", key: '"tea"', rows: "[]" },
    { type: "table", pid: "<0.82.0>", table: "menu", event: "owned" },
    { type: "table", pid: "<0.82.0>", table: "menu", event: "dropped" },
  );
  const at = (moment: number) =>
    tablesAfter(events.slice(0, moment)).map(({ name, owner, rows }) => [name, owner, [...rows.values()]]);
  assert.deepEqual(at(3), [["menu", "<0.80.0>", ['[["tea", 3]]']]]);
  assert.deepEqual(at(5), [["menu", "<0.82.0>", []]]);
  assert.deepEqual(at(6), []);
});

test("the load of a long run is sampled evenly, and no work is lost between samples", () => {
  const system = new System();
  const load = new Load();
  const events = run(
    start("<0.80.0>", undefined),
    ...Array.from({ length: 50_000 }, () => say("<0.80.0>", "<0.80.0>", "1")),
  );
  events.forEach((event, index) => {
    system.apply(event);
    if (load.wants(index + 1)) load.take(index + 1, event.time, system);
  });
  const { samples } = load;
  assert.ok(samples.length > 150 && samples.length <= 400, `${samples.length}`);
  const done = samples.reduce((sum, sample) => sum + sample.work, 0);
  assert.equal(done, samples.at(-1)!.moment - 1);
  assert.match(
    lineChart(samples, ({ messages }) => messages, "Messages", 10_000),
    /role="img" aria-label="Messages: /,
  );
});

test("the processes that did most are named, highest first", () => {
  const events = run(
    start("<0.80.0>", undefined, "a"),
    start("<0.81.0>", "<0.80.0>", "b"),
    say("<0.81.0>", "<0.80.0>", "1"),
    say("<0.81.0>", "<0.80.0>", "1"),
    say("<0.80.0>", "<0.81.0>", "1"),
  );
  const names = highest(System.after(events), ({ reductions }) => reductions, 1).map(
    ({ process }) => process.name,
  );
  assert.deepEqual(names, ["b"]);
});

test("the dead hold no memory", () => {
  const state = (pid: string) => ({ type: "state", pid, state: '"a state"' }) as const;
  const events = run(
    start("<0.80.0>", undefined, "a"),
    start("<0.81.0>", "<0.80.0>", "b"),
    state("<0.80.0>"),
    state("<0.81.0>"),
    { type: "exit", pid: "<0.81.0>", reason: '"normal"' },
  );
  const holders = (count: number) =>
    highest(System.after(events, count), memoryOf).map(({ process }) => process.name);
  assert.deepEqual(holders(4), ["a", "b"]);
  assert.deepEqual(holders(5), ["a"]);
});

test("two accounts are put side by side, line by line", () => {
  assert.deepEqual(
    beside(["a", "b", "d"], ["a", "c", "d", "e"]).map(({ here, otp }) => [here, otp]),
    [
      ["a", "a"],
      ["b", "c"],
      ["d", "d"],
      [undefined, "e"],
    ],
  );
  assert.equal(verdictOf(beside(["a"], ["a"])), "same on OTP, line by line");
  assert.equal(verdictOf(beside(["a"], ["b"])), "1 of 1 lines differ");
  assert.equal(verdictOf([]), "nothing printed yet");
});

test("side by side nothing is lost or moved", async () => {
  const lines = fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 12 });
  await holds(
    fc.property(lines, lines, (here, otp) => {
      const pairs = beside(here, otp);
      assert.deepEqual(
        pairs.map((pair) => pair.here).filter((line) => line !== undefined),
        here,
      );
      assert.deepEqual(
        pairs.map((pair) => pair.otp).filter((line) => line !== undefined),
        otp,
      );
      for (const pair of pairs) assert.equal(pair.same, pair.here === pair.otp);
    }),
  );
});
