import assert from "node:assert/strict";
import { test } from "node:test";
import { swipe } from "../../../components/deck/swipe.ts";

const from = { x: 200, y: 300, time: 1000 };
const to = (x: number, y: number, time = 200) => swipe(from, { x: 200 + x, y: 300 + y, time: 1000 + time });

test("to the left is forward, to the right is back", () => {
  assert.equal(to(-90, 10), "next");
  assert.equal(to(90, -10), "previous");
});

test("a tap, a scroll, a slant and a slow drag are no swipe", () => {
  assert.equal(to(-12, 0), undefined);
  assert.equal(to(-60, 200), undefined);
  assert.equal(to(-60, 50), undefined);
  assert.equal(to(-90, 0, 900), undefined);
});
