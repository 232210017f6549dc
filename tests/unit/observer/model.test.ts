import assert from "node:assert/strict";
import { test } from "node:test";
import { System, type TreeNode } from "../../../src/observer/model.ts";
import { CRASH, run, say, start, wait } from "./run.ts";

const outline = (nodes: readonly TreeNode[]): unknown =>
  nodes.map(({ process, children }) => [process.name, process.lamp, outline(children)]);

test("the tree shows who started whom, by name and lamp", () => {
  assert.deepEqual(outline(System.after(CRASH, 7).tree()), [
    [
      "you",
      "running",
      [
        [
          "shop",
          "running",
          [
            ["till", "waiting", []],
            ["kettle", "running", []],
          ],
        ],
      ],
    ],
  ]);
});

test("the process that was there before anybody listened is the reader", () => {
  const events = run(start("<0.81.0>", "<0.80.0>", "shop"), wait("<0.80.0>"));
  assert.deepEqual(outline(System.after(events).tree()), [["you", "waiting", [["shop", "running", []]]]]);
});

test("a crash shows the reason, and the place turns amber while the supervisor restarts it", () => {
  const crashed = System.after(CRASH, 10).get("<0.82.0>");
  assert.equal(crashed?.lamp, "crashed");
  assert.equal(crashed.reason, "not_on_the_menu");
  const restarting = System.after(CRASH, 12);
  assert.equal(restarting.get("<0.82.0>")?.lamp, "restarting");
  assert.deepEqual(restarting.intensity("<0.81.0>"), {
    restarts: 1,
    limit: 3,
    period: Infinity,
    strategy: undefined,
  });
});

test("a restarted child takes the place of the one that died, and counts its restarts", () => {
  const system = System.after(CRASH);
  assert.deepEqual(outline(system.tree()), [
    [
      "you",
      "running",
      [
        [
          "shop",
          "running",
          [
            ["till", "waiting", []],
            ["kettle", "running", []],
          ],
        ],
      ],
    ],
  ]);
  assert.equal(system.get("<0.84.0>")?.restarts, 1);
});

test("a mailbox counts what was sent and not yet received", () => {
  assert.equal(System.after(CRASH, 8).get("<0.82.0>")?.mailbox, 1);
  assert.equal(System.after(CRASH, 9).get("<0.82.0>")?.mailbox, 0);
});

test("a wait tells how many messages are really there: replies and internal messages come without an event", () => {
  const events = run(
    start("<0.80.0>", undefined),
    say("<0.80.0>", "<0.80.0>", "1"),
    say("<0.80.0>", "<0.80.0>", "2"),
    wait("<0.80.0>", 1),
  );
  assert.equal(System.after(events, 3).totals.messages, 2);
  assert.equal(System.after(events).get("<0.80.0>")?.mailbox, 1);
});

test("the run queue counts who has work: those that run, are new, or got what they may wait for", () => {
  const queue = (count: number) => System.after(CRASH, count).totals.queue;
  assert.equal(queue(1), 1);
  assert.equal(queue(6), 4);
  assert.equal(queue(7), 3);
  assert.equal(queue(8), 4, "the message wakes the till");
  assert.equal(queue(10), 3, "the till is dead");
});

test("after a gap, those who did not survive it have ended", () => {
  const system = System.after(CRASH);
  system.survive(new Set(["<0.80.0>", "<0.81.0>"]));
  assert.equal(system.get("<0.83.0>")?.lamp, "exited");
  assert.equal(system.get("<0.81.0>")?.lamp, "running");
  assert.equal(system.totals.alive, 2);
});

test("a chain of a hundred thousand processes, each the child of the one before, is a tree", () => {
  const chain = run(
    ...Array.from({ length: 100_000 }, (_, index) =>
      start(`<0.${index + 80}.0>`, index === 0 ? undefined : `<0.${index + 79}.0>`),
    ),
  );
  let [node] = System.after(chain).tree();
  let depth = 0;
  for (; node; [node] = node.children) depth++;
  assert.equal(depth, 100_000);
});

test("a process that was replaced is what it was when it ended, and leads to the one in its place", () => {
  const system = System.after(CRASH);
  assert.equal(system.get("<0.82.0>")?.lamp, "crashed");
  assert.equal(System.after(CRASH, 12).get("<0.82.0>")?.lamp, "restarting");
  assert.equal(system.inPlaceOf("<0.82.0>"), "<0.84.0>");
  assert.equal(system.inPlaceOf("<0.84.0>"), "<0.84.0>");
});
