/** The functions that guards and bodies of match specifications may call. */
import { self } from "../primitives.ts";
import { here } from "../node/node.ts";
import { isPid, isRef } from "../term/term.ts";
import { isPlain } from "./pattern.ts";
import { compare, equal } from "./term-order.ts";

/** An expression could not be computed: the guard is false, the body is `"EXIT"`. */
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

/** An operation on bits: JavaScript's own knows 32 of them. */
function bits(name: "&" | "|" | "^", a: unknown, b: unknown): number {
  const [x, y] = [BigInt(integer(a)), BigInt(integer(b))];
  return Number(name === "&" ? x & y : name === "|" ? x | y : x ^ y);
}

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

/** By name: the least and the greatest number of arguments, and the function. */
export const FUNCTIONS: Readonly<Record<string, readonly [least: number, most: number, compute: Compute]>> = {
  is_atom: [1, 1, (x) => typeof x === "string" || typeof x === "boolean" || x === undefined],
  is_binary: [1, 1, (x) => typeof x === "string"],
  is_bitstring: [1, 1, (x) => typeof x === "string"],
  is_boolean: [1, 1, (x) => typeof x === "boolean"],
  is_float: [1, 1, (x) => typeof x === "number" && !Number.isInteger(x)],
  is_function: [1, 1, (x) => typeof x === "function"],
  is_integer: [1, 1, (x) => Number.isInteger(x)],
  is_list: [1, 1, (x) => Array.isArray(x)],
  is_map: [1, 1, (x) => isPlain(x)],
  is_number: [1, 1, (x) => typeof x === "number"],
  is_pid: [1, 1, (x) => isPid(x)],
  is_port: [1, 1, () => false],
  is_record: [2, 3, isRecord],
  is_reference: [1, 1, (x) => isRef(x)],
  is_tuple: [1, 1, (x) => Array.isArray(x)],
  is_map_key: [2, 2, (key, x) => text(key) in map(x)],
  "==": [2, 2, equal],
  "=:=": [2, 2, equal],
  "/=": [2, 2, (a, b) => !equal(a, b)],
  "=/=": [2, 2, (a, b) => !equal(a, b)],
  "<": [2, 2, (a, b) => compare(a, b) < 0],
  "=<": [2, 2, (a, b) => compare(a, b) <= 0],
  ">": [2, 2, (a, b) => compare(a, b) > 0],
  ">=": [2, 2, (a, b) => compare(a, b) >= 0],
  "+": [1, 2, (...args) => args.map(number).reduce((a, b) => a + b)],
  "-": [1, 2, (...args) => (args.length === 1 ? -number(args[0]) : number(args[0]) - number(args[1]))],
  "*": [2, 2, (a, b) => number(a) * number(b)],
  "/": [2, 2, (a, b) => (number(b) === 0 ? fail() : number(a) / number(b))],
  div: [2, 2, (a, b) => (integer(b) === 0 ? fail() : Math.trunc(integer(a) / integer(b)))],
  rem: [2, 2, (a, b) => (integer(b) === 0 ? fail() : integer(a) % integer(b))],
  band: [2, 2, (a, b) => bits("&", a, b)],
  bor: [2, 2, (a, b) => bits("|", a, b)],
  bxor: [2, 2, (a, b) => bits("^", a, b)],
  bnot: [1, 1, (a) => -integer(a) - 1],
  bsl: [2, 2, (a, b) => shift(a, integer(b))],
  bsr: [2, 2, (a, b) => shift(a, -integer(b))],
  abs: [1, 1, (a) => Math.abs(number(a))],
  ceil: [1, 1, (a) => Math.ceil(number(a))],
  float: [1, 1, number],
  floor: [1, 1, (a) => Math.floor(number(a))],
  round: [1, 1, (a) => round(number(a))],
  trunc: [1, 1, (a) => Math.trunc(number(a))],
  max: [2, 2, (a, b) => (compare(a, b) >= 0 ? a : b)],
  min: [2, 2, (a, b) => (compare(a, b) <= 0 ? a : b)],
  not: [1, 1, (a) => !truth(a)],
  and: [1, Infinity, (...args) => args.map(truth).every((arg) => arg)],
  or: [1, Infinity, (...args) => args.map(truth).some((arg) => arg)],
  xor: [2, 2, (a, b) => truth(a) !== truth(b)],
  element: [2, 2, elementAt],
  hd: [1, 1, (a) => nonEmpty(a)[0]],
  tl: [1, 1, (a) => nonEmpty(a).slice(1)],
  length: [1, 1, (a) => list(a).length],
  size: [1, 1, (a) => (typeof a === "string" ? byteSize(a) : list(a).length)],
  byte_size: [1, 1, (a) => byteSize(text(a))],
  bit_size: [1, 1, (a) => 8 * byteSize(text(a))],
  binary_part: [3, 3, binaryPart],
  tuple_size: [1, 1, (a) => list(a).length],
  map_size: [1, 1, (a) => Object.keys(map(a)).length],
  map_get: [2, 2, (key, x) => (text(key) in map(x) ? map(x)[text(key)] : fail())],
  self: [0, 0, () => self()],
  node: [0, 1, () => here().name],
};
