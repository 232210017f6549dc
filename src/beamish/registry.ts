/**
 * `Registry`: processes found by keys of any kind, each with a value. Follows Elixir's `Registry`.
 *
 * With unique keys a registry names processes: `["via", Registry, [name, key]]` goes wherever a server is named. With
 * duplicate keys it is a table of who is interested in what: see `dispatch`. The entries of a process end with it.
 * Nothing here waits but `startLink` and `dispatch`: entries are rows of ETS tables, which belong to the registry's process.
 */
import { ArgumentError, badArgument } from "./kernel/errors.ts";
import { operation, type Op } from "./kernel/operation.ts";
import { processOf } from "./kernel/process.ts";
import { _, inspect, type Pid, type Term } from "./kernel/term.ts";
import * as ETS from "./ets/index.ts";
import * as GenServer from "./gen/gen-server.ts";
import { perform, type Waiting } from "./gen/perform.ts";
import { self, send as sendTo } from "./primitives.ts";
import * as Process from "./process.ts";
import { RegistryError } from "./registry/error.ts";
import { removeAtDeath, server, tablesOf, type Keys, type Meta, type Tables } from "./registry/server.ts";
import type { ChildSpec } from "./supervision/child-spec.ts";

export { RegistryError };
export type { Keys, Meta };

export interface Options {
  /** Whether a key belongs to one process, or to any number of them. */
  readonly keys: Keys;
  readonly name: string;
  /** Names of processes that are told of every `["register", registry, key, pid, value]` and `["unregister", ...]`. */
  readonly listeners?: readonly string[];
  /** First metadata: an object, or pairs of key and value. */
  readonly meta?: Meta;
  /** Accepted for Elixir's sake: on one thread there is nothing to gain from more than one. */
  readonly partitions?: number;
}

/** Starts a registry linked to the caller. Throws `StartError` for a taken name. Follows `Registry.start_link/1`. */
export function startLink(options: Options): Op<Pid> {
  if (options?.keys !== "unique" && options?.keys !== "duplicate")
    throw badArgument("Registry.startLink", '`keys`: "unique" or "duplicate"', options?.keys);
  if (typeof options.name !== "string")
    throw badArgument("Registry.startLink", "`name`: a string", options.name);
  const { partitions = 1, listeners = [] } = options;
  if (!Number.isInteger(partitions) || partitions < 1)
    throw badArgument("Registry.startLink", "`partitions`: a whole number from 1", partitions);
  if (!Array.isArray(listeners) || !listeners.every((listener) => typeof listener === "string"))
    throw badArgument("Registry.startLink", "`listeners`: a list of names of processes", listeners);
  return GenServer.startLink(server, options, { name: options.name });
}

/** The specification of a registry as a child: its name is its id. Follows `Registry.child_spec/1`. */
export function childSpec(options: Options): ChildSpec {
  return { id: options.name, start: () => startLink(options), type: "supervisor" };
}

// ---- Entries of the calling process ----------------------------------------------------------------------------------

/**
 * Registers the calling process under a key, with a value. Gives the pid of the registry, which is linked to the caller from
 * now on. Throws `RegistryError` with `["already_registered", pid]` if a unique key is taken. Follows `register/3`.
 */
export function register(registry: string, key: Term, value?: Term): Pid {
  const tables = tablesOf(registry, "Registry.register");
  const me = self();
  if (tables.kind === "unique") {
    const holder = entries(tables, key)[0];
    if (holder !== undefined) throw new RegistryError(registry, key, ["already_registered", holder[0]]);
  }
  Process.link(tables.server);
  removeAtDeath(processOf(me), tables);
  ETS.insert(tables.pids, [[me, key]]);
  ETS.insert(tables.keys, [[key, me, value]]);
  tell(tables, ["register", registry, key, me, value]);
  return tables.server;
}

