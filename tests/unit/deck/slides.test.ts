import assert from "node:assert/strict";
import { test } from "node:test";
import {
  collectedSlides,
  DeckError,
  expectSlides,
  handIn,
  markNotes,
  readSlides,
  slug,
  type HandedIn,
} from "../../../components/deck/slides.ts";

const good = (title: string, more: Partial<HandedIn> = {}): HandedIn => ({
  title,
  html: `<p>Seen.</p>${markNotes("<p>Said.</p>")}`,
  ...more,
});

function read(...sources: HandedIn[]) {
  return readSlides("tea", sources.map((_, index) => `<!--slide ${index}-->`).join("\n"), sources);
}

/** The error that reading these slides ends with. */
function problem(...sources: HandedIn[]): string {
  try {
    read(...sources);
  } catch (error) {
    assert.ok(error instanceof DeckError);
    return error.message;
  }
  return assert.fail("the deck was accepted");
}

test("slides are numbered, named after their titles, and parted from their notes", () => {
  assert.deepEqual(read(good("One wire."), good("Two.", { id: "second", layout: "code" })), [
    {
      number: 1,
      id: "one-wire",
      title: "One wire.",
      layout: "split",
      body: "<p>Seen.</p>",
      notes: "<p>Said.</p>",
    },
    { number: 2, id: "second", title: "Two.", layout: "code", body: "<p>Seen.</p>", notes: "<p>Said.</p>" },
  ]);
});

test("the order is that of the page, not that of rendering", () => {
  const page = {};
  expectSlides(page);
  const late = handIn(page, good("Second"));
  const early = handIn(page, good("First"));
  assert.deepEqual(
    collectedSlides(page, "tea", `${early}\n${late}`).map(({ title }) => title),
    ["First", "Second"],
  );
});

test("a slide without a title is named by its number", () => {
  const message = problem(good("First"), good(" "));
  assert.match(message, /Deck "tea" \(content\/decks\/tea\/index\.mdx\)/);
  assert.match(message, /slide 2 has no title\. Add one/);
});

test("a slide without notes, or with empty ones, is named by number and title", () => {
  assert.match(
    problem(good("Silent", { html: "<p>Seen.</p>" })),
    /slide 1 \("Silent"\) has no notes\. Add <Notes>/,
  );
  assert.match(problem(good("Empty", { html: markNotes("<p> </p>") })), /slide 1 \("Empty"\) has no notes/);
  assert.match(problem(good("Two", { html: markNotes("a") + markNotes("b") })), /has 2 <Notes>/);
});

test("two slides with one id are both named", () => {
  assert.match(
    problem(good("Same."), good("Other"), good("Same!")),
    /slides 1 and 3 both have the id "same"\. Give one another title/,
  );
});

test("an unknown layout lists the known ones, and an id must be a slug and free", () => {
  assert.match(problem(good("Main")), /slide 1 \("Main"\) cannot have the id "main", which the page uses/);
  assert.match(
    problem(good("A", { layout: "hero" })),
    /the layout "hero"\. Expected one of: title, statement, code/,
  );
  assert.match(problem(good("A", { id: "7 up" })), /the id "7 up"\. Expected small letters/);
});

test("words outside of every slide are quoted, and a deck without slides is no deck", () => {
  assert.throws(
    () => readSlides("tea", "<p>Stray words</p><!--slide 0-->", [good("A")]),
    /"Stray words" stands outside/,
  );
  assert.throws(() => readSlides("tea", "", []), /there is no slide/);
});

test("all problems are told at once", () => {
  const message = problem(good(""), good("Silent", { html: "" }), good("A", { layout: "x" }));
  assert.equal(message.split("\n- ").length - 1, 3);
});

test("a slide on another page says where slides belong", () => {
  assert.throws(() => handIn({}, good("Lost")), /<Slide title="Lost"> stands on a page that is no deck/);
});

test("ids begin with a letter, so no id is taken for a number", () => {
  assert.equal(slug("A crash costs one process, not the shop."), "a-crash-costs-one-process-not-the-shop");
  assert.equal(slug("Don't panic: über-supervisors"), "dont-panic-uber-supervisors");
  assert.equal(slug("9 lines"), "slide-9-lines");
});
