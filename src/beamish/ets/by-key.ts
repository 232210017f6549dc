/** Rows by their key: in, out, and changed in one step. */
import { badArgument } from "../kernel/errors.ts";
import { here } from "../kernel/node.ts";
import { isolate } from "../primitives.ts";
import type { Term } from "../kernel/term.ts";
import type { Row } from "./rows.ts";
import { access, idOf, type Tab, type Table } from "./table.ts";
import { countUp, replaceElements, type CounterUpdate, type ElementUpdate } from "./update.ts";

export function checkRow(where: string, table: Table, row: unknown): Row {
  if (!Array.isArray(row) || row.length < table.keypos)
    throw badArgument(where, `a row: an array of at least ${table.keypos} elements`, row);
  return isolate(here(), row as Row);
}

function rowsOf(where: string, table: Table, given: Row | readonly Row[]): readonly Row[] {
  if (!Array.isArray(given)) throw badArgument(where, "a row or a list of rows", given);
  const list = given.length === 0 || Array.isArray(given[0]) ? given : [given];
  return (list as readonly Row[]).map((row) => checkRow(where, table, row));
}

/**
 * Inserts a row or a list of rows, all or none; a row with the same key is replaced, except in a bag. An array that begins with
 * an array is a list of rows: a row whose key is itself an array goes in a list of one. Follows `ets:insert/2`.
 */
export function insert(tab: Tab, rows: Row | readonly Row[]): true {
  const table = access("ETS.insert", tab, "write");
  for (const row of rowsOf("ETS.insert", table, rows)) table.rows.insert(row);
  return true;
}

/** Inserts if no row has any of the keys; says whether it did. Follows `ets:insert_new/2`. */
export function insertNew(tab: Tab, rows: Row | readonly Row[]): boolean {
  const table = access("ETS.insertNew", tab, "write");
  const checked = rowsOf("ETS.insertNew", table, rows);
  if (checked.some((row) => table.rows.get(table.rows.keyOf(row)).length > 0)) return false;
  for (const row of checked) table.rows.insert(row);
  return true;
}

/** The rows of a key. Follows `ets:lookup/2`. */
export function lookup<R extends Row = Term>(tab: Tab, key: unknown): R[] {
  return copyOut(access("ETS.lookup", tab, "read").rows.get(key)) as R[];
}

/**
 * The element at a position of the row with this key; in a bag, those of all its rows. For a missing key `fallback` if one is
 * given, else an `ArgumentError`. Follows `ets:lookup_element/3,4`.
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
  const elements = rows.map((row) => {
    if (!Number.isInteger(position) || position < 1 || position > row.length)
      throw badArgument("ETS.lookupElement", `a position from 1 to ${row.length}`, position);
    return row[position - 1];
  });
  return isBag(table) ? elements : elements[0];
}

/** Is there a row with this key? Follows `ets:member/2`. */
export function member(tab: Tab, key: unknown): boolean {
  return access("ETS.member", tab, "read").rows.get(key).length > 0;
}

/** Removes the rows of a key and returns them. Follows `ets:take/2`. */
export function take<R extends Row = Term>(tab: Tab, key: unknown): R[] {
  return [...access("ETS.take", tab, "write").rows.take(key)] as R[];
}

/** Deletes the rows that are equal to this one. Follows `ets:delete_object/2`. */
export function deleteObject(tab: Tab, row: Row): true {
  const table = access("ETS.deleteObject", tab, "write");
  table.rows.deleteRow(checkRow("ETS.deleteObject", table, row));
  return true;
}

/** Empties the table. Follows `ets:delete_all_objects/1`. */
export function deleteAllObjects(tab: Tab): true {
  access("ETS.deleteAllObjects", tab, "write").rows.clear();
  return true;
}

/**
 * Counts up in one step, without reading first. `update` is an increment for the position behind the key,
 * `[position, increment]`, `[position, increment, threshold, setTo]`, or a list of the latter two; `fallback` is the row to start
 * from when the key is missing. Returns the new value, or a list of them. Follows `ets:update_counter/3,4`.
 */
export function updateCounter(
  tab: Tab,
  key: unknown,
  update: CounterUpdate | readonly CounterUpdate[],
  fallback?: Row,
): Term {
  const table = access("ETS.updateCounter", tab, "write");
  const row = soleRow("ETS.updateCounter", table, key) ?? startRow(table, key, fallback);
  if (row === undefined)
    throw badArgument("ETS.updateCounter", "a key that is in the table, or a default row", key);
  const many = Array.isArray(update) && (update.length === 0 || Array.isArray(update[0]));
  const counted = countUp(row, (many ? update : [update]) as readonly CounterUpdate[], table.keypos);
  table.rows.put(key, [isolate(here(), counted.row)]);
  return many ? counted.values : counted.values[0];
}

/** Changes elements of a row: `[position, value]` or a list of such. `false` if the key is missing. Follows `ets:update_element/3`. */
export function updateElement(
  tab: Tab,
  key: unknown,
  update: ElementUpdate | readonly ElementUpdate[],
): boolean {
  const table = access("ETS.updateElement", tab, "write");
  const row = soleRow("ETS.updateElement", table, key);
  if (row === undefined) return false;
  const updates = (Array.isArray(update[0]) ? update : [update]) as readonly ElementUpdate[];
  table.rows.put(key, [isolate(here(), replaceElements(row, updates, table.keypos))]);
  return true;
}

function soleRow(where: string, table: Table, key: unknown): Row | undefined {
  if (isBag(table)) throw badArgument(where, "a table of type set or ordered_set", idOf(table));
  return table.rows.get(key)[0];
}

function startRow(table: Table, key: unknown, fallback: Row | undefined): Row | undefined {
  if (fallback === undefined) return undefined;
  return checkRow("ETS.updateCounter", table, fallback).with(table.keypos - 1, key);
}

function isBag(table: Table): boolean {
  return table.rows.type === "bag" || table.rows.type === "duplicate_bag";
}

export function copyOut(rows: readonly Row[]): Row[] {
  const node = here();
  return node.isolation === "clone" ? rows.map((row) => isolate(node, row)) : [...rows];
}
