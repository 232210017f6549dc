/** What a table holds: rows by key, in one of ETS's four ways. Knows neither owners nor processes. */
import { OrderedKeys } from "./ordered-keys.ts";
import { equal, hashKey } from "./term-order.ts";

export type Row = readonly unknown[];
export type TableType = "set" | "ordered_set" | "bag" | "duplicate_bag";

/** A place in a table: a key and its rows. A walk goes from one to the next. */
export interface Place {
  readonly key: unknown;
  readonly rows: readonly Row[];
}

/** All rows of one key. In a `set` and an `ordered_set` that is one row. */
interface Entry extends Place {
  rows: readonly Row[];
  next: Entry | undefined;
  previous: Entry | undefined;
}

const NONE: readonly Row[] = [];

/** What is under a key now. */
export type OnChange = (key: unknown, rows: readonly Row[]) => void;

export class Rows {
  readonly type: TableType;
  /** Where the key is in a row, from 0. */
  readonly #keyAt: number;
  readonly #byKey = new Map<unknown, Entry>();
  readonly #ordered: OrderedKeys<Entry> | undefined;
  #first: Entry | undefined;
  #last: Entry | undefined;
  #size = 0;
  /** While a traversal asks for it, keys that are deleted keep their place, so that it can go on from them. */
  #fixations = 0;
  readonly #deleted = new Set<Entry>();
  readonly #onChange: OnChange;

  /** @param onChange hears of every change: whoever keeps the table may have to tell it */
  constructor(type: TableType, keyAt: number, onChange: OnChange = () => undefined) {
    this.type = type;
    this.#onChange = onChange;
    this.#keyAt = keyAt;
    this.#ordered = type === "ordered_set" ? new OrderedKeys() : undefined;
  }

  get size(): number {
    return this.#size;
  }

  get isFixed(): boolean {
    return this.#fixations > 0;
  }

  keyOf(row: Row): unknown {
    return row[this.#keyAt];
  }

  get(key: unknown): readonly Row[] {
    return this.#entry(key)?.rows ?? NONE;
  }

  insert(row: Row): void {
    const key = this.keyOf(row);
    const entry = this.#entry(key) ?? this.#addEntry(key);
    const { rows } = entry;
    if (this.type === "set" || this.type === "ordered_set") this.#replace(entry, [row]);
    else if (this.type === "duplicate_bag" || !rows.some((other) => equal(other, row)))
      this.#replace(entry, [...rows, row]);
  }

  /** Several rows at once: in a bag, those of a key come to stand in reverse, as in Erlang/OTP 25. */
  insertAll(rows: readonly Row[]): void {
    if (this.type !== "bag") rows.forEach((row) => this.insert(row));
    else
      for (const same of Map.groupBy(rows, (row) => hashKey(this.keyOf(row))).values())
        same.reverse().forEach((row) => this.insert(row));
  }

  /** Removes all rows of a key and returns them. */
  take(key: unknown): readonly Row[] {
    const entry = this.#entry(key);
    if (entry === undefined) return NONE;
    const { rows } = entry;
    this.#replace(entry, NONE);
    return rows;
  }

  /** Removes the rows that are equal to this one. */
  deleteRow(row: Row): void {
    const entry = this.#entry(this.keyOf(row));
    if (entry !== undefined)
      this.#replace(
        entry,
        entry.rows.filter((other) => !equal(other, row)),
      );
  }

  /** Puts other rows in place of those of a key. */
  put(key: unknown, rows: readonly Row[]): void {
    const entry = this.#entry(key);
    if (entry !== undefined) this.#replace(entry, rows);
    else if (rows.length > 0) this.#replace(this.#addEntry(key), rows);
  }

  clear(): void {
    for (let place = this.first(); place !== undefined; place = this.after(place)) this.take(place.key);
  }

  /*
   * Walks go in key order through an `ordered_set`, or in reverse, and through the other types in the one order that they have.
   */

  /** All rows. Those that are changed meanwhile may or may not be seen. */
  *all(isReverse = false): Generator<Row> {
    for (let place = this.first(isReverse); place !== undefined; place = this.after(place, isReverse))
      yield* place.rows;
  }

  /** The place where a walk begins. */
  first(isReverse = false): Place | undefined {
    const ordered = this.#ordered;
    if (ordered === undefined) return this.#live(this.#first, isReverse);
    return this.#live(isReverse ? ordered.last() : ordered.first(), isReverse);
  }

  /** The place behind one that a walk has come to, even if that is empty by now. */
  after(place: Place, isReverse = false): Place | undefined {
    return this.#live(this.#successor(place as Entry, isReverse), isReverse);
  }

  /** `undefined` at the end; `"missing"` when the key is not there and the type has no order to go by. */
  next(key: unknown, isReverse = false): Place | undefined | "missing" {
    if (this.#ordered !== undefined) return this.#live(this.#neighbour(key, isReverse), isReverse);
    const entry = this.#byKey.get(hashKey(key));
    return entry === undefined ? "missing" : this.#live(entry.next, isReverse);
  }

  fix(): void {
    this.#fixations++;
  }

  unfix(): void {
    if (this.#fixations === 0 || --this.#fixations > 0) return;
    for (const entry of this.#deleted) if (entry.rows.length === 0) this.#removeEntry(entry);
    this.#deleted.clear();
  }

  #entry(key: unknown): Entry | undefined {
    return this.#ordered === undefined ? this.#byKey.get(hashKey(key)) : this.#ordered.get(key);
  }

  #neighbour(key: unknown, isReverse: boolean): Entry | undefined {
    return isReverse ? this.#ordered?.before(key) : this.#ordered?.after(key);
  }

  #successor(entry: Entry, isReverse: boolean): Entry | undefined {
    return this.#ordered === undefined ? entry.next : this.#neighbour(entry.key, isReverse);
  }

  #live(entry: Entry | undefined, isReverse: boolean): Entry | undefined {
    while (entry !== undefined && entry.rows.length === 0) entry = this.#successor(entry, isReverse);
    return entry;
  }

  #replace(entry: Entry, rows: readonly Row[]): void {
    if (rows !== entry.rows) this.#onChange(entry.key, rows);
    this.#size += rows.length - entry.rows.length;
    entry.rows = rows;
    if (rows.length > 0) return;
    if (this.#fixations > 0) this.#deleted.add(entry);
    else this.#removeEntry(entry);
  }

  #addEntry(key: unknown): Entry {
    const entry: Entry = { key, rows: NONE, next: undefined, previous: this.#last };
    if (this.#ordered !== undefined) {
      this.#ordered.add(entry);
      return entry;
    }
    this.#byKey.set(hashKey(key), entry);
    if (this.#last === undefined) this.#first = entry;
    else this.#last.next = entry;
    this.#last = entry;
    return entry;
  }

  #removeEntry(entry: Entry): void {
    if (this.#ordered !== undefined) {
      this.#ordered.remove(entry.key);
      return;
    }
    this.#byKey.delete(hashKey(entry.key));
    const { next, previous } = entry;
    if (previous === undefined) this.#first = next;
    else previous.next = next;
    if (next === undefined) this.#last = previous;
    else next.previous = previous;
  }
}
