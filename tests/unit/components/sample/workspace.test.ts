import assert from "node:assert/strict";
import { test } from "node:test";
import { Workspace } from "../../../../components/sample/workspace.ts";

const original = { "main.ts": "let a = 1;\n", "shop.ts": "let b = 1;\n" };

test("a workspace is edited while its text is not the original's", () => {
  const workspace = new Workspace(original);
  assert.equal(workspace.edited, false);
  workspace.edit("main.ts", "let a = 2;\n");
  assert.ok(workspace.edited);
  assert.deepEqual(workspace.files, { ...original, "main.ts": "let a = 2;\n" });
  workspace.edit("main.ts", "let a = 1;\n");
  assert.equal(workspace.edited, false);
});

test("a reset can be undone until the next edit", () => {
  const workspace = new Workspace(original);
  workspace.edit("main.ts", "let a = 2;\n");
  workspace.reset();
  assert.deepEqual(workspace.files, original);
  assert.ok(workspace.undoable);
  workspace.undoReset();
  assert.equal(workspace.files["main.ts"], "let a = 2;\n");
  assert.equal(workspace.undoable, false);
  workspace.reset();
  workspace.edit("main.ts", "let a = 3;\n");
  assert.equal(workspace.undoable, false);
});

test("files from elsewhere are adopted as far as the sample knows them", () => {
  const workspace = new Workspace(original);
  workspace.adopt({ "main.ts": "let a = 5;\n", "secret.ts": "no\n" });
  assert.deepEqual(workspace.files, { "main.ts": "let a = 5;\n", "shop.ts": "let b = 1;\n" });
});

test("an open workspace adopts every file, and keeps those it cannot be without", () => {
  const workspace = new Workspace({ "main.ts": "let a = 1;\n" }, true);
  workspace.adopt({ "till.ts": "let b = 1;\n" });
  assert.deepEqual(workspace.files, { "main.ts": "let a = 1;\n", "till.ts": "let b = 1;\n" });
  assert.ok(workspace.edited);
  workspace.adopt({ "main.ts": "let a = 2;\n" });
  assert.deepEqual(workspace.files, { "main.ts": "let a = 2;\n" });
});
