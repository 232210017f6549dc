/**
 * From the `<Slide>` elements of a deck's MDX to its slides: ordered, numbered, named and checked. Runs at build time.
 *
 * Components of one page render in no promised order, so a slide leaves a mark in the page's text and hands its content in
 * beside it. The marks give the order, and whatever else is found between them stands outside every slide.
 */

import { codeSize, extentOf, type CodeSize } from "./code-size.ts";
import { isLayout, layouts, type Layout } from "./layouts.ts";

/** What `<Slide>` hands in: its attributes as the author wrote them, and its rendered content, notes included. */
export interface HandedIn {
  readonly id?: string | undefined;
  readonly title?: string | undefined;
  readonly layout?: string | undefined;
  readonly html: string;
}

export interface Slide {
  /** Counted from 1. */
  readonly number: number;
  readonly id: string;
  readonly title: string;
  readonly layout: Layout;
  /** How large its code is, in hundredths of cqi; undefined when it has none. */
  readonly code?: CodeSize | undefined;
  /** HTML of what the room sees, the title apart. */
  readonly body: string;
  /** HTML of the speaker notes. */
  readonly notes: string;
}

/** A deck whose slides cannot be shown as they are. The message lists every problem and what to do about each. */
export class DeckError extends Error {
  override readonly name = "DeckError";
}

/** Ids that the page itself has. */
const taken = ["main"];

const slideMark = (index: number) => `<!--slide ${index}-->`;
const marks = /<!--slide (\d+)-->/g;
const notesMarks = /<!--notes-->([\s\S]*?)<!--end of notes-->/g;

const handedIn = new WeakMap<object, HandedIn[]>();

/** Begin to collect the slides of the page being rendered. `page` is its `Astro.locals`. */
export function expectSlides(page: object): void {
  handedIn.set(page, []);
}

/**
 * Hand in a slide of the page.
 * @returns the mark to leave where the slide stands
 * @throws DeckError where slides are not expected: on any page that is not a deck
 */
export function handIn(page: object, slide: HandedIn): string {
  const slides = handedIn.get(page);
  if (!slides) {
    throw new DeckError(
      `<Slide title="${slide.title ?? ""}"> stands on a page that is no deck. Slides belong in content/decks/<deck>/index.mdx.`,
    );
  }
  return slideMark(slides.push(slide) - 1);
}

/** Put speaker notes between marks, by which `readSlides` finds them again in the slide's content. */
export function markNotes(html: string): string {
  return `<!--notes-->${html}<!--end of notes-->`;
}

/** The slides the page has collected. `rendered` is the text of its content, with the marks. */
export function collectedSlides(page: object, deck: string, rendered: string): Slide[] {
  return readSlides(deck, rendered, handedIn.get(page) ?? []);
}

/**
 * Order, number, name and check slides.
 * @param deck id of the deck, for messages
 * @throws DeckError naming the deck, the number of each slide at fault, what is wrong and what to do
 */
export function readSlides(deck: string, rendered: string, sources: readonly HandedIn[]): Slide[] {
  const problems: string[] = [];
  const slides = [...rendered.matchAll(marks)].map((match, index) =>
    readSlide(sources[Number(match[1])]!, index + 1, problems),
  );
  const outside = textOf(rendered.replace(marks, ""));
  if (outside) {
    problems.push(
      `"${excerpt(outside)}" stands outside of every slide. Put it inside a <Slide>, or remove it.`,
    );
  }
  if (slides.length === 0)
    problems.push(`there is no slide. Write <Slide title="..."> elements into the deck.`);
  problems.push(...clashes(slides));
  if (problems.length > 0) {
    const file = `content/decks/${deck}/index.mdx`;
    throw new DeckError(`Deck "${deck}" (${file}):\n${problems.map((problem) => `- ${problem}`).join("\n")}`);
  }
  return slides;
}

function readSlide(source: HandedIn, number: number, problems: string[]): Slide {
  const title = source.title?.trim() ?? "";
  const at = `slide ${number}${title ? ` ("${title}")` : ""}`;
  const notes = [...source.html.matchAll(notesMarks)].map((match) => match[1] ?? "");
  const layout = source.layout ?? "split";
  if (!title) {
    problems.push(`${at} has no title. Add one that states the slide's point: <Slide title="A claim.">.`);
  }
  if (!isLayout(layout)) {
    problems.push(`${at} has the layout "${layout}". Expected one of: ${layouts.join(", ")}.`);
  }
  if (notes.length === 0 || !textOf(notes.join(""))) {
    problems.push(
      `${at} has no notes. Add <Notes>...</Notes> inside the slide, in full sentences: they are its transcript.`,
    );
  }
  if (notes.length > 1) problems.push(`${at} has ${notes.length} <Notes>. Make one of them.`);
  if (source.id !== undefined && !/^[a-z][a-z0-9-]*$/.test(source.id)) {
    problems.push(
      `${at} has the id "${source.id}". Expected small letters, digits and hyphens, a letter first.`,
    );
  }
  const id = source.id ?? slug(title);
  if (taken.includes(id)) {
    problems.push(
      `${at} cannot have the id "${id}", which the page uses. Give it another: <Slide id="...">.`,
    );
  }
  const known = isLayout(layout) ? layout : "split";
  const body = source.html.replace(notesMarks, "").trim();
  const extent = extentOf(body);
  return {
    number,
    id,
    title,
    layout: known,
    ...(extent && { code: codeSize(extent, known, title) }),
    body,
    notes: (notes[0] ?? "").trim(),
  };
}

function clashes(slides: readonly Slide[]): string[] {
  const first = new Map<string, Slide>();
  return slides.flatMap((slide) => {
    const other = first.get(slide.id);
    first.set(slide.id, other ?? slide);
    if (!other || !slide.title) return [];
    return `slides ${other.number} and ${slide.number} both have the id "${slide.id}". Give one another title, or an id: <Slide id="...">.`;
  });
}

/** An id made from a title. It begins with a letter, so that it is never taken for a slide's number. */
export function slug(title: string): string {
  const words = title
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[’'\p{M}]/gu, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
  return /^[a-z]/.test(words) ? words : `slide-${words}`;
}

/** The words in some HTML. Only good enough to see whether there are any, and to quote them. */
function textOf(html: string): string {
  return html
    .replace(/<!--[\s\S]*?-->|<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}

function excerpt(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}...` : text;
}
