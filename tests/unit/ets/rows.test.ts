/** Rows in and out: insertion, counting, and changes of one row, for every type of table. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { ETS, _ } from "beamish";
import { compare } from "../../../src/beamish/ets/term-order.ts";

const TYPES = ["set", "ordered_set", "bag", "duplicate_bag"] as const;
const sorted = (rows: readonly unknown[]) => rows.toSorted(compare);
const filled = (type: (typeof TYPES)[number], rows: readonly (readonly unknown[])[]): ETS.Tab => {
  const tab = ETS.new("rows", [type]);
  ETS.insert(tab, rows);
  return tab;
};
const refused = { name: "ArgumentError" };

test("a row with the same key replaces, joins, or stands beside another, by the type", () => {
  const rows = [
    ["k", 1],
    ["k", 2],
    ["k", 1],
  ];
  const results = TYPES.map((type) => ETS.lookup(filled(type, rows), "k"));
  assert.deepEqual(results, [[["k", 1]], [["k", 1]], rows.slice(0, 2), rows]);
  for (const type of TYPES) {
    const tab = filled(type, rows);
    assert.equal(ETS.member(tab, "k"), true);
    assert.equal(ETS.member(tab, "x"), false);
    assert.deepEqual(ETS.lookup(tab, "x"), []);
    assert.equal(ETS.deleteObject(tab, ["k", 1]), true);
    assert.deepEqual(ETS.lookup(tab, "k"), type.endsWith("bag") ? [["k", 2]] : []);
    assert.equal(ETS.deleteObject(tab, ["k", 9]), true);
    assert.equal(ETS.delete(tab, "x"), true);
  }
});

test("what is empty has no first, no last, and nothing to find", () => {
  for (const type of TYPES) {
    const tab = ETS.new("empty", [type]);
    assert.deepEqual([ETS.first(tab), ETS.last(tab)], ["$end_of_table", "$end_of_table"]);
    assert.deepEqual([ETS.tab2list(tab), ETS.take(tab, "k"), ETS.match(tab, _)], [[], [], []]);
    assert.equal(ETS.match(tab, _, 1), "$end_of_table");
    assert.equal(ETS.deleteAllObjects(tab), true);
    assert.equal(
      ETS.foldl(() => 1, 0, tab),
      0,
    );
    assert.equal(
      ETS.foldr(() => 1, 0, tab),
      0,
    );
  }
});

test("a list is inserted all or none", () => {
  for (const type of TYPES) {
    const tab = ETS.new("all", [type]);
    for (const wrong of [[["a", 1], []], [["a", 1], "row"], "row", 5, undefined]) {
      assert.throws(() => ETS.insert(tab, wrong as never), refused);
      assert.throws(() => ETS.insertNew(tab, wrong as never), refused);
    }
    assert.equal(ETS.insert(tab, []), true);
    assert.equal(ETS.insertNew(tab, []), true);
    assert.equal(ETS.info(tab, "size"), 0);
    const three = [
      ["a", 1],
      ["b", 2],
      ["c", 3],
    ];
    assert.equal(ETS.insertNew(tab, three), true);
    assert.equal(
      ETS.insertNew(tab, [
        ["d", 4],
        ["b", 9],
      ]),
      false,
    );
    assert.deepEqual(sorted(ETS.tab2list(tab)), three);
    const twice = [
      ["e", 1],
      ["e", 2],
    ];
    assert.equal(ETS.insertNew(tab, twice), true);
    const inBag = type === "bag" ? twice.toReversed() : twice;
    assert.deepEqual(ETS.lookup(tab, "e"), type.endsWith("bag") ? inBag : [["e", 2]]);
  }
});

test("lookups in bags keep the order in which rows of a key came", () => {
  for (const type of ["bag", "duplicate_bag"] as const) {
    const rows = Array.from({ length: 30 }, (_none, n) => ["k", (n * 7) % 30]);
    const tab = filled(type, []);
    for (const row of rows) ETS.insert(tab, row);
    assert.deepEqual(ETS.lookup(tab, "k"), rows);
    assert.deepEqual(
      ETS.lookupElement(tab, "k", 2),
      rows.map(([, n]) => n),
    );
    ETS.deleteObject(tab, ["k", 7]);
    ETS.insert(tab, ["k", 7]);
    assert.deepEqual(ETS.lookup(tab, "k").at(-1), ["k", 7]);
  }
});

test("lookupElement wants a position that every row has", () => {
  const tab = filled("bag", [
    ["k", 1, 2],
    ["k", 1],
  ]);
  assert.deepEqual(ETS.lookupElement(tab, "k", 2), [1, 1]);
  for (const position of [0, 3, -1, 1.5, "2"])
    assert.throws(() => ETS.lookupElement(tab, "k", position as never), refused);
  assert.throws(() => ETS.lookupElement(tab, "x", 2), /a key that is in the table, got "x"/);
  assert.equal(ETS.lookupElement(tab, "x", 2, "none"), "none");
  assert.equal(ETS.lookupElement(tab, "x", 2, undefined), undefined);
});

test("take gives the rows of a key and removes them", () => {
  for (const type of TYPES) {
    const tab = filled(type, [
      ["a", 1],
      ["b", 2],
    ]);
    assert.deepEqual(ETS.take(tab, "a"), [["a", 1]]);
    assert.deepEqual(ETS.take(tab, "a"), []);
    assert.deepEqual(ETS.tab2list(tab), [["b", 2]]);
  }
});

/** Update, what it gives, and the row ["k", 10, 20] after it. */
const COUNTS: readonly (readonly [update: unknown, result: unknown, row: readonly unknown[]])[] = [
  [3, 13, ["k", 13, 20]],
  [-3, 7, ["k", 7, 20]],
  [0, 10, ["k", 10, 20]],
  [[3, 1], 21, ["k", 10, 21]],
  [[2, 5, 15, 0], 15, ["k", 15, 20]],
  [[2, 6, 15, 0], 0, ["k", 0, 20]],
  [[2, -1, 9, 99], 9, ["k", 9, 20]],
  [[2, -2, 9, 99], 99, ["k", 99, 20]],
  [[2, 0, 5, -1], -1, ["k", -1, 20]],
  [[], [], ["k", 10, 20]],
  [
    [
      [2, 1],
      [3, 2],
    ],
    [11, 22],
    ["k", 11, 22],
  ],
  [
    [
      [2, 1],
      [2, 1, 11, 0],
    ],
    [11, 0],
    ["k", 0, 20],
  ],
];

