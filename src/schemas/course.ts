/** content/courses/<id>.mdx: the facts of one course, and its syllabus as an ordered list of ids. */
import { z } from "astro/zod";
import { count, day, id, level, line, list, oneOf, record, shown, topics, version } from "./fields.ts";
import { shelves } from "./shelves.ts";

export const KINDS = ["chapter", "deck", "lab", "walkthrough", "exam"] as const;
export type Kind = (typeof KINDS)[number];

/** Days are 09:00 to 17:00, half of them lab work. */
const length = z.union(
  [
    record("a length in days", { days: count("days of teaching", 10) }),
    record("a length in minutes", { minutes: count("minutes", 480) }),
  ],
  {
    error: ({ input }) =>
      `expected the length as { days: 3 } or { minutes: 15 }, got ${shown(input)}. Change it.`,
  },
);

const planned = record("an item that is not written yet", {
  planned: line("the title it will have", 120),
  kind: oneOf(KINDS, "what it will be"),
  release: version("the version that will bring it"),
  covers: list(line("one topic that it will teach", 240), "what it will teach, one line a topic"),
});

const written = record("a written item", { kind: oneOf(KINDS, "its kind"), id: id("the id of an entry") });

/** An item as pages see it: written `{ kind, id }`, or planned `{ kind, title, release, covers }`. */
export type SyllabusItem =
  | ({ readonly planned: false } & z.infer<typeof written>)
  | ({ readonly planned: true; readonly title: string } & Omit<z.infer<typeof planned>, "planned">);

/**
 * One item of a syllabus. Authors write `chapter: processes`; pages get `{ kind: "chapter", id: "processes" }`. What
 * the item is depends on its keys, so that a mistake is reported for the form that the author meant.
 */
const item = z.unknown().transform((value, context): SyllabusItem => {
  const keys = typeof value === "object" && value !== null ? Object.keys(value) : [];
  const [kind] = keys;
  if (keys.includes("planned")) {
    const read = planned.safeParse(value);
    if (read.success) {
      const { planned: title, ...rest } = read.data;
      return { planned: true, title, ...rest };
    }
    context.issues.push(...read.error.issues.map((issue) => ({ ...issue, input: value }) as never));
  } else if (keys.length === 1 && KINDS.includes(kind as Kind)) {
    const read = written.safeParse({ kind, id: (value as Record<string, unknown>)[kind as Kind] });
    if (read.success) return { planned: false, ...read.data };
    context.issues.push(...read.error.issues.map((issue) => ({ ...issue, input: value }) as never));
  } else {
    context.addIssue(
      `expected one of ${KINDS.map((name) => `"${name}: <id>"`).join(", ")}, or "planned: <title>" with kind, ` +
        `release and covers; got ${shown(value)}. Change it.`,
    );
  }
  return z.NEVER;
});

const route = record("one way through the course", {
  read: line("what to read"),
  do: line("what to do"),
  skip: line("what to skip"),
});

const release = record("a release", {
  version: version("the version"),
  date: day("the day it came out; leave it out while it is only planned").optional(),
  what: line("what came out with it", 300),
});

const session = record("a dated session", {
  start: day("the first day"),
  end: day("the last day"),
  place: line("where it is held", 120),
  url: z.url().describe("where to book it").optional(),
});

export const course = record("a course", {
  number: count("its place in the catalogue", 99),
  title: line("its title", 80),
  promise: line("what it promises, in one line", 180),
  level,
  length: length.describe("how long it takes"),
  topics,
  audience: line("who it is for, in one or two sentences"),
  prerequisites: list(line("a sentence"), "what to know before it"),
  objectives: list(
    line('a verb phrase that completes "When you have finished you can ..."'),
    "what you can do after it",
  ),
  syllabus: list(
    record("a part of the syllabus", {
      part: line("the title of the part", 100),
      items: list(item, "the items of the part, in order"),
    }),
    "the parts of the course, in order",
  ),
  itinerary: record("the itinerary", { newcomer: route, practitioner: route, expert: route }),
  releases: list(release, "what came out when"),
  shelves,
  next: list(id("the id of a course"), "courses to take next"),
  dates: z.array(session).default([]).describe("dated sessions; none are invented"),
});

export type CourseData = z.infer<typeof course>;
export type Length = CourseData["length"];
export type Session = CourseData["dates"][number];
