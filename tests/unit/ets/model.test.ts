/** ETS against rows in a list, searched from the front: slow, and plainly right. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { ETS, _ } from "beamish";
import fc from "fast-check";
import { compare, equal } from "../../../src/beamish/ets/term-order.ts";
import { holds } from "../../support/property.ts";

type Row = readonly [key: unknown, value: number];
const TYPES = ["set", "ordered_set", "bag", "duplicate_bag"] as const;
type Type = (typeof TYPES)[number];

class Model {
  rows: Row[] = [];
  readonly type: Type;

  constructor(type: Type) {
    this.type = type;
  }

  get isBag(): boolean {
    return this.type.endsWith("bag");
  }

  insert(row: Row): void {
    if (!this.isBag) this.remove(([key]) => equal(key, row[0]));
    if (this.type === "bag" && this.rows.some((other) => equal(other, row))) return;
    this.rows.push(row);
  }

  lookup(key: unknown): Row[] {
    return this.rows.filter((row) => equal(row[0], key));
  }

  /** Removes rows, and counts them. */
  remove(isUnwanted: (row: Row) => boolean): number {
    const before = this.rows.length;
    this.rows = this.rows.filter((row) => !isUnwanted(row));
    return before - this.rows.length;
  }

  /** Changes rows in their places, and counts them. */
  change(isMeant: (row: Row) => boolean, change: (value: number) => number): number {
    const count = this.rows.filter(isMeant).length;
    this.rows = this.rows.map((row) => (isMeant(row) ? [row[0], change(row[1])] : row));
    return count;
  }
}

const { v } = ETS;
const below = (value: number, body: unknown): ETS.MatchSpec => [[[v(1), v(2)], [["<", v(2), value]], [body]]];
const everything: ETS.MatchSpec = [[_, [], ["$_"]]];
/** In boxes: JavaScript itself puts `undefined` last. */
const sorted = (terms: readonly unknown[]) =>
  terms
    .map((term) => [term])
    .sort(([a], [b]) => compare(a, b))
    .flat(1);

/** Every command does the same to a table and to the model, and gives what both say. */
const COMMANDS: Readonly<
  Record<string, (tab: ETS.Tab, model: Model, row: Row) => readonly [unknown, unknown]>
