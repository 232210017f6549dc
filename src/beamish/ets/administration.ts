/** Tables as a whole: making, deleting, naming, handing over. */
import { badArgument } from "../term/errors.ts";
import { here } from "../node/node.ts";
import { isolate } from "../primitives.ts";
import { isRef, type Pid, type Ref, type Term } from "../term/term.ts";
import { checkRow } from "./by-key.ts";
import { parseChanges, parseOptions, type Change, type Option } from "./options.ts";
import type { Row } from "./rows.ts";
import {
  access,
  createTable,
  find,
  idOf,
  livingProcess,
  removeTable,
  renameTable,
  tablesOf,
  transfer,
} from "./table.ts";
import type { Tab, Table } from "./table.ts";

/**
 * Makes a table, owned by the caller: it is gone when its owner ends. Options, in any order: the type `"set"` (default),
 * `"ordered_set"`, `"bag"` or `"duplicate_bag"`; `"public"`, `"protected"` (default) or `"private"`; `"named_table"`;
 * `["keypos", n]` (from 1, the default); `["heir", pid, data]`. Those that tune the BEAM's tables are accepted and have no effect.
 *
 * Returns the name of a named table, else a reference. Throws `ArgumentError` for a wrong option or a taken name. Follows
 * `ets:new/2`.
 *
 * @example
 * ```ts
 * import { ETS } from "beamish";
 * const tab = ETS.new("shop", ["ordered_set", "public", "named_table"]);
 * ETS.insert("shop", ["tea", 3]);
 * console.log(tab, ETS.info(tab, "type"));
 * //> shop ordered_set
 * ```
 */
export function newTable(name: string, options: readonly Option[] = []): Tab {
  if (typeof name !== "string") throw badArgument("ETS.new", "a name", name);
  return idOf(createTable(name, parseOptions("ETS.new", options)));
}
export { newTable as new };

/**
 * Deletes the table, or with a key all rows of that key. Throws `ArgumentError` if the caller may not write. Follows
 * `ets:delete/1,2`.
 *
 * @example
 * ```ts
 * import { ETS } from "beamish";
 * const tab = ETS.new("shop");
 * ETS.insert(tab, [["tea", 3], ["bun", 2]]);
 * ETS.delete(tab, "tea");
 * console.log(ETS.tab2list(tab), ETS.delete(tab), ETS.info(tab));
 * //> [["bun", 2]] true undefined
 * ```
 */
export function remove(tab: Tab, ...keys: readonly [key?: unknown]): true {
  const table = access("ETS.delete", tab, "write");
  if (keys.length === 0) removeTable(table);
  else table.rows.take(keys[0]);
  return true;
}
export { remove as delete };

/**
 * Makes `pid` the owner; it gets `["ETS-TRANSFER", table, from, data]`. Throws `ArgumentError` unless the caller is the owner, and
 * for a pid that is not alive or already owns it. Follows `ets:give_away/3`.
 *
 * @example
 * ```ts
 * import { ETS, receive, spawn, self, send } from "beamish";
 * const me = self();
 * const keeper = spawn(function* () {
 *   const [, tab, , note] = yield* receive(["ETS-TRANSFER"]);
 *   send(me, [note, ETS.info(tab, "owner") === self()]);
 * });
 * ETS.giveAway(ETS.new("shop"), keeper, "yours now");
 * console.log(await receive());
 * //> ["yours now", true]
 * ```
 */
export function giveAway(tab: Tab, pid: Pid, data: unknown): true {
  const table = access("ETS.giveAway", tab, "own");
  const to = livingProcess("ETS.giveAway", pid);
  if (to === table.owner) throw badArgument("ETS.giveAway", "another process", pid);
  transfer(table, to, isolate(here(), data));
  return true;
}

/**
 * Changes the heir, by `["heir", pid, data]` or `["heir", "none"]`, the protection, by `["protection", "public"]`, or both, by a
 * list. Throws `ArgumentError` for anything else, and unless the caller is the owner. Follows `ets:setopts/2`.
 *
 * @example
 * ```ts
 * import { ETS } from "beamish";
 * const tab = ETS.new("shop");
 * ETS.setopts(tab, ["protection", "public"]);
 * console.log(ETS.info(tab, "protection"));
 * //> public
 * ```
 */
export function setopts(tab: Tab, options: Change | readonly Change[]): true {
  const table = access("ETS.setopts", tab, "own");
  Object.assign(table, parseChanges("ETS.setopts", options));
  return true;
}

/**
 * Empties the table and fills it with what a function gives: `read("read")` is `[rows, nextRead]` or `"end_of_input"`. If it
 * throws, the table is left as far as it came, and `read("close")` is called. Throws `ArgumentError` for any other result.
 * Follows `ets:init_table/2`.
 *
 * @example
 * ```ts
 * import { ETS } from "beamish";
 * const tab = ETS.new("days", ["ordered_set"]);
 * const from = (day: number): ETS.Reader => () => day > 4 ? "end_of_input" : [[[day], [day + 1]], from(day + 2)];
 * ETS.initTable(tab, from(1));
 * console.log(ETS.tab2list(tab));
 * //> [[1], [2], [3], [4]]
 * ```
 */
