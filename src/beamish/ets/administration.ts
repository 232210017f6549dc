/** Tables as a whole: making, deleting, naming, handing over. */
import { badArgument } from "../kernel/errors.ts";
import { here } from "../kernel/node.ts";
import { isolate } from "../primitives.ts";
import type { Pid, Ref, Term } from "../kernel/term.ts";
import { parseHeir, parseOptions, type Option } from "./options.ts";
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
 * `["keypos", n]`; `["heir", pid, data]`. Returns the name of a named table, else a reference. Follows `ets:new/2`.
 */
export function newTable(name: string, options: readonly Option[] = []): Tab {
  if (typeof name !== "string") throw badArgument("ETS.new", "a name", name);
  return idOf(createTable(name, parseOptions("ETS.new", options)));
}
export { newTable as new };

/** Deletes the table, or with a key all rows of that key. Follows `ets:delete/1,2`. */
export function remove(tab: Tab, ...keys: readonly [key?: unknown]): true {
  const table = access("ETS.delete", tab, "write");
  if (keys.length === 0) removeTable(table);
  else table.rows.take(keys[0]);
  return true;
}
export { remove as delete };

/** Makes `pid` the owner; it gets `["ETS-TRANSFER", table, from, data]`. For the owner. Follows `ets:give_away/3`. */
export function giveAway(tab: Tab, pid: Pid, data: unknown): true {
  const table = access("ETS.giveAway", tab, "own");
  const to = livingProcess("ETS.giveAway", pid);
  if (to === table.owner) throw badArgument("ETS.giveAway", "another process", pid);
  transfer(table, to, isolate(here(), data));
  return true;
}

/** Sets the heir: `["heir", pid, data]` or `["heir", "none"]`. For the owner. Follows `ets:setopts/2`. */
export function setopts(tab: Tab, option: Option): true {
  access("ETS.setopts", tab, "own").heir = parseHeir("ETS.setopts", option);
  return true;
}

/** Gives the table another name and returns it. Follows `ets:rename/2`. */
export function rename(tab: Tab, name: string): string {
  if (typeof name !== "string") throw badArgument("ETS.rename", "a name", name);
  renameTable(access("ETS.rename", tab, "write"), name);
  return name;
}

/** The reference of a named table; `undefined` if there is none. Follows `ets:whereis/1`. */
export function whereis(name: string): Ref | undefined {
  return find(name)?.ref;
}

/** All tables of the node. Follows `ets:all/0`. */
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
    fixed: table.rows.isFixed,
    node: here().name,
  };
}

/** What is known about a table, or one item of it; `undefined` if it is gone. Follows `ets:info/1,2`. */
export function info(tab: Tab, item?: string): Term {
  const table = find(tab);
  if (table === undefined) return undefined;
  const known = facts(table);
  if (item === undefined) return known;
  if (!(item in known)) throw badArgument("ETS.info", `one of ${Object.keys(known).join(", ")}`, item);
  return known[item];
}
