/** What no single file can know: ids that do not exist, items listed twice, circles. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { checkContent, contentError, nearest, type Content } from "../../src/site/check-content.ts";
import type { SyllabusItem } from "../../src/schemas/course.ts";

const written = (kind: "chapter" | "deck" | "lab", id: string): SyllabusItem => ({
  planned: false,
  kind,
  id,
});
const planned = (title: string): SyllabusItem => ({
  planned: true,
  title,
  kind: "chapter",
  release: "0.2",
  covers: ["Something"],
});

/** Two chapters, a deck, and one course that lists these items. */
function content(
  items: readonly SyllabusItem[],
  fields: { next?: string[]; needs?: string[] } = {},
): Content {
  return {
    courses: [
      {
        id: "one",
        file: "content/courses/one.mdx",
        data: { number: 1, next: fields.next ?? ["two"], syllabus: [{ part: "First", items: [...items] }] },
      },
      { id: "two", file: "content/courses/two.mdx", data: { number: 2, next: ["one"], syllabus: [] } },
    ],
    chapters: [
      { id: "processes", file: "content/chapters/processes/index.mdx", data: { needs: [] } },
      {
        id: "server-loop",
        file: "content/chapters/server-loop/index.mdx",
        data: { needs: fields.needs ?? ["processes"] },
      },
    ],
    decks: [{ id: "tour" }],
  };
}

describe("checking the content", () => {
  it("finds nothing wrong with good content", () => {
    assert.deepEqual(
      checkContent(content([written("chapter", "processes"), written("deck", "tour"), planned("X")])),
      [],
    );
  });

  it("names an unknown chapter with its file and part, and what was probably meant", () => {
    const [problem, ...others] = checkContent(content([written("chapter", "procesess")]));
    assert.deepEqual(others, []);
    assert.match(
      problem ?? "",
      /^content\/courses\/one\.mdx: syllabus, part "First": expected the id of a chapter that exists, got "procesess"\./,
    );
    assert.match(problem ?? "", /did you mean "processes"\? There are: processes, server-loop\./);
    assert.match(problem ?? "", /list it as "planned: <title>"/);
  });

  it("does not take a chapter for a deck", () => {
    assert.match(
      checkContent(content([written("deck", "processes")]))[0] ?? "",
      /expected the id of a deck that exists, got "processes".*There is: tour\./,
    );
  });

  it("says so when there is none of a kind yet", () => {
    assert.match(
      checkContent(content([written("lab", "cache")]))[0] ?? "",
      /got "cache"\. There is no lab yet\./,
    );
  });

  it("finds an item that is listed twice", () => {
    const twice = checkContent(content([written("chapter", "processes"), written("chapter", "processes")]));
    assert.deepEqual(twice, [
      'content/courses/one.mdx: syllabus, part "First": expected each item once in a course, got chapter processes again (first in part "First"). Remove one of the two.',
    ]);
    assert.equal(checkContent(content([planned("X"), planned("X")])).length, 1);
  });

  it("finds unknown courses in next, and a course that leads to itself", () => {
    assert.match(
      checkContent(content([], { next: ["twoo"] }))[0] ?? "",
      /^content\/courses\/one\.mdx: next: expected the id of a course that exists, got "twoo".*did you mean "two"\?/,
    );
    assert.match(
      checkContent(content([], { next: ["one"] }))[0] ?? "",
      /next: expected other courses, got the course itself\. Remove "one"\./,
    );
  });

  it("finds two courses with one number", () => {
    const good = content([]);
    const courses = good.courses.map((course) => ({ ...course, data: { ...course.data, number: 7 } }));
    assert.deepEqual(checkContent({ ...good, courses }), [
      "content/courses/two.mdx: number: expected a number of its own, got 7, which content/courses/one.mdx has too. Change one of them.",
    ]);
  });

  it("finds unknown chapters in needs, and chapters that need themselves or each other", () => {
    assert.match(
      checkContent(content([], { needs: ["proceses"] }))[0] ?? "",
      /^content\/chapters\/server-loop\/index\.mdx: needs: expected the id of a chapter that exists, got "proceses"/,
    );
    assert.match(
      checkContent(content([], { needs: ["server-loop"] }))[0] ?? "",
      /needs: expected other chapters, got the chapter itself/,
    );
    const good = content([]);
    const chapters = good.chapters.map((chapter) => ({
      ...chapter,
      data: { needs: [chapter.id === "processes" ? "server-loop" : "processes"] },
    }));
    const problems = checkContent({ ...good, chapters });
    assert.equal(problems.length, 1, "a circle is reported once");
    assert.match(problems[0] ?? "", /got a circle: processes needs server-loop needs processes\. Break it\./);
  });

  it("reports everything at once", () => {
    const { message } = contentError(["a.mdx: one", "b.mdx: two"]);
    assert.equal(message, "The content has 2 problems:\n  - a.mdx: one\n  - b.mdx: two");
  });

  it("guesses slips and not other words", () => {
    assert.equal(nearest("behaviors", ["behaviours", "processes"]), "behaviours");
    assert.equal(nearest("kubernetes", ["behaviours", "processes"]), undefined);
  });
});
