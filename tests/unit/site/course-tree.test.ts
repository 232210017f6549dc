import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { CourseData, SyllabusItem } from "../../../src/schemas/course.ts";
import { courseTree, neighbours, progressOf, writtenByKind } from "../../../src/site/course-tree.ts";

const chapter = (id: string): SyllabusItem => ({ planned: false, kind: "chapter", id });
const later = (title: string): SyllabusItem => ({
  planned: true,
  title,
  kind: "lab",
  release: "0.2",
  covers: ["x"],
});

const syllabus: CourseData["syllabus"] = [
  {
    part: "Morning",
    items: [later("Sums"), chapter("processes"), { planned: false, kind: "deck", id: "tour" }],
  },
  { part: "Afternoon", items: [chapter("links"), later("Cache")] },
];
const facts = (kind: string, id: string) =>
  id === "unknown" ? undefined : { title: `${kind} ${id}`, summary: "What it says.", minutes: 20 };
const tree = courseTree(syllabus, facts);

describe("a course as a line of stops", () => {
  it("numbers the stops through all parts and joins them with what is written", () => {
    assert.deepEqual(
      tree.parts.map(({ title, stops }) => [title, stops.map((stop) => `${stop.number} ${stop.title}`)]),
      [
        ["Morning", ["1 Sums", "2 chapter processes", "3 deck tour"]],
        ["Afternoon", ["4 chapter links", "5 Cache"]],
      ],
    );
  });

  it("leaves out what does not exist, without a gap in the numbers", () => {
    const short = courseTree([{ part: "One", items: [chapter("unknown"), chapter("links")] }], facts);
    assert.deepEqual(
      short.stops.map(({ number, title }) => [number, title]),
      [[1, "chapter links"]],
    );
  });

  it("leads from one written stop to the next, across parts and over planned ones", () => {
    const around = neighbours(tree, "chapter", "processes");
    assert.equal(around?.here.number, 2);
    assert.equal(around?.previous, undefined, "what comes before is not written");
    assert.equal(around?.next?.id, "tour");
    assert.equal(neighbours(tree, "chapter", "links")?.previous?.id, "tour");
  });

  it("says what will follow when nothing written does", () => {
    const around = neighbours(tree, "chapter", "links");
    assert.equal(around?.next, undefined);
    assert.equal(around?.later?.title, "Cache");
    assert.equal(neighbours(tree, "chapter", "processes")?.later, undefined, "there is a next stop to go to");
  });

  it("knows no neighbours of what is not in it", () => {
    assert.equal(neighbours(tree, "chapter", "ets"), undefined);
    assert.equal(neighbours(tree, "chapter", "tour"), undefined, "a deck is not a chapter");
  });

  it("counts what is out", () => {
    assert.deepEqual(progressOf(tree), { written: 3, total: 5 });
    assert.deepEqual(
      [...writtenByKind(tree)],
      [
        ["chapter", 2],
        ["deck", 1],
      ],
    );
  });
});
