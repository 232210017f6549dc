/** The process of a registry: it owns the tables, and is linked to those who have entries. */
import { badArgument } from "../kernel/errors.ts";
import { here } from "../kernel/node.ts";
import { detailsOf, type Process as Holder } from "../kernel/process.ts";
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
  readonly meta?: Meta;
}

/** Metadata: an object, or pairs when keys are no strings. */
export type Meta = Readonly<Record<string, Term>> | readonly (readonly [key: Term, value: Term])[];

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
    for (const pair of Array.isArray(meta) ? meta : Object.entries(meta)) ETS.insert(tables.meta, [pair]);
    ETS.new(name, ["named_table", "protected"]);
    ETS.insert(name, [TABLES, tables]);
    return ["ok", tables];
  },

  /** Those who are linked end one after the other; their entries are gone by then. */
  handleInfo(_message, tables) {
    return ["noreply", tables];
  },
};

const HOLDERS = Symbol("registry");

/**
 * From now on the entries of a process go with its death: whoever is told of the death finds none. (In Elixir the registry
 * removes them when it is told itself, a moment later.)
 */
export function removeAtDeath(holder: Holder, tables: Tables): void {
  const node = here();
  const holders = node.extension(HOLDERS, () => new Map<Holder, Map<Pid, Tables>>());
  const known = holders.get(holder);
  if (known !== undefined) {
    known.set(tables.server, tables);
    return;
  }
  const held = new Map([[tables.server, tables]]);
  holders.set(holder, held);
  (detailsOf(holder).cleanups ??= []).push(() => {
    holders.delete(holder);
    node.enter(() => held.forEach((each) => removeEntries(each, holder.pid)));
  });
}

function removeEntries({ keys, pids }: Tables, pid: Pid): void {
  // The registry may have ended before.
  if (ETS.info(pids) === undefined) return;
  for (const [, key] of ETS.take(pids, pid)) ETS.matchDelete(keys, [key, pid, _]);
}

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