for (const type of ["set", "ordered_set"] as const) {
  test(`updateCounter of a ${type}: every form`, () => {
    for (const [update, result, row] of COUNTS) {
      const tab = filled(type, [["k", 10, 20]]);
      assert.deepEqual(ETS.updateCounter(tab, "k", update as never), result);
      assert.deepEqual(ETS.lookup(tab, "k"), [row]);
      const fresh = ETS.new("fresh", [type]);
      assert.deepEqual(ETS.updateCounter(fresh, "k", update as never, ["other", 10, 20]), result);
      assert.deepEqual(ETS.lookup(fresh, "k"), [row]);
    }
  });

  test(`updateCounter of a ${type} changes all or nothing, and refuses what cannot be counted`, () => {
    const tab = filled(type, [["k", 10, "word", 1.5]]);
    const wrong: unknown[] = [
      [1, 1],
      [3, 1],
      [4, 1],
      [5, 1],
      [0, 1],
      [2, 1.5],
      [2, "1"],
      [2, 1, 2],
      [2, 1, "x", 0],
      [2, 1, 5, 0.5],
      [2],
      "x",
      undefined,
      1.5,
      [
        [2, 1],
        [3, 1],
      ],
      [[2, 1], "x"],
      [[2, 1], 5.5],
    ];
    for (const update of wrong) assert.throws(() => ETS.updateCounter(tab, "k", update as never), refused);
    assert.deepEqual(ETS.tab2list(tab), [["k", 10, "word", 1.5]]);
    assert.throws(() => ETS.updateCounter(tab, "x", 1), /a key that is in the table, or a default row/);
    for (const fallback of [["y"], "y", ["y", "a"], []])
      assert.throws(() => ETS.updateCounter(tab, "x", 1, fallback as never), refused);
    assert.equal(ETS.member(tab, "x"), false);
  });

  test(`updateElement of a ${type}`, () => {
    const tab = filled(type, [["k", 1, 2]]);
    assert.equal(ETS.updateElement(tab, "k", [3, "x"]), true);
    assert.equal(
      ETS.updateElement(tab, "k", [
        [2, "y"],
        [2, "z"],
      ]),
      true,
    );
    assert.equal(ETS.updateElement(tab, "k", []), true);
    assert.deepEqual(ETS.lookup(tab, "k"), [["k", "z", "x"]]);
    assert.equal(ETS.updateElement(tab, "none", [2, 1]), false);
    assert.equal(ETS.updateElement(tab, "new", [2, 5], ["_", 1, 2]), true);
    assert.deepEqual(ETS.lookup(tab, "new"), [["new", 5, 2]]);
    for (const update of [
      [1, "k"],
      [4, 1],
      [0, 1],
      [2],
      [
        [2, 1],
        [9, 1],
      ],
      "x",
      undefined,
      5,
    ])
      assert.throws(() => ETS.updateElement(tab, "k", update as never), refused);
    assert.deepEqual(ETS.lookup(tab, "k"), [["k", "z", "x"]]);
  });
}

