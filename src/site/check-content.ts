/**
 * What no single file can know: that the ids which entries name exist, and that nothing is listed twice. Pure; the
 * catalogue runs it in every build and stops the build with all that it found.
 */
import type { ChapterData } from "../schemas/chapter.ts";
import type { CourseData, Kind } from "../schemas/course.ts";

interface Entry<Data> {
  readonly id: string;
  /** The file, from the root of the repository. */
  readonly file: string;
  readonly data: Data;
}

export interface Content {
  readonly courses: readonly Entry<Pick<CourseData, "number" | "syllabus" | "next">>[];
  readonly chapters: readonly Entry<Pick<ChapterData, "needs">>[];
  readonly decks: readonly { readonly id: string }[];
}

/** What is wrong, one sentence each: file, field, what was expected, how to mend it. Empty when all is well. */
export function checkContent(content: Content): string[] {
  const known: Readonly<Record<Kind, readonly string[]>> = {
    chapter: content.chapters.map(({ id }) => id),
    deck: content.decks.map(({ id }) => id),
    lab: [],
    walkthrough: [],
    exam: [],
  };
  const courses = content.courses.map(({ id }) => id);
  return [
    ...content.courses.flatMap((course) => checkSyllabus(course, known)),
    ...content.courses.flatMap(({ id, file, data }) =>
      data.next.flatMap((next) =>
        next === id
          ? [`${file}: next: expected other courses, got the course itself. Remove "${next}".`]
          : missing(next, courses, `${file}: next`, "course"),
      ),
    ),
    ...checkNumbers(content.courses),
    ...content.chapters.flatMap(({ id, file, data }) =>
      data.needs.flatMap((need) =>
        need === id
          ? [`${file}: needs: expected other chapters, got the chapter itself. Remove "${need}".`]
          : missing(need, known.chapter, `${file}: needs`, "chapter"),
      ),
    ),
    ...checkCircles(content.chapters),
  ];
}

function checkSyllabus(
  { file, data }: Content["courses"][number],
  known: Readonly<Record<Kind, readonly string[]>>,
): string[] {
  const seen = new Map<string, string>();
  return data.syllabus.flatMap(({ part, items }) =>
    items.flatMap((item) => {
      const where = `${file}: syllabus, part "${part}"`;
      const name = item.planned ? `planned ${item.title}` : `${item.kind} ${item.id}`;
      const before = seen.get(name);
      seen.set(name, part);
      if (before !== undefined)
        return [
          `${where}: expected each item once in a course, got ${name} again (first in part "${before}"). ` +
            `Remove one of the two.`,
        ];
      if (item.planned) return [];
      return missing(item.id, known[item.kind], where, item.kind).map(
        (problem) =>
          `${problem} If it is not written yet, list it as "planned: <title>" with kind, release and covers.`,
      );
    }),
  );
}

function checkNumbers(courses: Content["courses"]): string[] {
  const owners = new Map<number, string>();
  return courses.flatMap(({ file, data: { number } }) => {
    const other = owners.get(number);
    owners.set(number, file);
    return other === undefined
      ? []
      : [
          `${file}: number: expected a number of its own, got ${number}, which ${other} has too. Change one of them.`,
        ];
  });
}

/** Chapters that need each other could never be started. */
function checkCircles(chapters: Content["chapters"]): string[] {
  const needs = new Map(chapters.map(({ id, data }) => [id, data.needs]));
  const found = new Set<string>();
  return chapters.flatMap(({ id, file }) => {
    const circle = circleFrom(id, needs);
    if (!circle || circle.length < 3) return [];
    const key = [...new Set(circle)].sort().join();
    if (found.has(key)) return [];
    found.add(key);
    return [
      `${file}: needs: expected an order in which chapters can be read, got a circle: ${circle.join(" needs ")}. Break it.`,
    ];
  });
}

/** A path through `needs` that comes back to its start, or undefined. */
function circleFrom(
  start: string,
  needs: ReadonlyMap<string, readonly string[]>,
  path: readonly string[] = [start],
): string[] | undefined {
  for (const next of needs.get(path.at(-1) ?? "") ?? []) {
    if (next === start) return [...path, next];
    if (path.includes(next)) continue;
    const circle = circleFrom(start, needs, [...path, next]);
    if (circle) return circle;
  }
  return undefined;
}

function missing(id: string, known: readonly string[], where: string, kind: string): string[] {
  if (known.includes(id)) return [];
  const near = nearest(id, known);
  const advice =
    known.length === 0
      ? `There is no ${kind} yet.`
      : `Correct it${near ? `; did you mean "${near}"?` : "."} There ${known.length === 1 ? "is" : "are"}: ${known.join(", ")}.`;
  return [`${where}: expected the id of a ${kind} that exists, got "${id}". ${advice}`];
}

/** The known word that takes the fewest changes, if that is few enough to be a slip. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const ranked = known
    .map((other) => ({ other, steps: distance(word, other) }))
    .sort((a, b) => a.steps - b.steps);
  const best = ranked[0];
  return best && best.steps <= Math.max(2, word.length / 3) ? best.other : undefined;
}

/** How many letters must be added, removed or changed to make one word of the other. */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...from].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...to].entries())
      next.push(
        Math.min((row[j] ?? 0) + (letter === other ? 0 : 1), (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1),
      );
    row = next;
  }
  return row.at(-1) ?? 0;
}

/** All problems as one error. */
export function contentError(problems: readonly string[]): Error {
  return new Error(
    `The content has ${problems.length === 1 ? "a problem" : `${problems.length} problems`}:\n` +
      problems.map((problem) => `  - ${problem}`).join("\n"),
  );
}
