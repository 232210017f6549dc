import assert from "node:assert/strict";
import { test } from "node:test";
import { isRight, score, scoreText, verdict } from "../../../../components/quiz/grade.ts";
import { isChoice, recall, remember } from "../../../../components/quiz/remember.ts";
import type { Store } from "../../../../components/quiz/remember.ts";

test("exactly the right options make an answer right, in any order", () => {
  assert.ok(isRight([2], [2]));
  assert.ok(isRight([0, 3], [3, 0]));
  assert.ok(!isRight([0, 3], [0]));
  assert.ok(!isRight([0], [0, 3]));
  assert.ok(!isRight([1], [2]));
  assert.ok(!isRight([1], []));
});

test("each option gets its own verdict", () => {
  const verdicts = [0, 1, 2, 3].map((option) => verdict(option, [1, 2], [2, 3]));
  assert.deepEqual(verdicts, ["left", "missed", "right", "wrong"]);
});

test("the score counts what has been answered", () => {
  const rights = [[0], [1], [0, 2]];
  assert.deepEqual(score(rights, [undefined, undefined, undefined]), { questions: 3, answered: 0, right: 0 });
  assert.deepEqual(score(rights, [[0], [2], undefined]), { questions: 3, answered: 2, right: 1 });
  assert.deepEqual(score(rights, [[0], [1], [2, 0]]), { questions: 3, answered: 3, right: 3 });
});

test("the score is told in words", () => {
  assert.equal(scoreText({ questions: 3, answered: 0, right: 0 }), "");
  assert.equal(scoreText({ questions: 3, answered: 2, right: 1 }), "1 of 2 right so far, 1 to go.");
  assert.equal(scoreText({ questions: 3, answered: 3, right: 2 }), "2 of 3 right.");
  assert.equal(scoreText({ questions: 3, answered: 3, right: 3 }), "All 3 right.");
});

test("answers are remembered, forgotten, and not taken for answers when they are none", () => {
  const kept = new Map<string, string>();
  const store = (): Store => ({
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  });
  assert.deepEqual(recall(store, "a", isChoice), { kind: "none" });
  remember(store, "a", [1, 2]);
  assert.deepEqual(recall(store, "a", isChoice), { kind: "value", value: [1, 2] });
  remember(store, "a", undefined);
  assert.deepEqual(recall(store, "a", isChoice), { kind: "none" });
  for (const damaged of ["{", '"1"', "[-1]", '["x"]', "[1.5]"]) {
    kept.set("a", damaged);
    assert.deepEqual(recall(store, "a", isChoice), { kind: "damaged" }, damaged);
  }
});

test("a device that keeps nothing breaks nothing", () => {
  const refusing = (): Store => {
    throw new DOMException("The operation is insecure.", "SecurityError");
  };
  assert.deepEqual(recall(refusing, "a", isChoice), { kind: "none" });
  assert.doesNotThrow(() => remember(refusing, "a", [1]));
});