test("a bag has no one row to change", () => {
  for (const type of ["bag", "duplicate_bag"] as const) {
    const tab = filled(type, [["k", 1]]);
    assert.throws(() => ETS.updateCounter(tab, "k", 1), /a table of type set or ordered_set/);
    assert.throws(() => ETS.updateElement(tab, "k", [2, 1]), /a table of type set or ordered_set/);
  }
  const all = [[[ETS.v(1), ETS.v(2)], [], [[[ETS.v(1), 0]]]]] as const;
  assert.throws(() => ETS.selectReplace(filled("bag", [["k", 1]]), all), /a table that is not a bag/);
  const duplicates = filled("duplicate_bag", [
    ["k", 1],
    ["k", 1],
    ["l", 2],
  ]);
  assert.equal(ETS.selectReplace(duplicates, all), 3);
  assert.deepEqual(sorted(ETS.tab2list(duplicates)), [
    ["k", 0],
    ["k", 0],
    ["l", 0],
  ]);
});

test("rows are found and deleted by what they look like", () => {
  for (const type of TYPES) {
    const rows = Array.from({ length: 20 }, (_none, n) => [n, n % 3, ["x", n % 2]]);
    const tab = filled(type, rows);
    const { v } = ETS;
    assert.deepEqual(ETS.matchObject(tab, [7, _, _]), [rows[7]]);
    assert.deepEqual(ETS.matchObject(tab, [99, _, _]), []);
    assert.deepEqual(ETS.match(tab, [v(1), v(2), ["y", _]]), []);
    assert.deepEqual(
      sorted(ETS.match(tab, [v(1), 1, [_, 1]])),
      sorted(rows.filter(([, m, x]) => m === 1 && (x as unknown[])[1] === 1).map(([n]) => [n])),
    );
    assert.equal(ETS.selectCount(tab, [[[v(1), _, _], [["<", v(1), 5]], [true]]]), 5);
    assert.equal(ETS.selectCount(tab, [[[v(1), _, _], [["<", v(1), 5]], ["yes"]]]), 0);
    assert.equal(ETS.selectDelete(tab, [[[v(1), _, _], [["<", v(1), 5]], [false]]]), 0);
    assert.equal(ETS.selectDelete(tab, [[[v(1), _, _], [["<", v(1), 5]], [true]]]), 5);
    assert.equal(ETS.matchDelete(tab, [_, _, ["x", 0]]), true);
    assert.deepEqual(
      sorted(ETS.tab2list(tab)),
      rows.filter(([n]) => (n as number) >= 5 && (n as number) % 2 === 1),
    );
    assert.equal(ETS.matchDelete(tab, _), true);
    assert.equal(ETS.info(tab, "size"), 0);
  }
});

test("an ordered_set orders terms of every kind as Erlang does", () => {
  const keys = [
    -1,
    0,
    1.5,
    2,
    "a",
    "ab",
    "b",
    [],
    ["z"],
    ["a", "b"],
    ["b", 1],
    {},
    { a: 2 },
    { b: 1 },
    { a: 1, b: 1 },
  ];
  const tab = filled(
    "ordered_set",
    keys.toReversed().map((key) => [key]),
  );
  assert.deepEqual(
    ETS.tab2list(tab).map(([key]: [unknown]) => key),
    keys,
  );
  for (const [index, key] of keys.entries()) {
    assert.deepEqual(ETS.next(tab, key), keys[index + 1] ?? "$end_of_table");
    assert.deepEqual(ETS.prev(tab, key), keys[index - 1] ?? "$end_of_table");
  }
  assert.equal(ETS.next(tab, 1), 1.5);
  assert.equal(ETS.prev(tab, 1), 0);
});
