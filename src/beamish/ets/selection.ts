/** Going through the rows that match, all at once or in portions. */
import { badArgument } from "../term/errors.ts";
import { copyOut } from "./by-key.ts";
import { NO_MATCH } from "./match-spec.ts";
import { isGround } from "./pattern.ts";
import type { Place, Row } from "./rows.ts";
import { access, type Table } from "./table.ts";

export const END = "$end_of_table";

/** What is looked for, and where. */
export interface Search {
  readonly table: Table;
  /** What becomes of a row, or `NO_MATCH`. */
  readonly choose: (row: Row) => unknown;
  /** The patterns of the rows: if there is one and it names a key, only that key's rows are looked at. */
  readonly heads: readonly unknown[];
  /** Against the order of an `ordered_set`. */
  readonly isReverse?: boolean;
}

/**
 * A selection that has not come to its end: give it to `ETS.select`, `ETS.match` or `ETS.matchObject` for the next portion.
 * It may be used again: it says where to go on, and does not change.
 */
export class Continuation {
  readonly search: Search;
  readonly limit: number;
  /** The place that the walk has come to; before the first, or behind the last. */
  readonly place: Place | "start" | "end";
  /** Results of that place for which there was no room. */
  readonly left: readonly unknown[];

  constructor(search: Search, limit: number, place: Place | "start" | "end", left: readonly unknown[]) {
    this.search = search;
    this.limit = limit;
    this.place = place;
    this.left = left;
  }
}

/** Some results and how to go on, or the end. */
export type Portion<T> = readonly [results: T[], next: Continuation | "$end_of_table"] | "$end_of_table";

/** The rows that may match: those of one key when the head names it, else all. */
export function candidates({ table, heads, isReverse }: Omit<Search, "choose">): Iterable<Row> {
  const place = placeNamed(table, heads);
  if (place !== undefined) return place.rows;
  return table.rows.all(isReverse);
}

function placeNamed({ rows, keypos }: Table, heads: readonly unknown[]): Place | undefined {
  const [head] = heads;
  if (heads.length !== 1 || !Array.isArray(head) || keypos > head.length) return undefined;
  const key: unknown = head[keypos - 1];
  return isGround(key) ? { key, rows: rows.get(key) } : undefined;
}

/** What `choose` makes of the rows, without those it refuses. */
export function* results(rows: Iterable<Row>, choose: Search["choose"]): Generator {
  for (const row of rows) {
    const result = choose(row);
    if (result !== NO_MATCH) yield result;
  }
}

/** The next portion of a selection. */
export function portion<T>(where: string, continuation: unknown): Portion<T> {
  if (continuation === END) return END;
  if (!(continuation instanceof Continuation))
    throw badArgument(where, "a continuation that an earlier call returned", continuation);
  const { search, limit } = continuation;
  access(where, search.table.ref, "read");
  const found = [...continuation.left];
  let { place } = continuation;
  while (found.length < limit && place !== "end") {
    place = placeAfter(search, place);
    if (place !== "end") found.push(...results(place.rows, search.choose));
  }
  if (found.length === 0) return END;
  const taken = copyOut(found.slice(0, limit)) as T[];
  // As in Erlang: a full portion may be the last one without knowing it.
  if (place === "end" && found.length < limit) return [taken, END];
  return [taken, new Continuation(search, limit, place, found.slice(limit))];
}

function placeAfter({ table, heads, isReverse }: Search, place: Place | "start"): Place | "end" {
  const { rows } = table;
  const named = placeNamed(table, heads);
  if (named !== undefined) return place === "start" ? named : "end";
  return (place === "start" ? rows.first(isReverse) : rows.after(place, isReverse)) ?? "end";
}

export function checkLimit(where: string, limit: unknown): number {
  if (!Number.isInteger(limit) || (limit as number) < 1)
    throw badArgument(where, "a limit of at least 1", limit);
  return limit as number;
}
