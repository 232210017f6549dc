/** Walks through tables that change under them: keys, folds, and selections in portions. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { ETS, Process, _, receive, self, send, spawn } from "beamish";
import { inProcess } from "../supervision/run.ts";

const TYPES = ["set", "ordered_set", "bag", "duplicate_bag"] as const;
const numbers = (count: number) => Array.from({ length: count }, (_none, n) => [n]);
const all = [[[ETS.v(1)], [], [ETS.v(1)]]] as const;

const filled = (type: (typeof TYPES)[number], count: number): ETS.Tab => {
  const tab = ETS.new("walk", [type]);
  ETS.insert(tab, numbers(count));
  return tab;
};

/** All portions, from the first to the end. */
function portions(
  first: ETS.Portion<unknown>,
  next: (at: ETS.Continuation | "$end_of_table") => ETS.Portion<unknown>,
) {
  const found: unknown[][] = [];
  for (let portion = first; portion !== "$end_of_table"; portion = next(portion[1])) found.push(portion[0]);
  return found;
}

for (const type of TYPES) {
  test(`a ${type}: every key is met once, and in a fixed table also while all are deleted`, () => {
    const tab = filled(type, 50);
    const walk = (visit: (key: unknown) => void) => {
      const keys: unknown[] = [];
      for (let key = ETS.first(tab); key !== "$end_of_table"; key = ETS.next(tab, key)) {
        keys.push(key);
        visit(key);
      }
      return keys;
    };
    const keys = walk(() => undefined);
    assert.deepEqual(
      [...keys].sort((a, b) => Number(a) - Number(b)),
      numbers(50).flat(),
    );
    ETS.safeFixtable(tab, true);
    assert.deepEqual(
      walk((key) => ETS.delete(tab, key)),
      keys,
    );
    assert.deepEqual([ETS.info(tab, "size"), ETS.first(tab)], [0, "$end_of_table"]);
    ETS.safeFixtable(tab, false);
    if (type !== "ordered_set") assert.throws(() => ETS.next(tab, 7), /a key that is in the table, got 7/);
  });

  test(`a ${type}: what is inserted again in a fixed table is found, and found once`, () => {
    const tab = filled(type, 10);
    ETS.safeFixtable(tab, true);
    ETS.delete(tab, 5);
    ETS.insert(tab, [5]);
    ETS.delete(tab, 6);
    ETS.insert(tab, [6]);
    ETS.delete(tab, 6);
    assert.deepEqual(ETS.lookup(tab, 5), [[5]]);
    assert.equal(ETS.selectCount(tab, [[[_], [], [true]]]), 9);
    ETS.safeFixtable(tab, false);
    assert.equal(ETS.info(tab, "size"), 9);
    assert.equal(ETS.tab2list(tab).length, 9);
    ETS.deleteAllObjects(tab);
    assert.deepEqual(ETS.tab2list(tab), []);
  });

  test(`a ${type}: portions have the size that was asked for, and come to an end`, () => {
    const tab = filled(type, 10);
    const { select, match, matchObject, selectReverse } = ETS;
    const asks = [
      (limit: number) => portions(select(tab, all, limit), select),
      (limit: number) => portions(match(tab, [ETS.v(1)], limit), match).map((some) => some.flat()),
      (limit: number) => portions(matchObject(tab, [_], limit), matchObject).map((some) => some.flat()),
      (limit: number) => portions(selectReverse(tab, all, limit), selectReverse),
    ];
    for (const ask of asks)
      for (const limit of [1, 3, 5, 10, 11]) {
        const found = ask(limit);
        assert.deepEqual(
          found.flat().toSorted((a, b) => Number(a) - Number(b)),
          numbers(10).flat(),
        );
        assert.ok(found.slice(0, -1).every((some) => some.length === limit));
      }
    assert.equal(select(tab, [[["none"], [], [true]]], 3), "$end_of_table");
    assert.deepEqual(select(tab, [[[3], [], ["$_"]]], 3), [[[3]], "$end_of_table"]);
    const partial = select(tab, all, 11);
    assert.equal(partial === "$end_of_table" ? undefined : partial[1], "$end_of_table");
    for (const end of [select, match, matchObject, selectReverse])
      assert.equal(end("$end_of_table"), "$end_of_table");
    for (const limit of [0, -1, 1.5, "3"])
      assert.throws(() => select(tab, all, limit as never), /a limit of at least 1/);
    const wrong = { name: "ArgumentError", message: /a continuation that an earlier call returned/ };
    for (const ask of [select, match, matchObject, selectReverse])
      for (const none of [{}, tab, undefined]) assert.throws(() => ask(none as never), wrong);
  });

  test(`a ${type}: a continuation says where to go on, as often as it is asked, while there is a table`, () => {
    const tab = filled(type, 10);
    const first = ETS.select(tab, all, 4);
    assert.ok(first !== "$end_of_table" && first[1] !== "$end_of_table");
    const again = ETS.select(first[1]);
    assert.deepEqual(ETS.select(first[1]), again);
    assert.ok(again !== "$end_of_table");
    ETS.delete(tab, again[0][1]);
    const changed = ETS.select(first[1]);
    assert.ok(changed !== "$end_of_table" && !changed[0].includes(again[0][1]));
    ETS.delete(tab);
    assert.throws(() => ETS.select(first[1] as ETS.Continuation), /a table that exists/);
  });

  test(`a ${type}: a fold sees what it has not deleted, and a failing one leaves no fixation`, () => {
    const tab = filled(type, 10);
    const sum = ([n]: [number], total: number) => total + n;
    assert.equal(ETS.foldl(sum, 0, tab), 45);
    assert.equal(ETS.foldr(sum, 0, tab), 45);
    const visited = ETS.foldl(
      ([n]: [number], seen: number[]) => {
        ETS.delete(tab, n);
        ETS.delete(tab, (n + 1) % 10);
        return [...seen, n];
      },
      [] as number[],
      tab,
    );
    assert.equal(visited.length, 5);
    ETS.insert(tab, [1]);
    const failing = () => {
      throw new RangeError("enough");
    };
    assert.throws(() => ETS.foldl(failing, 0, tab), RangeError);
    assert.equal(ETS.info(tab, "fixed"), false);
    assert.throws(() => ETS.foldr("sum" as never, 0, tab), /a function of a row/);
  });
}

