import assert from "node:assert/strict";
import { test } from "node:test";
import type { RecordedEvent } from "beamish/trace";
import { System } from "../../../src/observer/model.ts";
import { Sequence, type LaneOf } from "../../../src/observer/sequence.ts";
import { headSvg, sequenceSvg, sizeOf } from "../../../src/observer/sequence-svg.ts";
import { sentence } from "../../../src/observer/story.ts";
import { CRASH, run, say, start, wait } from "./run.ts";

function drawn(events: readonly RecordedEvent[], laneOf?: LaneOf) {
  const sequence = new Sequence(laneOf);
  sequence.append(events);
  const system = System.after(events);
  const nameOf = (pid: string) => system.nameOf(pid);
  return { sequence, nameOf, story: sequence.steps.map((step) => sentence(step, sequence, nameOf)) };
}

const STORY = [
  "You start shop.",
  "shop starts till.",
  "shop starts kettle.",
  'You send "soup" to till.',
  "till crashes: not_on_the_menu.",
  "An exit signal goes from till to shop: not_on_the_menu.",
  "shop starts till.",
];

test("the sequence tells the run in order, in sentences", () => {
  const { sequence, story, nameOf } = drawn(CRASH);
  assert.deepEqual(
    sequence.lanes.map((lane) => nameOf(lane.pid)),
    ["you", "shop", "till", "kettle", "till"],
  );
  assert.deepEqual(story, STORY);
});

test("events that come one by one make the same diagram", () => {
  const whole = drawn(CRASH).sequence;
  const grown = new Sequence();
  for (const event of CRASH) grown.append([event]);
  assert.deepEqual([grown.steps, grown.lanes], [whole.steps, whole.lanes]);
});

test("a call and its reply are one arrow each; the protocol below them is not drawn", () => {
  const { sequence } = drawn(
    run(
      start("<0.80.0>", undefined, "shell"),
      start("<0.81.0>", "<0.80.0>", "till"),
      { type: "call", pid: "<0.80.0>", to: "<0.81.0>", id: "#Ref<0.1>", request: '"tea"' },
      say("<0.80.0>", "<0.81.0>", '["$gen_call", [<0.80.0>, #Ref<0.1>], "tea"]'),
      say("<0.81.0>", "<0.80.0>", "[#Ref<0.1>, 2]"),
      { type: "answered", pid: "<0.81.0>", to: "<0.80.0>", id: "#Ref<0.1>", reply: "2" },
      say("<0.80.0>", "<0.81.0>", '["$gen_cast", "close"]'),
    ),
  );
  assert.deepEqual(
    sequence.steps.slice(1).map((step) => [step.kind, step.text]),
    [
      ["call", '"tea"'],
      ["reply", "2"],
      ["message", '"close"'],
    ],
  );
  const [, , reply] = sequence.steps;
  assert.ok(reply?.kind === "reply" && reply.from === 1 && reply.to === 0, "the reply goes back");
});

test("an answer that somebody marks with a reference of their own is drawn", () => {
  const { sequence } = drawn(
    run(
      start("<0.80.0>", undefined, "shell"),
      start("<0.81.0>", "<0.80.0>", "kitchen"),
      say("<0.81.0>", "<0.80.0>", '[#Ref<0.1>, "hot soup"]'),
    ),
  );
  assert.equal(sequence.steps.at(-1)?.text, '[#Ref<0.1>, "hot soup"]');
});

test("selective waits, timers, time that is up and DOWN have a row each", () => {
  const { story } = drawn(
    run(
      start("<0.80.0>", undefined, "shell"),
      start("<0.81.0>", "<0.80.0>", "cook"),
      wait("<0.81.0>", 2),
      { type: "timer", pid: "<0.80.0>", to: "<0.81.0>", delay: 50, message: '"boil"' },
      { type: "timeout", pid: "<0.81.0>" },
      { type: "deliver", pid: "<0.81.0>", from: undefined, cause: "timer", message: '"boil"' },
      { type: "exit", pid: "<0.81.0>", reason: '"normal"' },
      { type: "deliver", pid: "<0.80.0>", from: "<0.81.0>", cause: "down", message: '["DOWN"]' },
    ),
  );
  assert.deepEqual(story.slice(1), [
    "cook waits, and none of the messages in its mailbox is what it waits for.",
    'You set a timer, in 50 ms: "boil".',
    "cook has waited as long as it wanted to.",
    'A timer sends "boil" to cook.',
    "cook ends: normal.",
    "You are told that cook is down.",
  ]);
});

test("a sentence about the shell speaks to the reader", () => {
  const { story } = drawn(
    run(
      start("<0.80.0>", undefined, "shell"),
      say("<0.80.0>", "<0.80.0>", "1"),
      wait("<0.80.0>", 1),
      { type: "timeout", pid: "<0.80.0>" },
      start("<0.81.0>", "<0.80.0>", "echo"),
      say("<0.81.0>", "<0.81.0>", "2"),
      say("<0.81.0>", "<0.80.0>", "3"),
    ),
  );
  assert.deepEqual(story, [
    "You send 1 to yourself.",
    "You wait, and none of the messages in your mailbox is what you wait for.",
    "You have waited as long as you wanted to.",
    "You start echo.",
    "echo sends 2 to itself.",
    "echo sends 3 to you.",
  ]);
});

