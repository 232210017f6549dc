import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "beamish";
import fc from "fast-check";
import { lineOf, textOf, toValue } from "../../../src/sandbox/values.ts";
import { holds } from "../../support/property.ts";

const looking = { leafOf: () => undefined, positionsIn: () => [] };
const show = (live: unknown) => textOf(toValue(live, looking));

test("text is what the runtime's inspect writes", async () => {
  const value = fc.anything({
    withBigInt: true,
    withDate: true,
    withMap: true,
    withSet: true,
    withNullPrototype: true,
    maxDepth: 4,
  });
  await holds(
    fc.property(value, (live) => {
      assert.equal(show(live), inspect(live));
    }),
  );
});

test("collections are cut where inspect cuts them", () => {
  const items = Array.from({ length: 51 }, (_, index) => index);
  const record = Object.fromEntries(items.map((item) => [`k${item}`, item]));
  for (const live of [
    items,
    items.slice(1),
    record,
    new Set(items),
    new Map(items.map((item) => [item, item])),
  ])
    assert.equal(show(live), inspect(live));
});

test("a value is bounded, however much there is of it", () => {
  const wide = (depth: number): unknown =>
    depth === 0 ? 0 : Array.from({ length: 40 }, () => wide(depth - 1));
  assert.ok(show(wide(4)).length < 20_000);
});

test("looking runs no code of the value", () => {
  let ran = false;
  const live = {
    get price() {
      ran = true;
      return 1;
    },
    toString() {
      ran = true;
      return "";
    },
  };
  show(live);
  assert.equal(ran, false);
});

test("an error keeps its name, its message and its places", () => {
  const at = [{ file: "main.ts", line: 1, column: 2 }];
  const value = toValue(new RangeError("too much"), { ...looking, positionsIn: () => at });
  assert.deepEqual(value, { kind: "error", name: "RangeError", message: "too much", at });
});

test("a line is its values side by side, top-level strings raw", () => {
  const values = ["tea", "a b", ["tea"], 2].map((live) => toValue(live, looking));
  assert.equal(lineOf(values), 'tea a b ["tea"] 2');
});
