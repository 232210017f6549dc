/** `ETS.updateCounter` and `ETS.updateElement`: changes to one row, all of them or none. */
import { badArgument } from "../term/errors.ts";
import type { Row } from "./rows.ts";

/** Add to the element behind the key; add at a position; or add and, past a threshold, set to a value. */
export type CounterUpdate =
  | number
  | readonly [position: number, increment: number]
  | readonly [position: number, increment: number, threshold: number, setTo: number];

export type ElementUpdate = readonly [position: number, value: unknown];

const FORMS = "an increment, [position, increment] or [position, increment, threshold, setTo]";

/** Where in a row the element at a position is: positions count from 1. */
export function indexIn(row: Row, position: unknown, where: string): number {
  if (!Number.isInteger(position) || (position as number) < 1 || (position as number) > row.length)
    throw badArgument(where, `a position from 1 to ${row.length}`, position);
  return (position as number) - 1;
}

/** The same for an element that may be changed. */
function changeableIn(row: Row, position: unknown, keypos: number, where: string): number {
  if (position === keypos) throw badArgument(where, "a position other than that of the key", position);
  return indexIn(row, position, where);
}

/**
 * The row after the updates, and the new values.
 * @param keypos position of the key, from 1; a bare increment is for the position behind it
 */
export function countUp(
  row: Row,
  updates: readonly CounterUpdate[],
  keypos: number,
): { readonly row: Row; readonly values: readonly number[] } {
  const where = "ETS.updateCounter";
  const next = [...row];
  const values = updates.map((update) => {
    const isForm = typeof update === "number" || (Array.isArray(update) && [2, 4].includes(update.length));
    if (!isForm) throw badArgument(where, FORMS, update);
    const [position, increment, threshold, setTo] =
      typeof update === "number" ? [keypos + 1, update] : update;
    const at = changeableIn(next, position, keypos, where);
    const before = next[at];
    if (!Number.isInteger(before))
      throw badArgument(
        where,
        `a whole number at position ${position}`,
        before,
        "Only whole numbers can be counted up.",
      );
    for (const operand of [increment, threshold ?? 0, setTo ?? 0])
      if (!Number.isInteger(operand)) throw badArgument(where, "whole numbers in an update", update);
    const sum = (before as number) + increment;
    const passed = threshold !== undefined && (increment >= 0 ? sum > threshold : sum < threshold);
    const value = passed ? (setTo ?? 0) : sum;
    next[at] = value;
    return value;
  });
  return { row: next, values };
}

/** The row with other elements. */
export function replaceElements(row: Row, updates: readonly ElementUpdate[], keypos: number): Row {
  const next = [...row];
  for (const update of updates) {
    if (!Array.isArray(update) || update.length !== 2)
      throw badArgument("ETS.updateElement", "[position, value]", update);
    next[changeableIn(row, update[0], keypos, "ETS.updateElement")] = update[1];
  }
  return next;
}
