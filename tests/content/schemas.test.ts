/** Wrong front matter: each mistake is named with its field, what was expected, what came and what to do. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { chapter } from "../../src/schemas/chapter.ts";
import { course } from "../../src/schemas/course.ts";
import { deck } from "../../src/schemas/deck.ts";
import { doc } from "../../src/schemas/doc.ts";
import { idOf } from "../../src/schemas/ids.ts";

interface Schema {
  safeParse(value: unknown): {
    readonly success: boolean;
    readonly error?: {
      readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[];
    };
  };
}

/** The messages as Astro prints them: `field: message`. */
function messages(schema: Schema, value: unknown): string[] {
  const read = schema.safeParse(value);
  return (read.error?.issues ?? []).map((issue) => `${issue.path.join(".")}: ${issue.message}`);
}

const work = { title: "A book", author: "Somebody", kind: "book", url: "https://example.org/" };
const shelves = { learn: [work], do: [work], grok: [work] };
const goodChapter = {
  title: "Links",
  summary: "What a link promises.",
  minutes: 20,
  level: "beginner",
  topics: ["processes"],
  released: { version: "0.1", date: new Date("2026-11-21") },
  shelves,
};
const way = { read: "All.", do: "All.", skip: "Nothing." };
const goodCourse = {
  number: 1,
  title: "Links",
  promise: "Every link explained.",
  level: "beginner",
  length: { days: 1 },
  topics: ["processes"],
  audience: "Everybody.",
  prerequisites: ["None."],
  objectives: ["link two processes"],
  syllabus: [{ part: "One", items: [{ chapter: "links" }] }],
  itinerary: { newcomer: way, practitioner: way, expert: way },
  releases: [{ version: "0.1", what: "All of it." }],
  shelves,
  next: ["monitors"],
};

/** A good chapter with these fields changed. */
const withFields = (fields: object): object => ({ ...goodChapter, ...fields });
const withItem = (item: object): object => ({ ...goodCourse, syllabus: [{ part: "One", items: [item] }] });

describe("good front matter", () => {
  it("is accepted", () => {
    assert.deepEqual(messages(chapter, goodChapter), []);
    assert.deepEqual(messages(course, goodCourse), []);
    const guide = { title: "Hosting", summary: "Where it runs.", order: 1, audience: "operator" };
    assert.deepEqual(messages(doc, guide), []);
    const { title, summary, minutes, level, topics, released } = goodChapter;
    assert.deepEqual(messages(deck, { title, summary, minutes, level, topics, released }), []);
  });

  it("accepts a day as YAML gives it, quoted or not", () => {
    const quoted = chapter.parse(withFields({ released: { version: "0.1", date: "2026-11-21" } }));
    assert.deepEqual(quoted.released.date, new Date("2026-11-21T00:00:00Z"));
  });

  it("gives titles a typographic apostrophe, and leaves quoted words alone", () => {
    assert.equal(chapter.parse(withFields({ title: "A programmer's 'tea'" })).title, "A programmer’s 'tea'");
  });

  it("turns the items of a syllabus into one form", () => {
    const items = [
      { deck: "tour" },
      { planned: "Monitors", kind: "lab", release: "0.2", covers: ["What a monitor promises"] },
    ];
    const read = course.parse({ ...goodCourse, syllabus: [{ part: "One", items }] });
    assert.deepEqual(read.syllabus[0]?.items, [
      { planned: false, kind: "deck", id: "tour" },
      { planned: true, kind: "lab", title: "Monitors", release: "0.2", covers: ["What a monitor promises"] },
    ]);
  });
});

