/** content/chapters/<id>/index.mdx */
import { z } from "astro/zod";
import { count, id, level, line, record, released, topics } from "./fields.ts";
import { shelves } from "./shelves.ts";

export const chapter = record("a chapter", {
  title: line("its title", 80),
  summary: line("what it is about, in one sentence", 160),
  minutes: count("the minutes it takes to read and run", 120),
  level,
  topics,
  needs: z.array(id("the id of a chapter")).default([]).describe("the chapters to read before it"),
  released,
  shelves,
});

export type ChapterData = z.infer<typeof chapter>;
