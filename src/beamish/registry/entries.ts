/** The entries of the calling process: made, changed, taken back. */
import { processOf } from "../kernel/process.ts";
import type { Pid, Term } from "../term/term.ts";
import * as ETS from "../ets/index.ts";
import { self, send } from "../primitives.ts";
import * as Process from "../process.ts";
import { notUnique, RegistryError } from "./error.ts";
import { matcher, removeAtDeath, rowsOf, type Entry } from "./partition.ts";
import * as Inside from "./supervisor.ts";

/**
 * Registers the calling process under a key, with a value. Gives the pid of a partition, which is linked to the caller from
 * now on. Throws `RegistryError` with `["already_registered", pid]` if a unique key is taken, and `ArgumentError`, when it has
 * registered, if a listener is not there. Follows `register/3`.
 *
 * @example
 * ```ts
 * import { Registry, self } from "beamish";
 * await Registry.startLink({ keys: "unique", name: "rooms" });
 * Registry.register("rooms", "kitchen", "warm");
 * for (const [pid, value] of Registry.lookup("rooms", "kitchen")) console.log(pid === self(), value);
 * //> true warm
 * ```
 */
export function register(registry: string, key: Term, value?: Term): Pid {
  const about = Inside.registryOf("Registry.register", registry);
  const me = self();
  const { keys } = Inside.partitionFor(about, key, me);
  const mine = Inside.partitionOf(about, me);
  if (about.kind === "unique") {
    const holder = ETS.lookup<Entry>(keys, key)[0];
    if (holder !== undefined) throw new RegistryError(registry, key, ["already_registered", holder[1][0]]);
  }
  Process.link(mine.server);
  removeAtDeath(processOf(me), mine);
  ETS.insert(mine.pids, [[me, key, keys]]);
  ETS.insert(keys, [[key, [me, value]]]);
  tell(about, ["register", registry, key, me, value]);
  return mine.server;
}

/**
 * Removes all entries of the calling process under a key; of its last key, the link to the partition too. Follows
 * `Registry.unregister/2`.
 *
 * @example
 * ```ts
 * import { Registry } from "beamish";
 * await Registry.startLink({ keys: "unique", name: "rooms" });
 * Registry.register("rooms", "kitchen");
 * console.log(Registry.unregister("rooms", "kitchen"), Registry.lookup("rooms", "kitchen"));
 * //> ok []
 * ```
 */
export function unregister(registry: string, key: Term): "ok" {
  withdraw(Inside.registryOf("Registry.unregister", registry), key, () => true);
  return "ok";
}

/**
 * Removes the entries of the calling process under a key whose value matches; listeners are told when that leaves none. Follows
 * `Registry.unregister_match/4`.
 *
 * @example
 * ```ts
 * import { ETS, Registry, self } from "beamish";
 * await Registry.startLink({ keys: "duplicate", name: "news" });
 * for (const price of [3, 9]) Registry.register("news", "tea", price);
 * Registry.unregisterMatch("news", "tea", ETS.v(1), [[">", ETS.v(1), 5]]);
 * console.log(Registry.values("news", "tea", self()));
 * //> [3]
 * ```
 */
export function unregisterMatch(
  registry: string,
  key: Term,
  pattern: Term,
  guards: readonly Term[] = [],
): "ok" {
  const matches = matcher(pattern, guards);
  withdraw(Inside.registryOf("Registry.unregisterMatch", registry), key, matches);
  return "ok";
}

/** Removes the caller's entries under `key` that are `unwanted`, and says so when it has none any more. */
function withdraw(about: Inside.Registry, key: Term, unwanted: (row: Entry) => boolean): void {
  const me = self();
  const { keys } = Inside.partitionFor(about, key, me);
  const { pids, server } = Inside.partitionOf(about, me);
  const rows = rowsOf(keys, key, me);
  const gone = rows.filter(unwanted);
  const left = rows.length - gone.length;
  if (gone.length > 0) {
    for (const row of gone) ETS.deleteObject(keys, row);
    const known: Term[] = [me, key, keys];
    ETS.deleteObject(pids, known);
    for (let i = 0; i < left; i++) ETS.insert(pids, [known]);
  }
  if (!ETS.member(pids, me)) Process.unlink(server);
  if (left === 0) tell(about, ["unregister", about.name, key, me]);
}

/**
 * Replaces the value of the calling process under a unique key: `[newValue, oldValue]`, or `"error"` if the key is not
 * its own. Throws `ArgumentError` for a registry of duplicate keys. Follows `Registry.update_value/3`.
 *
 * @example
 * ```ts
 * import { Registry } from "beamish";
 * await Registry.startLink({ keys: "unique", name: "rooms" });
 * Registry.register("rooms", "kitchen", 1);
 * console.log(Registry.updateValue("rooms", "kitchen", (n: number) => n + 1));
 * //> [2, 1]
 * ```
 */
export function updateValue<V>(
  registry: string,
  key: Term,
  update: (value: V) => V,
): readonly [V, V] | "error" {
  const about = Inside.registryOf("Registry.updateValue", registry);
  if (about.kind !== "unique") throw notUnique("updateValue", registry);
  const { keys } = Inside.partitionFor(about, key, self());
  const [row] = rowsOf(keys, key, self());
  if (row === undefined) return "error";
  const old = row[1][1] as V;
  const value = update(old);
  ETS.insert(keys, [[key, [self(), value]]]);
  return [value, old];
}

function tell({ listeners }: Inside.Registry, message: readonly Term[]): void {
  for (const listener of listeners) send(listener, message);
}