describe("wrong front matter", () => {
  const cases: readonly (readonly [what: string, schema: Schema, value: object, message: RegExp])[] = [
    [
      "a missing field",
      chapter,
      withFields({ summary: undefined }),
      /^summary: expected what it is about.*got nothing\. Add it\.$/,
    ],
    [
      "an unknown field",
      chapter,
      withFields({ sumary: "x" }),
      /^: unknown field "sumary"\. Fields of a chapter are: title, summary,/,
    ],
    [
      "a number in quotes",
      chapter,
      withFields({ minutes: "20" }),
      /^minutes: expected the minutes.*whole number from 1 to 120.*got "20"\. Change it\.$/,
    ],
    [
      "a summary that is too long",
      chapter,
      withFields({ summary: "a".repeat(161) }),
      /^summary: expected .*1 to 160 characters/,
    ],
    [
      "an unknown level",
      chapter,
      withFields({ level: "easy" }),
      /^level: expected the level: express, beginner, intermediate, experienced, got "easy"/,
    ],
    [
      "an unknown topic",
      chapter,
      withFields({ topics: ["cooking"] }),
      /^topics\.0: expected topics: processes, .*got "cooking"/,
    ],
    [
      "no topic at all",
      chapter,
      withFields({ topics: [] }),
      /^topics: expected one or more topics of src\/schemas\/topics\.ts, got \[\]/,
    ],
    [
      "a version that YAML read as a number",
      chapter,
      withFields({ released: { version: 0.1, date: new Date() } }),
      /^released\.version: expected .*in quotation marks, like "0\.3", got 0\.1/,
    ],
    [
      "a date that is none",
      chapter,
      withFields({ released: { version: "0.1", date: "soon" } }),
      /^released\.date: expected .*a day written like 2026-11-21, got "soon"/,
    ],
    [
      "an address that is none",
      chapter,
      withFields({ shelves: { ...shelves, do: [{ ...work, url: "example" }] } }),
      /^shelves\.do\.0\.url: expected a full web address \(https:\/\/\.\.\.\), got "example"/,
    ],
    [
      "an empty shelf",
      chapter,
      withFields({ shelves: { ...shelves, grok: [] } }),
      /^shelves\.grok: expected one or more works that go deeper, got \[\]/,
    ],
    [
      "an id that cannot be one",
      chapter,
      withFields({ needs: ["Server Loop"] }),
      /^needs\.0: expected the id of a chapter: small letters, digits and hyphens.*got "Server Loop"/,
    ],
    [
      "a misspelt kind of item",
      course,
      withItem({ chaptr: "links" }),
      /^syllabus\.0\.items\.0: expected one of "chapter: <id>".*got \{"chaptr":"links"\}\. Change it\.$/,
    ],
    [
      "a planned item without its release",
      course,
      withItem({ planned: "X", kind: "lab", covers: ["y"] }),
      /^syllabus\.0\.items\.0\.release: expected the version that will bring it.*got nothing\. Add it\.$/,
    ],
    [
      "a planned item of no kind",
      course,
      withItem({ planned: "X", kind: "film", release: "0.2", covers: ["y"] }),
      /^syllabus\.0\.items\.0\.kind: expected what it will be: chapter, deck, lab, walkthrough, exam, got "film"/,
    ],
    [
      "a length in the wrong form",
      course,
      { ...goodCourse, length: { weeks: 2 } },
      /^length: expected the length as \{ days: 3 \} or \{ minutes: 15 \}, got \{"weeks":2\}/,
    ],
    [
      "an audience that there is not",
      doc,
      { title: "A", summary: "B", order: 1, audience: "children" },
      /^audience: expected who it is for: reader, author, operator, got "children"/,
    ],
  ];
  for (const [what, schema, value, message] of cases)
    it(`names ${what}`, () => {
      const found = messages(schema, value);
      assert.equal(found.length, 1, found.join("\n"));
      assert.match(found[0] ?? "", message);
    });
});

describe("ids", () => {
  it("come from the file, or from the folder that holds index.mdx", () => {
    assert.equal(idOf("courses", "behaviours.mdx", new Map()), "behaviours");
    assert.equal(idOf("chapters", "server-loop/index.mdx", new Map()), "server-loop");
  });

  it("are given once: a second file with the same id is named with the first", () => {
    const seen = new Map<string, string>();
    idOf("docs", "hosting.mdx", seen);
    assert.equal(idOf("docs", "hosting.mdx", seen), "hosting", "reading a file again is no duplicate");
    assert.throws(
      () => idOf("docs", "guides/hosting.mdx", seen),
      /^Error: content\/docs\/guides\/hosting\.mdx: expected an id of its own, but content\/docs\/hosting\.mdx already has "hosting"\. Rename one of the two\.$/,
    );
  });

  it("must be fit for an address, and a fit one is suggested", () => {
    assert.throws(
      () => idOf("chapters", "Server Loop/index.mdx", new Map()),
      /content\/chapters\/Server Loop\/index\.mdx: expected a name of small letters.*got "Server Loop"\. Rename.*"server-loop"/,
    );
  });
});
