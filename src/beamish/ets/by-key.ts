/** Rows by their key: in, out, and changed in one step. */
import { badArgument } from "../term/errors.ts";
import { here } from "../node/node.ts";
import { isolate } from "../primitives.ts";
import type { Term } from "../term/term.ts";
import type { Row } from "./rows.ts";
import { access, idOf, type Tab, type Table } from "./table.ts";
import { countUp, indexIn, replaceElements, type CounterUpdate, type ElementUpdate } from "./update.ts";

export function checkRow(where: string, table: Table, row: unknown): Row {
  if (!Array.isArray(row) || row.length < table.keypos)
    throw badArgument(where, `a row: an array of at least ${table.keypos} elements`, row);
  return isolate(here(), row as Row);
}

function rowsOf(where: string, table: Table, given: Row | readonly Row[]): readonly Row[] {
  if (!Array.isArray(given)) throw badArgument(where, "a row or a list of rows", given);
  const list = areMany(given) ? given : [given];
  return list.map((row) => checkRow(where, table, row));
}

/**
 * Inserts a row or a list of rows, all or none; a row with the same key is replaced, except in a bag, where those of a list come
 * in reverse. An array that begins with an array is a list of rows: a row whose key is itself an array goes in a list of one. Throws `ArgumentError` for a row that is
 * too short to have a key, and if the caller may not write. Follows `ets:insert/2`.
 *
 * @example
 * ```ts
 * import { ETS } from "beamish";
 * const tab = ETS.new("shop");
 * ETS.insert(tab, ["tea", 3]);
 * ETS.insert(tab, [["tea", 4], [["bun", "small"], 1]]);
 * console.log(ETS.lookup(tab, "tea"), ETS.lookup(tab, ["bun", "small"]));
 * //> [["tea", 4]] [[["bun", "small"], 1]]
 * ```
 */
export function insert(tab: Tab, rows: Row | readonly Row[]): true {
  const table = access("ETS.insert", tab, "write");
  table.rows.insertAll(rowsOf("ETS.insert", table, rows));
  return true;
}

/**
 * Inserts a row or a list of rows if no row of the table has any of the keys; says whether it did. Throws as `insert` does.
 * Follows `ets:insert_new/2`.
 *
 * @example
 * ```ts
 * import { ETS } from "beamish";
 * const tab = ETS.new("shop");
 * console.log(ETS.insertNew(tab, ["tea", 3]), ETS.insertNew(tab, [["bun", 2], ["tea", 9]]));
 * console.log(ETS.tab2list(tab));
 * //> true false
 * //> [["tea", 3]]
 * ```
 */
export function insertNew(tab: Tab, rows: Row | readonly Row[]): boolean {
  const table = access("ETS.insertNew", tab, "write");
  const checked = rowsOf("ETS.insertNew", table, rows);
  if (checked.some((row) => table.rows.get(table.rows.keyOf(row)).length > 0)) return false;
  table.rows.insertAll(checked);
  return true;
}

/**
 * The rows of a key. Throws `ArgumentError` for a table that is gone or private. Follows `ets:lookup/2`.
 *
 * @example
 * ```ts
 * import { ETS } from "beamish";
 * const tab = ETS.new("news", ["bag"]);
 * ETS.insert(tab, ["tea", "dear"]);
 * ETS.insert(tab, ["tea", "rare"]);
 * console.log(ETS.lookup(tab, "tea"), ETS.lookup(tab, "bun"));
 * //> [["tea", "dear"], ["tea", "rare"]] []
 * ```
 */
export function lookup<R extends Row = Term>(tab: Tab, key: unknown): R[] {
  return copyOut(access("ETS.lookup", tab, "read").rows.get(key)) as R[];
}

/**
 * The element at a position (from 1) of the row with this key; in a bag, those of all its rows. For a missing key `fallback` if
 * one is given, else an `ArgumentError`. Follows `ets:lookup_element/3,4`.
 *
 * @example
 * ```ts
 * import { ETS } from "beamish";
 * const tab = ETS.new("shop");
 * ETS.insert(tab, ["tea", 3]);
 * console.log(ETS.lookupElement(tab, "tea", 2), ETS.lookupElement(tab, "bun", 2, 0));
 * //> 3 0
 * ```
 */
export function lookupElement(
  tab: Tab,
  key: unknown,
  position: number,
  ...fallback: readonly [value?: unknown]
): Term {
  const table = access("ETS.lookupElement", tab, "read");
  const rows = table.rows.get(key);
  if (rows.length === 0) {
    if (fallback.length > 0) return fallback[0];
    throw badArgument("ETS.lookupElement", "a key that is in the table", key);
  }
  const own = copyOut(rows.map((row) => row[indexIn(row, position, "ETS.lookupElement")]));
  return isBag(table) ? own : own[0];
}

/**
 * Is there a row with this key? Follows `ets:member/2`.
 *
 * @example
 * ```ts
 * import { ETS } from "beamish";
 * const tab = ETS.new("shop");
 * ETS.insert(tab, ["tea", 3]);
 * console.log(ETS.member(tab, "tea"), ETS.member(tab, "bun"));
 * //> true false
 * ```
 */
export function member(tab: Tab, key: unknown): boolean {
  return access("ETS.member", tab, "read").rows.get(key).length > 0;
}

/**
 * Removes the rows of a key and returns them. Follows `ets:take/2`.
 *
 * @example
 * ```ts
 * import { ETS } from "beamish";
 * const tab = ETS.new("shop");
 * ETS.insert(tab, ["tea", 3]);
 * console.log(ETS.take(tab, "tea"), ETS.take(tab, "tea"));
 * //> [["tea", 3]] []
 * ```
 */
