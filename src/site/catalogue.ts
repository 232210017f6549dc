/** The collections, joined. The only code that reads them. */
import { getCollection, type CollectionEntry } from "astro:content";
import type { Kind } from "../schemas/course.ts";
import { LEVELS } from "../schemas/fields.ts";
import { checkContent, contentError } from "./check-content.ts";
import { courseTree, type CourseTree, type Facts } from "./course-tree.ts";

export type CourseEntry = CollectionEntry<"courses">;
export type ChapterEntry = CollectionEntry<"chapters">;
export type DeckEntry = CollectionEntry<"decks">;
export type DocEntry = CollectionEntry<"docs">;

export interface Course {
  readonly id: string;
  readonly data: CourseEntry["data"];
  readonly tree: CourseTree;
  readonly entry: CourseEntry;
}

export interface Catalogue {
  /** In the order of their numbers. */
  readonly courses: readonly Course[];
  /** The easier first; then in the order in which courses list them. */
  readonly chapters: readonly ChapterEntry[];
  readonly decks: readonly DeckEntry[];
  /** In their own order. */
  readonly docs: readonly DocEntry[];
}

let loaded: Promise<Catalogue> | undefined;

/** Everything there is to show. Read once in a build; in development again for each page, so that edits show. */
export function catalogue(): Promise<Catalogue> {
  if (import.meta.env.DEV) return load();
  return (loaded ??= load());
}

/** The courses that list an entry. */
export function coursesWith(all: Catalogue, kind: Kind, id: string): Course[] {
  return all.courses.filter(({ tree }) =>
    tree.stops.some((stop) => !stop.planned && stop.kind === kind && stop.id === id),
  );
}

async function load(): Promise<Catalogue> {
  const [courseEntries, chapters, decks, docs] = await Promise.all([
    getCollection("courses"),
    getCollection("chapters"),
    getCollection("decks"),
    getCollection("docs"),
  ]);
  const problems = checkContent({
    courses: courseEntries.map(withFile),
    chapters: chapters.map(withFile),
    decks,
  });
  if (problems.length > 0) throw contentError(problems);
  const facts = new Map<string, Facts>([
    ...chapters.map(({ id, data }) => [`chapter ${id}`, data] as const),
    ...decks.map(({ id, data }) => [`deck ${id}`, data] as const),
  ]);
  const courses = courseEntries
    .toSorted((a, b) => a.data.number - b.data.number)
    .map((entry) => ({
      id: entry.id,
      data: entry.data,
      tree: courseTree(entry.data.syllabus, (kind, id) => facts.get(`${kind} ${id}`)),
      entry,
    }));
  return {
    courses,
    chapters: inReadingOrder(chapters, "chapter", courses),
    decks: inReadingOrder(decks, "deck", courses),
    docs: docs.toSorted((a, b) => a.data.order - b.data.order),
  };
}

/** The entry as the check wants it: with its file, from the root of the repository. */
function withFile<Data>(entry: { readonly id: string; readonly data: Data; readonly filePath?: string }) {
  return { id: entry.id, data: entry.data, file: entry.filePath ?? entry.id };
}

function inReadingOrder<Entry extends ChapterEntry | DeckEntry>(
  entries: readonly Entry[],
  kind: Kind,
  courses: readonly Course[],
): Entry[] {
  const listed = courses.flatMap(({ tree }) =>
    tree.stops.flatMap((stop) => (!stop.planned && stop.kind === kind ? [stop.id] : [])),
  );
  // An entry that no course lists comes last.
  const place = ({ id }: Entry): number => (listed.includes(id) ? listed.indexOf(id) : listed.length);
  const rung = ({ data }: Entry): number => LEVELS.indexOf(data.level);
  return entries.toSorted((a, b) => rung(a) - rung(b) || place(a) - place(b));
}
