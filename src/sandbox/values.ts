/**
 * Live values as data, and data as text.
 *
 * `toValue` runs beside the reader's code and must survive whatever it is given: cycles, proxies and getters that throw,
 * arrays of a million. `textOf` runs anywhere. Together they print what the runtime's `inspect` prints.
 */
import type { SourcePosition, Value } from "./engine.ts";

/** Items shown of one collection; `inspect` shows as many. */
const MOST_ITEMS = 50;
/** Characters shown of one string. */
const LONGEST_STRING = 10_000;
const DEEPEST = 20;
/** Values shown inside one value, all levels together. */
const MOST_VALUES = 2_000;

export interface Looking {
  /** Knows what the runtime's own opaque values are: pids and references. */
  readonly leafOf: (value: object) => Value | undefined;
  /** The places of a stack trace that lie in the reader's own files. */
  readonly positionsIn: (stack: string | undefined) => readonly SourcePosition[];
}

/** A live value as data. Never throws, never runs a getter, and never makes more than `most` parts. */
export function toValue(live: unknown, looking: Looking, most: number = MOST_VALUES): Value {
  let left = most;

  const look = (value: unknown, above: readonly object[]): Value => {
    left -= 1;
    if (left < 0 || above.length > DEEPEST) return cut("...");
    if (typeof value === "string") return { kind: "string", text: shortened(value) };
    if (typeof value !== "object" || value === null) return leaf(value);
    if (above.includes(value)) return cut("#Circular");
    try {
      return looking.leafOf(value) ?? lookInside(value, [...above, value]);
    } catch (error) {
      // A proxy may refuse every question.
      return cut(`#Unreadable<${messageOf(error)}>`);
    }
  };

  const lookInside = (value: object, above: readonly object[]): Value => {
    const show = (part: unknown) => look(part, above);
    if (Array.isArray(value)) return list("", value, value.length, show);
    if (value instanceof Error) return errorValue(value, looking);
    if (value instanceof Map) {
      const entries = first(value, MOST_ITEMS, ([key, part]) => [textOf(show(key)), show(part)] as const);
      return { kind: "record", name: "Map", entries, more: value.size - entries.length };
    }
    if (value instanceof Set) return list("Set", value, value.size, show);
    if (value instanceof Date) return { kind: "leaf", text: dateText(value), role: "other" };
    const entries: (readonly [string, Value])[] = [];
    const keys = Object.keys(value);
    for (const key of keys.slice(0, MOST_ITEMS)) {
      const property = Object.getOwnPropertyDescriptor(value, key);
      entries.push([key, property?.get ? cut("#Getter") : show(property?.value)]);
    }
    return { kind: "record", name: className(value), entries, more: keys.length - entries.length };
  };

  return look(live, []);
}

function list(name: string, items: Iterable<unknown>, size: number, show: (item: unknown) => Value): Value {
  const shown = first(items, MOST_ITEMS, show);
  return { kind: "list", ...(name && { name }), items: shown, more: size - shown.length };
}

function first<T, R>(items: Iterable<T>, most: number, show: (item: T) => R): R[] {
  const shown: R[] = [];
  for (const item of items) {
    if (shown.length === most) break;
    shown.push(show(item));
  }
  return shown;
}

function leaf(value: unknown): Value {
  switch (typeof value) {
    case "number":
      return { kind: "leaf", text: Object.is(value, -0) ? "-0" : String(value), role: "number" };
    case "bigint":
      return { kind: "leaf", text: `${value}n`, role: "number" };
    case "symbol":
      return { kind: "leaf", text: value.description ?? "symbol", role: "other" };
    case "function":
      return { kind: "leaf", text: `#Function<${functionName(value)}>`, role: "function" };
    default:
      return { kind: "leaf", text: String(value), role: "constant" };
  }
}

function errorValue(error: Error, { positionsIn }: Looking): Value {
  const { name, message, stack } = error;
  return { kind: "error", name: String(name), message: shortened(String(message)), at: positionsIn(stack) };
}

function className(value: object): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === Object.prototype || prototype === null) return "";
  return String((value as { constructor?: { name?: unknown } }).constructor?.name ?? "");
}

function functionName(value: object): string {
  try {
    return String((value as { name?: unknown }).name || "anonymous");
  } catch {
    return "anonymous";
  }
}

const dateText = (date: Date) => `#Date<${Number.isNaN(date.getTime()) ? "invalid" : date.toISOString()}>`;

const cut = (text: string): Value => ({ kind: "cut", text });

function shortened(text: string): string {
  if (text.length <= LONGEST_STRING) return text;
  return `${text.slice(0, LONGEST_STRING)}... (${text.length - LONGEST_STRING} more characters)`;
}

/** What an error says, whatever was thrown: its message, or the thrown value as a string. */
function messageOf(thrown: unknown): string {
  try {
    return String(thrown instanceof Error ? thrown.message : thrown);
  } catch {
    return "it cannot be shown";
  }
}

const WORD = /^[A-Za-z_$][\w$]*$/;

/** A value as one line of text, as the runtime's `inspect` writes it. */
export function textOf(value: Value): string {
  switch (value.kind) {
    case "string":
      return JSON.stringify(value.text);
    case "leaf":
    case "cut":
      return value.text;
    case "error":
      return `${value.name}(${JSON.stringify(value.message)})`;
    case "list": {
      const content = joined(value.items.map(textOf), value.more);
      return value.name ? braces(value.name, content) : `[${content}]`;
    }
    case "record": {
      // The keys of a map are values, already written as text.
      const field = value.name === "Map" ? mapField : plainField;
      return braces(value.name, joined(value.entries.map(field), value.more));
    }
  }
}

const mapField = ([key, value]: readonly [string, Value]) => `${key} => ${textOf(value)}`;
const plainField = ([key, value]: readonly [string, Value]) =>
  `${WORD.test(key) ? key : JSON.stringify(key)}: ${textOf(value)}`;

const joined = (parts: readonly string[], more: number) => (more > 0 ? [...parts, "..."] : parts).join(", ");

function braces(name: string, content: string): string {
  const body = content === "" ? "{}" : `{ ${content} }`;
  return name === "" ? body : `${name} ${body}`;
}

/** A printed line: values side by side; a string at the top level is printed raw. */
export function lineOf(values: readonly Value[]): string {
  return values.map((value) => (value.kind === "string" ? value.text : textOf(value))).join(" ");
}
