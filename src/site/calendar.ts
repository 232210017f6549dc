/** Dated sessions as an iCalendar file (RFC 5545). */
import type { Session } from "../schemas/course.ts";

const DAY = 24 * 60 * 60 * 1000;

/** Local days as iCalendar writes them: 20261121. */
function stamp(date: Date): string {
  return date.toISOString().slice(0, 10).replaceAll("-", "");
}

/** Commas, semicolons, backslashes and line breaks mean something in iCalendar. */
function escaped(text: string): string {
  return text.replace(/[\\;,]/g, "\\$&").replaceAll("\n", "\\n");
}

/** Lines longer than 75 octets go on in the next line, after a space. */
function folded(line: string): string {
  const parts: string[] = [];
  let part = "";
  for (const letter of line) {
    if (Buffer.byteLength(part + letter) > (parts.length === 0 ? 75 : 74)) {
      parts.push(part);
      part = "";
    }
    part += letter;
  }
  return [...parts, part].join("\r\n ");
}

/**
 * All sessions of a course. Each day is 09:00 to 17:00 by the clock of the place, so the times carry no zone.
 * @param page the address of the course's page
 */
export function calendar(
  course: { readonly id: string; readonly title: string; readonly dates: readonly Session[] },
  page: string,
): string {
  const events = course.dates.flatMap(({ start, end, place, url }) => {
    const days = Math.round((end.getTime() - start.getTime()) / DAY) + 1;
    return [
      "BEGIN:VEVENT",
      `UID:${course.id}-${stamp(start)}@${new URL(page).host}`,
      `DTSTAMP:${stamp(start)}T000000Z`,
      `DTSTART:${stamp(start)}T090000`,
      `DTEND:${stamp(start)}T170000`,
      ...(days > 1 ? [`RRULE:FREQ=DAILY;COUNT=${days}`] : []),
      `SUMMARY:${escaped(course.title)}`,
      `LOCATION:${escaped(place)}`,
      `URL:${url ?? page}`,
      "END:VEVENT",
    ];
  });
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Beamish//Courses//EN",
    ...events,
    "END:VCALENDAR",
  ];
  return `${lines.map(folded).join("\r\n")}\r\n`;
}
