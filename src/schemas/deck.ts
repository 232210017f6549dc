/** content/decks/<id>/index.mdx */
import type { z } from "astro/zod";
import { count, level, line, record, released, topics } from "./fields.ts";

export const deck = record("a deck", {
  title: line("its title", 80),
  summary: line("what it is about, in one sentence", 160),
  minutes: count("the minutes it takes to present", 120),
  level,
  topics,
  released,
});

export type DeckData = z.infer<typeof deck>;
