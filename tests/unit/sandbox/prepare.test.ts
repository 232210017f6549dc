import assert from "node:assert/strict";
import { test } from "node:test";
import { link, placeInSource, prepare, PrepareError } from "../../../src/sandbox/prepare.ts";

const PACKAGES = ["beamish", "beamish/testing"];
const prepared = (files: Record<string, string>) => prepare(files, "main.ts", PACKAGES);

function refusal(files: Record<string, string>): PrepareError {
  try {
    prepared(files);
  } catch (error) {
    assert.ok(error instanceof PrepareError, String(error));
    return error;
  }
  return assert.fail("nothing was refused");
}

test("modules come after what they import, once each, and only those needed", () => {
  const modules = prepared({
    "main.ts": 'import { a } from "./a.ts"; import { b } from "./b.ts"; a(b);',
    "a.ts": 'import { b } from "./b.ts"; export const a = (x: number) => x + b;',
    "b.ts": "export const b = 1;",
    "unused.ts": "const = ;",
  });
  assert.deepEqual(
    modules.map(({ file }) => file),
    ["b.ts", "a.ts", "main.ts"],
  );
});

test("paths are resolved as addresses are, with and without the extension", () => {
  const modules = prepared({
    "main.ts": 'import { a } from "./shop/a.js"; a;',
    "shop/a.ts": 'import { b } from "../b"; export const a = b;',
    "b.ts": "export const b = 1;",
  });
  assert.deepEqual(
    modules.map(({ file }) => file),
    ["b.ts", "shop/a.ts", "main.ts"],
  );
});

test("types vanish, lines stay", () => {
  const source =
    'import type { Pid } from "beamish";\n\ninterface Cup {\n  tea: Pid;\n}\nconst cup: Cup | undefined = undefined;\nenum Size { Small }\n';
  const { code } = prepared({ "main.ts": source })[0]!;
  assert.equal(code.split("\n").length, source.split("\n").length);
  assert.match(code.split("\n")[5]!, /const cup\s*= undefined;/);
});

test("addresses take the place of specifiers, and places are still found", () => {
  const source = 'import { spawn } from "beamish"; const n: number = spawn(null as never);';
  const module = prepared({ "main.ts": source })[0]!;
  const linked = link(module, (target) => `blob:a-very-long-address-of-${target}`);
  assert.ok(linked.code.startsWith('import { spawn } from "blob:a-very-long-address-of-beamish";'));
  const column = linked.code.indexOf("spawn(") + 1;
  const expected = { file: "main.ts", line: 1, column: source.indexOf("spawn(") + 1 };
  assert.deepEqual(placeInSource(linked, { line: 1, column }), expected);
});

test("a dynamic import with a written name is followed; one without is refused", () => {
  assert.equal(prepared({ "main.ts": 'await import("./a.ts");', "a.ts": "export {};" }).length, 2);
  assert.match(
    refusal({ "main.ts": "const name = './a.ts'; await import(name);" }).message,
    /needs a name written out/,
  );
});

test("import.meta is no import", () => {
  assert.equal(prepared({ "main.ts": "console.log(import.meta.url);" })[0]!.imports.length, 0);
});

test("what is missing is named, with its place and what there is", () => {
  const error = refusal({ "main.ts": '\n  import { a } from "./a.ts"; a;' });
  assert.equal(error.message, 'main.ts imports "./a.ts", but there is no such file. Files here: main.ts.');
  assert.deepEqual(error.at, { file: "main.ts", line: 2, column: 21 });
  const unknown = refusal({ "main.ts": 'import fs from "node:fs"; fs;' });
  assert.match(
    unknown.message,
    /imports "node:fs", but a sample can import only "beamish", "beamish\/testing"/,
  );
});

test("a circle of imports is shown as one", () => {
  const { message, hint } = refusal({
    "main.ts": 'import { a } from "./a.ts"; a;',
    "a.ts": 'import { b } from "./b.ts"; export const a = b;',
    "b.ts": 'import { a } from "./a.ts"; export const b = a;',
  });
  assert.equal(message, "Circular import: a.ts imports b.ts imports a.ts.");
  assert.match(hint!, /third file/);
});

test("a missing entry is named", () => {
  assert.throws(
    () => prepare({ "a.ts": "" }, "main.ts", PACKAGES),
    /There is no file "main\.ts" to run\. Files here: a\.ts\./,
  );
});

test("a syntax error has its place in the source", () => {
  for (const [source, line, column] of [
    ["const a = ;", 1, 11],
    ["let a = 1;\nfunction (", 2, 10],
    ["const a: = 1;", 1, 10],
    ['const s = "abc\n', 1, 11],
  ] as const) {
    const { name, at } = refusal({ "main.ts": source });
    assert.deepEqual([name, at], ["SyntaxError", { file: "main.ts", line, column }], source);
  }
});
