/** Terms: what messages are made of, and how they are printed. */

/**
 * A message is dynamically typed, as in Erlang: nobody knows what it is until it has been matched. `receive<T>()` or a
 * type guard gives it a type; until then it is a `Term`.
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the one dynamic type of the runtime, named and explained
export type Term = any;

/** Matches anything in a tuple pattern: `receive(["DOWN", ref, _, _, "normal"])`. */
export const _: unique symbol = Symbol("_");

// The classes below let only the kernel see what a handle stands for; everyone else gets an opaque value.
let behindRef: (ref: Ref) => object | undefined;
let isNumbered: (pid: Pid) => boolean;

/**
 * The identity of a process: opaque, compared with `===`, printed as `<0.85.0>`. It is the process itself as others see it: the
 * kernel's class extends this one, for a second object would make a process a sixth larger.
 */
export class Pid {
  readonly #number: number;

  /** Only the kernel makes pids: use `spawn`. */
  constructor(number: number) {
    this.#number = number;
  }

  toString(): string {
    return `<0.${this.#number}.0>`;
  }

  toJSON(): string {
    return this.toString();
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }

  static {
    isNumbered = (pid) => #number in pid;
  }
}

/** A unique reference: opaque, compared with `===`, printed as `#Ref<0.3>`. May stand for a monitor, an alias or a timer. */
export class Ref {
  readonly #number: number;
  readonly #behind: object | undefined;

  /** Only the kernel makes references: use `makeRef`. */
  constructor(number: number, behind?: object) {
    this.#number = number;
    this.#behind = behind;
  }

  toString(): string {
    return `#Ref<0.${this.#number}>`;
  }

  toJSON(): string {
    return this.toString();
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }

  static {
    behindRef = (ref) => ref.#behind;
  }
}

/** The monitor, alias or timer behind a reference, if any (for the kernel). */
export const targetOfRef = (ref: Ref): object | undefined => behindRef(ref);

/**
 * Says whether a term is a pid. Follows Elixir's `is_pid/1`.
 *
 * @example
 * ```ts
 * import { isPid, self } from "beamish";
 * console.log(isPid(self()), isPid("main"));
 * //> true false
 * ```
 */
export function isPid(term: unknown): term is Pid {
  // A proxy and an imitation have the class, but no number. To ask that of all that is no pid would cost more than a message.
  return term instanceof Pid && isNumbered(term);
}

/**
 * Says whether a term is a reference. Follows Elixir's `is_reference/1`.
 *
 * @example
 * ```ts
 * import { isRef, makeRef } from "beamish";
 * console.log(isRef(makeRef()), isRef(1));
 * //> true false
 * ```
 */
export function isRef(term: unknown): term is Ref {
  return term instanceof Ref;
}

/** Says whether two terms are the same in structure. Pids, references and instances of classes are the same by identity. */
export function equal(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return a === b;
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, i) => equal(item, b[i]));
  if (!isPlain(a) || !isPlain(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && equal(a[key], b[key]))
  );
}

/** The key of a map that is the same as `key` in structure: that one if it is there, otherwise `key` itself. */
export function keyIn(map: ReadonlyMap<unknown, unknown>, key: unknown): unknown {
  if (typeof key !== "object" || key === null || map.has(key)) return key;
  for (const other of map.keys()) if (equal(other, key)) return other;
  return key;
}

/** Says whether a term is a plain object: a map of Erlang's. The namespace of a module is none. */
export function isPlain(term: object): term is Readonly<Record<string, unknown>> {
  const prototype: unknown = Object.getPrototypeOf(term);
  return prototype === Object.prototype || (prototype === null && !(Symbol.toStringTag in term));
}

const WORD = /^[A-Za-z_$][\w$]*$/;
const MOST_ITEMS = 50;
/** Parts of a term that are written: a proxy may have no end. */
const MOST_PARTS = 2_000;

/**
 * A term as text: `["ok", "tea", 1]`, `<0.85.0>`, `#Ref<0.3>`, `{ id: 1 }`. Long collections end in `...` after 50 items.
 * What refuses to be looked at, as a proxy may, is `#Unreadable`.
 *
 * Follows Elixir's `inspect/1`; strings stand for atoms too, so both are quoted.
 *
 * @param term Anything.
 * @example
 * ```ts
 * import { inspect } from "beamish";
 * console.log(inspect(["ok", { id: 1, name: "tea" }]));
 * //> ["ok", { id: 1, name: "tea" }]
 * ```
 */
export function inspect(term: unknown): string {
  return text(term, [], { left: MOST_PARTS });
}

interface Budget {
  left: number;
}

function text(term: unknown, above: readonly object[], budget: Budget): string {
  if (--budget.left < 0) return "...";
  try {
    return textOf(term, above, budget);
  } catch {
    return "#Unreadable";
  }
}

function textOf(term: unknown, above: readonly object[], budget: Budget): string {
  switch (typeof term) {
    case "string":
      return JSON.stringify(term);
    case "bigint":
      return `${term}n`;
    case "symbol":
      return term.description ?? "symbol";
    case "function":
      return `#Function<${term.name || "anonymous"}>`;
    case "object":
      return term === null ? "null" : objectText(term, above, budget);
    default:
      return Object.is(term, -0) ? "-0" : String(term);
  }
}

function objectText(term: object, above: readonly object[], budget: Budget): string {
  if (term instanceof Pid || term instanceof Ref) return term.toString();
  if (above.includes(term)) return "#Circular";
  const inside = [...above, term];
  const item = (value: unknown) => text(value, inside, budget);
  if (Array.isArray(term)) return `[${list(term, item)}]`;
  if (term instanceof Error) return `${term.name}(${JSON.stringify(term.message)})`;
  if (term instanceof Map)
    return braces(
      "Map ",
      list(term, ([key, value]) => `${item(key)} => ${item(value)}`),
    );
  if (term instanceof Set) return braces("Set ", list(term, item));
  if (term instanceof Date) return `#Date<${isNaN(+term) ? "invalid" : term.toISOString()}>`;
  if (Symbol.iterator in term && "then" in term && "name" in term) return `#Op<${String(term.name)}>`;
  // The namespace of a module, as in ["via", Registry, key]: what it exports says nothing.
  if (!isPlain(term) && Object.getPrototypeOf(term) === null) return "#Module";
  const field = ([key, value]: [string, unknown]) =>
    `${WORD.test(key) ? key : JSON.stringify(key)}: ${item(value)}`;
  return braces(isPlain(term) ? "" : `${term.constructor.name} `, list(Object.entries(term), field));
}

function list<T>(items: Iterable<T>, show: (item: T) => string): string {
  const shown: string[] = [];
  for (const item of items) {
    if (shown.length === MOST_ITEMS) return `${shown.join(", ")}, ...`;
    shown.push(show(item));
  }
  return shown.join(", ");
}

const braces = (name: string, content: string) => (content === "" ? `${name}{}` : `${name}{ ${content} }`);
