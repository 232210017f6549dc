import assert from "node:assert/strict";
import { test } from "node:test";
import { receive, self, send, spawn } from "beamish";
import { bootNode } from "beamish/testing";
import { record, type RecordedEvent } from "beamish/trace";

/** Three racers report to the shell, in the order in which they had their turns. */
async function race(schedule: string) {
  const { node, course } = bootNode({ clock: "virtual", schedule });
  const log: RecordedEvent[] = [];
  node.subscribe((event) => log.push(record(event)));
  const me = self();
  for (const name of ["ada", "joe", "mike"]) spawn(() => send(me, name));
  const order: unknown[] = [];
  for (let i = 0; i < 3; i++) order.push(await receive());
  return { order, log, taken: course!.schedule, widths: course!.widths };
}

test("the empty schedule is first come, first served", async () => {
  const { order, taken, widths } = await race("");
  assert.deepEqual(order, ["ada", "joe", "mike"]);
  assert.equal(taken, "");
  assert.equal(widths[0], 3);
});

test("a departure is the only one: those that were passed over keep their order", async () => {
  assert.deepEqual((await race("0:2")).order, ["mike", "ada", "joe"]);
  assert.deepEqual((await race("0:1")).order, ["joe", "ada", "mike"]);
});

test("the same schedule is the same run, down to every event", async () => {
  const [one, other] = [await race("0:2"), await race("0:2")];
  assert.deepEqual(one.log, other.log);
  assert.deepEqual(one.widths, other.widths);
});

test("what does not fit is left out, and the schedule that was taken says so", async () => {
  assert.equal((await race("0:1 500:1")).taken, "0:1");
  assert.equal((await race("0:9")).taken, "");
});

test("what is no schedule is refused", () => {
  assert.throws(() => bootNode({ schedule: "now" }), {
    name: "ArgumentError",
    message: /bootNode: expected a schedule such as "4:1 9:2".*got "now"/,
  });
});
