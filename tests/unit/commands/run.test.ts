/** The one entry of all npm scripts: what it says when it cannot do what it was asked. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";
import { root } from "../../../src/commands/steps.ts";

const entry = join(root, "src/commands/run.mjs");

/** Run the entry on a machine that claims to be another one. */
function runOn(machine: { platform: string; node: string }, ...args: string[]) {
  const pretend =
    `Object.defineProperty(process, "platform", { value: ${JSON.stringify(machine.platform)} });` +
    `Object.defineProperty(process, "version", { value: "v${machine.node}" });` +
    `Object.defineProperty(process.versions, "node", { value: "${machine.node}" });`;
  const hook = `data:text/javascript,${encodeURIComponent(pretend)}`;
  return spawnSync(process.execPath, ["--import", hook, entry, ...args], { encoding: "utf8" });
}

test("no bundled Node and an old one installed: it stops at once and says which Node to install", () => {
  const { status, stderr, stdout } = runOn({ platform: "sunos", node: "20.1.0" }, "build");
  assert.equal(status, 1);
  assert.match(
    stderr,
    /This platform \(sunos \w+\) has no bundled Node, and the one installed is v20\.1\.0\./,
  );
  assert.match(stderr, /Install Node 24 or later from https:\/\/nodejs\.org/);
  assert.equal(stdout, "", "nothing was installed or built");
});

test("an unknown command is named, with the place where the commands are", () => {
  const { status, stderr } = spawnSync(process.execPath, [entry, "fly"], { encoding: "utf8" });
  assert.equal(status, 1);
  assert.match(stderr, /Unknown command "fly": see "scripts" in package\.json\./);
});
