import assert from "node:assert/strict";
import { test } from "node:test";
import { batchesOf } from "../../../src/beamish/stage/batches.ts";
import { Buffer } from "../../../src/beamish/stage/buffer.ts";

const taken = (buffer: Buffer, count: number) => {
  const { events, infos } = buffer.take(count) ?? { events: [], infos: [] };
  return [events, infos];
};

test("a consumer asks again when what is open has come down to its minimum", () => {
  assert.deepEqual(batchesOf({ min: 2, max: 4, open: 4 }, [1]), [[[[1], 0]], 3]);
  assert.deepEqual(batchesOf({ min: 2, max: 4, open: 3 }, [2, 3]), [[[[2, 3], 3]], 4]);
  assert.deepEqual(batchesOf({ min: 2, max: 4, open: 4 }, []), [[], 4]);
});

test("messages do not count as events in a buffer with a limit, and do in one without", () => {
  for (const [size, count] of [
    [10, 1],
    [Infinity, 2],
  ] as const) {
    const buffer = new Buffer(size, "last");
    buffer.store([1]);
    buffer.storeInfo("info");
    assert.equal(buffer.count, count);
  }
});

test("a full buffer that keeps the first events loses later ones", () => {
  const buffer = new Buffer(2, "first");
  assert.deepEqual(buffer.store([1, 2, 3]), { lost: 1, infos: [] });
  assert.deepEqual(buffer.store([4]), { lost: 1, infos: [] });
  assert.deepEqual(taken(buffer, 5), [[1, 2], []]);
});

test("a buffer without a limit keeps all events", () => {
  for (const keep of ["first", "last"] as const) {
    const buffer = new Buffer(Infinity, keep);
    assert.deepEqual(buffer.store([1, 2, 3]), { lost: 0, infos: [] });
    assert.deepEqual(taken(buffer, 5), [[1, 2, 3], []]);
  }
});

test("a full buffer that keeps the last events loses earlier ones", () => {
  const buffer = new Buffer(2, "last");
  buffer.store([1]);
  assert.deepEqual(buffer.store([2, 3, 4]), { lost: 2, infos: [] });
  assert.deepEqual(taken(buffer, 5), [[3, 4], []]);
});

test("a message behind an event that is lost comes out", () => {
  const buffer = new Buffer(2, "last");
  buffer.store([1]);
  buffer.storeInfo("a");
  buffer.storeInfo("b");
  buffer.store([2]);
  assert.deepEqual(buffer.store([3]), { lost: 1, infos: ["a", "b"] });
  assert.deepEqual(taken(buffer, 2), [[2, 3], []]);
});

test("an empty buffer holds no message and gives nothing", () => {
  const buffer = new Buffer(2, "last");
  assert.equal(buffer.storeInfo("info"), false);
  assert.equal(buffer.take(1), undefined);
  buffer.store([1]);
  assert.equal(buffer.take(0), undefined);
});

test("events come in order, up to the messages behind them", () => {
  const buffer = new Buffer(10, "last");
  buffer.store([1, 2]);
  buffer.storeInfo("a");
  buffer.storeInfo("b");
  buffer.store([3, 4]);
  buffer.storeInfo("c");
  assert.deepEqual(taken(buffer, 1), [[1], []]);
  assert.deepEqual(taken(buffer, 5), [[2], ["a", "b"]]);
  assert.deepEqual(taken(buffer, 5), [[3, 4], ["c"]]);
  assert.equal(buffer.count, 0);
});

test("without a limit a message takes its turn when there is demand behind the event before it", () => {
  const buffer = new Buffer(Infinity, "last");
  buffer.store([1, 2]);
  buffer.storeInfo("a");
  assert.deepEqual(taken(buffer, 2), [[1, 2], []]);
  assert.deepEqual(taken(buffer, 1), [[], ["a"]]);
});