> = {
  insert(tab, model, row) {
    model.insert(row);
    return [ETS.insert(tab, [row]), true];
  },
  insertNew(tab, model, row) {
    const isFree = model.lookup(row[0]).length === 0;
    if (isFree) model.insert(row);
    return [ETS.insertNew(tab, [row]), isFree];
  },
  delete(tab, model, [key]) {
    model.remove((row) => equal(row[0], key));
    return [ETS.delete(tab, key), true];
  },
  deleteObject(tab, model, row) {
    model.remove((other) => equal(other, row));
    return [ETS.deleteObject(tab, row), true];
  },
  take(tab, model, [key]) {
    const rows = model.lookup(key);
    model.remove((row) => equal(row[0], key));
    return [ETS.take(tab, key), rows];
  },
  matchDelete(tab, model, [, value]) {
    model.remove((row) => row[1] === value);
    return [ETS.matchDelete(tab, [_, value]), true];
  },
  selectDelete(tab, model, [, value]) {
    return [ETS.selectDelete(tab, below(value, true)), model.remove((row) => row[1] < value)];
  },
  selectCount(tab, model, [, value]) {
    return [ETS.selectCount(tab, below(value, true)), model.rows.filter((row) => row[1] < value).length];
  },
  select(tab, model, [, value]) {
    const rows = model.rows.filter((row) => row[1] < value);
    return [sorted(ETS.select(tab, below(value, "$_"))), sorted(rows)];
  },
  selectKey(tab, model, [key]) {
    const values = model.lookup(key).map((row) => row[1]);
    return [ETS.select(tab, [[[key, v(1)], [], [v(1)]]]), values];
  },
  selectReplace(tab, model, [, value]) {
    // A bag refuses; a bag's rows might become equal.
    if (model.type === "bag") return [0, 0];
    const spec = below(value, [[v(1), ["+", v(2), 1]]]);
    return [
      ETS.selectReplace(tab, spec),
      model.change(
        (row) => row[1] < value,
        (old) => old + 1,
      ),
    ];
  },
  updateCounter(tab, model, [key, value]) {
    if (model.isBag) return [0, 0];
    if (model.lookup(key).length === 0) model.insert([key, 0]);
    model.change(
      (row) => equal(row[0], key),
      (old) => (old + value > 5 ? 0 : old + value),
    );
    return [ETS.updateCounter(tab, key, [2, value, 5, 0], ["_", 0]), model.lookup(key)[0]![1]];
  },
  updateElement(tab, model, [key, value]) {
    if (model.isBag) return [0, 0];
    const count = model.change(
      (row) => equal(row[0], key),
      () => value,
    );
    return [ETS.updateElement(tab, key, [2, value]), count > 0];
  },
  portions(tab, model, [, value]) {
    const found: unknown[] = [];
    let portion = ETS.matchObject(tab, [_, v(1)], value + 1);
    for (; portion !== "$end_of_table"; portion = ETS.matchObject(portion[1])) found.push(...portion[0]);
    return [sorted(found), sorted(model.rows)];
  },
  /** In a fixed table, a walk meets every key that was there when it began, while they are deleted behind it. */
  walk(tab, model, [, value]) {
    const expected = keysOf(model).length;
    ETS.safeFixtable(tab, true);
    let met = 0;
    for (let key = ETS.first(tab); key !== "$end_of_table"; key = ETS.next(tab, key)) {
      if (met++ % (value + 2) !== 0) continue;
      ETS.delete(tab, key);
      model.remove((row) => equal(row[0], key));
    }
    ETS.safeFixtable(tab, false);
    return [met, expected];
  },
  /** Forwards and backwards, whole: an ordered_set in the order of its keys, whatever kinds of numbers they are. */
  order(tab, model) {
    const rows = sorted(model.rows);
    const { select, selectReverse, foldl, foldr } = ETS;
    const collect = (row: unknown, all: unknown[]) => [...all, row];
    const ways = [
      [select(tab, everything), foldl(collect, [], tab)],
      [selectReverse(tab, everything), foldr(collect, [], tab)],
    ];
    if (model.type !== "ordered_set")
      return [ways.map((way) => way.map(sorted)), ways.map((way) => way.map(() => rows))];
    return [ways, [rows, rows.toReversed()].map((expected) => [expected, expected])];
  },
  /** From any key of an ordered_set, also one that is not there, to the nearest on either side. */
  neighbours(tab, model, [key]) {
    if (model.type !== "ordered_set") return [ETS.member(tab, key), model.lookup(key).length > 0];
    const keys = sorted(keysOf(model));
    const end = "$end_of_table";
    const after = keys.findIndex((other) => compare(other, key) > 0);
    const before = keys.findLastIndex((other) => compare(other, key) < 0);
    return [
      [ETS.next(tab, key), ETS.prev(tab, key), ETS.first(tab), ETS.last(tab)],
      [keys[after] ?? (after < 0 ? end : undefined), keys[before] ?? (before < 0 ? end : undefined)].concat(
        keys.length === 0 ? [end, end] : [keys[0], keys.at(-1)],
      ),
    ];
  },
  /**
   * Portions of a fixed table that changes between them: what is there from beginning to end is met once, what goes or comes
   * at most once, and nothing else is.
   */
  changingPortions(tab, model, [, value]) {
    const before = [...model.rows];
    const left: unknown[] = [];
    const found: unknown[] = [];
    ETS.safeFixtable(tab, true);
    let portion = ETS.select(tab, everything, value + 1);
    for (let n = 0; portion !== "$end_of_table"; n++) {
      found.push(...portion[0]);
      const gone = model.rows[(value * 7 + n) % (model.rows.length || 1)];
      if (gone !== undefined) {
        ETS.delete(tab, gone[0]);
        model.remove((row) => equal(row[0], gone[0]));
        left.push(gone[0]);
      }
      if (n < 3) {
        const added: Row = [["added", n], 0];
        ETS.insert(tab, [added]);
        model.insert(added);
      }
      portion = ETS.select(portion[1]);
    }
    ETS.safeFixtable(tab, false);
    const times = (rows: readonly unknown[], row: unknown) =>
      rows.filter((other) => equal(other, row)).length;
    // A key that went and came again has not stayed: it may have come behind the walk.
    const isGone = ([key]: Row) => left.some((other) => equal(other, key));
    const stayed = before.filter((row) => !isGone(row) && times(model.rows, row) === times(before, row));
    const met = stayed.every((row) => times(found, row) === times(before, row));
    const known = [...before, ...[0, 1, 2].map((n) => [["added", n], 0])];
    const most = found.every((row) => times(found, row) <= times(known, row));
    return [
      [met, most],
      [true, true],
    ];
  },
  clear(tab, model) {
    model.rows = [];
    return [ETS.deleteAllObjects(tab), true];
  },
};

function keysOf({ rows }: Model): unknown[] {
  return rows
    .map(([key]) => key)
    .filter((key, at, keys) => keys.findIndex((other) => equal(other, key)) === at);
}

const key = fc.oneof(
  fc.integer({ min: -2, max: 6 }),
  fc.constantFrom(-1.5, 0.5, 1.25, 2.5, 1e300, -(2 ** 53), 2 ** 53),
  fc.constantFrom("a", "b", "\0a", "1"),
  fc.tuple(fc.constantFrom("a", "b"), fc.integer({ min: 0, max: 2 })),
  fc.record({ id: fc.integer({ min: 0, max: 2 }) }, { noNullPrototype: true }),
  fc.constantFrom(true, undefined),
);
const row = fc.tuple(key, fc.integer({ min: 0, max: 3 }));
const names = Object.keys(COMMANDS);
const step = fc.record({ name: fc.constantFrom("insert", "insert", ...names), row });

for (const type of TYPES) {
  test(`a ${type} does what a list of rows does`, async () => {
    await holds(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const tab = ETS.new("model", [type]);
        const model = new Model(type);
        for (const { name, row } of steps) {
          const [actual, expected] = COMMANDS[name]!(tab, model, row);
          assert.deepEqual(actual, expected, name);
          assert.deepEqual(ETS.lookup(tab, row[0]), model.lookup(row[0]));
          assert.equal(ETS.info(tab, "size"), model.rows.length);
        }
        assert.deepEqual(sorted(ETS.tab2list(tab)), sorted(model.rows));
        const met: unknown[] = [];
        for (let at = ETS.first(tab); at !== "$end_of_table"; at = ETS.next(tab, at)) met.push(at);
        assert.deepEqual(sorted(met), sorted(keysOf(model)));
        if (type === "ordered_set") assert.deepEqual(met, sorted(met));
        ETS.delete(tab);
      }),
      { runs: 400 },
    );
  });
}
