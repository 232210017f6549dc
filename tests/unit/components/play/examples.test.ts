/** The examples of the playground, and how they are asked for. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { pickedBy } from "../../../../components/play/example-menu.ts";
import { ENTRY, examplesOf } from "../../../../components/play/examples.ts";

test("every sample of a chapter is an example with a main.ts", () => {
  const examples = examplesOf("processes");
  assert.ok(examples.length > 5);
  for (const { name, files } of examples) assert.notEqual(files[ENTRY] ?? "", "", name);
  assert.deepEqual(examplesOf("no-such-chapter"), []);
});

test("a hash that names no example asks for nothing", async () => {
  for (const hash of ["", "#share=play=abc", "#example=processes", "#example=../secret/x"])
    assert.equal(await pickedBy(hash, "http://127.0.0.1:1/"), undefined, hash);
});

test("an example that cannot be fetched is told", async () => {
  await assert.rejects(pickedBy("#example=processes/till", "http://127.0.0.1:1/"), /could not be fetched/);
});
