import assert from "node:assert/strict";
import { test } from "node:test";
import { Process, Supervisor, System, Task, receive, self, send, spawn } from "beamish";
import { SafetyValve } from "beamish/load";
import { judge, newCoDel } from "../../../src/beamish/load/codel.ts";
import { ask, done, newRegulator, poll } from "../../../src/beamish/load/regulator.ts";
import type { Decision, Regulator } from "../../../src/beamish/load/regulator.ts";
import { inProcess } from "../supervision/run.ts";

/** Those who go and are refused, step by step. */
function play(start: Regulator<string>, ...steps: ((regulator: Regulator<string>) => Decision<string>)[]) {
  let regulator = start;
  return steps.map((step) => {
    const decision = step(regulator);
    regulator = decision.regulator;
    return [decision.go, decision.overload];
  });
}

const asks =
  (who: string, now = 0) =>
  (regulator: Regulator<string>) => {
    const decision = ask(regulator, who, now);
    assert.notEqual(decision, "queue_full");
    return decision as Decision<string>;
  };

test("only so many work at once; the longest waiting goes next", () => {
  const steps = play(
    newRegulator("test", { concurrency: 2 }),
    asks("a"),
    asks("b"),
    asks("c"),
    asks("d"),
    (regulator) => done(regulator, 1),
    (regulator) => done(regulator, 2),
  );
  assert.deepEqual(
    steps.map(([go]) => go),
    [["a"], ["b"], [], [], ["c"], ["d"]],
  );
});

test("only so many begin in a period, and unused tokens are kept up to the limit", () => {
  const start = newRegulator<string>("test", { rate: 1, tokenLimit: 2 });
  const idle = poll(poll(start, 0).regulator, 0).regulator;
  const steps = play(idle, asks("a"), asks("b"), asks("c"), asks("d"), (regulator) => poll(regulator, 1));
  assert.deepEqual(
    steps.map(([go]) => go),
    [["a"], ["b"], [], [], ["c"]],
  );
});

test("a full queue refuses", () => {
  const start = newRegulator<string>("test", { concurrency: 1, size: 1 });
  const full = asks("b")(asks("a")(start).regulator).regulator;
  assert.equal(ask(full, "c", 0), "queue_full");
});

test("CoDel drops after an interval of too long waits, ever more often, until waits are short", () => {
  let codel = newCoDel({ target: 5, interval: 100 });
  const drops = (now: number, waited: number, isLast = false): boolean => {
    const [isDropped, next] = judge(codel, now, waited, isLast);
    codel = next;
    return isDropped;
  };
  const dropped: number[] = [];
  for (let now = 0; now < 500; now += 10) if (drops(now, 20)) dropped.push(now);
  // The next drop is 100 / sqrt(n) after the nth.
  assert.deepEqual(dropped, [100, 200, 280, 330, 380, 430, 470]);
  assert.equal(drops(500, 4), false);
  assert.equal(drops(510, 20), false);
  assert.equal(drops(609, 20), false);
  assert.equal(drops(610, 20, true), false, "the last one is never dropped");
});

test(
  "no more than `concurrency` work at the same time",
  inProcess(function* () {
    yield* SafetyValve.startLink("q", { concurrency: 2 });
    let [now, most] = [0, 0];
    const work = function* () {
      most = Math.max(most, ++now);
      yield* Process.sleep(10);
      now--;
      return "done";
    };
    const tasks = [1, 2, 3, 4, 5].map(() => Task.async(() => SafetyValve.run("q", work)));
    for (const result of yield* Task.awaitMany(tasks)) assert.deepEqual(result, ["ok", "done"]);
    assert.equal(most, 2);
    assert.deepEqual(yield* SafetyValve.info("q"), { working: 0, waiting: 0, tokens: Infinity });
  }),
);

