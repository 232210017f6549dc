/** Match specifications: `[[head, guards, body], ...]`, compiled once into one function from a row to a result. */
import { badArgument } from "../kernel/errors.ts";
import { inspect, isPid, isRef } from "../kernel/term.ts";
import { compilePattern, isPlain, Variable, type Bindings, type Matcher } from "./pattern.ts";
import { compare, equal } from "./term-order.ts";

/** A clause: what a row looks like, what must hold, and what comes out (the value of the last expression). */
export type Clause = readonly [head: unknown, guards: readonly unknown[], body: readonly unknown[]];
export type MatchSpec = readonly Clause[];

/** No clause matched. */
export const NO_MATCH: unique symbol = Symbol("no match");

type Row = readonly unknown[];
type Expression = (row: Row, bindings: Bindings) => unknown;

/** An expression could not be computed: the guard is false, the body is `"EXIT"`. */
class Failure extends Error {}

const fail = (): never => {
  throw new Failure();
};
const number = (term: unknown): number => (typeof term === "number" ? term : fail());
const integer = (term: unknown): number => (Number.isInteger(term) ? (term as number) : fail());
const truth = (term: unknown): boolean => (typeof term === "boolean" ? term : fail());
const list = (term: unknown): readonly unknown[] => (Array.isArray(term) ? (term as unknown[]) : fail());

/** Functions of a fixed number of arguments, as guards know them. */
const FUNCTIONS: Readonly<Record<string, readonly [arity: number, compute: (...args: never[]) => unknown]>> =
  {
    is_atom: [1, (x) => typeof x === "string" || typeof x === "boolean" || x === undefined],
    is_binary: [1, (x) => typeof x === "string"],
    is_boolean: [1, (x) => typeof x === "boolean"],
    is_float: [1, (x) => typeof x === "number" && !Number.isInteger(x)],
    is_function: [1, (x) => typeof x === "function"],
    is_integer: [1, (x) => Number.isInteger(x)],
    is_list: [1, (x) => Array.isArray(x)],
    is_map: [1, (x) => isPlain(x)],
    is_number: [1, (x) => typeof x === "number"],
    is_pid: [1, (x) => isPid(x)],
    is_reference: [1, (x) => isRef(x)],
    is_tuple: [1, (x) => Array.isArray(x)],
    is_map_key: [2, (key: string, map) => (isPlain(map) ? key in map : fail())],
    "==": [2, equal],
    "=:=": [2, equal],
    "/=": [2, (a, b) => !equal(a, b)],
    "=/=": [2, (a, b) => !equal(a, b)],
    "<": [2, (a, b) => compare(a, b) < 0],
    "=<": [2, (a, b) => compare(a, b) <= 0],
    ">": [2, (a, b) => compare(a, b) > 0],
    ">=": [2, (a, b) => compare(a, b) >= 0],
    "+": [2, (a, b) => number(a) + number(b)],
    "-": [2, (a, b) => number(a) - number(b)],
    "*": [2, (a, b) => number(a) * number(b)],
    "/": [2, (a, b) => (number(b) === 0 ? fail() : number(a) / number(b))],
    div: [2, (a, b) => (integer(b) === 0 ? fail() : Math.trunc(integer(a) / integer(b)))],
    rem: [2, (a, b) => (integer(b) === 0 ? fail() : integer(a) % integer(b))],
    band: [2, (a, b) => integer(a) & integer(b)],
    bor: [2, (a, b) => integer(a) | integer(b)],
    bxor: [2, (a, b) => integer(a) ^ integer(b)],
    abs: [1, (a) => Math.abs(number(a))],
    round: [1, (a) => Math.round(number(a))],
    trunc: [1, (a) => Math.trunc(number(a))],
    max: [2, (a, b) => (compare(a, b) >= 0 ? a : b)],
    min: [2, (a, b) => (compare(a, b) <= 0 ? a : b)],
    not: [1, (a) => !truth(a)],
    and: [2, (a, b) => truth(a) && truth(b)],
    or: [2, (a, b) => truth(a) || truth(b)],
    xor: [2, (a, b) => truth(a) !== truth(b)],
    element: [
      2,
      (position, tuple) => (integer(position) in [, ...list(tuple)] ? list(tuple)[position - 1] : fail()),
    ],
    hd: [1, (a) => (list(a).length > 0 ? list(a)[0] : fail())],
    tl: [1, (a) => (list(a).length > 0 ? list(a).slice(1) : fail())],
    length: [1, (a) => list(a).length],
    size: [1, (a) => list(a).length],
    tuple_size: [1, (a) => list(a).length],
    map_size: [1, (a) => (isPlain(a) ? Object.keys(a).length : fail())],
    map_get: [2, (key: string, map) => (isPlain(map) && key in map ? map[key] : fail())],
  };

