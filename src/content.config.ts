/** The collections: which files they are made of, and which schema each file must fit. */
import { defineCollection } from "astro:content";
import { glob } from "astro/loaders";
import { chapter } from "./schemas/chapter.ts";
import { course } from "./schemas/course.ts";
import { deck } from "./schemas/deck.ts";
import { doc } from "./schemas/doc.ts";
import { idOf } from "./schemas/ids.ts";
import { quiz } from "./schemas/quiz.ts";

/** Another folder can take the place of content/, for tests and benchmarks. */
const root = process.env["CONTENT_DIR"] ?? "./content";

function entries(name: string, pattern: string) {
  const seen = new Map<string, string>();
  return glob({
    base: `${root}/${name}`,
    pattern,
    generateId: ({ entry }) => idOf(name, entry, seen),
  });
}

export const collections = {
  courses: defineCollection({ loader: entries("courses", "**/*.mdx"), schema: course }),
  chapters: defineCollection({ loader: entries("chapters", "*/index.mdx"), schema: chapter }),
  decks: defineCollection({ loader: entries("decks", "*/index.mdx"), schema: deck }),
  // A chapter's quiz has the id of the chapter.
  quizzes: defineCollection({
    loader: glob({
      base: `${root}/chapters`,
      pattern: "*/quiz.yaml",
      generateId: ({ entry }) => entry.replace(/\/quiz\.yaml$/, ""),
    }),
    schema: quiz,
  }),
  docs: defineCollection({ loader: entries("docs", "**/*.mdx"), schema: doc }),
};
