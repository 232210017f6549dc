import assert from "node:assert/strict";
import { test } from "node:test";
import { commandOf } from "../../../components/deck/keys.ts";

const plain = { shiftKey: false, ctrlKey: false, altKey: false, metaKey: false };
const press = (key: string, held = {}) => commandOf({ ...plain, key, ...held });

test("arrows, paging and Space turn slides", () => {
  for (const key of ["ArrowRight", "ArrowDown", "PageDown", " "]) assert.equal(press(key), "next", key);
  for (const key of ["ArrowLeft", "ArrowUp", "PageUp"]) assert.equal(press(key), "previous", key);
  assert.equal(press(" ", { shiftKey: true }), "previous");
  assert.equal(press("Home"), "first");
  assert.equal(press("End"), "last");
});

test("letters work with Caps Lock", () => {
  assert.equal(press("o"), "overview");
  assert.equal(press("O"), "overview");
  assert.equal(press("F", { shiftKey: true }), "fullscreen");
  assert.equal(press("?", { shiftKey: true }), "help");
});

test("a key held with a modifier is the browser's", () => {
  assert.equal(press("ArrowLeft", { altKey: true }), undefined);
  assert.equal(press("f", { ctrlKey: true }), undefined);
  assert.equal(press("p", { metaKey: true }), undefined);
});

test("other keys mean nothing, not even names every object has", () => {
  for (const key of ["a", "Tab", "Enter", "F5", "constructor", "toString"])
    assert.equal(press(key), undefined);
});
