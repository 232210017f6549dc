/** The story of the home page, told from the recorded run. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { readEvents, Story, timeText } from "../../../../components/home/story.ts";

const recorded = readFileSync("content/pages/home/samples/shop.trace", "utf8");

test("the recorded run is told from the start to the order after the crash", () => {
  const story = new Story();
  const lines = readEvents(recorded).flatMap((event) => story.tell(event) ?? []);
  assert.deepEqual(
    lines.map(({ time, text, colour }) => `${timeText(time)} ${colour || "-"} ${text}`),
    [
      "0.0 s - shop starts till",
      "0.0 s - shop starts kettle",
      "0.0 s - shop starts printer",
      '0.6 s - you to till: "tea"',
      '0.6 s g till to you: "tea, order 1"',
      '1.2 s - you to till: "bun"',
      '1.2 s g till to you: "bun, order 2"',
      '1.8 s - you to till: "soup"',
      '1.8 s c till exits: Error("soup is not on the menu")',
      "1.8 s r shop restarts till",
      "1.8 s g till is back as <0.85.0>; the others never noticed",
      '2.4 s - you to till: "tea"',
      '2.4 s g till to you: "tea, order 1"',
    ],
  );
});

test("events that are not told leave the tree as it is with all of them", () => {
  const all = recorded
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Parameters<Story["tell"]>[0]);
  const [whole, short] = [new Story(), new Story()];
  for (const event of all) whole.tell(event);
  for (const event of readEvents(recorded)) short.tell(event);
  const looks = ({ system }: Story) =>
    [...system.all()].map(({ pid, name, lamp, restarts }) => [pid, name, lamp, restarts]);
  assert.deepEqual(looks(short), looks(whole));
});

test("an end as planned is no news, and a long reason is shortened", () => {
  const story = new Story();
  const exit = (reason: string) =>
    story.tell({ type: "exit", sequence: 1, time: 5, pid: "<0.82.0>", reason });
  assert.equal(exit('"normal"'), undefined);
  assert.equal(exit('"shutdown"'), undefined);
  assert.equal(exit(`"${"x".repeat(60)}"`)?.text, `you exits: ${"x".repeat(39)}…`);
});
