/** Looking into a registry: by key, by process, by what an entry looks like. */
import { badArgument } from "../term/errors.ts";
import type { Pid, Term } from "../term/term.ts";
import * as ETS from "../ets/index.ts";
import { matcher, rowsOf, type Partition } from "./partition.ts";
import * as Inside from "./supervisor.ts";

/**
 * The entries of a key, as `[pid, value]`. Follows `Registry.lookup/2`.
 *
 * @example
 * ```ts
 * import { Registry } from "beamish";
 * await Registry.startLink({ keys: "duplicate", name: "news" });
 * Registry.register("news", "tea", "mild");
 * Registry.register("news", "tea", "strong");
 * console.log(Registry.lookup("news", "tea").map(([, value]) => value));
 * //> ["mild", "strong"]
 * ```
 */
export function lookup<V = Term>(registry: string, key: Term): (readonly [Pid, V])[] {
  return Inside.entriesOf(Inside.registryOf("Registry.lookup", registry), key).map(
    ([, entry]) => entry as [Pid, V],
  );
}

/**
 * The keys of a process, each as often as it is registered, the last one first. Follows `Registry.keys/2`.
 *
 * @example
 * ```ts
 * import { Registry, self } from "beamish";
 * await Registry.startLink({ keys: "unique", name: "rooms" });
 * for (const key of ["hall", ["room", 7]]) Registry.register("rooms", key);
 * console.log(Registry.keys("rooms", self()));
 * //> [["room", 7], "hall"]
 * ```
 */
export function keys(registry: string, pid: Pid): Term[] {
  const { pids } = Inside.partitionOf(Inside.registryOf("Registry.keys", registry), pid);
  return ETS.lookup(pids, pid)
    .map(([, key]) => key as Term)
    .reverse();
}

/**
 * The values of a process under a key. Follows `Registry.values/3`.
 *
 * @example
 * ```ts
 * import { Registry, self } from "beamish";
 * await Registry.startLink({ keys: "unique", name: "rooms" });
 * Registry.register("rooms", "hall", "cold");
 * console.log(Registry.values("rooms", "hall", self()), Registry.values("rooms", "attic", self()));
 * //> ["cold"] []
 * ```
 */
export function values(registry: string, key: Term, pid: Pid): Term[] {
  const { keys } = Inside.partitionFor(Inside.registryOf("Registry.values", registry), key, pid);
  return rowsOf(keys, key, pid).map(([, [, value]]) => value);
}

/**
 * The entries of a key whose value matches, as `[pid, value]`. Pattern and guards are those of ETS; in a guard `"$_"` is
 * `[key, [pid, value]]`. Throws `ArgumentError` for what is no guard. Follows `Registry.match/4`.
 *
 * @example
 * ```ts
 * import { ETS, Registry, _ } from "beamish";
 * await Registry.startLink({ keys: "duplicate", name: "news" });
 * for (const price of [3, 9]) Registry.register("news", "tea", ["price", price]);
 * const found = Registry.match("news", "tea", ["price", ETS.v(1)], [["<", ETS.v(1), 5]]);
 * console.log(found.map(([, value]) => value), Registry.match("news", "tea", ["rumour", _]));
 * //> [["price", 3]] []
 * ```
 */
export function match(
  registry: string,
  key: Term,
  pattern: Term,
  guards: readonly Term[] = [],
): (readonly [Pid, Term])[] {
  const rows = Inside.entriesOf(Inside.registryOf("Registry.match", registry), key);
  return rows.filter(matcher(pattern, guards)).map(([, entry]) => entry);
}

/**
 * How many entries of a key match. Follows `Registry.count_match/4`.
 *
 * @example
 * ```ts
 * import { Registry, _ } from "beamish";
 * await Registry.startLink({ keys: "duplicate", name: "news" });
 * for (const price of [3, 9]) Registry.register("news", "tea", ["price", price]);
 * console.log(Registry.countMatch("news", "tea", ["price", _]), Registry.countMatch("news", "tea", ["price", 9]));
 * //> 2 1
 * ```
 */
export function countMatch(registry: string, key: Term, pattern: Term, guards: readonly Term[] = []): number {
  return match(registry, key, pattern, guards).length;
}

/**
 * What a match specification makes of all entries. Its heads are `[key, pid, value]`; the variable `"$_"`, which is the whole
 * row, is `[key, [pid, value]]`. Throws `ArgumentError` for any other head. Follows `Registry.select/2`.
 *
 * @example
 * ```ts
 * import { ETS, Registry, _ } from "beamish";
 * await Registry.startLink({ keys: "unique", name: "rooms" });
 * Registry.register("rooms", "hall", 12);
 * Registry.register("rooms", "bath", 24);
 * console.log(Registry.select("rooms", [[[ETS.v(1), _, ETS.v(2)], [[">", ETS.v(2), 20]], [ETS.v(1)]]]));
 * //> ["bath"]
 * ```
 */
export function select(registry: string, spec: ETS.MatchSpec): Term[] {
  const about = Inside.registryOf("Registry.select", registry);
  const inner = innerSpec("Registry.select", spec);
  return Inside.allPartitions(about).flatMap(({ keys }) => ETS.select(keys, inner));
}

/**
 * How many entries a match specification selects: those for which it gives true. Follows `Registry.count_select/2`.
 *
 * @example
 * ```ts
 * import { ETS, Registry, _ } from "beamish";
 * await Registry.startLink({ keys: "unique", name: "rooms" });
 * for (const room of [1, 2, 3]) Registry.register("rooms", room);
 * console.log(Registry.countSelect("rooms", [[[ETS.v(1), _, _], [["<", ETS.v(1), 3]], [true]]]));
 * //> 2
 * ```
 */
export function countSelect(registry: string, spec: ETS.MatchSpec): number {
  const about = Inside.registryOf("Registry.countSelect", registry);
  const inner = innerSpec("Registry.countSelect", spec);
  return sum(Inside.allPartitions(about), ({ keys }) => ETS.selectCount(keys, inner));
}

/** The specification for the rows as they are kept. */
function innerSpec(where: string, spec: ETS.MatchSpec): ETS.MatchSpec {
  const isClause = (clause: Term) => Array.isArray(clause?.[0]) && clause[0].length === 3;
  if (!Array.isArray(spec) || !spec.every(isClause))
    throw badArgument(where, "a match specification whose heads are [key, pid, value]", spec);
  return spec.map(([[key, pid, value], guards, body]: Term) => [[key, [pid, value]], guards, body]);
}

/**
 * How many entries there are. Follows `Registry.count/1`.
 *
 * @example
 * ```ts
 * import { Registry } from "beamish";
 * await Registry.startLink({ keys: "duplicate", name: "news", partitions: 4 });
 * Registry.register("news", "tea");
 * Registry.register("news", "tea");
 * console.log(Registry.count("news"));
 * //> 2
 * ```
 */
export function count(registry: string): number {
  const about = Inside.registryOf("Registry.count", registry);
  return sum(Inside.allPartitions(about), ({ keys }) => ETS.info(keys, "size") as number);
}

function sum(partitions: readonly Partition[], size: (partition: Partition) => number): number {
  return partitions.reduce((total, partition) => total + size(partition), 0);
}
