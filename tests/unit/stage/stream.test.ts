import assert from "node:assert/strict";
import { test } from "node:test";
import { Exit, Process, makeRef, receive, self, send, spawn, type Steps } from "beamish";
import { GenStage } from "beamish/stage";
import { inProcess } from "../supervision/run.ts";
import { consumer, counter, probe, producer, told } from "./stages.ts";

/** What is left in the mailbox. */
function* left(): Steps<unknown[]> {
  yield* Process.sleep(1);
  const all: unknown[] = [];
  for (;;) {
    const message = yield* receive({ after: 0 });
    if (message === "timeout") return all;
    all.push(message);
  }
}

function* reasonOf(steps: Steps<unknown>): Steps<unknown> {
  try {
    yield* steps;
  } catch (error) {
    if (error instanceof Exit) return error.reason;
    throw error;
  }
  return "normal";
}

for (const [count, maxDemand] of [
  [10, 1000],
  [300, 100],
] as const)
  test(
    `${count} events out of a demand of ${maxDemand}, and nothing is left behind`,
    inProcess(function* () {
      const from = yield* GenStage.fromEnumerable(endless());
      const events = yield* GenStage.stream<number>([[from, { maxDemand }]]).take(count);
      assert.deepEqual(
        events,
        Array.from({ length: count }, (_, i) => i),
      );
      assert.deepEqual(yield* left(), []);
      assert.ok(Process.alive(from));
    }),
  );

function* endless(): Generator<number> {
  for (let i = 0; ; i++) yield i;
}

test(
  "messages that are not the stream's stay",
  inProcess(function* () {
    const others = [
      ["$gen_consumer", [self(), makeRef()], [1]],
      ["DOWN", makeRef(), "process", self(), "why"],
    ];
    for (const message of others) send(self(), message);
    const from = yield* GenStage.fromEnumerable(endless());
    yield* GenStage.stream([from]).take(3);
    assert.deepEqual(yield* left(), others);
  }),
);

for (const cancel of ["permanent", "transient", "temporary"] as const)
  test(
    `without a producer a ${cancel} stream ${cancel === "temporary" ? "is empty" : "exits"}`,
    inProcess(function* () {
      const dead = spawn(() => {});
      yield* Process.sleep(1);
      for (const to of ["nobody", dead]) {
        const reason = yield* reasonOf(GenStage.stream([[to, { cancel }]]).toArray() as never);
        const [why, [module, name]] = (Array.isArray(reason) ? reason : [reason, []]) as [string, string[]];
        if (cancel === "temporary") assert.equal(why, "normal");
        else
          assert.deepEqual(
            [why, module, name],
            ["noproc", "GenStage", to === dead ? "close_stream" : "init_stream"],
          );
      }
      for (const ends of [true, false]) {
        // It does not speak the protocol: it only ends, at once or when it is told to go.
        const deaf = spawn(function* () {
          if (!ends) yield* receive((message) => message[2]?.[0] === "ask");
          yield* Process.exit(self(), "kill");
        });
        const reason = yield* reasonOf(GenStage.stream([[deaf, { cancel }]]).toArray() as never);
        if (cancel === "temporary") assert.equal(reason, "normal");
        else assert.equal((reason as unknown[])[0], "killed");
      }
      assert.deepEqual(yield* left(), []);
    }),
  );

for (const [cancel, reason, exits] of [
  ["permanent", "normal", true],
  ["transient", "normal", false],
  ["transient", "failed", true],
  ["temporary", "failed", false],
] as const)
  test(
    `a ${cancel} stream ${exits ? "exits" : "ends"} when its producer ends with ${reason}`,
    inProcess(function* () {
      const from = yield* producer();
      spawn(() => GenStage.stop(from, reason)[Symbol.iterator]() as never);
      const why = yield* reasonOf(GenStage.stream([[from, { cancel }]]).toArray() as never);
      assert.deepEqual(why, exits ? [reason, ["GenStage", "close_stream", []]] : "normal");
    }),
  );

test(
  "a producer is told when a stream is done with, whether it has ended or was left",
  inProcess(function* () {
    const from = yield* counter();
    yield* GenStage.stream([from]).take(1);
    assert.deepEqual(yield* told("producer", "cancel"), [["cancel", "normal"]]);
    const failed = yield* (function* (): Steps<unknown> {
      try {
        yield* GenStage.stream([from]).forEach(() => {
          throw new Error("enough");
        });
      } catch (error) {
        return (error as Error).message;
      }
      return undefined;
    })();
    assert.equal(failed, "enough");
    assert.deepEqual(yield* told("producer", "cancel"), [["cancel", "normal"]]);
  }),
);

