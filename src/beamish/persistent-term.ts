/**
 * `PersistentTerm`: values that every process of the node reads without a message or a copy, and that hardly ever change.
 * Follows Erlang's `persistent_term`.
 */
import { hashKey } from "./ets/term-order.ts";
import { badArgument } from "./term/errors.ts";
import { here } from "./node/node.ts";
import { isolate } from "./primitives.ts";
import type { Term } from "./term/term.ts";

const KEY = Symbol("persistent_term");

function terms(): Map<unknown, readonly [key: unknown, value: unknown]> {
  return here().extension(KEY, () => new Map<unknown, readonly [unknown, unknown]>());
}

/** Stores a value, in place of an earlier one. It stays when its writer ends. Follows `persistent_term:put/2`. */
export function put(key: unknown, value: unknown): "ok" {
  terms().set(hashKey(key), [key, isolate(here(), value)]);
  return "ok";
}

/** The value; for a missing key `fallback` if one is given, else an `ArgumentError`. Follows `persistent_term:get/1,2`. */
export function get(key: unknown, ...fallback: readonly [value?: unknown]): Term {
  const found = terms().get(hashKey(key));
  if (found !== undefined) return found[1];
  if (fallback.length > 0) return fallback[0];
  throw badArgument("PersistentTerm.get", "a key that was put, or a default", key);
}

/** Removes a value; says whether there was one. Follows `persistent_term:erase/1`. */
export function erase(key: unknown): boolean {
  return terms().delete(hashKey(key));
}

/** How many values there are. Follows `persistent_term:info/0`, without the memory. */
export function info(): { readonly count: number } {
  return { count: terms().size };
}
