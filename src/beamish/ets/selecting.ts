/** Rows by match specifications: what matches a head, passes its guards, and what its body makes of it. */
import { badArgument } from "../term/errors.ts";
import type { Term } from "../term/term.ts";
import { checkRow } from "./by-key.ts";
import { CompiledSpec, compileSpec, keepsKey, NO_MATCH, type MatchSpec } from "./match-spec.ts";
import { deleteRows, find, isContinuation } from "./matching.ts";
import type { Row } from "./rows.ts";
import { candidates, portion, results, type Continuation, type Portion, type Search } from "./selection.ts";
import { access, type Tab } from "./table.ts";
import { equal } from "./term-order.ts";

/** The search for what a specification chooses. It is looked at before the table. */
function searchFor(where: string, tab: unknown, right: "read" | "write", spec: MatchSpec): Search {
  const choose = compileSpec(spec, where);
  return { table: access(where, tab, right), heads: spec.map(([head]) => head), choose };
}

/**
 * What a match specification makes of the rows: a list of `[head, guards, body]`, of which the first that fits counts. With a
 * limit of results, a portion and how to go on, until it is `"$end_of_table"`.
 *
 * Throws `ArgumentError` for what is no match specification, a table that is gone, or a limit below 1. Follows
 * `ets:select/1,2,3`.
 *
 * @example
 * ```ts
 * import { ETS } from "beamish";
 * const tab = ETS.new("shop", ["ordered_set"]);
 * ETS.insert(tab, [["bun", 2], ["cake", 5], ["tea", 3]]);
 * const dear = [[[ETS.v(1), ETS.v(2)], [[">", ETS.v(2), 2]], [ETS.v(1)]]] as const;
 * console.log(ETS.select(tab, dear));
 * const portion = ETS.select(tab, dear, 1);
 * if (portion !== "$end_of_table") console.log(portion[0], ETS.select(portion[1])[0]);
 * //> ["cake", "tea"]
 * //> ["cake"] ["tea"]
 * ```
 */
export function select(tab: Tab, spec: MatchSpec): Term[];
export function select(tab: Tab, spec: MatchSpec, limit: number): Portion<Term>;
export function select(continuation: Continuation | "$end_of_table"): Portion<Term>;
export function select(
  tab: Tab | Continuation,
  ...rest: readonly [spec?: MatchSpec, limit?: number]
): Term[] | Portion<Term> {
  return selectIn("ETS.select", tab, rest, false);
}

/**
 * As `select`, against the order of an `ordered_set`; other types know no order. Follows `ets:select_reverse/1,2,3`.
 *
 * @example
 * ```ts
 * import { ETS } from "beamish";
 * const tab = ETS.new("days", ["ordered_set"]);
 * ETS.insert(tab, [[1], [2], [3]]);
 * console.log(ETS.selectReverse(tab, [[[ETS.v(1)], [], [ETS.v(1)]]]));
 * //> [3, 2, 1]
 * ```
 */
export function selectReverse(tab: Tab, spec: MatchSpec): Term[];
export function selectReverse(tab: Tab, spec: MatchSpec, limit: number): Portion<Term>;
export function selectReverse(continuation: Continuation | "$end_of_table"): Portion<Term>;
export function selectReverse(
  tab: Tab | Continuation,
  ...rest: readonly [spec?: MatchSpec, limit?: number]
): Term[] | Portion<Term> {
  return selectIn("ETS.selectReverse", tab, rest, true);
}

function selectIn(
  where: string,
  tab: unknown,
  rest: readonly [spec?: MatchSpec, limit?: number],
  isReverse: boolean,
): Term[] | Portion<Term> {
  if (isContinuation(tab, rest)) return portion(where, tab);
  const [spec, limit] = rest;
  return find(where, { ...searchFor(where, tab, "read", spec!), isReverse }, limit);
}

/**
 * Counts the rows for which the specification gives `true`. Throws as `select` does. Follows `ets:select_count/2`.
 *
 * @example
 * ```ts
 * import { ETS } from "beamish";
 * const tab = ETS.new("shop");
 * ETS.insert(tab, [["tea", 3], ["ice", 2]]);
 * console.log(ETS.selectCount(tab, [[[ETS.v(1), ETS.v(2)], [["<", ETS.v(2), 3]], [true]]]));
 * //> 1
 * ```
 */
export function selectCount(tab: Tab, spec: MatchSpec): number {
  const search = searchFor("ETS.selectCount", tab, "read", spec);
  let count = 0;
  for (const row of candidates(search)) if (search.choose(row) === true) count++;
  return count;
}

/**
 * Deletes the rows for which the specification gives `true`, and counts them. Throws as `select` does, and if the caller may
 * not write. Follows `ets:select_delete/2`.
 *
 * @example
 * ```ts
 * import { ETS } from "beamish";
 * const tab = ETS.new("shop");
 * ETS.insert(tab, [["tea", 3], ["ice", 2]]);
 * console.log(ETS.selectDelete(tab, [[[ETS.v(1), 2], [], [true]]]), ETS.tab2list(tab));
 * //> 1 [["tea", 3]]
 * ```
 */
