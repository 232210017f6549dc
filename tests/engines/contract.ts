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

export interface Terms {
  /**
   * What a sample lives in: `"closed"`, with nothing but the runtime and its own files (the default), or a `"project"` of
   * a real Node, which has all that Node has.
   */
  readonly world?: "closed" | "project";
  /** Whose words the language's own errors have. */
  readonly words?: "V8" | "other";
  /** How much is tried: all of it, what browsers may do differently, or whether anything runs at all. */
  readonly depth?: "all" | "core" | "smoke";
}

export function contract(
  name: string,
  open: () => Promise<Opened>,
  { world = "closed", words = "V8", depth = "all" }: Terms = {},
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

    promiseOutput(run, words);
    if (depth === "smoke") return;
    promiseErrors(run, words);
    if (world === "closed") promiseWalls(run);
    promiseNetwork(run);
    if (world === "closed") promiseLoopback(run);
    promiseEnd(run);
    if (depth === "core") return;
    promiseWatching(run);
    promiseWorld(run);
  });
}
