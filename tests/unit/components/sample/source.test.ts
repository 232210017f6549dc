import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { readOf, readSample } from "../../../../components/sample/source.ts";

const folder = mkdtempSync(join(tmpdir(), "beamish-chapter-"));
after(() => rmSync(folder, { recursive: true }));
const entry = { collection: "chapters", id: "cafe", folder } as const;
const write = (path: string, text: string): void => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
};
write("index.mdx", '<Predict question="?" options={["a"]} answer={0} for="till.ts">Because.</Predict>\n');
write("samples/till.ts", "console.log(1);\n");
write("samples/till.out", "1\n");
write("samples/till.exs", "IO.puts 1\n");
write("samples/draft.ts", "console.log(2);\n");
write("samples/shop/main.ts", 'import "./kettle.ts";\n');
write("samples/shop/kettle.ts", 'console.log("hot");\n');
write("samples/shop/main.out", "hot\n");

test("a sample is its file, its recording, and what stands beside it", () => {
  assert.deepEqual(readSample(entry, "till.ts"), {
    id: "chapters/cafe/till",
    entry: "till.ts",
    files: [{ name: "till.ts", text: "console.log(1);\n" }],
    recorded: "1\n",
    onTheBeam: true,
    predicted: true,
  });
});

test("a folder is a sample of several files, and its main.ts comes first", () => {
  const sample = readSample(entry, "shop");
  assert.equal(sample.id, "chapters/cafe/shop");
  assert.equal(sample.entry, "main.ts");
  assert.deepEqual(
    sample.files.map(({ name }) => name),
    ["main.ts", "kettle.ts"],
  );
  assert.equal(sample.recorded, "hot\n");
  assert.equal(sample.predicted, false);
});

test("a sample that is not there names the text, the file, those that are there, and what to do", () => {
  assert.throws(
    () => readSample(entry, "tll.ts"),
    (error: Error) => {
      assert.match(error.message, /index\.mdx: <Sample file="tll\.ts" \/>/);
      assert.match(error.message, /Expected \S+samples\/tll\.ts/);
      assert.match(error.message, /Samples there: .*till\.ts/);
      assert.match(error.message, /Correct the name, or write the file\.$/);
      return true;
    },
  );
});

test("a sample without a recording is refused, with the command that makes one", () => {
  assert.throws(() => readSample(entry, "draft.ts"), /draft\.out.*npm run sample -- \S+draft\.ts --record/);
  assert.equal(readSample(entry, "draft.ts", { drafting: true }).recorded, undefined);
});

test("a file that a component needs is asked for by its path", () => {
  assert.throws(
    () => readOf(entry, "exercises/repair/check.ts", 'Exercise name="repair"'),
    /index\.mdx: <Exercise name="repair"> needs \S+exercises\/repair\/check\.ts/,
  );
});
