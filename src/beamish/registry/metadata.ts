/** Values that are kept with a registry. */
import type { Term } from "../term/term.ts";
import * as Inside from "./supervisor.ts";

/**
 * A value that is kept with the registry, or `undefined` (Elixir: `:error`). Follows `Registry.meta/2`.
 *
 * @example
 * ```ts
 * import { Registry } from "beamish";
 * await Registry.startLink({ keys: "unique", name: "rooms", meta: { house: "mill" } });
 * console.log(Registry.meta("rooms", "house"), Registry.meta("rooms", "street"));
 * //> mill undefined
 * ```
 */
export function meta<V = Term>(registry: string, key: Term): V | undefined {
  return Inside.getMeta(Inside.registryOf("Registry.meta", registry).name, key) as V | undefined;
}

/**
 * Keeps a value with the registry. Follows `Registry.put_meta/3`.
 *
 * @example
 * ```ts
 * import { Registry } from "beamish";
 * await Registry.startLink({ keys: "unique", name: "rooms" });
 * Registry.putMeta("rooms", ["floor", 1], "wood");
 * console.log(Registry.meta("rooms", ["floor", 1]));
 * //> wood
 * ```
 */
export function putMeta(registry: string, key: Term, value: Term): "ok" {
  Inside.putMeta(Inside.registryOf("Registry.putMeta", registry).name, key, value);
  return "ok";
}

/**
 * Removes such a value. Follows `Registry.delete_meta/2`.
 *
 * @example
 * ```ts
 * import { Registry } from "beamish";
 * await Registry.startLink({ keys: "unique", name: "rooms", meta: { house: "mill" } });
 * console.log(Registry.deleteMeta("rooms", "house"), Registry.meta("rooms", "house"));
 * //> ok undefined
 * ```
 */
export function deleteMeta(registry: string, key: Term): "ok" {
  Inside.deleteMeta(Inside.registryOf("Registry.deleteMeta", registry).name, key);
  return "ok";
}
