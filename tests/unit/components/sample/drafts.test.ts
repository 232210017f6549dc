import assert from "node:assert/strict";
import { test } from "node:test";
import {
  dropDraft,
  fingerprint,
  readDraft,
  readEarlierDraft,
  sameFiles,
  writeDraft,
} from "../../../../components/sample/drafts.ts";
import type { Store } from "../../../../components/sample/drafts.ts";
import { draftKey } from "../../../../components/sample/keys.ts";

const id = "chapters/processes/till";
const original = { "till.ts": "let sold = 0;\n" };
const mine = { "till.ts": "let sold = 1;\n" };

/** A device on which something can be kept. */
function device(): { store: () => Store; kept: Map<string, string> } {
  const kept = new Map<string, string>();
  const store: Store = {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
  return { store: () => store, kept };
}

/** A device that refuses, as private windows and full disks do. */
const refusing = (): Store => {
  throw new DOMException("The operation is insecure.", "SecurityError");
};

test("a draft that was written is read again", () => {
  const { store } = device();
  assert.deepEqual(readDraft(store, id, original), { kind: "none" });
  assert.ok(writeDraft(store, id, original, mine, false));
  assert.deepEqual(readDraft(store, id, original), { kind: "draft", files: mine, stale: false });
});

test("a draft of an original that has changed since is stale", () => {
  const { store } = device();
  writeDraft(store, id, original, mine, false);
  const changed = { "till.ts": "let sold = 2;\n" };
  assert.deepEqual(readDraft(store, id, changed), { kind: "draft", files: mine, stale: true });
});

test("a draft that is dropped is gone", () => {
  const { store } = device();
  writeDraft(store, id, original, mine, false);
  dropDraft(store, id);
  assert.deepEqual(readDraft(store, id, original), { kind: "none" });
});

test("what cannot be read is told, and stays where it is", () => {
  for (const raw of ["", "{", "null", "[]", '{"files":3}', '{"files":{"till.ts":3}}']) {
    const { store, kept } = device();
    kept.set(draftKey(id), raw);
    assert.deepEqual(readDraft(store, id, original), { kind: "damaged", raw });
    assert.equal(kept.get(draftKey(id)), raw);
  }
});

test("a draft that makes room for another is moved aside, not lost", () => {
  const { store } = device();
  writeDraft(store, id, original, mine, false);
  const newer = { "till.ts": "let sold = 3;\n" };
  writeDraft(store, id, original, newer, true);
  assert.deepEqual(readDraft(store, id, original), { kind: "draft", files: newer, stale: false });
  assert.deepEqual(readEarlierDraft(store, id, original), { kind: "draft", files: mine, stale: false });
});

test("a device that keeps nothing breaks nothing", () => {
  assert.deepEqual(readDraft(refusing, id, original), { kind: "unavailable" });
  assert.equal(writeDraft(refusing, id, original, mine, true), false);
  assert.doesNotThrow(() => dropDraft(refusing, id));
});

test("files are the same when names and texts are, in any order", () => {
  assert.ok(sameFiles({ a: "1", b: "2" }, { b: "2", a: "1" }));
  assert.ok(!sameFiles({ a: "1", b: "2" }, { a: "2", b: "1" }));
  assert.ok(!sameFiles({ a: "1" }, { a: "1", b: "" }));
  assert.notEqual(fingerprint({ a: "b" }), fingerprint({ a: "c" }));
});
