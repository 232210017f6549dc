import assert from "node:assert/strict";
import { test } from "node:test";
import { Process, receive } from "beamish";

// The whole program is one wait of the shell: nothing else gives the scheduler a reason to look at the clock.
test("the shell's own timers fire on the real clock when nothing else happens", async () => {
  assert.equal(await Process.sleep(5), "ok");
  assert.equal(await receive(["never"], { after: 5 }), "timeout");
});
