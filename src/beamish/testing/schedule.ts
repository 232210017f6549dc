/** A schedule as text: where a run departs from the usual order. `"4:1 9:2"` is short enough to be put into a bug report. */
import { badArgument } from "../term/errors.ts";

/** At the `at`th place where there was a choice, from 0, the `option`th was taken; 0 is what is usual. */
export interface Deviation {
  readonly at: number;
  readonly option: number;
}

/** The option that a schedule wants at a choice. What does not fit, since something earlier is other than it was, is left out. */
export function wantedOption(wanted: ReadonlyMap<number, number>, at: number, width: number): number {
  const option = wanted.get(at) ?? 0;
  return option < width ? option : 0;
}

export function formatSchedule(deviations: readonly Deviation[]): string {
  return deviations.map(({ at, option }) => `${at}:${option}`).join(" ");
}

export function parseSchedule(where: string, text: unknown): Deviation[] {
  if (typeof text !== "string" || !/^(\d+:[1-9]\d*( |$))*$/.test(text))
    throw badArgument(where, 'a schedule such as "4:1 9:2", or "" for the usual order', text);
  const words = text.split(" ").filter((word) => word !== "");
  return words.map((word) => {
    const [at, option] = word.split(":").map(Number);
    return { at: at!, option: option! };
  });
}