test("folds and selections of an ordered_set have its order, or the reverse", () => {
  const tab = filled("ordered_set", 600);
  const push = ([n]: [number], list: number[]) => [...list, n];
  const order = numbers(600).flat();
  assert.deepEqual(ETS.foldl(push, [] as number[], tab), order);
  assert.deepEqual(ETS.foldr(push, [] as number[], tab), order.toReversed());
  assert.deepEqual(ETS.select(tab, all), order);
  assert.deepEqual(ETS.selectReverse(tab, all), order.toReversed());
  assert.deepEqual(portions(ETS.selectReverse(tab, all, 7), ETS.selectReverse).flat(), order.toReversed());
  ETS.delete(tab);
});

test("a selection in an ordered_set goes on behind keys that are gone, and meets new ones ahead", () => {
  const tab = filled("ordered_set", 6);
  const first = ETS.select(tab, all, 2);
  assert.ok(first !== "$end_of_table");
  for (const gone of [0, 1, 2]) ETS.delete(tab, gone);
  ETS.insert(tab, [[2.5], [0.5]]);
  const second = ETS.select(first[1]);
  assert.ok(second !== "$end_of_table");
  assert.deepEqual(
    [first[0], second[0]],
    [
      [0, 1],
      [2.5, 3],
    ],
  );
  ETS.delete(tab);
});

test("in a bag, a portion may end within a key", () => {
  const tab = ETS.new("bag", ["bag"]);
  for (const [n] of numbers(7)) ETS.insert(tab, ["k", n]);
  for (const head of [
    ["k", ETS.v(1)],
    [_, ETS.v(1)],
  ])
    assert.deepEqual(portions(ETS.select(tab, [[head, [], [ETS.v(1)]]], 3), ETS.select), [
      [0, 1, 2],
      [3, 4, 5],
      [6],
    ]);
  ETS.delete(tab);
});

test(
  "a fixation belongs to a process, counts, and ends with it",
  inProcess(function* () {
    const me = self();
    const tab = ETS.new("fixed", ["public"]);
    ETS.insert(tab, [["a"], ["b"]]);
    assert.equal(ETS.info(tab, "safe_fixed_monotonic_time"), false);
    ETS.safeFixtable(tab, false);
    ETS.safeFixtable(tab, true);
    ETS.safeFixtable(tab, true);
    const other = spawn(function* () {
      ETS.safeFixtable(tab, true);
      send(me, "fixed");
      yield* receive();
    });
    yield* receive();
    assert.deepEqual(ETS.info(tab, "safe_fixed_monotonic_time")[1], [
      [me, 2],
      [other, 1],
    ]);
    ETS.delete(tab, "a");
    ETS.safeFixtable(tab, false);
    ETS.safeFixtable(tab, false);
    ETS.safeFixtable(tab, false);
    assert.equal(ETS.info(tab, "fixed"), true);
    assert.equal(ETS.next(tab, "a"), "b");
    yield* Process.exit(other, "kill");
    assert.equal(ETS.info(tab, "fixed"), false);
    assert.throws(() => ETS.next(tab, "a"), { name: "ArgumentError" });
    assert.throws(() => ETS.safeFixtable(tab, "yes" as never), /true or false, got "yes"/);
  }),
);

test("a partly bound key of an ordered_set finds its rows, in order", () => {
  const tab = ETS.new("cities", ["ordered_set"]);
  const keys = ["b", "a", "c"].flatMap((country) => [3, 1, 2].map((city) => [country, city]));
  ETS.insert(
    tab,
    keys.map((key) => [key, key.join("")]),
  );
  const of = (pattern: unknown) => ETS.select(tab, [[[pattern, ETS.v(9)], [], [ETS.v(9)]]]);
  assert.deepEqual(of(["b", _]), ["b1", "b2", "b3"]);
  assert.deepEqual(of([_, 2]), ["a2", "b2", "c2"]);
  assert.deepEqual(of(["d", _]), []);
  assert.deepEqual(ETS.selectReverse(tab, [[[["c", _], ETS.v(9)], [], [ETS.v(9)]]]), ["c3", "c2", "c1"]);
  assert.deepEqual(
    portions(ETS.select(tab, [[[["b", _], ETS.v(9)], [], [ETS.v(9)]]], 2), (at) => ETS.select(at as never)),
    [["b1", "b2"], ["b3"]],
  );
});
