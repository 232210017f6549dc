/** Tables and who may do what with them: owners, protection, heirs. A node's tables are state of the node. */
import { ArgumentError, badArgument } from "../term/errors.ts";
import { here, type Node } from "../node/node.ts";
import { detailsOf, isAlive, processOf, type Process } from "../kernel/process.ts";
import { tell } from "../kernel/signals.ts";
import { inspect, isPid, isRef, type Pid, type Ref } from "../term/term.ts";
import { Rows, type TableType } from "./rows.ts";

/** How a table is named: by the reference that `ETS.new` gave, or by name if it is a named table. */
export type Tab = Ref | string;
export type Protection = "public" | "protected" | "private";

export interface Heir {
  readonly process: Process;
  readonly data: unknown;
}

/** Options that tune the BEAM's tables. */
export type Tuning = Readonly<
  Record<"read_concurrency" | "write_concurrency" | "decentralized_counters" | "compressed", boolean | "auto">
>;

export interface Table {
  readonly ref: Ref;
  name: string;
  readonly named: boolean;
  protection: Protection;
  readonly tuning: Tuning;
  /** Position of the key in a row, from 1. */
  readonly keypos: number;
  readonly rows: Rows;
  owner: Process;
  heir: Heir | undefined;
  /** Who asked that deleted keys keep their places, how often, and since when (ms on the node's clock). */
  readonly fixers: Map<Process, number>;
  fixedAt: number;
}

interface Tables {
  readonly byRef: Map<Ref, Table>;
  readonly byName: Map<string, Table>;
  /** Processes that own or have owned a table: they are asked for their tables when they end. */
  readonly owners: Map<Process, Set<Table>>;
  /** Processes that have fixed a table. */
  readonly fixers: Map<Process, Set<Table>>;
}

const KEY = Symbol("ets");

export function tablesOf(node: Node): Tables {
  return node.extension(KEY, () => ({
    byRef: new Map(),
    byName: new Map(),
    owners: new Map(),
    fixers: new Map(),
  }));
}

/** How the table is called in messages and results: a named one by its name. */
export function idOf(table: Table): Tab {
  return table.named ? table.name : table.ref;
}

export function createTable(
  name: string,
  options: {
    type: TableType;
    keypos: number;
    protection: Protection;
    named: boolean;
    heir: Heir | undefined;
    tuning: Tuning;
  },
): Table {
  const node = here();
  const tables = tablesOf(node);
  if (options.named && tables.byName.has(name))
    throw badArgument(
      "ETS.new",
      "a name that no other table has",
      name,
      "Delete that table or choose another name.",
    );
  const { type, ...rest } = options;
  const owner = node.self;
  const table: Table = {
    ref: node.nextRef(),
    name,
    ...rest,
    owner,
    rows: new Rows(type, options.keypos - 1, (key, rows) => {
      if (node.tracer !== undefined)
        node.tracer.emit({ type: "rows", pid: node.self.pid, table: String(idOf(table)), key, rows });
    }),
    fixers: new Map(),
    fixedAt: 0,
  };
  tables.byRef.set(table.ref, table);
  if (table.named) tables.byName.set(name, table);
  own(tables, owner, table);
  return table;
}

export function find(tab: unknown): Table | undefined {
  const tables = tablesOf(here());
  if (typeof tab === "string") return tables.byName.get(tab);
  return isRef(tab) ? tables.byRef.get(tab) : undefined;
}

/** The table, for a caller that wants to read, write, or do what only the owner may. */
export function access(where: string, tab: unknown, right: "read" | "write" | "own"): Table {
  const table = find(tab);
  if (table === undefined)
    throw badArgument(
      where,
      "a table that exists",
      tab,
      "It may have been deleted, or its owner may have ended.",
    );
  if (table.owner === here().self) return table;
  if (
    right !== "own" &&
    (table.protection === "public" || (table.protection === "protected" && right === "read"))
  )
    return table;
  throw new ArgumentError(
    `${where}: expected to be called by the owner of table ${inspect(idOf(table))}, ${table.owner.pid}, got ${here().self.pid}. ` +
      (right === "own"
        ? "Only the owner may do this."
        : `The table is ${table.protection}; make it "public" to let others ${right}.`),
  );
}

export function removeTable(table: Table): void {
  const tables = tablesOf(here());
  forget(tables, table);
  tables.owners.get(table.owner)?.delete(table);
}

export function renameTable(table: Table, name: string): void {
  const { byName } = tablesOf(here());
  if (table.named) {
    if (byName.has(name)) throw badArgument("ETS.rename", "a name that no other table has", name);
    byName.delete(table.name);
    byName.set(name, table);
  }
  table.name = name;
}

/** Makes another process the owner and tells it. */
export function transfer(table: Table, to: Process, data: unknown): void {
  const tables = tablesOf(here());
  const from = table.owner;
  tables.owners.get(from)?.delete(table);
  table.owner = to;
  own(tables, to, table);
  tell(to, from.pid, "transfer", ["ETS-TRANSFER", idOf(table), from.pid, data]);
}

/** The process behind a pid that may become the owner or heir. */
export function livingProcess(where: string, pid: Pid): Process {
  if (!isPid(pid)) throw badArgument(where, "a pid", pid);
  const process = processOf(pid);
  if (!isAlive(process)) throw badArgument(where, "a process that is alive", pid);
  return process;
}

function own(tables: Tables, owner: Process, table: Table): void {
  trace(table, "owned");
  keep(tables.owners, owner, table, (orphan) => bequeath(tables, orphan));
}

/** Notes a table for a process. When the process ends, `letGo` is called with each of those that are noted then. */
function keep(
  noted: Map<Process, Set<Table>>,
  process: Process,
  table: Table,
  letGo: (table: Table) => void,
): void {
  const tables = noted.get(process);
  if (tables !== undefined) {
    tables.add(table);
    return;
  }
  const fresh = new Set([table]);
  noted.set(process, fresh);
  (detailsOf(process).cleanups ??= []).push(() => {
    noted.delete(process);
    for (const each of fresh) letGo(each);
  });
}

/** The owner has ended: the heir gets the table if it lives, else the table is gone. */
function bequeath(tables: Tables, table: Table): void {
  const { heir, owner } = table;
  if (heir === undefined || !isAlive(heir.process) || heir.process === owner) forget(tables, table);
  else transfer(table, heir.process, heir.data);
}

function forget(tables: Tables, table: Table): void {
  trace(table, "dropped");
  tables.byRef.delete(table.ref);
  if (table.named) tables.byName.delete(table.name);
}

function trace(table: Table, event: "owned" | "dropped"): void {
  const { pid, home } = table.owner;
  home.tracer?.emit({ type: "table", pid, table: String(idOf(table)), event });
}

// ---- Fixation ---------------------------------------------------------------------------------------------------------

/** From now on, keys that are deleted keep their places, until the process lets go as often or ends. */
export function fix(table: Table, process: Process): void {
  if (table.fixers.size === 0) table.fixedAt = here().now();
  table.fixers.set(process, (table.fixers.get(process) ?? 0) + 1);
  table.rows.fix();
  keep(tablesOf(here()).fixers, process, table, (fixed) => {
    while (fixed.fixers.has(process)) unfix(fixed, process);
  });
}

/** Lets go once; a process that has not fixed the table changes nothing. */
export function unfix(table: Table, process: Process): void {
  const times = table.fixers.get(process);
  if (times === undefined) return;
  if (times > 1) table.fixers.set(process, times - 1);
  else table.fixers.delete(process);
  table.rows.unfix();
}
