/** Where a stop of a course leads, and what it is called in one line. */
import type { WrittenStop } from "./course-tree.ts";
import { minutesText } from "./reading.ts";
import { urls } from "./urls.ts";

/** The address of a stop. Chapters open inside the course; decks have one address for all courses. */
export function stopUrl(stop: WrittenStop, course: string): string {
  return stop.kind === "deck" ? urls.deck(stop.id) : urls.chapter(stop.id, course);
}

/** `chapter, 25 min`. */
export function stopFacts(stop: WrittenStop): string {
  return `${stop.kind}, ${minutesText(stop.minutes)}`;
}
