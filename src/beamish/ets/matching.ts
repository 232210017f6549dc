/** Rows by what they look like: patterns. */
import type { Term } from "../term/term.ts";
import { copyOut } from "./by-key.ts";
import { NO_MATCH } from "./match-spec.ts";
import { bound, compilePattern, type Bindings } from "./pattern.ts";
import type { Row } from "./rows.ts";
import {
  candidates,
  checkLimit,
  Continuation,
  portion,
  results,
  type Portion,
  type Search,
} from "./selection.ts";
import { access, type Tab, type Table } from "./table.ts";

/** What becomes of a row that matches, given what the variables stand for. */
type Result = (row: Row, bindings: Bindings) => unknown;

/** The search for what matches a pattern. */
function searchFor(table: Table, pattern: unknown, result: Result): Search {
  const matches = compilePattern(pattern, new Set());
  const choose = (row: Row) => {
    const bindings: Bindings = new Map();
    return matches(row, bindings) ? result(row, bindings) : NO_MATCH;
  };
  return { table, heads: [pattern], choose };
}

/** All that a search finds, or with a limit the first portion of it. */
export function find<T>(where: string, search: Search, limit: number | undefined): T[] | Portion<T> {
  if (limit === undefined) return copyOut([...results(candidates(search), search.choose)]) as T[];
  return portion<T>(where, new Continuation(search, checkLimit(where, limit), "start", []));
}

/** How to go on, as an earlier call gave it, stands alone, where else the table does. */
export function isContinuation(given: unknown, rest: readonly unknown[]): boolean {
  return given instanceof Continuation || rest.length === 0;
}

/**
 * The values of the pattern's variables, in order of their numbers, for every row that matches. With a limit of rows, a portion
 * and how to go on, until it is `"$end_of_table"`. Throws `ArgumentError` for a table that is gone or a limit below 1. Follows
 * `ets:match/1,2,3`.
 *
 * @example
 * ```ts
 * import { ETS, _ } from "beamish";
 * const tab = ETS.new("shop");
 * ETS.insert(tab, [["tea", 3, "hot"], ["ice", 2, "cold"]]);
 * console.log(ETS.match(tab, [ETS.v(1), _, "cold"]));
 * //> [["ice"]]
 * ```
 */
export function match(tab: Tab, pattern: unknown): Term[][];
export function match(tab: Tab, pattern: unknown, limit: number): Portion<Term[]>;
export function match(continuation: Continuation | "$end_of_table"): Portion<Term[]>;
export function match(
  tab: Tab | Continuation,
  ...rest: readonly [pattern?: unknown, limit?: number]
): Term[][] | Portion<Term[]> {
  return matchIn("ETS.match", tab, rest, (_row, bindings) => bound(bindings)) as Term[][] | Portion<Term[]>;
}

/**
 * The rows that match a pattern. With a limit, a portion and how to go on. Throws as `match` does. Follows
 * `ets:match_object/1,2,3`.
 *
 * @example
 * ```ts
 * import { ETS, _ } from "beamish";
 * const tab = ETS.new("shop", ["ordered_set"]);
 * ETS.insert(tab, [["bun", 2], ["ice", 2], ["tea", 3]]);
 * console.log(ETS.matchObject(tab, [_, 2]));
 * //> [["bun", 2], ["ice", 2]]
 * ```
 */
export function matchObject(tab: Tab, pattern: unknown): Term[];
export function matchObject(tab: Tab, pattern: unknown, limit: number): Portion<Term>;
export function matchObject(continuation: Continuation | "$end_of_table"): Portion<Term>;
export function matchObject(
  tab: Tab | Continuation,
  ...rest: readonly [pattern?: unknown, limit?: number]
): Term[] | Portion<Term> {
  return matchIn("ETS.matchObject", tab, rest, (row) => row);
}

function matchIn(
  where: string,
  tab: unknown,
  rest: readonly [pattern?: unknown, limit?: number],
  result: Result,
): Term[] | Portion<Term> {
  if (isContinuation(tab, rest)) return portion(where, tab);
  const [pattern, limit] = rest;
  return find(where, searchFor(access(where, tab, "read"), pattern, result), limit);
}

/**
 * Deletes the rows that match a pattern. Throws `ArgumentError` if the caller may not write. Follows `ets:match_delete/2`.
 *
 * @example
 * ```ts
 * import { ETS, _ } from "beamish";
 * const tab = ETS.new("shop");
 * ETS.insert(tab, [["tea", 3], ["ice", 2]]);
 * console.log(ETS.matchDelete(tab, [_, 2]), ETS.tab2list(tab));
 * //> true [["tea", 3]]
 * ```
 */
export function matchDelete(tab: Tab, pattern: unknown): true {
  const table = access("ETS.matchDelete", tab, "write");
  deleteRows(searchFor(table, pattern, () => true));
  return true;
}

/** Deletes the rows for which a search gives true, and counts them. */
export function deleteRows({ choose, ...where }: Search): number {
  const { rows } = where.table;
  const unwanted = [...candidates(where)].filter((row) => choose(row) === true);
  const gone = new Set(unwanted);
  for (const key of new Set(unwanted.map((row) => rows.keyOf(row))))
    rows.put(
      key,
      rows.get(key).filter((row) => !gone.has(row)),
    );
  return unwanted.length;
}
