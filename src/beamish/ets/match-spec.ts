/** Match specifications: `[[head, guards, body], ...]`, compiled once into one function from a row to a result. */
import { badArgument } from "../term/errors.ts";
import { inspect, type Term } from "../term/term.ts";
import { Failure, functionFor, truth } from "./guard-functions.ts";
import { bound, compilePattern, isPlain, Variable, type Bindings, type Matcher } from "./pattern.ts";
import { equal } from "./term-order.ts";

/** A clause: what a row looks like, what must hold, and what comes out (the value of the last expression). */
export type Clause = readonly [head: unknown, guards: readonly unknown[], body: readonly unknown[]];
export type MatchSpec = readonly Clause[];

/** No clause matched. */
export const NO_MATCH: unique symbol = Symbol("no match");

type Row = readonly unknown[];
type Expression = (row: Row, bindings: Bindings) => unknown;

/** Where an expression stands: the variables that its head binds, what a call that fails comes to, and who asked. */
interface Context {
  readonly variables: ReadonlySet<number>;
  readonly settle: (call: Expression) => Expression;
  readonly where: string;
}

function compileExpression(expression: unknown, context: Context): Expression {
  const { variables, where } = context;
  const inner = (part: unknown) => compileExpression(part, context);
  if (expression instanceof Variable) {
    if (!variables.has(expression.number))
      throw badArgument(where, `a variable that the head binds`, expression.toString());
    return (_row, bindings) => bindings.get(expression.number);
  }
  if (expression === "$_") return (row) => row;
  if (expression === "$$") return (_row, bindings) => bound(bindings);
  if (isPlain(expression)) {
    const fields = Object.entries(expression).map(([key, value]) => [key, inner(value)] as const);
    return (row, bindings) => Object.fromEntries(fields.map(([key, value]) => [key, value(row, bindings)]));
  }
  if (!Array.isArray(expression)) return () => expression;
  return compileCall(expression as unknown[], inner, context);
}

function compileCall(
  call: readonly unknown[],
  inner: (part: unknown) => Expression,
  { settle, where }: Context,
): Expression {
  const [name, ...args] = call;
  const list = (items: readonly Expression[]) => (row: Row, bindings: Bindings) =>
    items.map((item) => item(row, bindings));
  // {{a, b}} builds a tuple; here [[a, b]].
  if (Array.isArray(name) && args.length === 0) return list(name.map(inner));
  if (name === "const" && args.length === 1) return () => args[0];
  // What begins with no name of a function is a list of expressions.
  if (call.length === 0 || typeof name !== "string" || name.startsWith("$")) return list(call.map(inner));
  const operands = args.map(inner);
  if (name === "andalso" && args.length > 0) return settle(lazily(operands, false));
  if (name === "orelse" && args.length > 0) return settle(lazily(operands, true));
  const compute = functionFor(name, args.length);
  if (compute === undefined)
    throw badArgument(
      where,
      'a guard function with its arguments, such as [">", ETS.v(1), 20]',
      call,
      `Write [[...]] for a tuple and ["const", ...] for a term as it is.`,
    );
  return settle((row, bindings) => compute(...operands.map((operand) => operand(row, bindings))));
}

/** `andalso` and `orelse`: the first operand that is `decisive`, or else the last one, whatever it is. */
function lazily(operands: readonly Expression[], decisive: boolean): Expression {
  const last = operands.at(-1)!;
  const others = operands.slice(0, -1);
  return (row, bindings) =>
    others.some((operand) => truth(operand(row, bindings)) === decisive) ? decisive : last(row, bindings);
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
  // In a guard a failure is one of the whole guard; in a body the call that failed is "EXIT", and the rest goes on.
  const guard: Context = { variables, settle: (call) => call, where };
  const conditions = guards.map((condition) => orExit(compileExpression(condition, guard)));
  const results = body.map((result) => compileExpression(result, { ...guard, settle: orExit }));
  return (row) => {
    const bindings: Bindings = new Map();
    if (!matches(row, bindings)) return NO_MATCH;
    for (const condition of conditions) if (condition(row, bindings) !== true) return NO_MATCH;
    let result: unknown;
    for (const expression of results) result = expression(row, bindings);
    return result;
  };
}

/** What cannot be computed is `"EXIT"`. */
function orExit(expression: Expression): Expression {
  return (row, bindings) => {
    try {
      return expression(row, bindings);
    } catch (error) {
      if (error instanceof Failure) return "EXIT";
      throw error;
    }
  };
}

/**
 * Compiles a match specification.
 * @param where the function that was called, for errors
 * @returns a function from a row to the result of the first clause that matches, or `NO_MATCH`
 * @throws ArgumentError for anything that is not a match specification
 */
export function compileSpec(spec: unknown, where: string): (row: Row) => unknown {
  if (!Array.isArray(spec))
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

/** Whether a clause is sure to leave the key where it is, whatever the row: its body says so, or repeats the head's key. */
export function keepsKey([head, , [result, ...more]]: Clause, keypos: number): boolean {
  if (more.length > 0 || result === "$_" || !Array.isArray(head)) return more.length === 0 && result === "$_";
  const key = (head as Term[])[keypos - 1];
  const [first, second] = Array.isArray(result) ? (result as Term[]) : [];
  if (first === "const") return equal(key, second?.[keypos - 1]);
  const ways = [key, built(key), ["const", key], ["element", keypos, "$_"]];
  return ways.some((way) => equal(way, first?.[keypos - 1]));
}

/** A term of a head as a body builds it: each tuple in a tuple. */
const built = (term: unknown): unknown => (Array.isArray(term) ? [term.map(built)] : term);

/** A match specification that `ETS.matchSpecCompile` has checked and compiled. */
export class CompiledSpec {
  readonly choose: (row: Row) => unknown;

  constructor(spec: unknown, where: string) {
    this.choose = compileSpec(spec, where);
  }
}
