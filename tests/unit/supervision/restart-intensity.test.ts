import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { RestartIntensity } from "../../../src/beamish/supervision/restart-intensity.ts";
import { holds } from "../../support/property.ts";

test("the limit is tolerated, one more is not", () => {
  const intensity = new RestartIntensity(2, 1000);
  assert.deepEqual(
    [0, 10, 20].map((now) => intensity.add(now)),
    [true, true, false],
  );
});

test("a limit of 0 tolerates none", () => {
  assert.equal(new RestartIntensity(0, 1000).add(0), false);
});

test("a restart counts until its period is over", () => {
  const intensity = new RestartIntensity(1, 1000);
  assert.equal(intensity.add(0), true);
  assert.equal(intensity.add(1001), true);
  assert.equal(intensity.add(2001), false, "1,000 ms later is still within the period");
});

test("it counts what a naive count gives", async () => {
  const gaps = fc.array(fc.nat(700), { maxLength: 300 });
  await holds(
    fc.property(fc.nat(20), fc.integer({ min: 1, max: 2000 }), gaps, (limit, period, waits) => {
      const intensity = new RestartIntensity(limit, period);
      const times: number[] = [];
      for (const wait of waits) {
        const now = (times.at(-1) ?? 0) + wait;
        times.push(now);
        const count = times.filter((time) => time >= now - period).length;
        assert.equal(intensity.add(now), count <= limit);
        assert.equal(intensity.count, count);
      }
    }),
  );
});
