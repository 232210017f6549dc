import assert from "node:assert/strict";
import { test } from "node:test";
import { ETS, GenServer, Process, receive, spawn, Supervisor } from "beamish";
import { answerOf, melt, newCircuit, recover, reset, resetDelay } from "../../../src/beamish/load/circuit.ts";
import type { Circuit } from "../../../src/beamish/load/circuit.ts";
import { Fuse } from "beamish/load";
import { inProcess } from "../supervision/run.ts";

const OPTIONS = [
  ["standard", 2, 100],
  ["reset", 1000],
] as const;

const melted = (circuit: Circuit, ...times: number[]) => times.reduce(melt, circuit);

test("a fuse tolerates so many melts in its period, and blows at the next", () => {
  const fuse = newCircuit("test", OPTIONS);
  assert.equal(answerOf(melted(fuse, 0, 100)), "ok");
  assert.equal(answerOf(melted(fuse, 0, 50, 100)), "blown");
  assert.equal(answerOf(melted(fuse, 0, 50, 101)), "ok");
  assert.equal(answerOf(melted(fuse, 0, 50, 101, 102)), "blown");
  assert.equal(
    answerOf(
      melt(
        newCircuit("test", [
          ["standard", 0, 1],
          ["reset", 1],
        ]),
        0,
      ),
    ),
    "blown",
  );
});

test("after a reset no earlier melt counts", () => {
  const fuse = recover(melted(newCircuit("test", OPTIONS), 0, 1, 2), 3);
  assert.equal(answerOf(melted(fuse, 4, 5)), "ok");
  assert.equal(answerOf(melted(fuse, 4, 5, 6)), "blown");
});

test("each relapse makes the wait longer, up to the most; a reset by hand or a good time ends that", () => {
  const options = [
    ["standard", 0, 10],
    ["reset", 100, { factor: 2, max: 300 }],
  ] as const;
  let fuse = melt(newCircuit("test", options), 0);
  const delays = [resetDelay(fuse)];
  for (const now of [100, 300, 600]) {
    fuse = melt(recover(fuse, now), now + 5);
    delays.push(resetDelay(fuse));
  }
  assert.deepEqual(delays, [100, 200, 300, 300]);
  assert.equal(resetDelay(melt(recover(fuse, 900), 911)), 100);
  assert.equal(resetDelay(melt(reset(fuse), 906)), 100);
});

test(
  "a blown fuse is whole again when its time has come",
  inProcess(function* () {
    assert.equal(yield* Fuse.install("db", OPTIONS), "ok");
    assert.equal(yield* Fuse.ask("db", "sync"), "ok");
    for (const answer of ["ok", "ok", "blown"]) {
      assert.equal(yield* Fuse.melt("db"), "ok");
      assert.equal(yield* Fuse.ask("db"), answer);
      assert.equal(yield* Fuse.ask("db", "async_dirty"), answer);
    }
    yield* Process.sleep(999);
    yield* Fuse.melt("db");
    assert.equal(yield* Fuse.ask("db"), "blown");
    yield* Process.sleep(1);
    assert.equal(yield* Fuse.ask("db"), "ok");
  }),
);

test(
  "a reset by hand stops the timer, so that a later blow lasts its whole time",
  inProcess(function* () {
    yield* Fuse.install("db", [
      ["standard", 0, 100],
      ["reset", 1000],
    ]);
    yield* Fuse.melt("db");
    yield* Process.sleep(900);
    assert.equal(yield* Fuse.reset("db"), "ok");
    assert.equal(yield* Fuse.ask("db"), "ok");
    yield* Fuse.melt("db");
    yield* Process.sleep(500);
    assert.equal(yield* Fuse.ask("db"), "blown");
    yield* Process.sleep(500);
    assert.equal(yield* Fuse.ask("db"), "ok");
  }),
);

test(
  "a disabled circuit is blown until it is enabled, melts and resets notwithstanding",
  inProcess(function* () {
    yield* Fuse.install("db", [
      ["standard", 0, 100],
      ["reset", 1000],
    ]);
    assert.equal(yield* Fuse.circuitDisable("db"), "ok");
    yield* Fuse.reset("db");
    assert.equal(yield* Fuse.ask("db"), "blown");
    yield* Fuse.melt("db");
    yield* Fuse.circuitEnable("db");
    assert.equal(yield* Fuse.ask("db", "async_dirty"), "blown");
    yield* Process.sleep(1000);
    assert.equal(yield* Fuse.ask("db"), "ok");
  }),
);

