import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { entryOfKey, keepReading, readingOf, type Shelf } from "../../../src/site/progress.ts";

/** A storage in memory. */
function shelf(
  ...entries: readonly (readonly [string, string])[]
): Shelf & { readonly kept: Map<string, string> } {
  const kept = new Map(entries);
  return {
    kept,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => kept.set(key, value),
    removeItem: (key) => kept.delete(key),
  };
}
const refuse = (): never => {
  throw new Error("not allowed");
};

describe("what was read", () => {
  it("is kept with its moment, and forgotten", () => {
    const device = shelf();
    const at = new Date("2026-11-21T10:00:00Z");
    assert.deepEqual(readingOf("chapters/processes", device), { state: "unread" });
    assert.equal(keepReading("chapters/processes", at, device), true);
    assert.deepEqual(readingOf("chapters/processes", device), { state: "read", at });
    assert.deepEqual(readingOf("chapters/links", device), { state: "unread" });
    assert.equal(keepReading("chapters/processes", undefined, device), true);
    assert.equal(device.kept.size, 0);
  });

  it("is reported as damaged when it is no date", () => {
    const device = shelf(["beamish:read:chapters/processes", "yes"]);
    assert.deepEqual(readingOf("chapters/processes", device), { state: "damaged", kept: "yes" });
  });

  it("never throws where storage is refused or missing", () => {
    const closed: Shelf = { getItem: refuse, setItem: refuse, removeItem: refuse };
    assert.deepEqual(readingOf("chapters/processes", closed), { state: "unavailable" });
    assert.equal(keepReading("chapters/processes", new Date(), closed), false);
    assert.deepEqual(readingOf("chapters/processes", undefined), { state: "unavailable" });
  });

  it("recognises its own keys", () => {
    assert.equal(entryOfKey("beamish:read:chapters/processes"), "chapters/processes");
    assert.equal(entryOfKey("beamish:theme"), undefined);
    assert.equal(entryOfKey(null), undefined);
  });
});
