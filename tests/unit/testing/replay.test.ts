import assert from "node:assert/strict";
import { test } from "node:test";
import { receive, self, send, spawn } from "beamish";
import { explore, replay } from "beamish/testing";

function* race() {
  const me = self();
  for (const name of ["ada", "joe", "mike"]) spawn(() => send(me, name));
  return yield* order();
}

function* order() {
  const names = [yield* receive(), yield* receive(), yield* receive()].join();
  if (names !== "ada,joe,mike") throw new Error(names);
}

test("a schedule is the same run every time, down to every event", async () => {
  const { shortest } = await explore(race);
  const runs = [await replay(race, shortest!.schedule), await replay(race, shortest!.schedule)];
  for (const run of runs)
    assert.equal(
      JSON.stringify({ ...run, reason: String(run.reason) }),
      JSON.stringify({ ...shortest, reason: String(shortest!.reason) }),
    );
  assert.ok(runs[0]!.log.length > 10);
  assert.deepEqual(
    runs[0]!.log.slice(0, 2).map(({ type, pid }) => [type, pid]),
    [
      ["spawn", "<0.81.0>"],
      ["run", "<0.81.0>"],
    ],
  );
});

test("the usual order is the empty schedule", async () => {
  const { failed, reason, schedule, steps } = await replay(race, "");
  assert.deepEqual([failed, reason, schedule], [false, "normal", ""]);
  assert.ok(steps > 3);
});

test("a deviation takes another of those that could go on", async () => {
  assert.equal(String((await replay(race, "0:2")).reason), "Error: mike,ada,joe");
  assert.equal(String((await replay(race, "0:2 1:1")).reason), "Error: mike,joe,ada");
});

test("what is no schedule, or none of this body, is refused", async () => {
  for (const bad of ["first", "1:0", "1", ":1", "1:1,2:1", 7])
    await assert.rejects(
      replay(race, bad as string),
      /ArgumentError: replay: expected a schedule such as "4:1 9:2"/,
    );
  await assert.rejects(
    replay(race, "0:1 90:1"),
    /replay: expected a schedule of this body, got "0:1 90:1". It fits only so far: "0:1"/,
  );
  await assert.rejects(replay(race, "0:3"), /It fits only so far: ""/);
  await assert.rejects(replay(1 as never, ""), /replay: expected a function or a generator function, got 1/);
});
