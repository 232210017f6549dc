/** Match patterns: `[_, ETS.v(1), "tea"]`, compiled once into a function. */
import { badArgument } from "../term/errors.ts";
import { _ } from "../term/term.ts";
import { equal } from "./term-order.ts";

/** A variable of a pattern: `$1` in Erlang, `ETS.v(1)` here. */
export class Variable {
  readonly number: number;

  constructor(number: number) {
    this.number = number;
  }

  toString(): string {
    return `$${this.number}`;
  }
}

/** A pattern for a list by its first items and the rest: `[a, b | rest]` in Erlang. */
export class Cons {
  readonly head: readonly unknown[];
  readonly tail: unknown;

  constructor(head: readonly unknown[], tail: unknown) {
    this.head = head;
    this.tail = tail;
  }
}

/**
 * The variable `$n` of a pattern or a match specification: Erlang's `'$1'` is `ETS.v(1)`. Throws `ArgumentError` unless `n` is a
 * whole number from 0.
 *
 * @example
 * ```ts
 * import { ETS } from "beamish";
 * const tab = ETS.new("pairs");
 * ETS.insert(tab, [["a", "a"], ["b", "c"]]);
 * console.log(ETS.match(tab, [ETS.v(1), ETS.v(1)]));
 * //> [["a"]]
 * ```
 */
export function v(n: number): Variable {
  if (!Number.isInteger(n) || n < 0) throw badArgument("ETS.v", "a whole number from 0", n);
  return new Variable(n);
}

/**
 * A pattern for a list by its first items and the rest: `ETS.cons(ETS.v(1), ETS.v(2))` is Erlang's `['$1' | '$2']`. Throws
 * `ArgumentError` for fewer than two parts.
 *
 * @example
 * ```ts
 * import { ETS } from "beamish";
 * const tab = ETS.new("lists");
 * ETS.insert(tab, ["drinks", ["tea", "milk", "water"]]);
 * console.log(ETS.match(tab, ["drinks", ETS.cons(ETS.v(1), ETS.v(2))]));
 * //> [["tea", ["milk", "water"]]]
 * ```
 */
export function cons(...parts: readonly unknown[]): Cons {
  if (parts.length < 2) throw badArgument("ETS.cons", "at least one item and the rest", parts);
  return new Cons(parts.slice(0, -1), parts.at(-1));
}

/** The values of variables, by number. */
export type Bindings = Map<number, unknown>;
/** The values, in order of the variables' numbers. */
export const bound = (bindings: Bindings): unknown[] =>
  [...bindings].sort(([a], [b]) => a - b).map(([, value]) => value);

/** Says whether a term matches, and binds the variables on the way. */
export type Matcher = (term: unknown, bindings: Bindings) => boolean;

export const anything: Matcher = () => true;

function variable(number: number): Matcher {
  return (term, bindings) => {
    if (!bindings.has(number)) {
      bindings.set(number, term);
      return true;
    }
    return equal(bindings.get(number), term);
  };
}

function tuple(items: readonly Matcher[]): Matcher {
  return (term, bindings) =>
    Array.isArray(term) &&
    term.length === items.length &&
    items.every((matches, index) => matches((term as unknown[])[index], bindings));
}

function list(head: readonly Matcher[], tail: Matcher): Matcher {
  return (term, bindings) =>
    Array.isArray(term) &&
    term.length >= head.length &&
    head.every((matches, index) => matches((term as unknown[])[index], bindings)) &&
    tail(term.slice(head.length), bindings);
}

/** A map matches when it has the keys of the pattern; it may have more. */
function map(fields: readonly (readonly [string, Matcher])[]): Matcher {
  return (term, bindings) =>
    isPlain(term) && fields.every(([key, matches]) => key in term && matches(term[key], bindings));
}

/** `variables` collects the numbers that occur. */
export function compilePattern(pattern: unknown, variables: Set<number>): Matcher {
  if (pattern === _ || pattern === "_") return anything;
  if (pattern instanceof Variable) {
    variables.add(pattern.number);
    return variable(pattern.number);
  }
  const inner = (part: unknown) => compilePattern(part, variables);
  if (pattern instanceof Cons) return list(pattern.head.map(inner), inner(pattern.tail));
  if (Array.isArray(pattern)) return tuple(pattern.map(inner));
  if (isPlain(pattern)) return map(Object.entries(pattern).map(([key, value]) => [key, inner(value)]));
  return (term) => equal(term, pattern);
}

export function isPlain(term: unknown): term is Record<string, unknown> {
  return typeof term === "object" && term !== null && Object.getPrototypeOf(term) === Object.prototype;
}

/** Is there a variable or a wildcard in it? If not, a key in this place can be looked up instead of searched for. */
export function isGround(pattern: unknown): boolean {
  if (pattern === _ || pattern === "_" || pattern instanceof Variable || pattern instanceof Cons)
    return false;
  if (Array.isArray(pattern)) return pattern.every(isGround);
  return !isPlain(pattern) || Object.values(pattern).every(isGround);
}
