/** `console.table` as text. */
import type { Value } from "../engine.ts";
import { textOf } from "../values.ts";

/** A list or record of rows as a table with aligned columns; `undefined` for what has no rows. */
export function tableOf(value: Value): string | undefined {
  const rows = fieldsOf(value);
  if (rows === undefined || rows.length === 0) return undefined;
  const names: string[] = [];
  for (const [, row] of rows) {
    for (const [name] of fieldsOf(row) ?? [["value"] as const]) if (!names.includes(name)) names.push(name);
  }
  const lines = rows.map(([index, row]) => {
    const cells = new Map(fieldsOf(row) ?? [["value", row] as const]);
    return [index, ...names.map((name) => cellText(cells.get(name)))];
  });
  return aligned([["", ...names], ...lines]);
}

function fieldsOf(value: Value): readonly (readonly [string, Value])[] | undefined {
  if (value.kind === "list") return value.items.map((item, index) => [String(index), item] as const);
  if (value.kind === "record") return value.entries;
  return undefined;
}

const cellText = (value: Value | undefined) => (value === undefined ? "" : textOf(value));

/** Cells padded to the width of their column; the first line is the heading. */
function aligned(lines: readonly (readonly string[])[]): string {
  const widths = lines[0]!.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
  const [heading, ...body] = lines.map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join("  ")
      .trimEnd(),
  );
  return [heading, widths.map((width) => "-".repeat(width)).join("  "), ...body].join("\n");
}
