/** A random test that fails says how to meet the case again, and keeps it. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import { holds, keptCases } from "../../support/property.ts";

const isSmall = fc.property(fc.nat(100), (number) => {
  assert.ok(number < 0, "too great");
});

test("the smallest case that fails is kept, and given back", async () => {
  const kept = { beside: mkdtempSync(join(tmpdir(), "beamish-")), name: "small" };
  try {
    assert.deepEqual(keptCases(kept), []);
    await assert.rejects(holds(isSmall, { kept }), /seed: \d+(.|\n)*Counterexample: \[0\](.|\n)*too great/);
    const [[file, values]] = keptCases(kept) as [[string, number[]]];
    assert.match(file, /^small-\d+\.json$/);
    assert.deepEqual(values, [0]);
    assert.deepEqual(keptCases({ ...kept, name: "other" }), []);
  } finally {
    rmSync(kept.beside, { recursive: true });
  }
});

test("so many cases are tried", async () => {
  let tried = 0;
  await holds(
    fc.property(fc.nat(), () => void tried++),
    { runs: 30 },
  );
  assert.equal(tried, 30 * Number(process.env["RUNS"] ?? 1));
});
