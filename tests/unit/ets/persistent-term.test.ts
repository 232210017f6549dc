import assert from "node:assert/strict";
import { test } from "node:test";
import { ETS, PersistentTerm } from "beamish";
import { inProcess } from "../supervision/run.ts";

test(
  "terms are found by equal keys, replaced and erased",
  inProcess(function* () {
    for (const key of ["word", 1, "1", ["a", { b: 1 }], { a: [1] }, undefined, true]) {
      assert.equal(PersistentTerm.get(key, "none"), "none");
      assert.equal(PersistentTerm.put(key, ["of", key]), "ok");
    }
    assert.deepEqual(PersistentTerm.get(["a", { b: 1 }]), ["of", ["a", { b: 1 }]]);
    assert.deepEqual(
      [PersistentTerm.get(1), PersistentTerm.get("1")],
      [
        ["of", 1],
        ["of", "1"],
      ],
    );
    assert.equal(PersistentTerm.info().count, 7);
    PersistentTerm.put("word", 2);
    assert.equal(PersistentTerm.get("word"), 2);
    assert.deepEqual([PersistentTerm.erase("word"), PersistentTerm.erase("word")], [true, false]);
    assert.equal(PersistentTerm.info().count, 6);
  }),
);

test(
  "all terms and their number are known",
  inProcess(function* () {
    assert.deepEqual([PersistentTerm.get(), PersistentTerm.info().count], [[], 0]);
    PersistentTerm.put("a", 1);
    PersistentTerm.put(["b"], 2);
    assert.deepEqual(PersistentTerm.get(), [
      ["a", 1],
      [["b"], 2],
    ]);
    assert.equal(PersistentTerm.info().count, 2);
    assert.deepEqual(ETS.all(), []);
  }),
);

test(
  "what is not there is named in the error, and putNew does not replace",
  inProcess(function* () {
    assert.throws(() => PersistentTerm.get("none"), {
      name: "ArgumentError",
      message: /a key that was put.*"none"/,
    });
    assert.equal(PersistentTerm.putNew("limit", [1]), "ok");
    assert.equal(PersistentTerm.putNew("limit", [1]), "ok");
    assert.throws(
      () => PersistentTerm.putNew("limit", [2]),
      /a key without another value, got "limit". It is \[1\]/,
    );
    assert.deepEqual(PersistentTerm.get("limit"), [1]);
  }),
);