/** Removes all entries of the calling process under a key. Follows `Registry.unregister/2`. */
export function unregister(registry: string, key: Term): "ok" {
  const tables = tablesOf(registry, "Registry.unregister");
  withdraw(tables, key, _, []);
  tell(tables, ["unregister", registry, key, self()]);
  return "ok";
}

/** Removes the entries of the calling process under a key whose value matches. Follows `unregister_match/4`. */
export function unregisterMatch(
  registry: string,
  key: Term,
  pattern: Term,
  guards: readonly Term[] = [],
): "ok" {
  withdraw(tablesOf(registry, "Registry.unregisterMatch"), key, pattern, guards);
  return "ok";
}

function withdraw({ keys, pids, server }: Tables, key: Term, pattern: Term, guards: readonly Term[]): void {
  const me = self();
  const mine = ETS.lookup(keys, key).filter(([, pid]) => pid === me);
  const gone = ETS.matchSpecRun(mine, [[[_, _, pattern], guards, ["$_"]]]);
  const kept = mine.length - gone.length;
  for (const row of gone) ETS.deleteObject(keys, row);
  ETS.deleteObject(pids, [me, key]);
  for (let i = 0; i < kept; i++) ETS.insert(pids, [[me, key]]);
  if (!ETS.member(pids, me)) Process.unlink(server);
}

/**
 * Replaces the value of the calling process under a unique key: `[newValue, oldValue]`, or `"error"` if the key is not
 * its own. Follows `Registry.update_value/3`.
 */
export function updateValue<V>(
  registry: string,
  key: Term,
  update: (value: V) => V,
): readonly [V, V] | "error" {
  const tables = tablesOf(registry, "Registry.updateValue");
  if (tables.kind !== "unique") throw notUnique("updateValue", registry);
  const row = ETS.lookup(tables.keys, key).find(([, pid]) => pid === self());
  if (row === undefined) return "error";
  const old = row[2] as V;
  const value = update(old);
  ETS.deleteObject(tables.keys, row);
  ETS.insert(tables.keys, [[key, self(), value]]);
  return [value, old];
}

// ---- Looking -----------------------------------------------------------------------------------------------------------

/** The entries of a key, as `[pid, value]`. Follows `Registry.lookup/2`. */
export function lookup<V = Term>(registry: string, key: Term): (readonly [Pid, V])[] {
  return entries(tablesOf(registry, "Registry.lookup"), key);
}

function entries<V>({ keys }: Tables, key: Term): (readonly [Pid, V])[] {
  return ETS.lookup(keys, key).map(([, pid, value]) => [pid, value]);
}

/** The keys of a process, each as often as it is registered. Follows `Registry.keys/2`. */
export function keys(registry: string, pid: Pid): Term[] {
  return ETS.lookup(tablesOf(registry, "Registry.keys").pids, pid).map(([, key]) => key as Term);
}

/** The values of a process under a key. Follows `Registry.values/3`. */
export function values(registry: string, key: Term, pid: Pid): Term[] {
  const rows = ETS.lookup(tablesOf(registry, "Registry.values").keys, key);
  return rows.filter(([, holder]) => holder === pid).map(([, , value]) => value as Term);
}

/** The entries of a key whose value matches, as `[pid, value]`; patterns and guards as in ETS. Follows `match/4`. */
export function match(
  registry: string,
  key: Term,
  pattern: Term,
  guards: readonly Term[] = [],
): (readonly [Pid, Term])[] {
  const rows = ETS.lookup(tablesOf(registry, "Registry.match").keys, key);
  return ETS.matchSpecRun(rows, [[[_, _, pattern], guards, ["$_"]]]).map(([, pid, value]) => [pid, value]);
}

/** How many entries of a key match. Follows `Registry.count_match/4`. */
export function countMatch(registry: string, key: Term, pattern: Term, guards: readonly Term[] = []): number {
  return match(registry, key, pattern, guards).length;
}

/** What a match specification makes of all entries, as rows `[key, pid, value]`. Follows `Registry.select/2`. */
export function select(registry: string, spec: ETS.MatchSpec): Term[] {
  return ETS.select(tablesOf(registry, "Registry.select").keys, spec);
}

