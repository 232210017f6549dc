/** What tracing costs while nobody listens, read off the sources: not even the event is made. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { glob } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import ts from "typescript";

/** Whether an event is made only if somebody listens: `tracer?.emit(...)`, or in a function that has looked before. */
function isGuarded(call: ts.CallExpression): boolean {
  if (call.expression.kind === ts.SyntaxKind.PropertyAccessExpression)
    if ((call.expression as ts.PropertyAccessExpression).questionDotToken !== undefined) return true;
  for (let node: ts.Node = call; !ts.isSourceFile(node); node = node.parent) {
    if (ts.isIfStatement(node) && /tracer !== undefined/.test(node.expression.getText())) return true;
    if (ts.isBlock(node) && /if \(tracer === undefined\) return/.test(node.getText())) return true;
  }
  return false;
}

test("an event is not even made while nobody listens", async () => {
  const root = join(import.meta.dirname, "../../../src/beamish");
  const places: string[] = [];
  let count = 0;
  for await (const file of glob("**/*.ts", { cwd: root })) {
    const source = ts.createSourceFile(
      file,
      readFileSync(join(root, file), "utf8"),
      ts.ScriptTarget.Latest,
      true,
    );
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node) && /\btracer!?\??\.emit$/.test(node.expression.getText())) {
        count++;
        if (!isGuarded(node))
          places.push(`${file}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`);
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  assert.ok(count > 20, `only ${count} places were found`);
  assert.deepEqual(places, []);
});
