/** Every public function has a doc comment with an example, and every example compiles and prints what it says. */
import assert from "node:assert/strict";
import { test } from "node:test";
import ts from "typescript";
import { play } from "./play.ts";
import { options, publicParts, root } from "./public.ts";

const { functions, classes } = publicParts();
const examples = [...functions, ...classes].flatMap(({ name, examples: codes }) =>
  codes.map((code, index) => ({ name: codes.length > 1 ? `${name}, ${index + 1}` : name, code })),
);

test("every public function has a doc comment with an example", () => {
  assert.ok(functions.length > 300, `only ${functions.length} public functions were found`);
  const without = functions.filter(({ comment, examples: codes }) => comment === "" || codes.length === 0);
  assert.deepEqual(
    without.map(({ name, comment }) => (comment === "" ? `${name} has no comment at all` : name)),
    [],
  );
});

/** Classes that are handed to code which knows them, and not called by programs. */
const HANDED_ON = ["beamish: Sys.Debug", "beamish/stage: GenStage.Cursor"];

test("every method of a public class is called in an example", () => {
  const unseen = classes
    .filter(({ name }) => !HANDED_ON.includes(name))
    .flatMap(({ name, methods }) => methods.map((method) => ({ name: `${name}.${method}`, method })))
    .filter(({ method }) => !examples.some(({ code }) => code.includes(`.${method}(`)))
    .map(({ name }) => name);
  assert.deepEqual(unseen, []);
});

test("every example compiles", () => {
  const files = new Map(
    examples.map(({ code }, index) => [`${root}tests/examples/example-${index}.ts`, code]),
  );
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile } = host;
  host.fileExists = (file) => files.has(file) || fileExists(file);
  host.readFile = (file) => files.get(file) ?? readFile(file);
  const names = [...files.keys()];
  const program = ts.createProgram(names, options, host);
  const wrong = names.flatMap((file, index) => {
    const source = program.getSourceFile(file)!;
    const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
    return found.map(({ messageText, start }) => {
      const line = source.getLineAndCharacterOfPosition(start ?? 0).line + 1;
      return `${examples[index]!.name}, line ${line}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`;
    });
  });
  assert.deepEqual(wrong, []);
});

/** What an example says it prints: its lines `//> text`. */
const promised = (code: string): string[] =>
  [...code.matchAll(/^\s*\/\/>(?: (.*))?$/gm)].map((match) => match[1] ?? "");

for (const { name, code } of examples)
  test(name, async () => {
    const expected = promised(code);
    assert.ok(expected.length > 0, "an example prints something, and says what: //> text");
    assert.deepEqual(await play(code), expected);
  });
