/** Times and counts in words. */
import type { Length } from "../schemas/course.ts";

/** `35 min`, `1 h`, `1 h 20 min`. */
export function minutesText(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return `${rest} min`;
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
}

/** The length of a course: `15 min`, `1 day`, `3 days`. */
export function lengthText(length: Length): string {
  if ("minutes" in length) return minutesText(length.minutes);
  return length.days === 1 ? "1 day" : `${length.days} days`;
}

/** The same as an ISO 8601 duration, for machines. A day has seven hours of teaching and practice. */
export function isoDuration(length: Length): string {
  return "minutes" in length ? `PT${length.minutes}M` : `PT${length.days * 7}H`;
}

/** How long a course is, in the three steps of the catalogue's filter. */
export type LengthStep = "short" | "day" | "days";
export const LENGTH_STEPS: Readonly<Record<LengthStep, string>> = {
  short: "under a day",
  day: "one day",
  days: "several days",
};
export function lengthStep(length: Length): LengthStep {
  if ("minutes" in length) return "short";
  return length.days === 1 ? "day" : "days";
}

/** `21 November 2026`. Dates in content are days, not moments, so they are read in UTC. */
export function dayText(date: Date): string {
  return date.toLocaleDateString("en-GB", {
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  });
}

/** `2026-11-21`. */
export function isoDay(date: Date): string {
  return date.toISOString().slice(0, 10);
}

const SMALL = "no one two three four five six seven eight nine ten eleven twelve".split(" ");

/** `three`, `14`: numbers up to twelve as words, for running text. */
export function numberText(count: number): string {
  return SMALL[count] ?? String(count);
}

/** `1 chapter`, `3 chapters`. */
export function countText(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** The same text with a capital at its start. */
export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
