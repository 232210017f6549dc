/** What goes wrong, and how it is told. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { SourcePosition } from "../../../src/sandbox/engine.ts";
import { type Run } from "../support/observe.ts";

/** @param words whose words the errors of the language itself have, and whose columns: V8's, or those of another engine */
export function promiseErrors(run: Run, words: "V8" | "other" = "V8"): void {
  const isV8 = words === "V8";

  test("error: an uncaught error names file, line and column of the source, inside first", async () => {
    const { errors, lines, reason } = await run({
      "main.ts":
        'import { price } from "./price.ts";\n\nconst tea: { price?: number } = {}; price(tea as never);\n',
      "price.ts":
        "export function price(thing: { price: { euros: number } }): number {\n  return thing.price.euros;\n}\n",
    });
    assert.equal(reason, "error");
    assert.equal(errors.length, 1);
    const lineOf = ({ file, line }: SourcePosition) => [file, line];
    assert.deepEqual(errors[0]!.stack.map(lineOf), [
      ["price.ts", 2],
      ["main.ts", 3],
    ]);
    if (!isV8) return;
    assert.deepEqual(
      errors[0]!.stack.map(({ column }) => column),
      [22, 37],
    );
    assert.deepEqual(lines, [
      "Uncaught TypeError: Cannot read properties of undefined (reading 'euros') (price.ts:2)",
    ]);
  });

  test("error: what is thrown need not be an Error", async () => {
    const { errors, reason } = await run('throw { code: "ENOTEA" };');
    assert.deepEqual(
      errors.map(({ name, message }) => [name, message]),
      [["Uncaught", '{ code: "ENOTEA" } was thrown, which is not an Error.']],
    );
    assert.equal(reason, "error");
  });

  test("rejection: an unhandled one is an error, and the run goes on to its end", async () => {
    const { lines, reason } = await run(
      'Promise.reject(new Error("no tea"));\nsetTimeout(() => console.log("later"), 50);\n',
      { clock: "real" },
    );
    assert.deepEqual(lines, ["Uncaught Error: no tea (main.ts:1)", "later"]);
    assert.equal(reason, "error");
  });

  test("rejection: also when nothing else is left to do", async () => {
    const { lines } = await run('Promise.reject(new Error("no tea"));');
    assert.deepEqual(lines, ["Uncaught Error: no tea (main.ts:1)"]);
  });

  test("error: a throw in a timer is one", async () => {
    const { lines, reason } = await run('setTimeout(() => { throw new Error("late"); }, 10);');
    assert.deepEqual([lines, reason], [["Uncaught Error: late (main.ts:1)"], "error"]);
  });

  test("syntax error: found while preparing", async () => {
    const { errors, reason } = await run("const tea = 1;\nconst cup = ;\n");
    assert.deepEqual(
      [errors[0]!.name, errors[0]!.message, errors[0]!.at],
      ["SyntaxError", "Unexpected token", { file: "main.ts", line: 2, column: 13 }],
    );
    assert.equal(reason, "error");
  });

  test("syntax error: found only while loading, and nothing runs", async () => {
    const { errors, lines, reason } = await run({
      "main.ts": 'import { tea } from "./tea.ts";\nconsole.log(tea);\n',
      "tea.ts": 'console.log("never");\nconst tea: number = 1; const tea = 2;\nexport { tea };\n',
    });
    assert.deepEqual([errors[0]!.at?.file, errors[0]!.at?.line, lines.length], ["tea.ts", 2, 1]);
    if (!isV8) return;
    assert.equal(errors[0]!.at?.column, 30);
    assert.deepEqual(lines, ["Uncaught SyntaxError: Identifier 'tea' has already been declared (tea.ts:2)"]);
    assert.equal(reason, "error");
  });

  test("import: a name that is not exported is named, with its place", async () => {
    const { errors } = await run('import { spwan } from "beamish";\nspwan();\n');
    assert.match(errors[0]!.message, /'spwan'/);
    assert.deepEqual([errors[0]!.at?.file, errors[0]!.at?.line], ["main.ts", 1]);
    if (!isV8) return;
    assert.equal(
      errors[0]!.message,
      "The requested module 'beamish' does not provide an export named 'spwan'",
    );
    assert.equal(errors[0]!.at?.column, 10);
  });

  test("import: a missing file is named, and what there is", async () => {
    const { errors, reason } = await run({
      "main.ts": 'console.log(1);\nimport { a } from "./b.ts"; a();\n',
      "a.ts": "",
    });
    const { name, message, at } = errors[0]!;
    assert.deepEqual(
      [name, message],
      ["ImportError", 'main.ts imports "./b.ts", but there is no such file. Files here: main.ts, a.ts.'],
    );
    assert.deepEqual(at, { file: "main.ts", line: 2, column: 19 });
    assert.equal(reason, "error");
  });

  test("import: a circle is shown", async () => {
    const { errors } = await run({
      "main.ts": 'import { a } from "./a.ts"; export const m = 1; a();\n',
      "a.ts": 'import { m } from "./main.ts"; export const a = () => m;\n',
    });
    assert.equal(errors[0]!.message, "Circular import: main.ts imports a.ts imports main.ts.");
  });

  test("crash: a throw in a process is reported with its place, and ends only that process", async () => {
    const { lines, logs, reason } = await run(
      `import { Process, spawn } from "beamish";
      spawn(() => { throw new TypeError("no tea"); }, { label: "waiter" });
      await Process.sleep(10);
      console.log("still open");`,
    );
    assert.deepEqual(lines, [
      "[error] Process <0.81.0> raised an exception\n** (TypeError) no tea",
      "still open",
    ]);
    assert.deepEqual([logs[0]!.level, logs[0]!.at?.line], ["error", 2]);
    assert.equal(reason, "finished");
  });
}
