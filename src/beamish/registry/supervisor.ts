/** The supervisor of a registry: it owns the table that says where the entries are, and starts the partitions. */
import { badArgument } from "../term/errors.ts";
import type { Pid, Term } from "../term/term.ts";
import * as ETS from "../ets/index.ts";
import * as GenServer from "../gen/gen-server.ts";
import type { ChildSpec } from "../supervision/child-spec.ts";
import * as Supervisor from "../supervision/supervisor.ts";
import { indexOf, server, type Entry, type Keys, type Partition } from "./partition.ts";

/** Metadata: an object, or pairs when keys are no strings. */
export type Meta = Readonly<Record<string, Term>> | readonly (readonly [key: Term, value: Term])[];

/** What is known of a registry as a whole: a row of its table. */
export interface Registry {
  readonly name: string;
  readonly kind: Keys;
  readonly partitions: number;
  /** Names of processes that are told of entries. */
  readonly listeners: readonly string[];
}

/** The row of the registry's table that tells about it; partitions have their numbers, metadata `["meta", key]`. */
const ABOUT = "about";
const metaKey = (key: Term): readonly ["meta", Term] => ["meta", key];

export const supervisor: Supervisor.Module<{ readonly registry: Registry; readonly meta: Meta }> = {
  init({ registry, meta }) {
    const { name, kind, partitions } = registry;
    ETS.new(name, ["named_table", "public"]);
    ETS.insert(name, [ABOUT, registry]);
    const pairs = Array.isArray(meta) ? (meta as readonly [Term, Term][]) : Object.entries(meta);
    for (const [key, value] of pairs) putMeta(name, key, value);
    const children = Array.from({ length: partitions }, (_none, index): ChildSpec => {
      const id = `${name}.PIDPartition${index}`;
      return { id, start: () => GenServer.startLink(server, { registry: name, index, kind }, { name: id }) };
    });
    // The entries of a unique key and of its process may be in different partitions: they go together.
    return Supervisor.init(children, { strategy: kind === "unique" ? "one_for_all" : "one_for_one" });
  },
};

/** A registry by its name. Throws `ArgumentError` if there is none. */
export function registryOf(where: string, name: string): Registry {
  const row = ETS.whereis(name) === undefined ? undefined : ETS.lookup(name, ABOUT)[0];
  if (row !== undefined) return row[1] as Registry;
  const advice = "Start it first: Registry.startLink({ keys, name }).";
  throw badArgument(where, "the name of a registry", name, advice);
}

/** A partition by its number. */
export function partitionAt({ name }: Registry, index: number): Partition {
  return ETS.lookupElement(name, index, 2) as Partition;
}

/** The partition in which the entries of a process are known. */
export function partitionOf(registry: Registry, pid: Pid): Partition {
  return partitionAt(registry, indexOf(pid, registry.partitions));
}

/** The partitions that may have entries of a key: with unique keys one, with duplicate keys those of all processes. */
export function partitionsWith(registry: Registry, key: Term): Partition[] {
  if (registry.kind === "unique") return [partitionAt(registry, indexOf(key, registry.partitions))];
  return allPartitions(registry);
}

/** The partition that has the entry of a process under a key. */
export function partitionFor(registry: Registry, key: Term, pid: Pid): Partition {
  return registry.kind === "unique" ? partitionsWith(registry, key)[0]! : partitionOf(registry, pid);
}

export function allPartitions(registry: Registry): Partition[] {
  return Array.from({ length: registry.partitions }, (_none, index) => partitionAt(registry, index));
}

/** The rows of a key. */
export function entriesOf(registry: Registry, key: Term): Entry[] {
  return partitionsWith(registry, key).flatMap(({ keys }) => ETS.lookup<Entry>(keys, key));
}

// ---- Metadata --------------------------------------------------------------------------------------------------------

export function getMeta(name: string, key: Term): Term {
  return ETS.lookup(name, metaKey(key))[0]?.[1];
}

export function putMeta(name: string, key: Term, value: Term): void {
  ETS.insert(name, [[metaKey(key), value]]);
}

export function deleteMeta(name: string, key: Term): void {
  ETS.remove(name, metaKey(key));
}
