/** A stage whose module is replaced by its next version. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Sys } from "beamish";
import { GenStage } from "beamish/stage";
import { inProcess } from "../supervision/run.ts";

test(
  "another module of the same name takes the place of the stage's own",
  inProcess(function* () {
    const version = (name: string, n: number): GenStage.Module<number> & { name: string } => ({
      name,
      init: () => ["producer", n],
      handleCall: (_request, _from, state) => ["reply", [n, state], [], state],
      codeChange: (_old, state) => ["ok", state + n],
    });
    const stage = yield* GenStage.start(version("Source", 1));
    yield* Sys.suspend(stage);
    assert.equal(yield* Sys.changeCode(stage, version("Source", 10), undefined, []), "ok");
    yield* Sys.resume(stage);
    assert.deepEqual(yield* GenStage.call(stage, "state"), [10, 11]);
  }),
);
