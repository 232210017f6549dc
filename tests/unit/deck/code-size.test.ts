import assert from "node:assert/strict";
import { test } from "node:test";
import { codeHtml, rowsHtml } from "../../../components/sample/html.ts";
import { codeSize, extentOf, sizes } from "../../../components/deck/code-size.ts";

const file = Array.from({ length: 20 }, (_, index) => `const line${index} = a < b;`).join("\n");
const options = { label: "x.ts" };

test("a sample's lines, widest line and rows are read from its markup", async () => {
  const { html } = await codeHtml("x.ts", file, options);
  const output = `<ol class="out" aria-label="Output">${rowsHtml("one\ntwo\n")}</ol>`;
  assert.deepEqual(extentOf(html + output), { lines: 20, widest: 21, rows: 2 });
});

test("folded lines count as half a line a fold, and their width not at all", async () => {
  const long = `${"x".repeat(70)}\n${file}`;
  const { html } = await codeHtml("x.ts", long, { ...options, show: "5-8" });
  assert.deepEqual(extentOf(html), { lines: 5, widest: 20, rows: 0 });
});

test("a slide without a sample needs nothing", () => {
  assert.equal(extentOf("<p>Words with <code>inline code</code>.</p>"), undefined);
});

test("short samples are large, long or wide ones smaller, and there is an end to it", () => {
  const size = (lines: number, widest: number, rows: number) =>
    codeSize({ lines, widest, rows }, "split", "A claim.");
  assert.equal(size(9, 46, 2), 152);
  assert.equal(size(4, 20, 1), sizes[0]);
  assert.ok(size(14, 40, 3) < 152);
  assert.ok(size(8, 70, 2) < size(8, 50, 2));
  assert.equal(size(60, 200, 20), sizes.at(-1));
});

test("the layout `code` has room for fourteen lines and more beside their output", () => {
  const extent = { lines: 14, widest: 50, rows: 6 };
  assert.ok(codeSize(extent, "code", "A claim.") >= 120);
  assert.ok(codeSize(extent, "code", "A claim.") > codeSize(extent, "split", "A claim."));
});

test("a title of two lines takes its room from the code", () => {
  const extent = { lines: 12, widest: 40, rows: 2 };
  assert.ok(codeSize(extent, "split", "x".repeat(60)) < codeSize(extent, "split", "A claim."));
});
