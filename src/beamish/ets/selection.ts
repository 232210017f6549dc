/** Going through the rows that match, all at once or in portions. */
import { badArgument } from "../kernel/errors.ts";
import { NO_MATCH } from "./match-spec.ts";
import { isGround } from "./pattern.ts";
import type { Row } from "./rows.ts";
import type { Table } from "./table.ts";

/** A selection that has not come to its end: give it to `ETS.select`, `ETS.match` or `ETS.matchObject` for the next portion. */
export class Continuation {
  readonly table: Table;
  readonly limit: number;
  readonly results: Iterator<unknown>;

  constructor(table: Table, limit: number, results: Iterator<unknown>) {
    this.table = table;
    this.limit = limit;
    this.results = results;
  }
}

/** Some results and how to go on, or the end. */
export type Portion<T> = readonly [results: T[], next: Continuation] | "$end_of_table";

/** The rows that may match: those of one key when the patterns' heads name it, else all. */
export function candidates(table: Table, heads: readonly unknown[], backwards = false): Iterable<Row> {
  const { rows, keypos } = table;
  const [head] = heads;
  if (heads.length === 1 && Array.isArray(head) && keypos <= head.length && isGround(head[keypos - 1]))
    return rows.get(head[keypos - 1]);
  return backwards ? [...rows.all()].reverse() : rows.all();
}

/** What `choose` makes of the rows, without those it refuses. */
export function* results(rows: Iterable<Row>, choose: (row: Row) => unknown): Generator {
  for (const row of rows) {
    const result = choose(row);
    if (result !== NO_MATCH) yield result;
  }
}

/** The next portion of a selection. */
export function portion<T>(where: string, continuation: unknown): Portion<T> {
  if (!(continuation instanceof Continuation))
    throw badArgument(where, "a continuation that an earlier call returned", continuation);
  const { results: rest, limit } = continuation;
  const taken: T[] = [];
  while (taken.length < limit) {
    const next = rest.next();
    if (next.done) break;
    taken.push(next.value as T);
  }
  return taken.length === 0 ? "$end_of_table" : [taken, continuation];
}

export function checkLimit(where: string, limit: unknown): number {
  if (!Number.isInteger(limit) || (limit as number) < 1)
    throw badArgument(where, "a limit of at least 1", limit);
  return limit as number;
}
