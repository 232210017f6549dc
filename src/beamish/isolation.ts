/** Share nothing: what happens to a message on its way from one process to another. */
import { isPid, isPlain, isRef } from "./term/term.ts";

/**
 * Freezes a term, however deep. Objects that were frozen already may still hold something that is not, so they are
 * walked once and then remembered in `known`; sending a large term again costs one look-up.
 * Class instances, `Map` and `Set` cannot be frozen from outside and are left alone.
 */
export function freeze(term: unknown, known: WeakSet<object>): void {
  if (typeof term !== "object" || term === null) return;
  if (Array.isArray(term)) {
    if (freezeOne(term, known)) for (let i = 0; i < term.length; i++) freeze(term[i], known);
  } else if (isPlain(term) && !isNamespace(term)) {
    if (freezeOne(term, known)) for (const key in term) freeze(term[key], known);
  }
}

/** The namespace of a module (`import * as Registry`) travels in messages too, and cannot be frozen. */
const isNamespace = (term: object): boolean => Symbol.toStringTag in term;

/** Says whether what is inside must be walked. */
function freezeOne(term: object, known: WeakSet<object>): boolean {
  if (!Object.isFrozen(term)) {
    Object.freeze(term);
    return true;
  }
  if (known.has(term)) return false;
  known.add(term);
  return true;
}

/** A copy of a term. Pids, references, functions and errors are themselves in every process, so they are not copied. */
export function clone<T>(term: T, copies = new Map<unknown, unknown>()): T {
  if (typeof term !== "object" || term === null || isPid(term) || isRef(term) || term instanceof Error)
    return term;
  const earlier = copies.get(term);
  if (earlier !== undefined) return earlier as T;
  return copy(term, copies) as T;
}

function copy(term: object, copies: Map<unknown, unknown>): object {
  const into = <C extends object>(fresh: C): C => {
    copies.set(term, fresh);
    return fresh;
  };
  if (Array.isArray(term)) {
    const fresh = into<unknown[]>([]);
    for (const item of term) fresh.push(clone(item, copies));
    return fresh;
  }
  if (term instanceof Map) {
    const fresh = into(new Map<unknown, unknown>());
    for (const [key, value] of term) fresh.set(clone(key, copies), clone(value, copies));
    return fresh;
  }
  if (term instanceof Set) {
    const fresh = into(new Set<unknown>());
    for (const item of term) fresh.add(clone(item, copies));
    return fresh;
  }
  if (term instanceof Date) return new Date(term);
  if (term instanceof ArrayBuffer) return term.slice();
  if (ArrayBuffer.isView(term)) return "slice" in term ? (term as Uint8Array).slice() : term;
  const fresh = into(Object.create(Object.getPrototypeOf(term) as object | null) as Record<string, unknown>);
  for (const [key, value] of Object.entries(term)) fresh[key] = clone(value, copies);
  return fresh;
}
