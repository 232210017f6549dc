/**
 * Erlang's order of terms: number < atom < reference < function < pid < tuple < map.
 *
 * Two declared differences: a string is an atom and a binary at once and stands where atoms do; an array is a tuple and a
 * list at once and stands where tuples do. There is one kind of number.
 */
import { isPid, isRef } from "../term/term.ts";

/** The place of a term's kind in the order. */
function rank(term: unknown): number {
  switch (typeof term) {
    case "number":
    case "bigint":
      return 0;
    case "function":
      return 3;
    case "object":
      if (term === null) return 1;
      if (isRef(term)) return 2;
      if (isPid(term)) return 4;
      return Array.isArray(term) ? 5 : 6;
    default:
      return 1;
  }
}

// Not state of a run: which number a function has decides only which of two comes first.
const serials = new WeakMap<object, number>();
let serial = 0;

/** A number for something that has an identity and no contents: the same one for as long as it lives. */
function identity(term: object): number {
  let known = serials.get(term);
  if (known === undefined) serials.set(term, (known = ++serial));
  return known;
}

/** The number inside `<0.85.0>` or `#Ref<0.3>`. */
function numberIn(term: object): number {
  return Number(/(\d+)(?:\.0)?>$/.exec(String(term))?.[1] ?? 0);
}

function byValue<T>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The letters of an atom; `undefined` is `nil`. */
const atomOf = (term: unknown): string => (term === undefined ? "nil" : String(term));

function compareTuples(a: readonly unknown[], b: readonly unknown[]): number {
  if (a.length !== b.length) return a.length - b.length;
  for (let i = 0; i < a.length; i++) {
    const order = compare(a[i], b[i]);
    if (order !== 0) return order;
  }
  return 0;
}

/** Maps compare by size, then by their sorted keys, then by their values in that order: as tuples of those would. */
function keysAndValues(map: object): unknown[] {
  const entries = entriesOf(map);
  return [0, 1].flatMap((part) => entries.map((entry) => entry[part]));
}

function entriesOf(term: object): [unknown, unknown][] {
  const entries: [unknown, unknown][] = term instanceof Map ? [...term] : Object.entries(term);
  return entries.sort(([a], [b]) => compare(a, b));
}

/** Less than 0, 0, or more than 0, as `a` stands before, at or behind `b`. */
export function compare(a: unknown, b: unknown): number {
  if (a === b) return 0;
  if (typeof a === "number" && typeof b === "number") return a - b || byValue(String(a), String(b));
  const kind = rank(a);
  const order = kind - rank(b);
  if (order !== 0) return order;
  switch (kind) {
    case 0:
      return byValue(a as number, b as number);
    case 1:
      return byValue(atomOf(a), atomOf(b)) || byValue(typeof a, typeof b);
    case 2:
    case 4:
      return numberIn(a as object) - numberIn(b as object);
    case 3:
      return identity(a as object) - identity(b as object);
    case 5:
      return compareTuples(a as readonly unknown[], b as readonly unknown[]);
    default:
      return compareTuples(keysAndValues(a as object), keysAndValues(b as object));
  }
}

/** Are they the same term? */
export function equal(a: unknown, b: unknown): boolean {
  return a === b || (typeof a === "object" && typeof b === "object" && compare(a, b) === 0);
}

/**
 * What a hash map can use for a term, so that equal terms find each other: the term itself where it has no contents, else a
 * text of its contents.
 */
export function hashKey(term: unknown): unknown {
  if (typeof term === "string") return term.startsWith("\0") ? `\0s${term}` : term;
  if (typeof term !== "object" || term === null) return term;
  if (isPid(term) || isRef(term)) return `\0${String(term)}`;
  return `\0${contents(term)}`;
}

function contents(term: unknown): string {
  if (typeof term === "string") return JSON.stringify(term);
  if (typeof term === "function") return `f${identity(term)}`;
  if (typeof term === "bigint") return `${term}n`;
  if (typeof term !== "object" || term === null) return String(term);
  if (isPid(term) || isRef(term)) return String(term);
  if (Array.isArray(term)) return `[${term.map(contents).join()}]`;
  return `{${entriesOf(term)
    .map(([key, value]) => `${contents(key)}:${contents(value)}`)
    .join()}}`;
}
