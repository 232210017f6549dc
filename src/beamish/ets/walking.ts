/** From key to key, and over all rows. */
import { badArgument } from "../term/errors.ts";
import { here } from "../node/node.ts";
import type { Term } from "../term/term.ts";
import { copyOut } from "./by-key.ts";
import type { Place, Row } from "./rows.ts";
import { END } from "./selection.ts";
import { access, fix, unfix, type Tab } from "./table.ts";

const keyOr = (place: Place | undefined): Term => (place === undefined ? END : copyOut([place.key])[0]);

/**
 * The first key, or `"$end_of_table"`. Follows `ets:first/1`.
 *
 * @example
 * ```ts
 * import { ETS } from "beamish";
 * const tab = ETS.new("days", ["ordered_set"]);
 * ETS.insert(tab, [[2], [1]]);
 * console.log(ETS.first(tab));
 * //> 1
 * ```
 */
export function first(tab: Tab): Term {
  return keyOr(access("ETS.first", tab, "read").rows.first());
}

/**
 * The last key of an `ordered_set`, or `"$end_of_table"`; in other types the same as `first`. Follows `ets:last/1`.
 *
 * @example
 * ```ts
 * import { ETS } from "beamish";
 * const tab = ETS.new("days", ["ordered_set"]);
 * ETS.insert(tab, [[2], [1]]);
 * console.log(ETS.last(tab));
 * //> 2
 * ```
 */
export function last(tab: Tab): Term {
  return keyOr(access("ETS.last", tab, "read").rows.first(true));
}

/**
 * The key behind `key`, or `"$end_of_table"`. An `ordered_set` knows what comes behind a key that is not there; other types
 * throw `ArgumentError`, unless the table is fixed and the key was there. Follows `ets:next/2`.
 *
 * @example
 * ```ts
 * import { ETS } from "beamish";
 * const tab = ETS.new("days", ["ordered_set"]);
 * ETS.insert(tab, [[1], [3]]);
 * console.log(ETS.next(tab, 1), ETS.next(tab, 2), ETS.next(tab, 3));
 * //> 3 3 $end_of_table
 * ```
 */
export function next(tab: Tab, key: unknown): Term {
  return step("ETS.next", tab, key, false);
}

/**
 * The key before `key` in an `ordered_set`, or `"$end_of_table"`; in other types as `next`. Follows `ets:prev/2`.
 *
 * @example
 * ```ts
 * import { ETS } from "beamish";
 * const tab = ETS.new("days", ["ordered_set"]);
 * ETS.insert(tab, [[1], [3]]);
 * console.log(ETS.prev(tab, 3), ETS.prev(tab, 1));
 * //> 1 $end_of_table
 * ```
 */
export function prev(tab: Tab, key: unknown): Term {
  return step("ETS.prev", tab, key, true);
}

function step(where: string, tab: Tab, key: unknown, isReverse: boolean): Term {
  const found = access(where, tab, "read").rows.next(key, isReverse);
  if (found === "missing")
    throw badArgument(
      where,
      "a key that is in the table",
      key,
      "Use ETS.safeFixtable to walk while rows are deleted.",
    );
  return keyOr(found);
}

/**
 * While the calling process has fixed a table, a walk with `first` and `next` may go on from a key that was deleted. Ends when it
 * has let go (`false`) as often as it has fixed, or when it ends itself. Follows `ets:safe_fixtable/2`.
 *
 * @example
 * ```ts
 * import { ETS } from "beamish";
 * const tab = ETS.new("queue");
 * ETS.insert(tab, [["a"], ["b"]]);
 * ETS.safeFixtable(tab, true);
 * ETS.delete(tab, "a");
 * console.log(ETS.next(tab, "a"));
 * ETS.safeFixtable(tab, false);
 * //> b
 * ```
 */
