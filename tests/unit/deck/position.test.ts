import assert from "node:assert/strict";
import { test } from "node:test";
import { clamp, complete, last, next, previous, same, start } from "../../../components/deck/position.ts";

const shape = [0, 2, 1];

test("forward shows the steps of a slide before the next slide", () => {
  const path = [start];
  for (let at = start; ;) {
    const to = next(shape, at);
    if (same(to, at)) break;
    path.push((at = to));
  }
  assert.deepEqual(
    path.map(({ slide, step }) => `${slide}.${step}`),
    ["0.0", "1.0", "1.1", "1.2", "2.0", "2.1"],
  );
});

test("back enters a slide complete and hides its steps one by one", () => {
  const path = [];
  for (let at = last(shape), to = at; path.push(at), !same((to = previous(shape, at)), at); at = to);
  assert.deepEqual(
    path.map(({ slide, step }) => `${slide}.${step}`),
    ["2.1", "2.0", "1.2", "1.1", "1.0", "0.0"],
  );
});

test("the ends of the deck hold", () => {
  assert.equal(previous(shape, start), start);
  const end = last(shape);
  assert.equal(next(shape, end), end);
  assert.deepEqual(complete(shape, 1), { slide: 1, step: 2 });
});

test("whatever comes in, a valid position comes out", () => {
  assert.deepEqual(clamp(shape, { slide: 99, step: 99 }), { slide: 2, step: 1 });
  assert.deepEqual(clamp(shape, { slide: -1, step: -1 }), start);
  assert.deepEqual(clamp(shape, { slide: Number.NaN, step: Infinity }), { slide: 0, step: 0 });
  assert.deepEqual(clamp(shape, { slide: 1.9, step: 1.9 }), { slide: 1, step: 1 });
  assert.deepEqual(clamp([], { slide: 3, step: 3 }), start);
});
