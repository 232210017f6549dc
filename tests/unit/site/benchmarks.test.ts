/** The tables of the guide on speed: every workload is in them, beside every peer that has it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { memory, PEERS, speeds } from "../../../src/site/benchmarks.ts";
import results from "../../bench/results.json" with { type: "json" };
import { COUNTS } from "../../bench/runtime/workload.ts";

test("every workload of the bench has been measured, and has a row", () => {
  assert.deepEqual(Object.keys(results.workloads).sort(), Object.keys(COUNTS).sort());
  for (const isolation of ["freeze", "none"] as const)
    assert.equal(speeds(isolation).length, Object.keys(COUNTS).length);
});

test("a ratio is ours by theirs, and servers are compared with servers", () => {
  const { call, ring } = results.workloads;
  const row = (does: RegExp) => speeds("none").find((found) => does.test(found.does))!;
  const called = row(/^Call a GenServer/).ratios;
  assert.equal(called.length, PEERS.length);
  assert.equal(called[0], call.beamish.perSecond / call.beam.perSecond);
  assert.equal(row(/^A ring/).ratios[0], ring.beamish.perSecond / ring["beam raw"].perSecond);
  assert.equal(row(/^A ring/).ratios[3], undefined);
  const frozen = speeds("freeze").find((found) => /^Call a GenServer/.test(found.does))!;
  assert.equal(frozen.ratios[0], call.freeze.perSecond / call.beam.perSecond);
});

test("memory is theirs by ours: above 1, we need less", () => {
  const { spawn } = results.workloads;
  assert.equal(memory().ratios[0], spawn["beam raw"].bytes / spawn.beamish.bytes);
});
