/**
 * `Registry`: processes found by keys of any kind, each with a value. Follows Elixir's `Registry`.
 *
 * With unique keys a registry names processes: `["via", Registry, [name, key]]` goes wherever a server is named. With
 * duplicate keys it is a table of who is interested in what: see `dispatch`. The entries of a process end with it.
 * Entries are rows of ETS tables, which belong to the partitions of the registry: nothing here waits but `startLink` and
 * `dispatch`.
 */
export { childSpec, startLink } from "./registry/start.ts";
export { register, unregister, unregisterMatch, updateValue } from "./registry/entries.ts";
export { count, countMatch, countSelect, keys, lookup, match, select, values } from "./registry/lookup.ts";
export { dispatch } from "./registry/dispatch.ts";
export { lock } from "./registry/lock.ts";
export { deleteMeta, meta, putMeta } from "./registry/metadata.ts";
export { registerName, send, unregisterName, whereisName } from "./registry/naming.ts";
export { RegistryError } from "./registry/error.ts";
export type { DispatchOptions } from "./registry/dispatch.ts";
export type { Options } from "./registry/start.ts";
export type { Keys } from "./registry/partition.ts";
export type { Meta } from "./registry/supervisor.ts";
