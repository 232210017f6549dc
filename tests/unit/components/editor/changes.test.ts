/** Differences in words: those that the editor's own comparison finds. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Chunk } from "@codemirror/merge";
import { Text } from "@codemirror/state";
import { changesOf } from "../../../../components/editor/changes.ts";

const text = (lines: string): Text => Text.of(lines.split("|"));

for (const [name, theirs, mine, expected] of [
  ["nothing", "a|b", "a|b", []],
  ["one line", "a|b|c", "a|x|c", [["Line 2", "b", "x"]]],
  ["several lines", "a|b|c", "a|x|y|z|c", [["Lines 2 to 4", "b", "x\ny\nz"]]],
  ["a line of mine", "a|c", "a|b|c", [["Line 2", undefined, "b"]]],
  ["a line of theirs", "a|b|c", "a|c", [["Before line 2", "b", undefined]]],
  ["a first line of theirs", "a|b", "b", [["Before line 1", "a", undefined]]],
  ["a last line of theirs", "a|b", "a", [["After line 1", "b", undefined]]],
  ["last lines of mine", "a", "a|b|c", [["Lines 2 to 3", undefined, "b\nc"]]],
  ["an empty line of mine", "a|b", "a||b", [["Line 2", undefined, ""]]],
] as const)
  test(`changes in words: ${name}`, () => {
    const [a, b] = [text(theirs), text(mine)];
    const found = changesOf(b, a, Chunk.build(a, b));
    assert.deepEqual(
      found.map((change) => [change.where, change.theirs, change.mine]),
      expected,
    );
  });