export function selectDelete(tab: Tab, spec: MatchSpec): number {
  return deleteRows(searchFor("ETS.selectDelete", tab, "write", spec));
}

/**
 * Puts what the specification makes of a row in its place, and counts such rows. Throws `ArgumentError`, and changes nothing,
 * if the table is a bag or the specification might change a key: in every clause, the key must stand in the body as it stands in
 * the head. Follows `ets:select_replace/2`.
 *
 * @example
 * ```ts
 * import { ETS } from "beamish";
 * const tab = ETS.new("shop");
 * ETS.insert(tab, ["tea", 3]);
 * ETS.selectReplace(tab, [[[ETS.v(1), ETS.v(2)], [], [[[ETS.v(1), ["*", ETS.v(2), 2]]]]]]);
 * console.log(ETS.lookup(tab, "tea"));
 * //> [["tea", 6]]
 * ```
 */
export function selectReplace(tab: Tab, spec: MatchSpec): number {
  const search = searchFor("ETS.selectReplace", tab, "write", spec);
  const { rows } = search.table;
  if (rows.type === "bag") throw badArgument("ETS.selectReplace", "a table that is not a bag", tab);
  if (!spec.every((clause) => keepsKey(clause, search.table.keypos)))
    throw badArgument("ETS.selectReplace", "a match specification that is sure to keep the key", spec);
  const changes = new Map<Row, Row>();
  for (const row of candidates(search)) {
    const result = search.choose(row);
    if (result === NO_MATCH) continue;
    const checked = checkRow("ETS.selectReplace", search.table, result);
    if (!equal(rows.keyOf(checked), rows.keyOf(row)))
      throw badArgument("ETS.selectReplace", "a row with the same key", result);
    changes.set(row, checked);
  }
  for (const key of new Set([...changes.keys()].map((row) => rows.keyOf(row))))
    rows.put(
      key,
      rows.get(key).map((row) => changes.get(row) ?? row),
    );
  return changes.size;
}

// ---- Without a table -------------------------------------------------------------------------------------------------

/**
 * Checks and compiles a match specification for `matchSpecRun`. Throws `ArgumentError` for anything else. Follows
 * `ets:match_spec_compile/1`.
 *
 * @example
 * ```ts
 * import { ETS } from "beamish";
 * const seconds = ETS.matchSpecCompile([[[ETS.v(1), ETS.v(2)], [], [ETS.v(2)]]]);
 * console.log(ETS.matchSpecRun([[1, "a"], [2, "b"]], seconds));
 * //> ["a", "b"]
 * ```
 */
export function matchSpecCompile(spec: MatchSpec): CompiledSpec {
  return new CompiledSpec(spec, "ETS.matchSpecCompile");
}

/**
 * Is it what `matchSpecCompile` gives? Follows `ets:is_compiled_ms/1`.
 *
 * @example
 * ```ts
 * import { ETS } from "beamish";
 * const spec = [[[ETS.v(1)], [], [ETS.v(1)]]] as const;
 * console.log(ETS.isCompiledMs(ETS.matchSpecCompile(spec)), ETS.isCompiledMs(spec));
 * //> true false
 * ```
 */
export function isCompiledMs(term: unknown): boolean {
  return term instanceof CompiledSpec;
}

/**
 * What a match specification, compiled or not, makes of a list of rows. Throws `ArgumentError` for what is neither. Follows
 * `ets:match_spec_run/2`.
 *
 * @example
 * ```ts
 * import { ETS } from "beamish";
 * console.log(ETS.matchSpecRun([[1, "a"], ["b"], [2, "c"]], [[[ETS.v(1), ETS.v(2)], [], [ETS.v(2)]]]));
 * //> ["a", "c"]
 * ```
 */
export function matchSpecRun(rows: readonly Row[], spec: MatchSpec | CompiledSpec): Term[] {
  if (!Array.isArray(rows)) throw badArgument("ETS.matchSpecRun", "a list of rows", rows);
  const choose = spec instanceof CompiledSpec ? spec.choose : compileSpec(spec, "ETS.matchSpecRun");
  return [...results(rows as readonly Row[], choose)];
}

/**
 * What a match specification makes of one row, for trying it out: `false` if no clause matches. Throws `ArgumentError` for a
 * wrong one, where Erlang gives a list of its errors. Follows `ets:test_ms/2`.
 *
 * @example
 * ```ts
 * import { ETS } from "beamish";
 * const dear = [[[ETS.v(1), ETS.v(2)], [[">", ETS.v(2), 4]], [ETS.v(1)]]] as const;
 * console.log(ETS.testMs(["cake", 5], dear), ETS.testMs(["bun", 2], dear));
 * //> cake false
 * ```
 */
export function testMs(row: Row, spec: MatchSpec): Term {
  if (!Array.isArray(row)) throw badArgument("ETS.testMs", "a row", row);
  const result = compileSpec(spec, "ETS.testMs")(row);
  return result === NO_MATCH ? false : result;
}
