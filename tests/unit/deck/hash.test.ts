import assert from "node:assert/strict";
import { test } from "node:test";
import { formatHash, parseHash } from "../../../components/deck/hash.ts";

const slides = { ids: ["title", "a-crash", "404"], shape: [0, 2, 0] };

test("a hash names a slide by its id, and its steps", () => {
  assert.deepEqual(parseHash("#a-crash", slides), { slide: 1, step: 0 });
  assert.deepEqual(parseHash("#a-crash/2", slides), { slide: 1, step: 2 });
});

test("a hash names a slide by its number, counted from 1", () => {
  assert.deepEqual(parseHash("#/2", slides), { slide: 1, step: 0 });
  assert.deepEqual(parseHash("#2", slides), { slide: 1, step: 0 });
  assert.deepEqual(parseHash("#/2/1", slides), { slide: 1, step: 1 });
});

test("an id of digits is an id before it is a number", () => {
  assert.deepEqual(parseHash("#404", slides), { slide: 2, step: 0 });
});

test("too much is the end, and nonsense is nothing", () => {
  assert.deepEqual(parseHash("#/99", slides), { slide: 2, step: 0 });
  assert.deepEqual(parseHash("#a-crash/99", slides), { slide: 1, step: 2 });
  for (const hash of ["", "#", "#nowhere", "#a-crash/x", "#%", "#//", "#/1.5"])
    assert.equal(parseHash(hash, slides), undefined, hash);
});

test("what is written is read back", () => {
  for (const at of [
    { slide: 0, step: 0 },
    { slide: 1, step: 0 },
    { slide: 1, step: 2 },
  ])
    assert.deepEqual(parseHash(formatHash(at, slides), slides), at);
  assert.equal(formatHash({ slide: 1, step: 0 }, slides), "#a-crash");
});
