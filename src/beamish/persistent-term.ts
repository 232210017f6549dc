/**
 * `PersistentTerm`: values that every process of the node reads without a message or a copy, and that hardly ever change.
 * Follows Erlang's `persistent_term`.
 */
import { equal, hashKey } from "./ets/term-order.ts";
import { badArgument } from "./term/errors.ts";
import { here } from "./node/node.ts";
import { isolate } from "./primitives.ts";
import { inspect, type Term } from "./term/term.ts";

const KEY = Symbol("persistent_term");

function terms(): Map<unknown, readonly [key: unknown, value: unknown]> {
  return here().extension(KEY, () => new Map<unknown, readonly [unknown, unknown]>());
}

/**
 * Stores a value, in place of an earlier one. It stays when its writer ends.
 *
 * Follows `persistent_term:put/2`.
 *
 * @param key Any term, compared by structure.
 * @param value Any term; by the isolation of the node it is frozen or copied.
 * @returns `"ok"`
 * @example
 * ```ts
 * import { PersistentTerm } from "beamish";
 * PersistentTerm.put(["shop", "prices"], { tea: 3 });
 * console.log(PersistentTerm.get(["shop", "prices"]).tea);
 * //> 3
 * ```
 */
export function put(key: unknown, value: unknown): "ok" {
  terms().set(hashKey(key), [key, isolate(here(), value)]);
  return "ok";
}

/**
 * Stores a value unless the key has another one already.
 *
 * Follows `persistent_term:put_new/2`. Throws `ArgumentError` if the key has a value that is not equal to this one.
 *
 * @param key Any term, compared by structure.
 * @param value Any term.
 * @returns `"ok"`
 * @example
 * ```ts
 * import { PersistentTerm } from "beamish";
 * console.log(PersistentTerm.putNew("limits", [1, 5]), PersistentTerm.putNew("limits", [1, 5]));
 * //> ok ok
 * ```
 */
export function putNew(key: unknown, value: unknown): "ok" {
  const found = terms().get(hashKey(key));
  if (found === undefined) return put(key, value);
  if (equal(found[1], value)) return "ok";
  const advice = `It is ${inspect(found[1])}. Use PersistentTerm.put to replace it.`;
  throw badArgument("PersistentTerm.putNew", "a key without another value", key, advice);
}

/**
 * Reads a value; without a key, all of them, as pairs.
 *
 * Follows `persistent_term:get/0,1,2`. Throws `ArgumentError` for a missing key, unless there is a default.
 *
 * @param key What was given to `put`.
 * @param fallback The result for a missing key.
 * @example
 * ```ts
 * import { PersistentTerm } from "beamish";
 * console.log(PersistentTerm.get("colour", "red"));
 * //> red
 * ```
 */
export function get(): (readonly [key: Term, value: Term])[];
export function get(key: unknown, ...fallback: readonly [value?: unknown]): Term;
export function get(...given: readonly [key?: unknown, value?: unknown]): Term {
  if (given.length === 0) return [...terms().values()];
  const [key, ...fallback] = given;
  const found = terms().get(hashKey(key));
  if (found !== undefined) return found[1];
  if (fallback.length > 0) return fallback[0];
  throw badArgument("PersistentTerm.get", "a key that was put, or a default", key);
}

/**
 * Removes a value.
 *
 * Follows `persistent_term:erase/1`.
 *
 * @param key What was given to `put`.
 * @returns Whether there was one.
 * @example
 * ```ts
 * import { PersistentTerm } from "beamish";
 * PersistentTerm.put("n", 1);
 * console.log(PersistentTerm.erase("n"), PersistentTerm.erase("n"));
 * //> true false
 * ```
 */
export function erase(key: unknown): boolean {
  return terms().delete(hashKey(key));
}

/**
 * How many values there are.
 *
 * Follows `persistent_term:info/0`, without the memory.
 *
 * @example
 * ```ts
 * import { PersistentTerm } from "beamish";
 * PersistentTerm.put("n", 1);
 * console.log(PersistentTerm.info().count);
 * //> 1
 * ```
 */
export function info(): { readonly count: number } {
  return { count: terms().size };
}
