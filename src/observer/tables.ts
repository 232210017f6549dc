/** The ETS tables of a run as they were at one moment. */
import type { RecordedEvent } from "beamish/trace";

export interface TableView {
  readonly name: string;
  readonly owner: string;
  /** Key to its rows, both as printed. */
  readonly rows: ReadonlyMap<string, string>;
}

/** @param events the record up to the moment */
export function tablesAfter(events: Iterable<RecordedEvent>): readonly TableView[] {
  const tables = new Map<string, { owner: string; rows: Map<string, string> }>();
  const tableOf = (name: string, owner: string) => {
    const table = tables.get(name) ?? { owner, rows: new Map<string, string>() };
    tables.set(name, table);
    return table;
  };
  for (const event of events) {
    if (event.type === "table") {
      if (event.event === "dropped") tables.delete(event.table);
      else tableOf(event.table, event.pid).owner = event.pid;
    } else if (event.type === "rows") {
      const { rows } = tableOf(event.table, event.pid);
      if (event.rows === "[]") rows.delete(event.key);
      else rows.set(event.key, event.rows);
    }
  }
  return [...tables].map(([name, table]) => ({ name, ...table }));
}
