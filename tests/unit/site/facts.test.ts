/**
 * The schema.org objects, against what schema.org knows of each type and what Google asks for in a course
 * (name, description, provider; offers with a category; an instance with its mode and its workload).
 */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { ChapterData } from "../../../src/schemas/chapter.ts";
import type { CourseData } from "../../../src/schemas/course.ts";
import { catalogueFacts, chapterFacts, courseFacts } from "../../../src/site/facts.ts";

type Rule = (value: unknown) => boolean;
interface Type {
  readonly required: readonly string[];
  readonly properties: Readonly<Record<string, Rule>>;
}

const text: Rule = (value) => typeof value === "string" && value.trim() !== "";
const texts: Rule = (value) => Array.isArray(value) && value.length > 0 && value.every(text);
const url: Rule = (value) => typeof value === "string" && URL.canParse(value);
const date: Rule = (value) => typeof value === "string" && /^\d{4}-\d\d-\d\d$/.test(value);
const duration: Rule = (value) =>
  typeof value === "string" && /^P(\d+D)?(T(\d+H)?(\d+M)?)?$/.test(value) && /\d/.test(value);
const language: Rule = (value) => typeof value === "string" && /^[a-z]{2}(-[A-Z]{2})?$/.test(value);
const oneOf =
  (...words: readonly unknown[]): Rule =>
  (value) =>
    words.includes(value);
const is =
  (type: string): Rule =>
  (value) =>
    problems(value, type).length === 0;
const all =
  (rule: Rule): Rule =>
  (value) =>
    Array.isArray(value) && value.length > 0 && value.every(rule);

const learning = {
  name: text,
  description: text,
  url,
  inLanguage: language,
  educationalLevel: text,
  about: texts,
  teaches: texts,
  timeRequired: duration,
  isAccessibleForFree: oneOf(true),
  provider: is("Organization"),
};
const TYPES: Readonly<Record<string, Type>> = {
  Course: {
    required: ["name", "description", "provider", "offers", "hasCourseInstance"],
    properties: {
      ...learning,
      abstract: text,
      courseCode: text,
      coursePrerequisites: texts,
      dateModified: date,
      offers: all(is("Offer")),
      hasCourseInstance: all(is("CourseInstance")),
    },
  },
  CourseInstance: {
    required: ["courseMode", "courseWorkload"],
    properties: {
      courseMode: oneOf("Online", "Onsite", "Blended"),
      courseWorkload: duration,
      startDate: date,
      endDate: date,
      location: text,
      url,
    },
  },
  Offer: {
    required: ["category", "price", "priceCurrency"],
    properties: {
      category: oneOf("Free", "Partially Free", "Subscription", "Paid"),
      price: (value) => typeof value === "number" && value >= 0,
      priceCurrency: (value) => typeof value === "string" && /^[A-Z]{3}$/.test(value),
    },
  },
  Organization: { required: ["name"], properties: { name: text, url } },
  LearningResource: {
    required: ["name", "description", "url"],
    properties: { ...learning, learningResourceType: text, datePublished: date },
  },
  ItemList: { required: ["itemListElement"], properties: { itemListElement: all(is("ListItem")) } },
  ListItem: {
    required: ["position", "url"],
    properties: { position: (value) => Number.isInteger(value) && Number(value) > 0, url },
  },
};

/** What is wrong with an object that should be of a type. */
function problems(value: unknown, expected?: string): string[] {
  if (typeof value !== "object" || value === null) return ["not an object"];
  const { "@type": name, "@context": context, "@id": id, ...fields } = value as Record<string, unknown>;
  const type = TYPES[String(name)];
  if (type === undefined || (expected !== undefined && name !== expected))
    return [`unexpected type ${String(name)}`];
  return [
    ...(expected === undefined && context !== "https://schema.org" ? ["no @context"] : []),
    ...(id === undefined || url(id) ? [] : ["@id is no address"]),
    ...type.required
      .filter((field) => !(field in fields))
      .map((field) => `${String(name)}.${field} is missing`),
    ...Object.entries(fields).flatMap(([field, given]) => {
      const rule = type.properties[field];
      if (rule === undefined) return [`${String(name)} has no property ${field}`];
      return rule(given) ? [] : [`${String(name)}.${field} is wrong: ${JSON.stringify(given)}`];
    }),
  ];
}

const site = new URL("https://beamish.example");
const work = { title: "A", author: "B", kind: "book" as const, url: "https://example.org/" };
const shelves = { learn: [work], do: [work], grok: [work] };
const way = { read: "a", do: "b", skip: "c" };
const course: { id: string; data: CourseData } = {
  id: "behaviours",
  data: {
    number: 2,
    title: "Behaviours",
    promise: "Every behaviour explained.",
    level: "intermediate",
    length: { days: 3 },
    topics: ["behaviours", "ets"],
    audience: "Everybody.",
    prerequisites: ["A web application"],
    objectives: ["write a server"],
    syllabus: [],
    itinerary: { newcomer: way, practitioner: way, expert: way },
    releases: [
      { version: "0.1", date: new Date("2026-11-21"), what: "One chapter" },
      { version: "0.2", what: "Another" },
    ],
    shelves,
    next: [],
    dates: [{ start: new Date("2027-03-01"), end: new Date("2027-03-03"), place: "Malmö" }],
  },
};

describe("facts for machines", () => {
  it("describe a course as schema.org and search engines ask", () => {
    assert.deepEqual(problems(courseFacts(course, site)), []);
  });

  it("give every dated session an instance of its own, beside the one for self-study", () => {
    const facts = courseFacts(course, site) as {
      hasCourseInstance: Record<string, unknown>[];
      dateModified: string;
    };
    assert.deepEqual(
      facts.hasCourseInstance.map(({ courseMode, startDate }) => [courseMode, startDate]),
      [
        ["Online", undefined],
        ["Onsite", "2027-03-01"],
      ],
    );
    assert.equal(facts.dateModified, "2026-11-21");
  });

  it("describe a chapter and the catalogue", () => {
    const data: ChapterData = {
      title: "Processes",
      summary: "What they are.",
      minutes: 20,
      level: "beginner",
      topics: ["processes"],
      needs: [],
      released: { version: "0.1", date: new Date("2026-11-21") },
      shelves,
    };
    assert.deepEqual(problems(chapterFacts({ id: "processes", data }, site)), []);
    assert.deepEqual(problems(catalogueFacts([course, { id: "two" }], site)), []);
  });

  it("would not pass with a field missing, wrong or unknown", () => {
    const good = courseFacts(course, site) as Record<string, unknown>;
    const without = Object.fromEntries(Object.entries(good).filter(([field]) => field !== "offers"));
    assert.deepEqual(problems(without), ["Course.offers is missing"]);
    assert.deepEqual(problems({ ...good, colour: "red" }), ["Course has no property colour"]);
    assert.deepEqual(problems({ ...good, timeRequired: "3 days" }), [
      'Course.timeRequired is wrong: "3 days"',
    ]);
  });
});
