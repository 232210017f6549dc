/** What every engine promises. Each engine's test file calls `contract` with itself; the expected lines are the same. */
import assert from "node:assert/strict";
import { after, afterEach, before, describe } from "node:test";
import type { Engine } from "../../src/sandbox/engine.ts";
import { promiseEnd } from "./promises/end.ts";
import { promiseErrors } from "./promises/errors.ts";
import { promiseLoopback, promiseNetwork } from "./promises/network.ts";
import { promiseOutput } from "./promises/output.ts";
import { promiseWatching } from "./promises/watching.ts";
import { promiseWalls } from "./promises/walls.ts";
import { promiseWorld } from "./promises/world.ts";
import { observe, type Run } from "./support/observe.ts";

export interface Opened {
  readonly engine: Engine;
  close(): Promise<void>;
}

/**
 * @param world what a sample lives in: `"closed"`, with nothing but the runtime and its own files, or a `"project"` of a
 *   real Node, which has all that Node has
 */
export function contract(
  name: string,
  open: () => Promise<Opened>,
  world: "closed" | "project" = "closed",
): void {
  describe(`${name} keeps the contract`, () => {
    let opened: Opened;
    const run: Run = (source, options) => observe(opened.engine, source, options);

    before(async () => {
      opened = await open();
    });
    after(() => opened.close());
    // Whatever a run did, the next one must work.
    afterEach(async () => {
      const next = await run('console.log("next");');
      assert.deepEqual([next.lines, next.reason], [["next"], "finished"]);
    });

    promiseOutput(run);
    promiseErrors(run);
    if (world === "closed") promiseWalls(run);
    promiseNetwork(run);
    if (world === "closed") promiseLoopback(run);
    promiseEnd(run);
    promiseWatching(run);
    promiseWorld(run);
  });
}
