import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { calendar } from "../../../src/site/calendar.ts";

const text = calendar(
  {
    id: "behaviours",
    title: "OTP behaviours: calls, casts; and a title so long that the line which holds it has to be folded",
    dates: [{ start: new Date("2027-03-01"), end: new Date("2027-03-03"), place: "Malmö, Sweden" }],
  },
  "https://beamish.example/courses/behaviours/",
);
const lines = text.replaceAll("\r\n ", "").split("\r\n");

describe("a course's dates as iCalendar", () => {
  it("has one event, repeated on each day", () => {
    assert.deepEqual(lines.slice(0, 3), ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Beamish//Courses//EN"]);
    assert.ok(lines.includes("DTSTART:20270301T090000"));
    assert.ok(lines.includes("DTEND:20270301T170000"));
    assert.ok(lines.includes("RRULE:FREQ=DAILY;COUNT=3"));
    assert.ok(lines.includes("UID:behaviours-20270301@beamish.example"));
    assert.deepEqual(lines.slice(-3), ["END:VEVENT", "END:VCALENDAR", ""]);
  });

  it("escapes what means something in iCalendar", () => {
    assert.ok(lines.includes("LOCATION:Malmö\\, Sweden"));
    assert.ok(lines.some((line) => line.startsWith("SUMMARY:OTP behaviours: calls\\, casts\\; and")));
  });

  it("folds lines at 75 octets", () => {
    for (const line of text.split("\r\n")) assert.ok(Buffer.byteLength(line) <= 75, line);
  });

  it("does not repeat a single day", () => {
    const one = { start: new Date("2027-03-01"), end: new Date("2027-03-01"), place: "Malmö" };
    assert.doesNotMatch(calendar({ id: "a", title: "A", dates: [one] }, "https://beamish.example/"), /RRULE/);
  });
});
