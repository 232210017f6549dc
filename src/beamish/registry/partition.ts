/** A partition of a registry: a process that owns a part of the entries, and is linked to those whose entries they are. */
import { here } from "../node/node.ts";
import { detailsOf, type Process as Holder } from "../kernel/process.ts";
import type { Pid, Ref, Term } from "../term/term.ts";
import * as ETS from "../ets/index.ts";
import { hashKey } from "../ets/term-order.ts";
import { hash } from "../hash.ts";
import type * as GenServer from "../gen/gen-server.ts";
import { self } from "../primitives.ts";
import * as Process from "../process.ts";
import { Locks } from "./locks.ts";

export type Keys = "unique" | "duplicate";

/** What everyone may know of a partition: a row of the registry's table, written anew when the partition is restarted. */
export interface Partition {
  readonly server: Pid;
  /** `[key, [pid, value]]`. */
  readonly keys: Ref;
  /** `[pid, key, keys]`: what to remove when a process ends, and from which table. */
  readonly pids: Ref;
}

export interface Start {
  readonly registry: string;
  readonly index: number;
  readonly kind: Keys;
}

type Call = "sync" | readonly ["lock", key: Term];
type Cast = readonly ["unlock", holder: Ref];

/** The process of a partition. What it keeps besides the tables are locks. */
export const server: GenServer.Module<Locks, Start, Call, Cast> = {
  init({ registry, index, kind }) {
    Process.flag("trap_exit", true);
    const table = (name: string, type: "set" | "duplicate_bag") => ETS.new(name, [type, "public"]) as Ref;
    const keys = table("keys", kind === "unique" ? "set" : "duplicate_bag");
    const partition: Partition = { server: self(), keys, pids: table("pids", "duplicate_bag") };
    ETS.insert(registry, [index, partition]);
    return ["ok", new Locks()];
  },

  handleCall(request, from, locks) {
    // All that came before has been dealt with.
    if (request === "sync") return ["reply", "ok", locks];
    locks.acquire(request[1], from);
    return ["noreply", locks];
  },

  handleCast([, holder], locks) {
    locks.release(holder);
    return ["noreply", locks];
  },

  /** Those who are linked end one after the other; their entries are gone by then, and their locks go now. */
  handleInfo(message, locks) {
    const [tag, ref] = message as readonly [string, Ref];
    if (tag === "DOWN") locks.release(ref);
    return ["noreply", locks];
  },
};

/** The rows of one process under a key, with what they say about it. */
export type Entry = readonly [key: Term, entry: readonly [pid: Pid, value: Term]];

/** The rows of `pid` under a key. */
export function rowsOf(keys: Ref, key: Term, pid: Pid): Entry[] {
  return ETS.lookup<Entry>(keys, key).filter(([, [holder]]) => holder === pid);
}

/** Says whether the value of an entry matches, under guards in which `"$_"` is the row. */
export function matcher(pattern: Term, guards: readonly Term[]): (row: Entry) => boolean {
  const spec = ETS.matchSpecCompile([[["_", ["_", pattern]], guards, [true]]]);
  return (row) => ETS.matchSpecRun([row], spec).length > 0;
}

const HOLDERS = Symbol("registry");

/**
 * From now on the entries of a process go with its death: whoever is told of the death finds none. (In Elixir the partition
 * removes them when it is told itself, a moment later.)
 */
export function removeAtDeath(holder: Holder, partition: Partition): void {
  const node = here();
  const holders = node.extension(HOLDERS, () => new Map<Holder, Map<Pid, Partition>>());
  const known = holders.get(holder);
  if (known !== undefined) {
    known.set(partition.server, partition);
    return;
  }
  const held = new Map([[partition.server, partition]]);
  holders.set(holder, held);
  (detailsOf(holder).cleanups ??= []).push(() => {
    holders.delete(holder);
    node.enter(() => held.forEach((each) => removeEntries(each, holder.pid)));
  });
}

function removeEntries({ pids }: Partition, pid: Pid): void {
  // A partition may have ended before, and so may the one that has the key.
  if (ETS.info(pids) === undefined) return;
  for (const [, key, keys] of ETS.take<readonly [Pid, Term, Ref]>(pids, pid)) {
    if (ETS.info(keys) === undefined) continue;
    for (const row of rowsOf(keys, key, pid)) ETS.deleteObject(keys, row);
  }
}

/** Which of `count` partitions a term belongs to: equal terms to the same. Spreads by another hash than Erlang's. */
export function indexOf(term: Term, count: number): number {
  return count === 1 ? 0 : hash(String(hashKey(term))) % count;
}
