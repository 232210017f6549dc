/** The start handshake: the starter waits until the process says that it is ready. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { ArgumentError, ProcLib, Process, exit, self, type StartError } from "beamish";
import { flush, run } from "../kernel/run.ts";

test("initAck gives any term; no initAck is a failure with the exit reason", async () => {
  const { result } = await run(function* () {
    Process.flag("trap_exit", true);
    const given: unknown[] = [];
    const bodies = [
      () => ProcLib.initAck({ hello: 1 }),
      () => exit("early"),
      () => "returned without",
      function* () {
        yield* Process.sleep(500);
      },
    ];
    for (const start of [ProcLib.start, ProcLib.startLink]) {
      for (const body of bodies) {
        try {
          given.push(yield* start(body, 100));
        } catch (error) {
          given.push((error as StartError).reason);
        }
      }
    }
    const left = yield* flush();
    return [given, left.map((message) => (message as unknown[])[2])];
  });
  const given = [{ hello: 1 }, "early", "normal", "timeout"];
  // The EXIT of the one that was ready and then ended is an ordinary message.
  assert.deepEqual(result, [[...given, ...given], ["normal"]]);
});

test("initAck in a process that nobody waits for is a mistake", async () => {
  await run(function* () {
    assert.throws(() => ProcLib.initAck("ready"), ArgumentError);
    assert.equal(ProcLib.initAck(self(), "ready"), "ok");
    assert.equal((yield* flush()).length, 1);
  });
});
