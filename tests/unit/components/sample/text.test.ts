import assert from "node:assert/strict";
import { test } from "node:test";
import { digest } from "../../../../components/sample/announcer.ts";
import { colour } from "../../../../components/sample/colour.ts";
import { codeHtml, rowsHtml, wordsHtml } from "../../../../components/sample/html.ts";
import { Queue } from "../../../../components/sample/queue.ts";
import { stretches } from "../../../../components/sample/show.ts";
import { troubleAtExit, troubleOf } from "../../../../components/sample/trouble.ts";

const roles = (line: string): string =>
  colour(line)
    .map(({ text, role }) => (role ? `${role}(${text})` : text))
    .join("");

test("values are coloured, and what people write is left alone", () => {
  assert.equal(roles('["ok", "tea", 1]'), 'p([)a("ok")p(,) a("tea")p(,) n(1)p(])');
  assert.equal(roles("{ id: 1 }"), "p({) idp(:) n(1) p(})");
  assert.equal(roles("[<0.85.0>, #Ref<0.3>]"), "p([)<0.85.0>p(,) #Ref<0.3>p(])");
  assert.equal(roles("12"), "n(12)");
  assert.equal(roles("Ada sells 3: the till says 3"), "Ada sells 3: the till says 3");
  assert.equal(roles('till: ["ok", true]'), 'till: p([)a("ok")p(,) n(true)p(])');
  assert.equal(roles('"a \\" quote"'), 'a("a \\" quote")');
});

test("colouring loses nothing", () => {
  for (const line of ["", "]]", '["', '{ a: [1, { b: "c" }] } and more', "-1.5", "(1)"]) {
    assert.equal(
      colour(line)
        .map(({ text }) => text)
        .join(""),
      line,
    );
  }
});

test("recorded output becomes one row a line, with its signs as text", () => {
  assert.equal(rowsHtml("tea\n<b>\n"), "<li><code>tea</code></li><li><code>&lt;b></code></li>");
  assert.equal(rowsHtml(""), "");
});

test("a file is divided into what is shown and what folds", () => {
  assert.deepEqual(stretches(undefined, 3), [{ from: 1, to: 3, folded: false }]);
  assert.deepEqual(stretches(new Set([2, 3, 6]), 7), [
    { from: 1, to: 1, folded: true },
    { from: 2, to: 3, folded: false },
    { from: 4, to: 5, folded: true },
    { from: 6, to: 6, folded: false },
    { from: 7, to: 7, folded: true },
  ]);
});

test("folded lines stay in the page, so that the whole file can run", async () => {
  const source = "const a = 1;\n\nconst b = 2;\nconst c = 3;\n";
  const { html, folded, lines } = await codeHtml("main.ts", source, { show: "3", label: "main.ts" });
  assert.deepEqual([folded, lines], [3, 4]);
  assert.equal(html.match(/class="fold"/g)?.length, 2);
  const text = html.replace(/<[^>]+>/g, "");
  assert.equal(`${text}\n`, source);
});

test("a range outside of the file is refused with the range that would fit", async () => {
  await assert.rejects(
    codeHtml("main.ts", "let a;\n", { show: "4-12", label: "main.ts" }),
    /from 1 to 1.*"4-12"/,
  );
});

test("words between backticks are code, and nothing is taken for HTML", () => {
  assert.equal(wordsHtml("write `a < b` & go"), "write <code>a &lt; b</code> &amp; go");
});

test("a screen reader hears the beginning of a flood and how much there was", () => {
  const lines = Array.from({ length: 500 }, (_, index) => `line ${index}`);
  assert.equal(digest(["tea", "bun"], "finished in 4 ms"), "tea. bun. finished in 4 ms");
  assert.match(digest(lines), /^line 0\. line 1\. .*\. and 494 more lines$/);
});

test("what went wrong is said without repeating itself, and with what to do", () => {
  const error = (name: string, message: string) =>
    troubleOf({ type: "error", name, message, stack: [] }).title;
  assert.equal(error("Error", "no soup"), "no soup");
  assert.equal(error("TypeError", "x is not a function"), "TypeError: x is not a function");
  assert.equal(error("Stuck", "The code waits."), "The code waits.");
  assert.equal(troubleAtExit("finished", 10_000), undefined);
  assert.equal(troubleAtExit("aborted", 10_000), undefined);
  assert.equal(troubleAtExit("time_limit", 10_000)?.title, "Stopped after 10 s");
  assert.match(troubleAtExit("stuck", 10_000)?.remedy ?? "", /`send`/);
});

test("a queue gives what was pushed before and after, and ends when it is closed", async () => {
  const queue = new Queue<number>();
  queue.push(1);
  const seen: number[] = [];
  const reading = (async () => {
    for await (const value of queue) {
      seen.push(value);
      if (value === 1) queue.push(2);
      if (value === 2) queue.close();
    }
  })();
  await reading;
  queue.push(3);
  assert.deepEqual(seen, [1, 2]);
});
