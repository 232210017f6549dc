/** The functions that guards and bodies of match specifications may call. */
import { self } from "../primitives.ts";
import { here } from "../node/node.ts";
import { isPid, isRef } from "../term/term.ts";
import { isPlain } from "./pattern.ts";
import { compare, equal } from "./term-order.ts";

/** A call could not be computed: the guard is false; in a body the call is `"EXIT"`. */
export class Failure extends Error {}

export const fail = (): never => {
  throw new Failure();
};
const number = (term: unknown): number => (typeof term === "number" ? term : fail());
const integer = (term: unknown): number => (Number.isInteger(term) ? (term as number) : fail());
export const truth = (term: unknown): boolean => (typeof term === "boolean" ? term : fail());
const list = (term: unknown): readonly unknown[] => (Array.isArray(term) ? (term as unknown[]) : fail());
const nonEmpty = (term: unknown): readonly unknown[] => (list(term).length > 0 ? list(term) : fail());
const text = (term: unknown): string => (typeof term === "string" ? term : fail());
const map = (term: unknown): Readonly<Record<string, unknown>> => (isPlain(term) ? term : fail());

/** Bytes in UTF-8. */
function byteSize(string: string): number {
  let size = 0;
  for (const char of string) {
    const code = char.codePointAt(0)!;
    size += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x1_0000 ? 3 : 4;
  }
  return size;
}

/** For operations on bits: those on numbers know 32 of them. */
const big = (term: unknown): bigint => BigInt(integer(term));

const shift = (a: unknown, by: number): number => Math.floor(integer(a) * 2 ** by);
/** Half goes away from zero, as in Erlang. */
const round = (a: number): number => Math.sign(a) * Math.round(Math.abs(a));

function elementAt(position: unknown, tuple: unknown): unknown {
  const at = integer(position);
  return at >= 1 && at <= list(tuple).length ? list(tuple)[at - 1] : fail();
}

function isRecord(term: unknown, tag: unknown, size?: unknown): boolean {
  return Array.isArray(term) && equal(term[0], tag) && (size === undefined || term.length === size);
}

function binaryPart(binary: unknown, start: unknown, length: unknown): string {
  const [from, to] = [integer(start), integer(start) + integer(length)].toSorted((a, b) => a - b) as [
    number,
    number,
  ];
  return from >= 0 && to <= text(binary).length ? text(binary).slice(from, to) : fail();
}

type Compute = (...args: unknown[]) => unknown;

/** Each takes as many arguments as are written, unless `ARITIES` says otherwise. */
const FUNCTIONS: Readonly<Record<string, Compute>> = {
  is_atom: (x) => typeof x === "string" || typeof x === "boolean" || x === undefined,
  is_binary: (x) => typeof x === "string",
  is_bitstring: (x) => typeof x === "string",
  is_boolean: (x) => typeof x === "boolean",
  is_float: (x) => typeof x === "number" && !Number.isInteger(x),
  is_function: (x) => typeof x === "function",
  is_integer: (x) => Number.isInteger(x),
  is_list: (x) => Array.isArray(x),
  is_map: (x) => isPlain(x),
  is_number: (x) => typeof x === "number",
  is_pid: (x) => isPid(x),
  is_port: () => false,
  is_record: isRecord,
  is_reference: (x) => isRef(x),
  is_tuple: (x) => Array.isArray(x),
  is_map_key: (key, x) => text(key) in map(x),
  "==": equal,
  "=:=": equal,
  "/=": (a, b) => !equal(a, b),
  "=/=": (a, b) => !equal(a, b),
  "<": (a, b) => compare(a, b) < 0,
  "=<": (a, b) => compare(a, b) <= 0,
  ">": (a, b) => compare(a, b) > 0,
  ">=": (a, b) => compare(a, b) >= 0,
  "+": (...args) => args.map(number).reduce((a, b) => a + b),
  "-": (...args) => (args.length === 1 ? -number(args[0]) : number(args[0]) - number(args[1])),
  "*": (a, b) => number(a) * number(b),
  "/": (a, b) => (number(b) === 0 ? fail() : number(a) / number(b)),
  div: (a, b) => (integer(b) === 0 ? fail() : Math.trunc(integer(a) / integer(b))),
  rem: (a, b) => (integer(b) === 0 ? fail() : integer(a) % integer(b)),
  band: (a, b) => Number(big(a) & big(b)),
  bor: (a, b) => Number(big(a) | big(b)),
  bxor: (a, b) => Number(big(a) ^ big(b)),
  bnot: (a) => -integer(a) - 1,
  bsl: (a, b) => shift(a, integer(b)),
  bsr: (a, b) => shift(a, -integer(b)),
  abs: (a) => Math.abs(number(a)),
  ceil: (a) => Math.ceil(number(a)),
  float: number,
  floor: (a) => Math.floor(number(a)),
  round: (a) => round(number(a)),
  trunc: (a) => Math.trunc(number(a)),
  max: (a, b) => (compare(a, b) >= 0 ? a : b),
  min: (a, b) => (compare(a, b) <= 0 ? a : b),
  not: (a) => !truth(a),
  and: (...args) => args.map(truth).every((arg) => arg),
  or: (...args) => args.map(truth).some((arg) => arg),
  xor: (a, b) => truth(a) !== truth(b),
  element: elementAt,
  hd: (a) => nonEmpty(a)[0],
  tl: (a) => nonEmpty(a).slice(1),
  length: (a) => list(a).length,
  size: (a) => (typeof a === "string" ? byteSize(a) : list(a).length),
  byte_size: (a) => byteSize(text(a)),
  bit_size: (a) => 8 * byteSize(text(a)),
  binary_part: binaryPart,
  tuple_size: (a) => list(a).length,
  map_size: (a) => Object.keys(map(a)).length,
  map_get: (key, x) => (text(key) in map(x) ? map(x)[text(key)] : fail()),
  self: () => self(),
  node: () => here().name,
};

/** The least and the greatest number of arguments, where that is not the number of those that are written. */
const ARITIES: Readonly<Record<string, readonly [least: number, most: number]>> = {
  is_port: [1, 1],
  is_record: [2, 3],
  "+": [1, 2],
  "-": [1, 2],
  and: [1, Infinity],
  or: [1, Infinity],
  node: [0, 1],
};

/** The function of that name for so many arguments. */
export function functionFor(name: string, count: number): Compute | undefined {
  if (!Object.hasOwn(FUNCTIONS, name)) return undefined;
  const compute = FUNCTIONS[name]!;
  const [least, most] = ARITIES[name] ?? [compute.length, compute.length];
  return count >= least && count <= most ? compute : undefined;
}
