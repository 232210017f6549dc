/** Match specifications: what heads match, what guards know, and what bodies make. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { ETS, _, makeRef, node, self } from "beamish";

const [$1, $2, $3, $4, $5] = [1, 2, 3, 4, 5].map(ETS.v) as [unknown, unknown, unknown, unknown, unknown];
const pid = self();
const ref = makeRef();
/** What expressions are about: an integer, a list, a word, a fraction, and a record. */
const ROW = [5, ["a", "b"], "abc", 2.5, ["r", 1]];
const HEAD = [$1, $2, $3, $4, $5];
const evaluate = (expression: unknown): unknown => ETS.testMs(ROW, [[HEAD, [], [expression]]]);

/** Expression, and value: recorded from Erlang where Erlang has the function. */
const VALUES: readonly (readonly [expression: unknown, value: unknown])[] = [
  [$1, 5],
  ["$_", ROW],
  ["$$", ROW],
  ["word", "word"],
  [7, 7],
  [
    [$1, $4],
    [5, 2.5],
  ],
  [[[$1]], [5]],
  [[], []],
  [[[]], []],
  [
    { a: $1, b: ["+", $1, 1] },
    { a: 5, b: 6 },
  ],
  [
    ["const", [$1, "x"]],
    [$1, "x"],
  ],
  [["is_atom", $3], true],
  [["is_atom", $1], false],
  [["is_binary", $3], true],
  [["is_bitstring", $1], false],
  [["is_boolean", true], true],
  [["is_float", $4], true],
  [["is_function", $1], false],
  [["is_integer", $1], true],
  [["is_integer", $4], false],
  [["is_list", $2], true],
  [["is_map", ["const", {}]], true],
  [["is_map_key", "a", { a: 1 }], true],
  [["is_number", $4], true],
  [["is_pid", ["const", pid]], true],
  [["is_port", $1], false],
  [["is_record", $5, "r"], true],
  [["is_record", $5, "r", 2], true],
  [["is_record", $5, "x", 2], false],
  [["is_reference", ["const", ref]], true],
  [["is_tuple", $5], true],
  [["==", $1, 5], true],
  [["=:=", $2, ["const", ["a", "b"]]], true],
  [["/=", $1, 5], false],
  [["=/=", $1, "5"], true],
  [["<", $1, $3], true],
  [["=<", 5, $1], true],
  [[">", $4, $1], false],
  [[">=", $2, $1], true],
  [["+", $1, $4], 7.5],
  [["+", $1], 5],
  [["-", $1], -5],
  [["-", $1, 7], -2],
  [["*", $1, $4], 12.5],
  [["/", $1, 2], 2.5],
  [["div", -7, 2], -3],
  [["rem", -7, 2], -1],
  [["band", 12, 10], 8],
  [["band", 2 ** 40 + 1, 2 ** 40], 2 ** 40],
  [["bor", 12, 10], 14],
  [["bxor", 12, 10], 6],
  [["bnot", $1], -6],
  [["bsl", $1, 2], 20],
  [["bsl", 1, 40], 2 ** 40],
  [["bsr", $1, 1], 2],
  [["bsr", -5, 1], -3],
  [["abs", -3], 3],
  [["ceil", $4], 3],
  [["float", $1], 5],
  [["floor", $4], 2],
  [["round", $4], 3],
  [["round", -2.5], -3],
  [["trunc", -2.7], -2],
  [["max", $1, $4], 5],
  [["min", $1, $4], 2.5],
  [["not", true], false],
  [["and", true, true], true],
  [["and", true], true],
  [["and", true, false, true], false],
  [["or", false, true], true],
  [["or", false, false, false], false],
  [["xor", true, false], true],
  [["andalso", false, ["hd", $1]], false],
  [["andalso", true, $1], 5],
  [["orelse", true, ["hd", $1]], true],
  [["orelse", false, $1], 5],
  [["element", 1, $5], "r"],
  [["hd", $2], "a"],
  [["tl", $2], ["b"]],
  [["length", $2], 2],
  [["size", $5], 2],
  [["size", "é"], 2],
  [["byte_size", $3], 3],
  [["byte_size", "😀"], 4],
  [["bit_size", $3], 24],
  [["binary_part", $3, 1, 2], "bc"],
  [["binary_part", $3, 3, -2], "bc"],
  [["tuple_size", $5], 2],
  [["map_size", { a: 1, b: 2 }], 2],
  [["map_get", "a", { a: $1 }], 5],
  [["self"], pid],
  [["node"], node()],
  [["node", ["const", pid]], node()],
];

for (const [expression, value] of VALUES)
  test(`${JSON.stringify(expression)} in a body`, () => {
    assert.deepEqual(evaluate(expression), value);
  });

