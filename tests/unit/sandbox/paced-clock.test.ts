/** Time as the observer lets it pass. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Process, receive, self, send, spawn } from "beamish";
import { Node } from "beamish/testing";
import { PacedClock } from "../../../src/sandbox/guest/paced-clock.ts";

test("processes that never rest do not keep paced time from passing", async () => {
  const node = new Node({ clock: new PacedClock(Infinity) });
  const time = await node.enter(async () => {
    spawn(function* () {
      for (;;) {
        send(self(), "again");
        yield* receive();
      }
    });
    await Process.sleep(2);
    for (const process of node.processes()) if (process !== node.shellProcess) node.exit(process, "kill");
    return node.now();
  });
  assert.equal(time, 2);
});
