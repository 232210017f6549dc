/** content/docs/<id>.mdx: guides for readers, authors and operators. */
import type { z } from "astro/zod";
import { count, line, oneOf, record } from "./fields.ts";

export const AUDIENCES = ["reader", "author", "operator"] as const;

export const doc = record("a guide", {
  title: line("its title", 80),
  summary: line("what it is about, in one sentence", 160),
  order: count("its place in the list", 999),
  audience: oneOf(AUDIENCES, "who it is for"),
});

export type DocData = z.infer<typeof doc>;