export function take<R extends Row = Term>(tab: Tab, key: unknown): R[] {
  return [...access("ETS.take", tab, "write").rows.take(key)] as R[];
}

/**
 * Deletes the rows that are equal to this one, in a `duplicate_bag` all of them. Follows `ets:delete_object/2`.
 *
 * @example
 * ```ts
 * import { ETS } from "beamish";
 * const tab = ETS.new("news", ["bag"]);
 * ETS.insert(tab, [["tea", "dear"], ["tea", "rare"]]);
 * ETS.deleteObject(tab, ["tea", "dear"]);
 * console.log(ETS.tab2list(tab));
 * //> [["tea", "rare"]]
 * ```
 */
export function deleteObject(tab: Tab, row: Row): true {
  const table = access("ETS.deleteObject", tab, "write");
  table.rows.deleteRow(checkRow("ETS.deleteObject", table, row));
  return true;
}

/**
 * Empties the table. Follows `ets:delete_all_objects/1`.
 *
 * @example
 * ```ts
 * import { ETS } from "beamish";
 * const tab = ETS.new("shop");
 * ETS.insert(tab, ["tea", 3]);
 * ETS.deleteAllObjects(tab);
 * console.log(ETS.info(tab, "size"));
 * //> 0
 * ```
 */
export function deleteAllObjects(tab: Tab): true {
  access("ETS.deleteAllObjects", tab, "write").rows.clear();
  return true;
}

/**
 * Counts up in one step, without reading first. `update` is an increment for the position behind the key,
 * `[position, increment]`, `[position, increment, threshold, setTo]` (past the threshold, in the direction of the increment, the
 * value becomes `setTo`), or a list of the latter two; `fallback` is the row to start from when the key is missing. Returns the new
 * value, or a list of them.
 *
 * Throws `ArgumentError`, and changes nothing, for a missing key without a fallback, for what is no whole number, and for a bag.
 * Follows `ets:update_counter/3,4`.
 *
 * @example
 * ```ts
 * import { ETS } from "beamish";
 * const tab = ETS.new("hits");
 * console.log(ETS.updateCounter(tab, "home", 1, ["home", 0]), ETS.updateCounter(tab, "home", [2, 5]));
 * console.log(ETS.updateCounter(tab, "home", [[2, 1], [2, 1, 7, 0]]));
 * //> 1 6
 * //> [7, 0]
 * ```
 */
export function updateCounter(
  tab: Tab,
  key: unknown,
  update: CounterUpdate | readonly CounterUpdate[],
  fallback?: Row,
): Term {
  const where = "ETS.updateCounter";
  const table = access(where, tab, "write");
  const start = startRow(where, table, key, fallback);
  const row = soleRow(where, table, key) ?? start;
  if (row === undefined) throw badArgument(where, "a key that is in the table, or a default row", key);
  const many = areMany(update);
  const counted = countUp(row, (many ? update : [update]) as readonly CounterUpdate[], table.keypos);
  table.rows.put(key, [isolate(here(), counted.row)]);
  return many ? counted.values : counted.values[0];
}

/**
 * Changes elements of a row: `[position, value]` or a list of such. `false` if the key is missing and there is no `fallback`, a
 * row to start from. Throws `ArgumentError` for a wrong position, that of the key, and a bag. Follows
 * `ets:update_element/3,4`.
 *
 * @example
 * ```ts
 * import { ETS } from "beamish";
 * const tab = ETS.new("shop");
 * ETS.insert(tab, ["tea", 3, "hot"]);
 * ETS.updateElement(tab, "tea", [[2, 4], [3, "iced"]]);
 * console.log(ETS.lookup(tab, "tea"), ETS.updateElement(tab, "bun", [2, 1]));
 * //> [["tea", 4, "iced"]] false
 * ```
 */
export function updateElement(
  tab: Tab,
  key: unknown,
  update: ElementUpdate | readonly ElementUpdate[],
  fallback?: Row,
): boolean {
  const where = "ETS.updateElement";
  const table = access(where, tab, "write");
  if (!Array.isArray(update)) throw badArgument(where, "[position, value], or a list of such", update);
  const row = soleRow(where, table, key) ?? startRow(where, table, key, fallback);
  if (row === undefined) return false;
  const updates = (areMany(update) ? update : [update]) as readonly ElementUpdate[];
  table.rows.put(key, [isolate(here(), replaceElements(row, updates, table.keypos))]);
  return true;
}

/** Says whether there is a list where one array may stand too: an array that begins with an array. */
function areMany(given: unknown): given is readonly unknown[] {
  return Array.isArray(given) && (given.length === 0 || Array.isArray(given[0]));
}

function soleRow(where: string, table: Table, key: unknown): Row | undefined {
  if (isBag(table)) throw badArgument(where, "a table of type set or ordered_set", idOf(table));
  return table.rows.get(key)[0];
}

/** The default row with the key that is asked for. */
function startRow(where: string, table: Table, key: unknown, fallback: Row | undefined): Row | undefined {
  if (fallback === undefined) return undefined;
  return checkRow(where, table, fallback).with(table.keypos - 1, key);
}

function isBag(table: Table): boolean {
  return table.rows.type === "bag" || table.rows.type === "duplicate_bag";
}

/** What a reader gets: its own copies where the node's isolation is to copy. */
export function copyOut<T>(terms: readonly T[]): T[] {
  const node = here();
  return node.isolation === "clone" ? terms.map((term) => isolate(node, term)) : [...terms];
}
