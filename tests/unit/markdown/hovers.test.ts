/** Types of the site's own code, found at build time. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { makeLibrary } from "../../../src/language/library.ts";
import { hoversOf, nameOfText } from "../../../src/markdown/hovers.ts";

const content = mkdtempSync(join(tmpdir(), "beamish-hovers-"));
mkdirSync(join(content, "chapters/one/samples/shop"), { recursive: true });
const main =
  'import { brew } from "./brew.ts";\nimport { self } from "beamish";\nconsole.log(brew(), self());\n';
writeFileSync(join(content, "chapters/one/samples/shop/main.ts"), main);
writeFileSync(
  join(content, "chapters/one/samples/shop/brew.ts"),
  "/** Makes coffee. */\nexport const brew = (): string => 1;\n",
);

test("names of a text are found with their types and docs, across files, and kept for the next build", () => {
  const kept = new Map();
  const found = hoversOf(content, makeLibrary(), kept);
  assert.equal(found.size, 2);
  const hovers = found.get(nameOfText(main));
  assert.ok(hovers);
  const about = (name: string) => {
    const start = main.lastIndexOf(name);
    const [, length, told] = hovers.names.find(([from]) => from === start) ?? [];
    assert.equal(length, name.length, name);
    return hovers.told[told ?? -1];
  };
  assert.deepEqual(about("brew"), {
    declaration: "brew(): string",
    docs: [{ kind: "text", text: "Makes coffee." }],
  });
  assert.equal(about("self")?.declaration, "self(): Pid");
  assert.match(about("log")?.declaration ?? "", /Console\.log/);

  // Without a library nothing could be found anew.
  assert.deepEqual(hoversOf(content, {}, kept), found);
});

test("blank lines at the end do not change a text's name, and everything else does", () => {
  assert.equal(nameOfText("a\n\n"), nameOfText("a"));
  assert.notEqual(nameOfText("a "), nameOfText(" a"));
  assert.match(nameOfText("a"), /^[0-9a-f]{16}$/);
});
