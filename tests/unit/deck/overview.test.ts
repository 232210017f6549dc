import assert from "node:assert/strict";
import { test } from "node:test";
import { columnsOf, moveInGrid } from "../../../components/deck/overview.ts";

// Eight slides, three to a row:  0 1 2 / 3 4 5 / 6 7
const move = (index: number, key: string) => moveInGrid(index, key, 3, 8);

test("arrows move along and across rows", () => {
  assert.equal(move(1, "ArrowRight"), 2);
  assert.equal(move(2, "ArrowRight"), 3);
  assert.equal(move(3, "ArrowLeft"), 2);
  assert.equal(move(1, "ArrowDown"), 4);
  assert.equal(move(4, "ArrowUp"), 1);
  assert.equal(move(5, "Home"), 0);
  assert.equal(move(5, "End"), 7);
});

test("the edges hold", () => {
  assert.equal(move(0, "ArrowLeft"), 0);
  assert.equal(move(1, "ArrowUp"), 1);
  assert.equal(move(7, "ArrowRight"), 7);
  assert.equal(move(6, "ArrowDown"), 6);
  assert.equal(move(5, "ArrowDown"), 7, "below the last column of a full row: the last slide");
});

test("other keys do not move", () => {
  assert.equal(move(3, "Enter"), undefined);
  assert.equal(move(3, "a"), undefined);
});

test("columns are counted from where the boxes stand", () => {
  assert.equal(columnsOf([10, 10, 10.4, 200, 200]), 3);
  assert.equal(columnsOf([10, 10]), 2);
  assert.equal(columnsOf([]), 0);
});
