/** The process of a registry: it owns the tables, and removes the entries of processes that have ended. */
import { badArgument } from "../kernel/errors.ts";
import { _, type Pid, type Ref, type Term } from "../kernel/term.ts";
import * as ETS from "../ets/index.ts";
import type * as GenServer from "../gen/gen-server.ts";
import { self } from "../primitives.ts";
import * as Process from "../process.ts";

export type Keys = "unique" | "duplicate";

/** Where a registry keeps what it knows. The tables end with its process. */
export interface Tables {
  readonly kind: Keys;
  readonly server: Pid;
  readonly listeners: readonly string[];
  /** `[key, pid, value]`. */
  readonly keys: Ref;
  /** `[pid, key]`: what to remove when a process ends. */
  readonly pids: Ref;
  /** `[key, value]`. */
  readonly meta: Ref;
}

interface Start {
  readonly keys: Keys;
  readonly name: string;
  readonly listeners?: readonly string[];
  readonly meta?: readonly (readonly [Term, Term])[];
}

/** The row of the registry's named table that holds the others. */
const TABLES = "tables";

export const server: GenServer.Module<Tables, Start, never, never> = {
  init({ keys: kind, name, listeners = [], meta = [] }) {
    Process.flag("trap_exit", true);
    const table = (called: string, type: "set" | "duplicate_bag") => ETS.new(called, [type, "public"]) as Ref;
    const tables: Tables = {
      kind,
      server: self(),
      listeners,
      keys: table("keys", "duplicate_bag"),
      pids: table("pids", "duplicate_bag"),
      meta: table("meta", "set"),
    };
    for (const pair of meta) ETS.insert(tables.meta, [pair]);
    ETS.new(name, ["named_table", "protected"]);
    ETS.insert(name, [TABLES, tables]);
    return ["ok", tables];
  },

  handleInfo(message, tables) {
    const [tag, pid] = message as readonly [Term, Term];
    if (tag === "EXIT") {
      for (const [, key] of ETS.take(tables.pids, pid)) ETS.matchDelete(tables.keys, [key, pid, _]);
    }
    return ["noreply", tables];
  },
};

/** The tables of a registry by its name. Throws `ArgumentError` if there is none, unless it `mayBeMissing`. */
export function tablesOf(registry: string, where: string): Tables;
export function tablesOf(registry: string, where: string, mayBeMissing: true): Tables | undefined;
export function tablesOf(registry: string, where: string, mayBeMissing = false): Tables | undefined {
  const row = ETS.whereis(registry) === undefined ? undefined : ETS.lookup(registry, TABLES)[0];
  if (row === undefined && !mayBeMissing) {
    const advice = "Start it first: Registry.startLink({ keys, name }).";
    throw badArgument(where, "the name of a registry", registry, advice);
  }
  return row?.[1] as Tables | undefined;
}