test(
  "a fuse that is not there",
  inProcess(function* () {
    const missing = ["error", "not_found"];
    assert.deepEqual(yield* Fuse.ask("x", "async_dirty"), missing);
    assert.deepEqual(yield* Fuse.ask("x"), missing);
    assert.equal(yield* Fuse.melt("x"), "ok");
    assert.deepEqual(yield* Fuse.reset("x"), missing);
    assert.deepEqual(yield* Fuse.circuitDisable("x"), missing);
    assert.deepEqual(yield* Fuse.run("x", () => ["ok", 1]), missing);
    yield* Fuse.install("x", OPTIONS);
    assert.equal(yield* Fuse.remove("x"), "ok");
    assert.deepEqual(yield* Fuse.ask("x", "async_dirty"), missing);
    assert.deepEqual(yield* Fuse.remove("x"), missing);
  }),
);

test(
  "run melts what the function says, and does not call it behind a blown fuse",
  inProcess(function* () {
    yield* Fuse.install("db", [
      ["standard", 0, 100],
      ["reset", 1000],
    ]);
    assert.deepEqual(yield* Fuse.run("db", () => ["ok", 1]), ["ok", 1]);
    const failing = function* () {
      yield* Process.sleep(1);
      return ["melt", 2] as const;
    };
    assert.deepEqual(yield* Fuse.run("db", failing), ["ok", 2]);
    assert.equal(yield* Fuse.run("db", () => assert.fail("called behind a blown fuse")), "blown");
  }),
);

test(
  "fault injection blows about the share that was asked for, and melts as any other",
  inProcess(function* () {
    yield* Fuse.install("db", [
      ["fault_injection", 0.25, 0, 100],
      ["reset", 1000],
    ]);
    let blown = 0;
    for (let n = 0; n < 1000; n++) if ((yield* Fuse.ask("db", "async_dirty")) === "blown") blown++;
    assert.ok(blown > 200 && blown < 300, `${blown} of 1000`);
    yield* Fuse.melt("db");
    for (let n = 0; n < 50; n++) assert.equal(yield* Fuse.ask("db"), "blown");
  }),
);

test(
  "who subscribes hears of every change, once",
  inProcess(function* () {
    yield* Fuse.subscribe();
    yield* Fuse.subscribe();
    yield* Fuse.install("db", [
      ["standard", 0, 100],
      ["reset", 10],
    ]);
    yield* Fuse.melt("db");
    yield* Fuse.melt("db");
    assert.deepEqual(yield* receive(), ["fuse", "db", "blown"]);
    assert.deepEqual(yield* receive(), ["fuse", "db", "ok"]);
    yield* Fuse.remove("db");
    assert.deepEqual(yield* receive(), ["fuse", "db", "removed"]);
    yield* Fuse.unsubscribe();
    yield* Fuse.install("db", OPTIONS);
    yield* Fuse.circuitDisable("db");
    assert.equal(yield* receive(undefined, { after: 50 }), "timeout");
  }),
);

test(
  "a watcher that has ended is forgotten",
  inProcess(function* () {
    const watcher = spawn(function* () {
      yield* Fuse.subscribe();
      yield* Process.sleep(5);
    });
    const ref = Process.monitor(watcher);
    yield* receive(["DOWN", ref]);
    yield* Fuse.install("db", OPTIONS);
    assert.deepEqual(Process.info(GenServer.whereis("fuse")!, "monitors"), ["monitors", []]);
  }),
);

test(
  "the server is a child like any other, and a fuse may be installed again",
  inProcess(function* () {
    yield* Supervisor.startLink([[Fuse, undefined]], { strategy: "one_for_one" });
    yield* Fuse.install("db", [
      ["standard", 0, 100],
      ["reset", 1000],
    ]);
    yield* Fuse.melt("db");
    yield* Fuse.install("db", OPTIONS);
    assert.equal(yield* Fuse.ask("db"), "ok");
    assert.equal(ETS.info("fuse", "size"), 1);
  }),
);

test("wrong options are refused where they are given", () => {
  const wrong = { name: "ArgumentError", message: /^Fuse\.install: expected .*got/ };
  for (const options of [
    undefined,
    [],
    [["standard", 1, 1]],
    [
      ["standard", -1, 1],
      ["reset", 1],
    ],
    [
      ["standard", 1.5, 1],
      ["reset", 1],
    ],
    [
      ["fault_injection", 2, 1, 1],
      ["reset", 1],
    ],
    [
      ["standard", 1, 1],
      ["reset", "soon"],
    ],
    [
      ["standard", 1, 1],
      ["reset", 1, { factor: 0, max: 1 }],
    ],
  ])
    assert.throws(() => Fuse.install("db", options as never), wrong);
  assert.throws(() => Fuse.ask(1 as never), { name: "ArgumentError" });
  assert.throws(() => Fuse.ask("db", "dirty" as never), { name: "ArgumentError" });
  assert.throws(() => Fuse.run("db", 1 as never), { name: "ArgumentError" });
});
