import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { highlight, languageOf } from "../../../src/markdown/highlight.ts";
import { parseLines } from "../../../src/markdown/lines.ts";

const CODE = 'const till = spawn(loop);\n\n// ask\nsend(till, ["ok", 1]);\n';
const text = (html: string): string => html.replace(/<[^>]+>/g, "").replaceAll("&#x3C;", "<");
const numbers = (html: string): string[] =>
  [...html.matchAll(/data-line="(\d+)"/g)].map((match) => match[1] ?? "");

describe("highlighted code", () => {
  it("is the code, line by line, with classes and no inline styles", async () => {
    const html = await highlight(CODE, "typescript", { label: "till.ts" });
    assert.equal(text(html), CODE.trimEnd());
    assert.equal((html.match(/<span class="line">/g) ?? []).length, 4);
    assert.deepEqual(numbers(html), [], "the style sheet counts them");
    assert.match(html, /^<pre class="shiki" tabindex="0" role="region" aria-label="till\.ts"><code>/);
    assert.match(html, /<span class="k-comment">\/\/ ask<\/span>/);
    assert.match(html, /<span class="k-string-expression">"ok"<\/span>/);
    assert.doesNotMatch(html, /style=/);
  });

  it("shows a part with the numbers of the whole, and marks lines in it", async () => {
    const html = await highlight(CODE, "typescript", { show: "3-4", highlight: "4" });
    assert.equal(text(html), '// ask\nsend(till, ["ok", 1]);');
    assert.deepEqual(numbers(html), ["3", "4"]);
    assert.match(html, /<span class="line at" data-line="4">/);
  });

  it("can do without numbers, also for a part", async () => {
    const html = await highlight(CODE, "typescript", { plain: true, show: "4" });
    assert.match(html, /^<pre class="shiki plain"/);
    assert.deepEqual(numbers(html), []);
    assert.equal(text(html), 'send(till, ["ok", 1]);');
  });

  it("knows Elixir and Erlang", async () => {
    assert.match(
      await highlight("defmodule Till do\nend", "elixir"),
      /<span class="k-keyword">defmodule<\/span>/,
    );
    assert.match(await highlight("-module(till).\nloop() -> ok.", "erlang"), /class="k-/);
  });

  it("refuses lines that the code does not have", async () => {
    await assert.rejects(
      highlight(CODE, "typescript", { show: "3-9" }),
      /Expected lines from 1 to 4, got "3-9"/,
    );
  });
});

describe("the language of a file", () => {
  it("follows from its ending", () => {
    assert.deepEqual(["till.ts", "till.exs", "till.erl", "go.sh"].map(languageOf), [
      "typescript",
      "elixir",
      "erlang",
      "shellscript",
    ]);
  });

  it("is refused when the ending is unknown, with what to do", () => {
    assert.throws(
      () => languageOf("till.py"),
      /till\.py: expected a file that ends in \.ts.*Rename it, or add its ending/,
    );
  });
});

describe("line ranges", () => {
  it("are lists of lines and of ranges", () => {
    assert.deepEqual([...parseLines("7, 9-10", 10)], [7, 9, 10]);
  });

  it("are refused when they cannot be read or lie outside", () => {
    for (const wrong of ["", "a", "3-", "1;2"])
      assert.throws(() => parseLines(wrong, 10), /Expected lines such as "7,9-10"/);
    for (const outside of ["0", "11", "4-3"])
      assert.throws(() => parseLines(outside, 10), /Expected lines from 1 to 10/);
  });
});
