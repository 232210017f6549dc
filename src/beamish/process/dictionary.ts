/** The dictionary of the calling process: values that nobody else can change. */
import { detailsOf } from "../kernel/process.ts";
import type { Process } from "../kernel/process.ts";
import { equal, keyIn } from "../term/term.ts";
import type { Term } from "../term/term.ts";
import { me } from "./caller.ts";
import { originOf } from "./origin.ts";

const NONE: ReadonlyMap<unknown, unknown> = new Map();

const entries = () => dictionaryOf(me());
const dictionary = () => (detailsOf(me()).dictionary ??= new Map(entries()));

/** The dictionary of a process. One that OTP has started finds its `"$ancestors"` and `"$initial_call"` in it. */
export function dictionaryOf(process: Process): ReadonlyMap<unknown, unknown> {
  const details = detailsOf(process);
  const origin = originOf(process);
  if (details.dictionary !== undefined || origin === undefined) return details.dictionary ?? NONE;
  return (details.dictionary = new Map<unknown, unknown>([
    ["$ancestors", origin.ancestors],
    ["$initial_call", origin.initialCall],
  ]));
}

/**
 * Reads the calling process's own dictionary.
 *
 * Follows Elixir's `Process.get/0,1,2`. Keys are compared as terms are: `["cup", 1]` is the same key wherever it is written.
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
  const key = keyIn(values, args[0]);
  return values.has(key) ? values.get(key) : args[1];
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
  return all.filter(([, held]) => value.length === 0 || equal(held, value[0])).map(([key]) => key);
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
  const same = keyIn(values, key);
  const old = values.get(same) as Term;
  values.set(same, value);
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
  const same = keyIn(values, key);
  const old = values.get(same) as Term;
  values.delete(same);
  return old;
}
export { deleteKey as delete };
