import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { indentOf, start, tokensOf } from "../../../../components/sample/typescript.ts";

/** A line with its tokens in brackets, each after the first letter of its colour. */
function shown(line: string, state = start()): string {
  let end = 0;
  let text = "";
  for (const { from, to, colour } of tokensOf(line, state)) {
    text += `${line.slice(end, from)}${colour[0]}[${line.slice(from, to)}]`;
    end = to;
  }
  return text + line.slice(end);
}

test("words are coloured by what they are", () => {
  assert.equal(shown('const till = "tea";'), 'k[const] c[till] k[=] s["tea"];');
  assert.equal(shown("const [from] = yield* receive();"), "k[const] [c[from]] k[=] k[yield*] f[receive]();");
  assert.equal(shown("send(from, 12.5); // at once"), "f[send](fromp[,] c[12.5]); c[// at once]");
  assert.equal(shown("order.items.push(true)"), "c[order].c[items].f[push](c[true])");
  assert.equal(shown('import { send } from "beamish";'), 'k[import] { send } k[from] s["beamish"];');
  assert.equal(shown("let kind: Pid | string;"), "k[let] kindk[:] f[Pid] k[|] c[string];");
});

test("comments and templates go on over lines", () => {
  const state = start();
  assert.equal(shown("/* one", state), "c[/* one]");
  assert.equal(shown("two */ exit()", state), "c[two */] f[exit]()");
  assert.equal(shown("`table ${", state), "s[`table ${]");
  assert.equal(shown("n} is", state), "n}s[ is]");
  assert.equal(shown("free`;", state), "s[free`];");
});

test("the lines of every sample are indented as they are written", () => {
  const folder = "content/chapters/processes/samples";
  for (const file of readdirSync(folder).filter((name) => name.endsWith(".ts"))) {
    const state = start();
    for (const [index, line] of readFileSync(`${folder}/${file}`, "utf8").split("\n").entries()) {
      const columns = indentOf(line, state);
      const written = line.length - line.trimStart().length;
      // A line that goes on where the one before broke off is indented by hand.
      const goesOn = state.open.length === 0 && written > 0;
      if (line.trim() !== "" && columns !== null && !goesOn && written <= columns)
        assert.equal(columns, written, `${file}:${index + 1}: ${line}`);
      tokensOf(line, state);
    }
    assert.deepEqual(state.open, [], `${file}: every bracket is closed`);
  }
});

test("whatever is typed, every line comes to its end, and tokens do not overlap", () => {
  for (const line of ["#", '"', "'", "`${`${", "\\", "}}}", "/", "/*", "é ☕ 🧀", "0x", "a?.b?.()", "@x"]) {
    let end = 0;
    for (const { from, to } of tokensOf(line, start())) {
      assert.ok(from >= end && to > from && to <= line.length, line);
      end = to;
    }
  }
});