export function safeFixtable(tab: Tab, isFixed: boolean): true {
  const table = access("ETS.safeFixtable", tab, "read");
  if (typeof isFixed !== "boolean") throw badArgument("ETS.safeFixtable", "true or false", isFixed);
  if (isFixed) fix(table, here().self);
  else unfix(table, here().self);
  return true;
}

/**
 * The rows of one key by its place, from 0; `"$end_of_table"` right after the last one. Throws `ArgumentError` beyond that. It takes
 * a walk to get there: `first` and `next` are the way through a table. Follows `ets:slot/2`, where a slot of a `set` may hold
 * several keys, or none.
 *
 * @example
 * ```ts
 * import { ETS } from "beamish";
 * const tab = ETS.new("shop", ["ordered_set"]);
 * ETS.insert(tab, [["tea", 3], ["bun", 2]]);
 * console.log(ETS.slot(tab, 1), ETS.slot(tab, 2));
 * //> [["tea", 3]] $end_of_table
 * ```
 */
export function slot<R extends Row = Term>(tab: Tab, at: number): R[] | "$end_of_table" {
  const { rows } = access("ETS.slot", tab, "read");
  let place = rows.first();
  let passed = 0;
  for (; place !== undefined && passed < at; passed++) place = rows.after(place);
  if (!Number.isInteger(at) || at < 0 || passed < at)
    throw badArgument("ETS.slot", "a place in the table, from 0", at);
  return place === undefined ? END : (copyOut([...place.rows]) as R[]);
}

/**
 * All rows, of an `ordered_set` in key order. Follows `ets:tab2list/1`.
 *
 * @example
 * ```ts
 * import { ETS } from "beamish";
 * const tab = ETS.new("shop", ["ordered_set"]);
 * ETS.insert(tab, [["tea", 3], ["bun", 2]]);
 * console.log(ETS.tab2list(tab));
 * //> [["bun", 2], ["tea", 3]]
 * ```
 */
export function tab2list<R extends Row = Term>(tab: Tab): R[] {
  return copyOut([...access("ETS.tab2list", tab, "read").rows.all()]) as R[];
}

/**
 * Folds over the rows, of an `ordered_set` in key order. `fun` may change the table: rows that it deletes are not visited.
 * Follows `ets:foldl/3`.
 *
 * @example
 * ```ts
 * import { ETS } from "beamish";
 * const tab = ETS.new("shop");
 * ETS.insert(tab, [["tea", 3], ["bun", 2]]);
 * console.log(ETS.foldl(([_name, price]: [string, number], sum: number) => sum + price, 0, tab));
 * //> 5
 * ```
 */
export function foldl<A, R extends Row = Term>(fun: (row: R, sum: A) => A, start: A, tab: Tab): A {
  return fold("ETS.foldl", fun, start, tab, false);
}

/**
 * Folds over the rows, of an `ordered_set` against key order. Follows `ets:foldr/3`.
 *
 * @example
 * ```ts
 * import { ETS } from "beamish";
 * const tab = ETS.new("letters", ["ordered_set"]);
 * ETS.insert(tab, [["a"], ["b"], ["c"]]);
 * console.log(ETS.foldr(([letter]: [string], word: string) => word + letter, "", tab));
 * //> cba
 * ```
 */
export function foldr<A, R extends Row = Term>(fun: (row: R, sum: A) => A, start: A, tab: Tab): A {
  return fold("ETS.foldr", fun, start, tab, true);
}

function fold<A, R extends Row>(
  where: string,
  fun: (row: R, sum: A) => A,
  start: A,
  tab: Tab,
  isReverse: boolean,
): A {
  const { rows } = access(where, tab, "read");
  if (typeof fun !== "function")
    throw badArgument(where, "a function of a row and what came of those before", fun);
  let sum = start;
  rows.fix();
  try {
    for (let place = rows.first(isReverse); place !== undefined; place = rows.after(place, isReverse))
      for (const row of copyOut(place.rows)) sum = fun(row as R, sum);
  } finally {
    rows.unfix();
  }
  return sum;
}
