/** Further reading on three shelves: Learn it, Do it, Grok it. */
import { z } from "astro/zod";
import { line, list, oneOf, record, shown } from "./fields.ts";

export const resource = record("a resource on a shelf", {
  title: line("the title of the work", 160),
  author: line("who made it", 120),
  kind: oneOf(["book", "docs", "talk", "paper", "course", "code"], "what it is"),
  url: z
    .url({
      protocol: /^https?$/,
      error: (issue) => `expected a full web address (https://...), got ${shown(issue.input)}. Change it.`,
    })
    .describe("where it is"),
});

export const shelves = record("shelves", {
  learn: list(resource, "one or more works to learn it from"),
  do: list(resource, "one or more works to try it with"),
  grok: list(resource, "one or more works that go deeper"),
});

export type Resource = z.infer<typeof resource>;
export type Shelves = z.infer<typeof shelves>;
