import assert from "node:assert/strict";
import { test } from "node:test";
import {
  elapsed,
  formatSpan,
  parseStopwatch,
  pause,
  reset,
  run,
  zero,
} from "../../../components/deck/stopwatch.ts";

test("a watch collects only the time it runs", () => {
  const running = run(zero, 1_000);
  assert.equal(elapsed(running, 4_000), 3_000);
  const paused = pause(running, 4_000);
  assert.equal(elapsed(paused, 60_000), 3_000);
  assert.equal(elapsed(run(paused, 60_000), 61_000), 4_000);
});

test("starting a running watch changes nothing, and resetting it lets it run", () => {
  const running = run(zero, 1_000);
  assert.equal(run(running, 2_000), running);
  assert.equal(elapsed(reset(running, 5_000), 6_000), 1_000);
  assert.deepEqual(reset(pause(running, 2_000), 5_000), zero);
});

test("a clock set back does not make negative time", () => {
  assert.equal(elapsed(run(zero, 10_000), 4_000), 0);
});

test("spans read as a clock does", () => {
  assert.equal(formatSpan(0), "0:00");
  assert.equal(formatSpan(754_000), "12:34");
  assert.equal(formatSpan(3_723_999), "1:02:03");
  assert.equal(formatSpan(-30_000), "-0:30");
});

test("a watch survives being stored, and damage reads as zero", () => {
  const watch = pause(run(zero, 5), 17);
  assert.deepEqual(parseStopwatch(JSON.stringify(watch)), watch);
  const running = run(zero, 5);
  assert.deepEqual(parseStopwatch(JSON.stringify(running)), running);
  for (const text of [null, "", "{", "7", "null", '{"before":"1"}'])
    assert.deepEqual(parseStopwatch(text), zero);
});