test('what cannot be computed is "EXIT" in a body and false in a guard', () => {
  const failing = [
    ["hd", $1],
    ["tl", ["const", []]],
    ["+", $1, $3],
    ["-", $3],
    ["div", $1, 0],
    ["/", $1, 0],
    ["rem", $4, 2],
    ["band", $4, 1],
    ["element", 9, $5],
    ["element", 0, $5],
    ["element", 1, $1],
    ["length", $1],
    ["byte_size", $1],
    ["binary_part", $3, 2, 5],
    ["not", $1],
    ["and", true, $1],
    ["andalso", $1, true],
    ["map_get", "z", { a: 1 }],
    ["map_size", $1],
    ["is_map_key", "a", $1],
    ["abs", $3],
  ];
  for (const expression of failing) {
    assert.equal(evaluate(expression), "EXIT", JSON.stringify(expression));
    assert.equal(ETS.testMs(ROW, [[HEAD, [["==", expression, expression]], [true]]]), false);
  }
});

test("only true lets a guard pass, every guard must, and the first clause that fits counts", () => {
  const run = (guards: unknown[]) => ETS.testMs([1], [[[$1], guards, ["yes"]]]);
  assert.deepEqual(
    [run([]), run([true]), run([1]), run(["true"]), run([["==", $1, 1], false])],
    ["yes", "yes", false, false, false],
  );
  const clauses = [
    [[$1], [[">", $1, 5]], ["big"]],
    [[$1], [], ["ignored", "small"]],
    [_, [], ["no row of one"]],
  ] as const;
  assert.deepEqual(
    [[9], [1], [1, 2]].map((row) => ETS.testMs(row, clauses)),
    ["big", "small", "no row of one"],
  );
});

test("heads: variables, wildcards, maps, lists and terms within terms", () => {
  const cases: readonly (readonly [head: unknown, row: readonly unknown[], bound: unknown])[] = [
    [[$1, $1], ["a", "a"], ["a"]],
    [[$1, $1], ["a", "b"], false],
    [
      [$2, $1],
      ["x", "y"],
      ["y", "x"],
    ],
    [
      [ETS.v(0), ETS.v(100)],
      ["x", "y"],
      ["x", "y"],
    ],
    [["_", _], [1, 2], []],
    [[{ a: $1 }], [{ a: 1, b: 2 }], [1]],
    [[{ a: $1 }], [{ b: 2 }], false],
    [[{}], [{ any: 1 }], []],
    [[[$1, ["x", $2]]], [["y", ["x", "z"]]], ["y", "z"]],
    [[ETS.cons("a", $1)], [["a", "b", "c"]], [["b", "c"]]],
    [[ETS.cons("a", "b", $1)], [["a"]], false],
    [[pid, ref], [pid, ref], []],
    [[1, "1"], [1, "1"], []],
    [[1], ["1"], false],
    [$1, [1, 2], [[1, 2]]],
  ];
  for (const [head, row, bound] of cases)
    assert.deepEqual(ETS.testMs(row, [[head, [], ["$$"]]]), bound, JSON.stringify(head));
});

test("a compiled specification runs over any list of rows", () => {
  const compiled = ETS.matchSpecCompile([[[$1, _], [], [$1]]]);
  assert.deepEqual(ETS.matchSpecRun([[1, 2], [3], "no row" as never, [4, 5]], compiled), [1, 4]);
  assert.deepEqual(ETS.matchSpecRun([], compiled), []);
  assert.ok(ETS.isCompiledMs(compiled));
  for (const other of [[[[$1], [], [$1]]], "x", undefined]) assert.equal(ETS.isCompiledMs(other), false);
});

test("what is no match specification is refused when it is compiled, by every function that takes one", () => {
  const wrong: readonly (readonly [spec: unknown, message: RegExp])[] = [
    ["all", /a match specification/],
    [[[[$1], []]], /a clause \[head, guards, body\]/],
    [[[[$1], "x", [$1]]], /a clause/],
    [[[5, [], [true]]], /a tuple, a variable or _ as the head/],
    [[[[$1], [], []]], /at least one expression in the body/],
    [[[[$1], [], [$2]]], /a variable that the head binds, got "\$2"/],
    [[[[$1], [["even", $1]], [true]]], /a guard function with its arguments/],
    [[[[$1], [["toString", $1]], [true]]], /a guard function/],
    [[[[$1], [["hd"]], [true]]], /a guard function/],
    [[[[$1], [["hd", $1, $1]], [true]]], /a guard function/],
    [[[[$1], [["andalso"]], [true]]], /a guard function/],
  ];
  const tab = ETS.new("wrong");
  const takers: ((spec: never) => unknown)[] = [
    (spec) => ETS.select(tab, spec),
    (spec) => ETS.select(tab, spec, 1),
    (spec) => ETS.selectReverse(tab, spec),
    (spec) => ETS.selectCount(tab, spec),
    (spec) => ETS.selectDelete(tab, spec),
    (spec) => ETS.selectReplace(tab, spec),
    (spec) => ETS.matchSpecCompile(spec),
    (spec) => ETS.matchSpecRun([], spec),
    (spec) => ETS.testMs([1], spec),
  ];
  for (const [spec, message] of wrong)
    for (const take of takers) assert.throws(() => take(spec as never), { name: "ArgumentError", message });
  assert.throws(() => ETS.matchSpecRun("rows" as never, [[[$1], [], [$1]]]), /a list of rows, got "rows"/);
  assert.throws(() => ETS.testMs("row" as never, [[[$1], [], [$1]]]), /a row, got "row"/);
  assert.throws(() => ETS.cons($1), /at least one item and the rest/);
  ETS.delete(tab);
});
