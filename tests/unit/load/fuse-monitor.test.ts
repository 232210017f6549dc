import assert from "node:assert/strict";
import { test } from "node:test";
import { Process, StartError, Supervisor, type Steps } from "beamish";
import { Fuse, FuseMonitor } from "beamish/load";
import { look } from "../../../src/beamish/load/alarms.ts";
import { inProcess, run } from "../supervision/run.ts";

const blown = (...names: string[]) => names.map((name) => [name, true] as const);
const whole = (...names: string[]) => names.map((name) => [name, false] as const);

test("an alarm is set once, and cleared after three looks in a row at a whole fuse", () => {
  let [changes, alarms] = look(new Map(), [...blown("b", "a"), ...whole("c")]);
  assert.deepEqual(changes, [
    ["a", "set"],
    ["b", "set"],
  ]);
  const log = [];
  for (const fuses of [blown("a"), whole("a"), whole("a"), blown("a"), whole("a"), whole("a"), whole("a")]) {
    [changes, alarms] = look(alarms, [...fuses, ...blown("b")]);
    log.push(changes);
  }
  assert.deepEqual(log, [[], [], [], [], [], [], [["a", "clear"]]]);
  assert.deepEqual([...alarms.keys()], ["b"]);
});

test("a fuse that was removed needs no alarm", () => {
  const [, alarms] = look(new Map(), blown("a"));
  assert.deepEqual(look(alarms, []), [[["a", "clear"]], new Map()]);
});

test("the monitor reports alarms, and tells who wants to know", async () => {
  const heard: unknown[] = [];
  const { output } = await run(function* (): Steps<void> {
    const onAlarm = (...alarm: unknown[]) => void heard.push(alarm);
    yield* Supervisor.startLink([FuseMonitor.childSpec({ onAlarm })], { strategy: "one_for_one" });
    yield* Process.sleep(60_001);
    assert.deepEqual(yield* FuseMonitor.alarms(), [], "there are no fuses at all");
    yield* Fuse.install("db", [
      ["standard", 0, 1000],
      ["reset", 90_000],
    ]);
    yield* Fuse.melt("db");
    yield* Process.sleep(60_001);
    assert.deepEqual(yield* FuseMonitor.alarms(), ["db"]);
    yield* Process.sleep(60_000);
    assert.equal(yield* Fuse.ask("db"), "ok");
    assert.deepEqual(yield* FuseMonitor.alarms(), ["db"], "it may be flickering");
    yield* Process.sleep(120_000);
    assert.deepEqual(yield* FuseMonitor.alarms(), []);
  });
  assert.deepEqual(heard, [
    ["db", "set"],
    ["db", "clear"],
  ]);
  assert.match(output.join("\n"), /Alarm: the fuse "db" is blown/);
});

test(
  "there is one monitor, and its options are checked",
  inProcess(function* () {
    Process.flag("trap_exit", true);
    yield* FuseMonitor.startLink({ period: 10 });
    assert.throws(() => FuseMonitor.startLink({ period: 0 }), /`period`: milliseconds/);
    assert.throws(() => FuseMonitor.startLink({ onAlarm: 1 as never }), /`onAlarm`: a function/);
    try {
      yield* FuseMonitor.startLink();
      assert.fail("a second one started");
    } catch (error) {
      assert.ok(error instanceof StartError);
      assert.equal((error.reason as unknown[])[0], "already_started");
    }
  }),
);
