/** The dictionary of the calling process: values that nobody else can change. */
import { detailsOf } from "../kernel/process.ts";
import type { Term } from "../term/term.ts";
import { me } from "./caller.ts";

const NONE: ReadonlyMap<unknown, unknown> = new Map();

const entries = () => me().details?.dictionary ?? NONE;
const dictionary = () => (detailsOf(me()).dictionary ??= new Map<unknown, unknown>());

/**
 * Reads the calling process's own dictionary.
 *
 * Follows Elixir's `Process.get/0,1,2`. Keys are compared by identity: use strings, pids or references.
 *
 * @param key Without a key the result is all of the dictionary, as an object.
 * @param otherwise The result when there is no such key; `undefined` unless given.
 * @example
 * ```ts
 * import { Process } from "beamish";
 * Process.put("colour", "red");
 * console.log(Process.get("colour"), Process.get("size", 12));
 * //> red 12
 * ```
 */
export function get(): Record<string, Term>;
export function get<T = Term>(key: Term, otherwise?: T): T;
export function get(...args: readonly unknown[]): unknown {
  const values = entries();
  if (args.length === 0) return Object.fromEntries(values);
  return values.has(args[0]) ? values.get(args[0]) : args[1];
}

/**
 * The keys of the calling process's dictionary.
 *
 * Follows Elixir's `Process.get_keys/0,1`.
 *
 * @param value Only keys with this value (the same by identity).
 * @example
 * ```ts
 * import { Process } from "beamish";
 * Process.put("a", 1);
 * Process.put("b", 2);
 * console.log(Process.getKeys(), Process.getKeys(2));
 * //> ["a", "b"] ["b"]
 * ```
 */
export function getKeys(...value: readonly [value?: Term]): Term[] {
  const all = [...entries()];
  return all.filter(([, held]) => value.length === 0 || held === value[0]).map(([key]) => key);
}

/**
 * Stores a value in the calling process's dictionary.
 *
 * Follows Elixir's `Process.put/2`.
 *
 * @returns The value that the key had before, or `undefined`.
 * @example
 * ```ts
 * import { Process } from "beamish";
 * console.log(Process.put("n", 1), Process.put("n", 2));
 * //> undefined 1
 * ```
 */
export function put(key: Term, value: Term): Term {
  const values = dictionary();
  const old = values.get(key) as Term;
  values.set(key, value);
  return old;
}

/**
 * Removes a key from the calling process's dictionary.
 *
 * Follows Elixir's `Process.delete/1`.
 *
 * @returns The value that the key had, or `undefined`.
 * @example
 * ```ts
 * import { Process } from "beamish";
 * Process.put("n", 1);
 * console.log(Process.delete("n"), Process.delete("n"));
 * //> 1 undefined
 * ```
 */
function deleteKey(key: Term): Term {
  const values = dictionary();
  const old = values.get(key) as Term;
  values.delete(key);
  return old;
}
export { deleteKey as delete };