test("lanes can be left out, and folded into one: what goes on inside is not seen", () => {
  const without = drawn(CRASH, (pid) => (pid === "<0.83.0>" ? undefined : pid));
  assert.deepEqual(
    without.story,
    STORY.filter((line) => !line.includes("kettle")),
  );
  const children = ["<0.82.0>", "<0.83.0>", "<0.84.0>"];
  const folded = drawn(CRASH, (pid) => (children.includes(pid) ? "<0.81.0>" : pid));
  assert.deepEqual(folded.story, ["You start shop.", 'You send "soup" to shop.']);
});

test("the step of a moment is found", () => {
  const { sequence } = drawn(CRASH);
  assert.equal(sequence.stepsBy(0), 0);
  for (const [index, step] of sequence.steps.entries()) {
    assert.equal(sequence.stepsBy(step.moment), index + 1);
    assert.equal(sequence.stepsBy(step.moment - 1), index);
  }
});

test("the drawing escapes what processes print, and draws the future faint below a time line", () => {
  const events = run(start("<0.80.0>", undefined, "<b>"), say("<0.80.0>", "<0.80.0>", '"<script>"'));
  const { sequence, nameOf } = drawn(events);
  const svg = sequenceSvg(sequence, { nameOf, moment: 1 });
  assert.ok(!svg.includes("<script>"));
  assert.match(svg, /class="ghost"/);
  assert.ok(!headSvg(sequence, { nameOf, moment: 1 }).includes("<b>"));
  const { sequence: crash, nameOf: name } = drawn(CRASH);
  assert.match(sequenceSvg(crash, { nameOf: name, moment: 8 }), /class="now"/);
});

/** Where the labels of a drawing begin and end, in pixels. */
const labels = (svg: string) =>
  [...svg.matchAll(/<text[^>]* x="([\d.]+)"[^>]* text-anchor="(\w+)">([^<]*)</g)].map(
    ([, at, anchor, text]) => {
      const width = 7.2 * text!.replace(/&#\d+;/g, "x").length;
      const from = Number(at) - (anchor === "end" ? width : anchor === "middle" ? width / 2 : 0);
      return { text: text!, from, to: from + width };
    },
  );

test("no label is cut by the end of the drawing", () => {
  const long = '"a reason that is far too long for the room beside a lifeline"';
  const last = (pid: string) => [
    say(pid, pid, long),
    { type: "timer", pid, to: pid, delay: 50, message: long } as const,
    { type: "exit", pid, reason: long } as const,
  ];
  const alone = run(start("<0.80.0>", undefined, "shell"), ...last("<0.80.0>"));
  const two = run(
    start("<0.80.0>", undefined, "shell"),
    start("<0.81.0>", "<0.80.0>", "till"),
    ...last("<0.81.0>"),
  );
  for (const events of [alone, two]) {
    const { sequence, nameOf } = drawn(events);
    const { width } = sizeOf(sequence);
    const all = labels(sequenceSvg(sequence, { nameOf, moment: events.length }));
    assert.ok(all.length >= 3);
    for (const { text, from, to } of all) {
      assert.ok(from >= 0 && to <= width, `${text}: from ${from} to ${to} of ${width}`);
      assert.ok(text.length >= 6, `enough of ${text} is left to be read`);
    }
  }
});

test("the label of an arrow stands where the arrow is in sight", () => {
  const pids = Array.from({ length: 8 }, (_, index) => `<0.${80 + index}.0>`);
  const events = run(
    ...pids.map((pid, index) => start(pid, pids[index - 1])),
    say(pids[0]!, pids[7]!, '"over a long way"'),
  );
  const { sequence, nameOf } = drawn(events);
  const rows = { from: sequence.rows - 1, to: sequence.rows };
  const labelAt = (left: number, width: number) =>
    labels(sequenceSvg(sequence, { nameOf, moment: events.length, rows, sight: { left, width } }))[0]!;
  for (const left of [0, 200, 400]) {
    const { text, from, to } = labelAt(left, 300);
    assert.ok(from >= left && to <= left + 300, `at ${left}: from ${from} to ${to}`);
    assert.equal(text, "&#34;over a long way&#34;");
  }
  assert.match(labelAt(0, 160).text, /^&#34;over a.*…$/, "what does not fit into it is cut there");
  assert.deepEqual(labelAt(5_000, 300), labelAt(0, 5_000), "out of sight it stands in the middle");
});

test("of ten thousand rows only those asked for are drawn", () => {
  const events = run(
    start("<0.80.0>", undefined),
    start("<0.81.0>", "<0.80.0>"),
    ...Array.from({ length: 10_000 }, (_, index) => say("<0.80.0>", "<0.81.0>", String(index))),
  );
  const { sequence, nameOf } = drawn(events);
  const svg = sequenceSvg(sequence, { nameOf, moment: events.length, rows: { from: 5_000, to: 5_040 } });
  assert.equal(svg.match(/data-row/g)?.length, 40);
  assert.ok(svg.includes(">4999<") && svg.includes(">5038<") && !svg.includes(">5039<"));
});