/** How many entries a match specification selects: those for which it gives true. Follows `count_select/2`. */
export function countSelect(registry: string, spec: ETS.MatchSpec): number {
  return ETS.selectCount(tablesOf(registry, "Registry.countSelect").keys, spec);
}

/** How many entries there are. Follows `Registry.count/1`. */
export function count(registry: string): number {
  return ETS.info(tablesOf(registry, "Registry.count").keys, "size") as number;
}

/**
 * Calls `fun` once with all entries of a key, `[pid, value]`, in the calling process; not at all when there are none. `fun` may
 * be a generator function. Follows `Registry.dispatch/4`.
 */
export function dispatch(
  registry: string,
  key: Term,
  fun: (entries: (readonly [Pid, Term])[]) => Waiting<unknown> | unknown,
): Op<"ok"> {
  const tables = tablesOf(registry, "Registry.dispatch");
  return operation("Registry.dispatch()", function* () {
    const all = entries<Term>(tables, key);
    if (all.length > 0) yield* perform(fun(all));
    return "ok" as const;
  });
}

// ---- Metadata ----------------------------------------------------------------------------------------------------------

/** A value that is kept with the registry, or `undefined`. Follows `Registry.meta/2`. */
export function meta<V = Term>(registry: string, key: Term): V | undefined {
  return ETS.lookup(tablesOf(registry, "Registry.meta").meta, key)[0]?.[1] as V | undefined;
}

/** Keeps a value with the registry. Follows `Registry.put_meta/3`. */
export function putMeta(registry: string, key: Term, value: Term): "ok" {
  ETS.insert(tablesOf(registry, "Registry.putMeta").meta, [[key, value]]);
  return "ok";
}

/** Removes such a value. Follows `Registry.delete_meta/2`. */
export function deleteMeta(registry: string, key: Term): "ok" {
  ETS.remove(tablesOf(registry, "Registry.deleteMeta").meta, key);
  return "ok";
}

// ---- As names of servers -----------------------------------------------------------------------------------------------

/** `[registry, key]`, or with the value that a process started under this name is to have. */
type ViaKey = readonly [registry: string, key: Term, value?: Term];

/** The process with a unique key. For `["via", Registry, [registry, key]]`. */
export function whereisName([registry, key]: ViaKey): Pid | undefined {
  const tables = tablesOf(registry, "Registry.whereisName", true);
  if (tables?.kind === "duplicate") throw notUnique("a via name", registry);
  return tables === undefined ? undefined : entries(tables, key)[0]?.[0];
}

/** Gives a name to the calling process, which a server does when it starts. */
export function registerName([registry, key, value]: ViaKey, pid: Pid): "yes" | "no" {
  if (pid !== self()) throw badArgument("Registry.registerName", "the pid of the calling process", pid);
  if (tablesOf(registry, "Registry.registerName").kind === "duplicate")
    throw notUnique("a via name", registry);
  try {
    register(registry, key, value);
    return "yes";
  } catch (thrown) {
    if (thrown instanceof RegistryError) return "no";
    throw thrown;
  }
}

/** Takes the name away again. */
export function unregisterName([registry, key]: ViaKey): "ok" {
  return unregister(registry, key);
}

/** Sends to the process with a key. Throws `ArgumentError` if there is none. */
export function send(name: ViaKey, message: Term): Term {
  const pid = whereisName(name);
  if (pid === undefined) throw badArgument("Registry.send", "a key that is registered", name);
  return sendTo(pid, message);
}

function tell({ listeners }: Tables, message: readonly Term[]): void {
  for (const listener of listeners) {
    const pid = Process.whereis(listener);
    if (pid !== undefined) sendTo(pid, message);
  }
}

const notUnique = (what: string, registry: string): ArgumentError =>
  new ArgumentError(
    `Registry: ${what} needs unique keys, and ${inspect(registry)} was started with keys: "duplicate".`,
  );
