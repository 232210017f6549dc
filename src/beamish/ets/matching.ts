/** Rows by what they look like: patterns and match specifications. */
import { badArgument } from "../kernel/errors.ts";
import { here } from "../kernel/node.ts";
import { isolate } from "../primitives.ts";
import type { Term } from "../kernel/term.ts";
import { checkRow } from "./by-key.ts";
import { compileSpec, NO_MATCH, type MatchSpec } from "./match-spec.ts";
import { compilePattern, type Bindings } from "./pattern.ts";
import type { Row } from "./rows.ts";
import { candidates, checkLimit, Continuation, portion, results, type Portion } from "./selection.ts";
import { access, type Tab, type Table } from "./table.ts";
import { equal } from "./term-order.ts";

function matcher(pattern: unknown): (row: Row) => Bindings | undefined {
  const matches = compilePattern(pattern, new Set());
  return (row) => {
    const bindings: Bindings = new Map();
    return matches(row, bindings) ? bindings : undefined;
  };
}

const values = (bindings: Bindings): unknown[] =>
  [...bindings].sort(([a], [b]) => a - b).map(([, value]) => value);

function search<T>(
  where: string,
  tab: Tab | Continuation,
  heads: readonly unknown[],
  choose: (row: Row) => unknown,
  limit: number | undefined,
  backwards = false,
): T[] | Portion<T> {
  if (tab instanceof Continuation) return portion<T>(where, tab);
  const table = access(where, tab, "read");
  const found = results(candidates(table, heads, backwards), choose);
  if (limit === undefined) return [...found] as T[];
  return portion<T>(where, new Continuation(table, checkLimit(where, limit), found));
}

/**
 * The values of the pattern's variables, in order of their numbers, for every row that matches. With a limit, a portion and
 * how to go on. Follows `ets:match/1,2,3`.
 */
export function match(tab: Tab, pattern: unknown): Term[][];
export function match(tab: Tab, pattern: unknown, limit: number): Portion<Term[]>;
export function match(continuation: Continuation): Portion<Term[]>;
export function match(
  tab: Tab | Continuation,
  pattern?: unknown,
  limit?: number,
): Term[][] | Portion<Term[]> {
  const bind = matcher(pattern);
  const choose = (row: Row) => {
    const bindings = bind(row);
    return bindings === undefined ? NO_MATCH : values(bindings);
  };
  return search("ETS.match", tab, [pattern], choose, limit);
}

/** The rows that match a pattern. Follows `ets:match_object/1,2,3`. */
export function matchObject(tab: Tab, pattern: unknown): Term[];
export function matchObject(tab: Tab, pattern: unknown, limit: number): Portion<Term>;
export function matchObject(continuation: Continuation): Portion<Term>;
export function matchObject(
  tab: Tab | Continuation,
  pattern?: unknown,
  limit?: number,
): Term[] | Portion<Term> {
  const bind = matcher(pattern);
  return search(
    "ETS.matchObject",
    tab,
    [pattern],
    (row) => (bind(row) === undefined ? NO_MATCH : row),
    limit,
  );
}

/** Deletes the rows that match a pattern. Follows `ets:match_delete/2`. */
export function matchDelete(tab: Tab, pattern: unknown): true {
  const bind = matcher(pattern);
  deleteRows(access("ETS.matchDelete", tab, "write"), [pattern], (row) => bind(row) !== undefined);
  return true;
}

const headsOf = (spec: MatchSpec): readonly unknown[] => spec.map(([head]) => head);

/** What a match specification makes of the rows. With a limit, a portion and how to go on. Follows `ets:select/1,2,3`. */
export function select(tab: Tab, spec: MatchSpec): Term[];
export function select(tab: Tab, spec: MatchSpec, limit: number): Portion<Term>;
export function select(continuation: Continuation): Portion<Term>;
export function select(tab: Tab | Continuation, spec?: MatchSpec, limit?: number): Term[] | Portion<Term> {
  if (tab instanceof Continuation) return portion("ETS.select", tab);
  const choose = compileSpec(spec, "ETS.select");
  return search("ETS.select", tab, headsOf(spec!), choose, limit);
}

/** As `select`, against the order of an `ordered_set`. Follows `ets:select_reverse/2`. */
export function selectReverse(tab: Tab, spec: MatchSpec): Term[] {
  const choose = compileSpec(spec, "ETS.selectReverse");
  return search("ETS.selectReverse", tab, headsOf(spec), choose, undefined, true) as Term[];
}

/** Counts the rows for which the specification gives `true`. Follows `ets:select_count/2`. */
export function selectCount(tab: Tab, spec: MatchSpec): number {
  const choose = compileSpec(spec, "ETS.selectCount");
  const table = access("ETS.selectCount", tab, "read");
  return [...results(candidates(table, headsOf(spec)), choose)].filter((result) => result === true).length;
}

/** Deletes the rows for which the specification gives `true`, and counts them. Follows `ets:select_delete/2`. */
export function selectDelete(tab: Tab, spec: MatchSpec): number {
  const choose = compileSpec(spec, "ETS.selectDelete");
  const table = access("ETS.selectDelete", tab, "write");
  return deleteRows(table, headsOf(spec), (row) => choose(row) === true);
}

/** Puts what the specification makes of a row in its place; the key must stay. Counts them. Follows `ets:select_replace/2`. */
export function selectReplace(tab: Tab, spec: MatchSpec): number {
  const choose = compileSpec(spec, "ETS.selectReplace");
  const table = access("ETS.selectReplace", tab, "write");
  if (table.rows.type === "bag") throw badArgument("ETS.selectReplace", "a table that is not a bag", tab);
  const changes = [...candidates(table, headsOf(spec))].map((row) => [row, choose(row)] as const);
  const real = changes.filter(([, result]) => result !== NO_MATCH);
  for (const [row, result] of real) {
    const checked = checkRow("ETS.selectReplace", table, result);
    if (!equal(table.rows.keyOf(checked), table.rows.keyOf(row)))
      throw badArgument("ETS.selectReplace", "a row with the same key", result);
  }
  for (const [row, result] of real) {
    const key = table.rows.keyOf(row);
    table.rows.put(
      key,
      table.rows.get(key).map((other) => (other === row ? isolate(here(), result as Row) : other)),
    );
  }
  return real.length;
}

/** What a match specification makes of a list of rows, without a table. Follows `ets:match_spec_run/2`. */
export function matchSpecRun(rows: readonly Row[], spec: MatchSpec): Term[] {
  return [...results(rows, compileSpec(spec, "ETS.matchSpecRun"))];
}

function deleteRows(table: Table, heads: readonly unknown[], unwanted: (row: Row) => boolean): number {
  const rows = [...candidates(table, heads)].filter(unwanted);
  const gone = new Set(rows);
  for (const key of new Set(rows.map((row) => table.rows.keyOf(row))))
    table.rows.put(
      key,
      table.rows.get(key).filter((row) => !gone.has(row)),
    );
  return rows.length;
}