test(
  "a cursor gives one event after the other, and takes in further producers",
  inProcess(function* () {
    const [first, second] = [yield* producer(), yield* GenStage.fromEnumerable("cd")];
    yield* GenStage.call(first, ["a", "b"]);
    const cursor = GenStage.stream([[first, { cancel: "transient" }]]).open();
    assert.deepEqual(yield* cursor.next(), { done: false, value: "a" });
    GenStage.asyncSubscribe(self(), { to: second, cancel: "transient" });
    const rest: unknown[] = [];
    while (rest.length < 3) rest.push((yield* cursor.next()).value);
    assert.deepEqual(rest, ["b", "c", "d"]);
    assert.equal(yield* cursor.close(), "ok");
    assert.deepEqual(yield* cursor.next(), { done: true, value: undefined });
  }),
);

test("outside of processes a stream is for `for await`", async () => {
  const from = await GenStage.fromEnumerable([1, 2, 3]);
  const seen: number[] = [];
  for await (const n of GenStage.stream<number>([[from, { cancel: "transient" }]])) seen.push(n);
  assert.deepEqual(seen, [1, 2, 3]);
});

test(
  "the producers that are told to forward demand can be named",
  inProcess(function* () {
    const from = yield* GenStage.fromEnumerable([1, 2], { demand: "accumulate" });
    const between = yield* probe("producer_consumer", "between", {
      subscribeTo: [[from, { cancel: "transient" }]],
    });
    const stream = GenStage.stream([[between, { cancel: "transient" }]], { producers: [from] });
    assert.deepEqual(yield* stream.take(2), [1, 2]);
    assert.throws(() => GenStage.stream(from as never), /a list of subscriptions/);
    assert.throws(() => GenStage.stream([from], { demand: "later" as never }), /"forward" or "accumulate"/);
  }),
);

// ---- fromEnumerable ------------------------------------------------------------------------------------------------------

test(
  "a producer of an enumerable may be linked, named, and ends when its items have been taken",
  inProcess(function* () {
    const linked = yield* GenStage.fromEnumerable([]);
    const loose = yield* GenStage.fromEnumerable([], { link: false, name: "loose" });
    const links = Process.info(self(), "links")![1] as unknown[];
    assert.deepEqual([links.includes(linked), links.includes(loose)], [true, false]);
    assert.equal(Process.whereis("loose"), loose);
    const monitor = Process.monitor(loose);
    assert.deepEqual(yield* GenStage.stream([["loose", { cancel: "transient" }]]).toArray(), []);
    assert.equal((yield* receive(["DOWN", monitor]))[4], "normal");
    assert.throws(() => GenStage.fromEnumerable(1 as never), /something to iterate over, got 1/);
    assert.throws(() => GenStage.fromEnumerable([], { onCancel: "die" as never }), /"continue" or "stop"/);
  }),
);

for (const onCancel of ["stop", "continue"] as const)
  test(
    `when its last consumer has cancelled a producer does ${onCancel}, and its generator is closed at its end`,
    inProcess(function* () {
      let isClosed = false;
      function* items() {
        try {
          yield* endless();
        } finally {
          isClosed = true;
        }
      }
      const from = yield* GenStage.fromEnumerable(items(), { onCancel });
      yield* GenStage.stream([from]).take(2);
      yield* Process.sleep(1);
      assert.equal(Process.alive(from), onCancel === "continue");
      if (onCancel === "continue") yield* GenStage.stop(from);
      assert.ok(isClosed);
    }),
  );

test(
  "a stage can take all of an enumerable before it ends with it",
  inProcess(function* () {
    const from = yield* GenStage.fromEnumerable([1, 2, 3], { demand: "accumulate" });
    const sink = yield* consumer();
    yield* GenStage.syncSubscribe(sink, { to: from, maxDemand: 2, minDemand: 0 });
    GenStage.demand(from, "forward");
    const all = (yield* told("consumer")) as unknown[][];
    assert.deepEqual(
      all.filter(([what]) => what !== "subscribe"),
      [
        ["events", [1, 2]],
        ["events", [3]],
        ["cancel", ["down", "normal"]],
        ["terminate", "normal"],
      ],
    );
  }),
);