test(
  "work begins at the rate of the queue",
  inProcess(function* () {
    yield* SafetyValve.startLink("q", { rate: 2, period: 100 });
    const begun: number[] = [];
    const start = System.monotonicTime();
    for (let n = 0; n < 5; n++) yield* SafetyValve.run("q", () => begun.push(System.monotonicTime() - start));
    assert.deepEqual(begun, [0, 0, 100, 100, 200]);
  }),
);

test(
  "who finds the queue full, or waits too long, is told so",
  inProcess(function* () {
    yield* SafetyValve.startLink("q", { concurrency: 1, size: 1 });
    const [, ref] = yield* SafetyValve.ask("q");
    const waiting = Task.async(() => SafetyValve.run("q", () => 1, { timeout: 50 }));
    yield* Process.sleep(10);
    assert.deepEqual(yield* SafetyValve.run("q", () => 2), ["error", "queue_full"]);
    assert.deepEqual(yield* Task.await(waiting), ["error", "timeout"]);
    assert.equal(yield* SafetyValve.done("q", ref as never), "ok");
    assert.equal(yield* SafetyValve.done("q", ref as never), "ok");
    assert.deepEqual(yield* SafetyValve.run("q", () => 3), ["ok", 3]);
  }),
);

test(
  "who has the place when the time is up may keep it",
  inProcess(function* () {
    yield* SafetyValve.startLink("q", { concurrency: 1 });
    const work = function* () {
      yield* Process.sleep(200);
      return 1;
    };
    assert.deepEqual(yield* SafetyValve.run("q", work, { timeout: 50 }), ["ok", 1]);
  }),
);

test(
  "a place is free again when its holder ends or its work fails, and a dead one does not wait",
  inProcess(function* () {
    yield* SafetyValve.startLink("q", { concurrency: 1 });
    const me = self();
    const hold = () =>
      spawn(function* () {
        yield* SafetyValve.ask("q");
        send(me, "working");
        yield* receive();
      });
    const [first, second] = [hold(), hold()];
    yield* receive();
    Process.exit(second, "kill");
    Process.exit(first, "kill");
    assert.deepEqual(yield* SafetyValve.run("q", () => 1), ["ok", 1]);
    try {
      yield* SafetyValve.run("q", () => {
        throw new RangeError("failed");
      });
      assert.fail("the error should come through");
    } catch (thrown) {
      assert.ok(thrown instanceof RangeError);
    }
    assert.equal((yield* SafetyValve.info("q")).working, 0);
  }),
);

test(
  "under lasting overload CoDel refuses some",
  inProcess(function* () {
    yield* SafetyValve.startLink("q", { concurrency: 1, codel: { target: 5, interval: 100 } });
    const work = () => Process.sleep(10);
    const tasks = Array.from({ length: 40 }, () => Task.async(() => SafetyValve.run("q", work)));
    const results = yield* Task.awaitMany(tasks);
    const refused = results.filter(([tag]) => tag === "error");
    assert.ok(refused.length > 2 && refused.length < 20, `${refused.length} of 40`);
    for (const result of refused) assert.deepEqual(result, ["error", "overload"]);
  }),
);

test(
  "a queue is a child like any other",
  inProcess(function* () {
    yield* Supervisor.startLink([[SafetyValve, ["web", { concurrency: 1 }]]], { strategy: "one_for_one" });
    assert.deepEqual(yield* SafetyValve.run("web", () => 1), ["ok", 1]);
  }),
);

test("wrong options are refused where they are given", () => {
  const wrong = { name: "ArgumentError", message: /^SafetyValve\.\w+: expected .*got/ };
  for (const options of [
    7,
    { rate: 0 },
    { concurrency: "many" },
    { size: -1 },
    { codel: { target: 5, interval: 0 } },
  ])
    assert.throws(() => SafetyValve.startLink("q", options as never), wrong);
  assert.throws(() => SafetyValve.startLink(1 as never), wrong);
  assert.throws(() => SafetyValve.run("q", 1 as never), wrong);
});
