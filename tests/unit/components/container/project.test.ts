import assert from "node:assert/strict";
import { test } from "node:test";
import {
  filesOf,
  pathTrouble,
  projectOf,
  renamed,
  runnableFiles,
  sortedPaths,
  withFile,
  withoutFile,
} from "../../../../components/container/project.ts";

const files = { "main.ts": "m", "shop/till.ts": "t", "notes.md": "n", "api.d.ts": "d" };

test("the first file that can run runs, unless another is named, and keeps its place when files are sent", () => {
  assert.equal(projectOf(files).entry, "main.ts");
  assert.equal(projectOf({ "notes.md": "", "b.ts": "", "a.ts": "" }).entry, "b.ts");
  assert.equal(projectOf(files, "shop/till.ts").entry, "shop/till.ts");
  assert.equal(projectOf(files, "gone.ts").entry, "main.ts");
  assert.equal(projectOf(filesOf(projectOf(files, "shop/till.ts"))).entry, "shop/till.ts");
});

test("files are listed by folder and name; what cannot run is not offered to run", () => {
  assert.deepEqual(sortedPaths(files), ["shop/till.ts", "api.d.ts", "main.ts", "notes.md"]);
  assert.deepEqual(runnableFiles(files), ["shop/till.ts", "main.ts"]);
});

test("names that cannot be are refused with the reason", () => {
  const cases = [
    ["", /needs a name/],
    ["../up.ts", /Use letters/],
    ["/root.ts", /Use letters/],
    [".hidden", /cannot begin with a dot/],
    ["a b.ts", /Use letters/],
    ["node_modules/x.ts", /where packages are/],
    ["main.ts", /There is a main.ts already/],
    ["main.ts/x.ts", /main.ts is a file/],
    ["shop", /shop is a folder/],
  ] as const;
  for (const [path, why] of cases) assert.match(pathTrouble(path, files) ?? "", why, path);
  assert.equal(pathTrouble("shop/clerk.ts", files), undefined);
  assert.equal(pathTrouble("main.ts", files, "main.ts"), undefined);
});

test("files come, move and go; what runs follows its file", () => {
  const project = projectOf(files);
  assert.equal(withFile(project, "new.ts").files["new.ts"], "\n");
  const moved = renamed(project, "main.ts", "start.ts");
  assert.equal(moved.entry, "start.ts");
  assert.equal(moved.files["start.ts"], "m");
  assert.equal("main.ts" in moved.files, false);
  assert.equal(renamed(project, "notes.md", "more.md").entry, "main.ts");
  assert.equal(withoutFile(project, "main.ts").entry, "shop/till.ts");
  const last = projectOf({ "only.ts": "" });
  assert.equal(withoutFile(last, "only.ts").files, last.files);
});
