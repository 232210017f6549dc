/** Messages that wait behind buffered events. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Process, receive } from "beamish";
import { GenStage } from "beamish/stage";
import { inProcess } from "../supervision/run.ts";
import { counter, probe, producer, told } from "./stages.ts";

const TYPES = ["producer", "consumer", "producer_consumer"] as const;

for (const how of ["asyncInfo", "syncInfo"] as const)
  test(
    `${how} delivers at once where nothing is kept`,
    inProcess(function* () {
      for (const type of TYPES) {
        const stage = yield* probe(type, type);
        if (how === "asyncInfo") GenStage.asyncInfo(stage, "hello");
        else assert.equal(yield* GenStage.syncInfo(stage, "hello"), "ok");
        assert.deepEqual(yield* told(type, "info"), ["hello"]);
      }
    }),
  );

for (const bufferSize of [3, "infinity"] as const)
  test(
    `messages wait behind the events in a buffer of ${bufferSize}, in order`,
    inProcess(function* () {
      const from = yield* producer({ bufferSize });
      yield* GenStage.call(from, ["a", "b"]);
      yield* GenStage.syncInfo(from, 1);
      GenStage.asyncInfo(from, 2);
      yield* GenStage.call(from, ["c"]);
      yield* GenStage.syncInfo(from, 3);
      assert.deepEqual(yield* told("producer", "info"), []);
      const stream = GenStage.stream([[from, { maxDemand: 1, cancel: "temporary" }]]).open();
      const seen: unknown[] = [];
      for (let i = 0; i < 3; i++) {
        seen.push((yield* stream.next()).value);
        yield* Process.sleep(1);
        for (;;) {
          const message = yield* receive((m) => Array.isArray(m) && m[1] === "info", { after: 0 });
          if (message === "timeout") break;
          seen.push(message[2]);
        }
      }
      // Without a limit a message takes a turn of its own, when there is demand behind the events before it.
      assert.deepEqual(seen, bufferSize === 3 ? ["a", "b", 1, 2, "c", 3] : ["a", "b", "c", 1, 2]);
      Process.exit(from, "kill");
    }),
  );

test(
  "a message behind events that are lost is delivered",
  inProcess(function* () {
    const from = yield* producer({ bufferSize: 1 });
    yield* GenStage.call(from, ["a"]);
    GenStage.asyncInfo(from, "behind a");
    assert.deepEqual(yield* told("producer", "info"), []);
    yield* GenStage.call(from, ["b"]);
    assert.deepEqual(yield* told("producer", "info"), ["behind a"]);
  }),
);

test(
  "in a producer_consumer a message waits behind the events that have come in",
  inProcess(function* () {
    const from = yield* counter();
    const between = yield* probe("producer_consumer", "between", {
      subscribeTo: [[from, { maxDemand: 2, minDemand: 0 }]],
    });
    yield* told();
    GenStage.asyncInfo(between, "behind");
    assert.deepEqual(yield* told("between"), []);
    assert.deepEqual(
      yield* GenStage.stream([[between, { maxDemand: 2, cancel: "temporary" }]]).take(2),
      [0, 1],
    );
    const seen = (yield* told("between")) as unknown[][];
    const infos = seen.findIndex(([what]) => what === "info");
    const events = seen.findIndex(([what]) => what === "events");
    assert.ok(events >= 0 && infos > events, "the message came after the events");
  }),
);
