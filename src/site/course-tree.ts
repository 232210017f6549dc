/** A course as a line of stops: what its syllabus lists, joined with the facts of what is already written. */
import type { CourseData, Kind } from "../schemas/course.ts";

/** Something that exists and can be opened. */
export interface WrittenStop {
  readonly planned: false;
  readonly kind: Kind;
  readonly id: string;
  /** Its place in the course, from 1. */
  readonly number: number;
  readonly title: string;
  readonly summary: string;
  readonly minutes: number;
}

/** Something that a later release will bring. */
export interface PlannedStop {
  readonly planned: true;
  readonly kind: Kind;
  readonly number: number;
  readonly title: string;
  readonly release: string;
  readonly covers: readonly string[];
}

export type Stop = WrittenStop | PlannedStop;

export interface Part {
  readonly title: string;
  readonly stops: readonly Stop[];
}

export interface CourseTree {
  readonly parts: readonly Part[];
  /** The stops of all parts, in order. */
  readonly stops: readonly Stop[];
}

/** What is known of a written entry. */
export interface Facts {
  readonly title: string;
  readonly summary: string;
  readonly minutes: number;
}

/**
 * Join a syllabus with what is written.
 * @param find the facts of an entry, or undefined when there is none; such items are left out, and the check of the
 *   content has already stopped the build for them
 */
export function courseTree(
  syllabus: CourseData["syllabus"],
  find: (kind: Kind, id: string) => Facts | undefined,
): CourseTree {
  let number = 0;
  const parts = syllabus.map(({ part, items }) => ({
    title: part,
    stops: items.flatMap((item): Stop[] => {
      if (item.planned) return [{ ...item, number: ++number }];
      const facts = find(item.kind, item.id);
      return facts ? [{ ...item, ...pick(facts), number: ++number }] : [];
    }),
  }));
  return { parts, stops: parts.flatMap((part) => part.stops) };
}

function pick({ title, summary, minutes }: Facts): Facts {
  return { title, summary, minutes };
}

export const isWritten = (stop: Stop): stop is WrittenStop => !stop.planned;

export interface Neighbours {
  readonly here: WrittenStop;
  readonly previous: WrittenStop | undefined;
  readonly next: WrittenStop | undefined;
  /** The planned stop that follows directly, when that is why there is no next one. */
  readonly later: PlannedStop | undefined;
}

/** Where a chapter is in a course, and the written stops before and after it; undefined when it is not in the course. */
export function neighbours(tree: CourseTree, kind: Kind, id: string): Neighbours | undefined {
  const written = tree.stops.filter(isWritten);
  const at = written.findIndex((stop) => stop.kind === kind && stop.id === id);
  const here = written[at];
  if (here === undefined) return undefined;
  const next = written[at + 1];
  const following = tree.stops[here.number];
  return {
    here,
    previous: written[at - 1],
    next,
    later: next === undefined && following?.planned ? following : undefined,
  };
}

/** How much of a course is out: `{ written: 2, total: 21 }`. */
export function progressOf(tree: CourseTree): { readonly written: number; readonly total: number } {
  return { written: tree.stops.filter(isWritten).length, total: tree.stops.length };
}

/** How many stops of each kind are written, in the order of first appearance. */
export function writtenByKind(tree: CourseTree): ReadonlyMap<Kind, number> {
  const counts = new Map<Kind, number>();
  for (const stop of tree.stops.filter(isWritten)) counts.set(stop.kind, (counts.get(stop.kind) ?? 0) + 1);
  return counts;
}
