/** Trimming the compiler: a text that is not laid out as expected is refused, not cut at random. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { trim } from "../../../src/language/trim.ts";

test("another version of TypeScript is told apart, with where to mend it", () => {
  assert.throws(
    () => trim("export const version = 7;"),
    /TypeScript has changed: correct src\/language\/trim\.ts/,
  );
  assert.throws(
    () =>
      trim(
        'var ts = {}; ((module) => {\n"use strict";\n// Annotate the CommonJS export names for ESM import in node:\n',
      ),
    /Expected a function "getScriptTransformers" in typescript\.js/,
  );
});
