/**
 * The building blocks of the schemas. Each field says in one sentence what it is for; the same sentence is in the
 * error message when the field is missing or wrong, so an author needs no other manual.
 */
import { z } from "astro/zod";
import { TOPICS, type Topic } from "./topics.ts";

/** What came, in a few characters, for an error message. */
export function shown(value: unknown): string {
  if (value === undefined) return "nothing";
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

function says(expected: string) {
  return (issue: { readonly input?: unknown }): string => {
    const came = shown(issue.input);
    const fix = issue.input === undefined ? "Add it" : "Change it";
    return `expected ${expected}, got ${came}. ${fix}.`;
  };
}

/** One line of text. `expected` completes "expected ...". */
export function line(expected: string, longest = 400) {
  const error = says(`${expected} (1 to ${longest} characters)`);
  return z
    .string({ error })
    .trim()
    .min(1, { error })
    .max(longest, { error })
    .transform(withApostrophes)
    .describe(expected);
}

/** `Programmer's` with the apostrophe that Markdown gives to running text. */
function withApostrophes(text: string): string {
  return text.replace(/(?<=\p{L})'(?=\p{L})/gu, "\u2019");
}

/** A list with at least one entry. */
export function list<Item extends z.ZodType>(item: Item, expected: string) {
  const error = says(expected);
  return z.array(item, { error }).min(1, { error }).describe(expected);
}

/** A whole number of something, from 1 to `most`. */
export function count(expected: string, most: number) {
  const error = says(`${expected} (a whole number from 1 to ${most})`);
  return z.number({ error }).int({ error }).min(1, { error }).max(most, { error }).describe(expected);
}

/** One of a few words. */
export function oneOf<const Words extends readonly [string, ...string[]]>(words: Words, expected: string) {
  return z.enum(words, { error: says(`${expected}: ${words.join(", ")}`) }).describe(expected);
}

/** A calendar day, written 2026-11-21. YAML reads an unquoted day as a date; both forms are accepted. */
export function day(expected: string) {
  const error = says(`${expected}, a day written like 2026-11-21`);
  return z
    .union([z.date(), z.iso.date().transform((text) => new Date(`${text}T00:00:00Z`))], { error })
    .describe(expected);
}

/** An id: the name of a file or folder under content/. */
export function id(expected: string) {
  const error = says(`${expected}: small letters, digits and hyphens, as in "server-loop"`);
  return z.string({ error }).regex(SLUG, { error }).describe(expected);
}

/** What ids look like. They are parts of URLs. */
export const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** A version such as 0.3. Quote it in YAML, or 0.10 becomes the number 0.1. */
export function version(expected: string) {
  const error = says(`${expected}, in quotation marks, like "0.3"`);
  return z
    .string({ error })
    .regex(/^\d+\.\d+(\.\d+)?$/, { error })
    .describe(expected);
}

/** An object with exactly these fields. `what` names it in messages about unknown fields. */
export function record<Shape extends z.ZodRawShape>(what: string, shape: Shape) {
  const known = Object.keys(shape).join(", ");
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === "unrecognized_keys"
        ? `unknown field ${(issue["keys"] as string[]).map((key) => `"${key}"`).join(", ")}. ` +
          `Fields of ${what} are: ${known}. Correct the spelling or remove it.`
        : says(`${what}, with the fields ${known}`)(issue),
  });
}

export const LEVELS = ["express", "beginner", "intermediate", "experienced"] as const;
export type Level = (typeof LEVELS)[number];

export const level = oneOf(LEVELS, "the level");
export const topics = list(
  oneOf(Object.keys(TOPICS) as [Topic, ...Topic[]], "topics"),
  "one or more topics of src/schemas/topics.ts",
);

/** When something came out, and in which version of the site. */
export const released = record("a release", {
  version: version("the version it came out in"),
  date: day("the day it came out"),
});
