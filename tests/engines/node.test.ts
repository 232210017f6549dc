/** The node engine. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { createNodeEngine } from "../../src/sandbox/engines/node/host.ts";
import { contract } from "./contract.ts";
import { observe } from "./support/observe.ts";

contract("node", async () => ({ engine: createNodeEngine(), close: async () => undefined }));

test("node: a loop that only allocates is stopped by its thread's limit", async () => {
  const { errors, reason } = await observe(
    createNodeEngine(),
    "const all = []; for (;;) all.push(new Array(1e5).fill(0.5));",
  );
  assert.deepEqual(
    [errors[0]!.name, errors[0]!.message],
    ["TooMuchMemory", "The run took more than 512 MB of memory."],
  );
  assert.equal(reason, "engine_failed");
});
