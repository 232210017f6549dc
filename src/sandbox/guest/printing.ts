/**
 * Terms as one line of text, quickly: a run may be watched that sends a million messages in a second. What is common is
 * printed at once; all else goes the long way, which survives anything. Both print the same.
 */
import { isPid, isRef } from "beamish";
import { textOf, toValue } from "../values.ts";
import { leafOf } from "./runtime-values.ts";

/** Characters of a term in a trace event, and values looked at to make them. */
const LONGEST_TERM = 200;
const MOST_VALUES = 60;
/** As many items of a collection as `toValue` shows. */
const MOST_ITEMS = 50;
/** What is nested more deeply goes the long way. */
const DEEPEST = 6;
const WORD = /^[A-Za-z_$][\w$]*$/;

const LOOKING = { leafOf, positionsIn: () => [] };

/** What the term being printed is inside of, and how many values may still be looked at. */
const above: object[] = [];
let left = 0;

/** A term as `inspect` writes it, cut off after so many characters. Never throws, never runs a getter. */
export function printed(term: unknown): string {
  const whole = attempt(term) ?? textOf(toValue(term, LOOKING, MOST_VALUES));
  return whole.length <= LONGEST_TERM ? whole : `${whole.slice(0, LONGEST_TERM)}...`;
}

function attempt(term: unknown): string | undefined {
  left = MOST_VALUES;
  try {
    return quick(term);
  } catch {
    // A proxy may refuse every question.
    above.length = 0;
    return undefined;
  }
}

/** Of a text that gets too long only the beginning has to be right. `undefined` if it takes the long way. */
function quick(term: unknown): string | undefined {
  if (--left < 0) return undefined;
  switch (typeof term) {
    case "string":
      return quoted(term);
    case "number":
      return Object.is(term, -0) ? "-0" : String(term);
    case "boolean":
    case "undefined":
      return String(term);
    case "object":
      return term === null ? "null" : object(term);
    default:
      return undefined;
  }
}

function object(term: object): string | undefined {
  if (above.length >= DEEPEST || above.includes(term)) return undefined;
  above.push(term);
  const text = Array.isArray(term) ? list(term) : isPlain(term) ? record(term) : leafText(term);
  above.pop();
  return text;
}

function list(items: readonly unknown[]): string | undefined {
  const { length } = items;
  let text = "[";
  for (let index = 0; index < length && index < MOST_ITEMS; index++) {
    const item = quick(items[index]);
    if (item === undefined) return undefined;
    text += index === 0 ? item : `, ${item}`;
    if (text.length > LONGEST_TERM) return text;
  }
  return length > MOST_ITEMS ? `${text}, ...]` : `${text}]`;
}

function record(term: object): string | undefined {
  const keys = Object.keys(term);
  if (keys.length === 0) return "{}";
  if (keys.length > MOST_ITEMS) return undefined;
  let text = "{ ";
  for (const key of keys) {
    const property = Object.getOwnPropertyDescriptor(term, key);
    const part = property === undefined || property.get !== undefined ? undefined : quick(property.value);
    if (part === undefined) return undefined;
    if (text.length > 2) text += ", ";
    text += `${WORD.test(key) ? key : JSON.stringify(key)}: ${part}`;
    if (text.length > LONGEST_TERM) return text;
  }
  return `${text} }`;
}

const leafText = (term: object): string | undefined =>
  isPid(term) || isRef(term) ? String(term) : undefined;

function isPlain(term: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(term);
  return prototype === Object.prototype || prototype === null;
}

/** Most strings in messages are a few tags. */
const tags = new Map<string, string>();
const MOST_TAGS = 500;
const LONGEST_TAG = 16;

/** A long one is met again at once, where it is received. */
let long = "";
let longText = '""';

function quoted(string: string): string {
  if (string.length > LONGEST_TAG) {
    if (string !== long) longText = JSON.stringify((long = string).slice(0, LONGEST_TERM));
    return longText;
  }
  let text = tags.get(string);
  if (text === undefined) {
    text = JSON.stringify(string);
    if (tags.size < MOST_TAGS) tags.set(string, text);
  }
  return text;
}
