import assert from "node:assert/strict";
import { test } from "node:test";
import type { RecordedEvent } from "beamish/trace";
import { System, type TreeNode } from "../../../src/observer/model.ts";
import { sequence } from "../../../src/observer/sequence.ts";
import { sequenceSvg } from "../../../src/observer/sequence-svg.ts";

type Bare<E> = E extends unknown ? Omit<E, "sequence" | "time"> : never;
const run = (...events: Bare<RecordedEvent>[]): RecordedEvent[] =>
  events.map((event, index) => ({ ...event, sequence: index + 1, time: index }) as RecordedEvent);

const start = (pid: string, parent: string | undefined, label?: string) =>
  ({ type: "spawn", pid, parent, label }) as const;

const CRASH = run(
  start("<0.80.0>", undefined, "shell"),
  start("<0.81.0>", "<0.80.0>", "shop"),
  start("<0.82.0>", "<0.81.0>"),
  { type: "child", pid: "<0.81.0>", child: "<0.82.0>", id: '"till"', event: "started" },
  start("<0.83.0>", "<0.81.0>"),
  { type: "child", pid: "<0.81.0>", child: "<0.83.0>", id: '"kettle"', event: "started" },
  { type: "wait", pid: "<0.82.0>" },
  { type: "send", pid: "<0.80.0>", to: "<0.82.0>", message: '"soup"' },
  { type: "receive", pid: "<0.82.0>", message: '"soup"' },
  { type: "exit", pid: "<0.82.0>", reason: '"not_on_the_menu"' },
  { type: "signal", pid: "<0.82.0>", to: "<0.81.0>", reason: '"not_on_the_menu"' },
  { type: "restarting", pid: "<0.81.0>", id: '"till"', restarts: 1, limit: 3 },
  start("<0.84.0>", "<0.81.0>"),
  { type: "child", pid: "<0.81.0>", child: "<0.84.0>", id: '"till"', event: "restarted" },
  { type: "wait", pid: "<0.84.0>" },
);

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
  const events = run(start("<0.81.0>", "<0.80.0>", "shop"), { type: "wait", pid: "<0.80.0>" });
  assert.deepEqual(outline(System.after(events).tree()), [["you", "waiting", [["shop", "running", []]]]]);
});

test("a crash shows the reason, and the place turns amber while the supervisor restarts it", () => {
  const crashed = System.after(CRASH, 10).get("<0.82.0>");
  assert.equal(crashed?.lamp, "crashed");
  assert.equal(crashed.reason, "not_on_the_menu");
  const restarting = System.after(CRASH, 12);
  assert.equal(restarting.get("<0.82.0>")?.lamp, "restarting");
  assert.deepEqual(restarting.intensity("<0.81.0>"), { restarts: 1, limit: 3 });
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

test("the sequence tells the run in order, in sentences", () => {
  const { lanes, steps } = sequence(CRASH);
  assert.deepEqual(
    lanes.map((lane) => lane.name),
    ["you", "shop", "till", "kettle", "till"],
  );
  assert.deepEqual(
    steps.map((step) => step.sentence),
    [
      "you starts shop.",
      "shop starts till.",
      "shop starts kettle.",
      'you sends "soup" to till.',
      "till crashes: not_on_the_menu.",
      'An exit signal goes from till to shop: "not_on_the_menu".',
      "shop starts till.",
    ],
  );
});

test("a call and its reply are one arrow each; the protocol below them is not drawn", () => {
  const { steps } = sequence(
    run(
      start("<0.80.0>", undefined, "shell"),
      start("<0.81.0>", "<0.80.0>", "till"),
      { type: "call", pid: "<0.80.0>", to: "<0.81.0>", id: "#Ref<0.1>", request: '"tea"' },
      {
        type: "send",
        pid: "<0.80.0>",
        to: "<0.81.0>",
        message: '["$gen_call", [<0.80.0>, #Ref<0.1>], "tea"]',
      },
      { type: "send", pid: "<0.81.0>", to: "<0.80.0>", message: "[#Ref<0.1>, 2]" },
      { type: "answered", pid: "<0.81.0>", to: "<0.80.0>", id: "#Ref<0.1>", reply: "2" },
      { type: "send", pid: "<0.80.0>", to: "<0.81.0>", message: '["$gen_cast", "close"]' },
    ),
  );
  assert.deepEqual(
    steps.slice(1).map((step) => [step.kind, step.text]),
    [
      ["call", '"tea"'],
      ["reply", "2"],
      ["message", '"close"'],
    ],
  );
  const [, , reply] = steps;
  assert.ok(
    reply?.kind === "reply" && reply.from === 1 && reply.to === 0,
    "the reply goes back to the caller",
  );
});

test("an answer that somebody marks with a reference of their own is drawn", () => {
  const { steps } = sequence(
    run(start("<0.80.0>", undefined, "shell"), start("<0.81.0>", "<0.80.0>", "kitchen"), {
      type: "send",
      pid: "<0.81.0>",
      to: "<0.80.0>",
      message: '[#Ref<0.1>, "hot soup"]',
    }),
  );
  assert.deepEqual(
    steps.slice(1).map((step) => step.kind === "message" && step.text),
    ['[#Ref<0.1>, "hot soup"]'],
  );
});

test("the drawing escapes what processes print, and draws the future faint below a time line", () => {
  const svg = sequenceSvg(
    sequence(
      run(start("<0.80.0>", undefined), {
        type: "send",
        pid: "<0.80.0>",
        to: "<0.80.0>",
        message: '"<script>"',
      }),
    ),
    1,
  );
  assert.ok(!svg.includes("<script>"));
  assert.match(svg, /class="ghost"/);
  assert.match(svg, /class="now"/);
});

test("a long run is cut at the row limit", () => {
  const events = run(
    start("<0.80.0>", undefined),
    ...Array.from(
      { length: 50 },
      () => ({ type: "send", pid: "<0.80.0>", to: "<0.80.0>", message: "1" }) as const,
    ),
  );
  assert.equal(sequence(events, 20).rows, 20);
});