export function initTable(tab: Tab, reader: Reader): true {
  const where = "ETS.initTable";
  const table = access(where, tab, "write");
  if (typeof reader !== "function") throw badArgument(where, "a function that reads rows", reader);
  table.rows.clear();
  let read = reader;
  try {
    for (let portion = read("read"); portion !== "end_of_input"; portion = read("read")) {
      const isPortion = Array.isArray(portion) && portion.length === 2 && Array.isArray(portion[0]);
      if (!isPortion || typeof portion[1] !== "function")
        throw badArgument(where, 'a function that gives [rows, nextFunction] or "end_of_input"', portion);
      for (const row of portion[0]) table.rows.insert(checkRow(where, table, row));
      read = portion[1];
    }
  } catch (error) {
    read("close");
    throw error;
  }
  return true;
}

/** Reads rows for `ETS.initTable`, a portion at a time, each with the function for the next one. */
export type Reader = (
  what: "read" | "close",
) => "end_of_input" | readonly [rows: readonly Row[], next: Reader];

/**
 * Gives the table another name, and returns how it is called now: a table without `named_table` still by its reference. Throws `ArgumentError` if another named table has it. Follows `ets:rename/2`.
 *
 * @example
 * ```ts
 * import { ETS } from "beamish";
 * ETS.new("shop", ["named_table"]);
 * console.log(ETS.rename("shop", "store"), ETS.whereis("shop"));
 * //> store undefined
 * ```
 */
export function rename(tab: Tab, name: string): Tab {
  if (typeof name !== "string") throw badArgument("ETS.rename", "a name", name);
  const table = access("ETS.rename", tab, "write");
  renameTable(table, name);
  return idOf(table);
}

/**
 * The reference of a named table; `undefined` if there is none. Throws `ArgumentError` for what is no name. Follows
 * `ets:whereis/1`.
 *
 * @example
 * ```ts
 * import { ETS } from "beamish";
 * ETS.new("shop", ["named_table"]);
 * console.log(ETS.whereis("shop") === ETS.info("shop", "id"), ETS.whereis("store"));
 * //> true undefined
 * ```
 */
export function whereis(name: string): Ref | undefined {
  if (typeof name !== "string") throw badArgument("ETS.whereis", "the name of a table", name);
  return find(name)?.ref;
}

/**
 * All tables of the node: names of named ones, references of others. Follows `ets:all/0`.
 *
 * @example
 * ```ts
 * import { ETS } from "beamish";
 * ETS.new("shop", ["named_table"]);
 * console.log(ETS.all());
 * //> ["shop"]
 * ```
 */
export function all(): Tab[] {
  return [...tablesOf(here()).byRef.values()].map(idOf);
}

function facts(table: Table): Record<string, unknown> {
  return {
    id: table.ref,
    name: table.name,
    type: table.rows.type,
    size: table.rows.size,
    owner: table.owner.pid,
    heir: table.heir?.process.pid ?? "none",
    keypos: table.keypos,
    protection: table.protection,
    named_table: table.named,
    node: here().name,
    ...table.tuning,
  };
}

/** Who has fixed a table: `[since, [[pid, times], ...]]`, in ms on the node's clock. */
function fixation({ fixers, fixedAt }: Table): unknown {
  return fixers.size > 0 && [fixedAt, [...fixers].map(([process, times]) => [process.pid, times])];
}

/**
 * What is known about a table, or one item of it; `undefined` if it is gone. Items that only the second form has: `"fixed"`,
 * `"safe_fixed_monotonic_time"` and, the same here, `"safe_fixed"`. Erlang's `memory` and `stats` are unknown here. Throws `ArgumentError` for another item.
 * Follows `ets:info/1,2`.
 *
 * @example
 * ```ts
 * import { ETS, self } from "beamish";
 * const tab = ETS.new("shop", ["bag"]);
 * console.log(ETS.info(tab, "type"), ETS.info(tab, "size"), ETS.info(tab).owner === self());
 * //> bag 0 true
 * ```
 */
export function info(tab: Tab, item?: string): Term {
  if (typeof tab !== "string" && !isRef(tab)) throw badArgument("ETS.info", "a table", tab);
  const table = find(tab);
  if (table === undefined) return undefined;
  const known = facts(table);
  if (item === undefined) return known;
  if (item === "fixed") return table.rows.isFixed;
  if (item === "safe_fixed_monotonic_time" || item === "safe_fixed") return fixation(table);
  if (!Object.hasOwn(known, item))
    throw badArgument("ETS.info", `one of ${Object.keys(known).join(", ")}`, item);
  return known[item];
}