function compileExpression(expression: unknown, variables: ReadonlySet<number>, where: string): Expression {
  const inner = (part: unknown) => compileExpression(part, variables, where);
  if (expression instanceof Variable) {
    if (!variables.has(expression.number))
      throw badArgument(where, `a variable that the head binds`, expression.toString());
    return (_row, bindings) => bindings.get(expression.number);
  }
  if (expression === "$_") return (row) => row;
  if (expression === "$$")
    return (_row, bindings) => [...bindings].sort(([a], [b]) => a - b).map(([, value]) => value);
  if (isPlain(expression)) {
    const fields = Object.entries(expression).map(([key, value]) => [key, inner(value)] as const);
    return (row, bindings) => Object.fromEntries(fields.map(([key, value]) => [key, value(row, bindings)]));
  }
  if (!Array.isArray(expression)) return () => expression;
  return compileCall(expression as unknown[], inner, where);
}

function compileCall(
  call: readonly unknown[],
  inner: (part: unknown) => Expression,
  where: string,
): Expression {
  const [name, ...args] = call;
  // {{a, b}} builds a tuple; here [[a, b]].
  if (Array.isArray(name) && args.length === 0) {
    const items = name.map(inner);
    return (row, bindings) => items.map((item) => item(row, bindings));
  }
  if (name === "const" && args.length === 1) return () => args[0];
  const operands = args.map(inner);
  if (name === "andalso")
    return (row, bindings) => operands.every((operand) => truth(operand(row, bindings)));
  if (name === "orelse") return (row, bindings) => operands.some((operand) => truth(operand(row, bindings)));
  if (name === "self" || name === "node")
    throw badArgument(where, "a value in its place: self() or node()", call);
  if (name === "+" && args.length === 1) return (row, bindings) => number(operands[0]!(row, bindings));
  if (name === "-" && args.length === 1) return (row, bindings) => -number(operands[0]!(row, bindings));
  const known = typeof name === "string" ? FUNCTIONS[name] : undefined;
  if (known?.[0] !== args.length)
    throw badArgument(
      where,
      'a guard function with its arguments, such as [">", ETS.v(1), 20]',
      call,
      `Write [[...]] for a tuple and ["const", ...] for a term as it is.`,
    );
  const compute = known[1] as (...values: unknown[]) => unknown;
  return (row, bindings) => compute(...operands.map((operand) => operand(row, bindings)));
}

function compileClause(clause: unknown, where: string): (row: Row) => unknown {
  if (!Array.isArray(clause) || clause.length !== 3 || !Array.isArray(clause[1]) || !Array.isArray(clause[2]))
    throw badArgument(where, "a clause [head, guards, body] with guards and body in arrays", clause);
  const [head, guards, body] = clause as unknown as Clause;
  if (!Array.isArray(head) && !(head instanceof Variable) && head !== "_" && typeof head !== "symbol")
    throw badArgument(where, "a tuple, a variable or _ as the head", head);
  if (body.length === 0) throw badArgument(where, "at least one expression in the body", clause);
  const variables = new Set<number>();
  const matches: Matcher = compilePattern(head, variables);
  const conditions = guards.map((guard) => compileExpression(guard, variables, where));
  const results = body.map((expression) => compileExpression(expression, variables, where));
  return (row) => {
    const bindings: Bindings = new Map();
    if (!matches(row, bindings)) return NO_MATCH;
    for (const condition of conditions) if (!holds(condition, row, bindings)) return NO_MATCH;
    let result: unknown;
    for (const expression of results) result = valueOf(expression, row, bindings);
    return result;
  };
}

function holds(condition: Expression, row: Row, bindings: Bindings): boolean {
  try {
    return condition(row, bindings) === true;
  } catch (error) {
    if (error instanceof Failure) return false;
    throw error;
  }
}

function valueOf(expression: Expression, row: Row, bindings: Bindings): unknown {
  try {
    return expression(row, bindings);
  } catch (error) {
    if (error instanceof Failure) return "EXIT";
    throw error;
  }
}

/**
 * Compiles a match specification.
 * @param where the function that was called, for errors
 * @returns a function from a row to the result of the first clause that matches, or `NO_MATCH`
 * @throws ArgumentError for anything that is not a match specification
 */
export function compileSpec(spec: unknown, where: string): (row: Row) => unknown {
  if (!Array.isArray(spec) || spec.length === 0)
    throw badArgument(where, "a match specification: an array of [head, guards, body]", spec);
  const clauses = spec.map((clause) =>
    compileClause(clause, `${where}, match specification ${inspect(spec)}`),
  );
  return (row) => {
    for (const clause of clauses) {
      const result = clause(row);
      if (result !== NO_MATCH) return result;
    }
    return NO_MATCH;
  };
}
