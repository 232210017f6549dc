/** From key to key, and over all rows. */
import { badArgument } from "../kernel/errors.ts";
import type { Term } from "../kernel/term.ts";
import { copyOut } from "./by-key.ts";
import type { Row } from "./rows.ts";
import { access, type Tab } from "./table.ts";

const END = "$end_of_table";

const keyOr = (entry: { readonly key: unknown } | undefined): Term => (entry === undefined ? END : entry.key);

/** The first key, or `"$end_of_table"`. Follows `ets:first/1`. */
export function first(tab: Tab): Term {
  return keyOr(access("ETS.first", tab, "read").rows.first());
}

/** The last key of an `ordered_set`; in other types the same as `first`. Follows `ets:last/1`. */
export function last(tab: Tab): Term {
  return keyOr(access("ETS.last", tab, "read").rows.last());
}

/** The key behind `key`. An `ordered_set` knows what comes behind a key that is not there; other types throw. Follows `ets:next/2`. */
export function next(tab: Tab, key: unknown): Term {
  return step("ETS.next", access("ETS.next", tab, "read").rows.next(key), key);
}

/** The key before `key` in an `ordered_set`. Follows `ets:prev/2`. */
export function prev(tab: Tab, key: unknown): Term {
  return step("ETS.prev", access("ETS.prev", tab, "read").rows.previous(key), key);
}

function step(where: string, found: { readonly key: unknown } | undefined | "missing", key: unknown): Term {
  if (found === "missing")
    throw badArgument(
      where,
      "a key that is in the table",
      key,
      "Use ETS.safeFixtable to walk while rows are deleted.",
    );
  return keyOr(found);
}

/** While fixed, a walk with `first` and `next` may go on from a key that was deleted. Follows `ets:safe_fixtable/2`. */
export function safeFixtable(tab: Tab, fix: boolean): true {
  const { rows } = access("ETS.safeFixtable", tab, "read");
  if (fix) rows.fix();
  else rows.unfix();
  return true;
}

/** All rows. Follows `ets:tab2list/1`. */
export function tab2list<R extends Row = Term>(tab: Tab): R[] {
  return copyOut([...access("ETS.tab2list", tab, "read").rows.all()]) as R[];
}

/** Folds over the rows, for an `ordered_set` in key order. Follows `ets:foldl/3`. */
export function foldl<A, R extends Row = Term>(fun: (row: R, sum: A) => A, start: A, tab: Tab): A {
  return (tab2list(tab) as R[]).reduce((sum, row) => fun(row, sum), start);
}

/** Folds over the rows, for an `ordered_set` against key order. Follows `ets:foldr/3`. */
export function foldr<A, R extends Row = Term>(fun: (row: R, sum: A) => A, start: A, tab: Tab): A {
  return (tab2list(tab) as R[]).reduceRight((sum, row) => fun(row, sum), start);
}
