import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  capitalised,
  countText,
  dayText,
  isoDay,
  isoDuration,
  lengthStep,
  lengthText,
  minutesText,
  numberText,
} from "../../../src/site/reading.ts";

describe("times and counts in words", () => {
  it("writes minutes as people do", () => {
    assert.deepEqual([5, 59, 60, 90, 120].map(minutesText), ["5 min", "59 min", "1 h", "1 h 30 min", "2 h"]);
  });

  it("writes the length of a course, for people and for machines", () => {
    assert.equal(lengthText({ minutes: 15 }), "15 min");
    assert.equal(lengthText({ days: 1 }), "1 day");
    assert.equal(lengthText({ days: 3 }), "3 days");
    assert.equal(isoDuration({ minutes: 15 }), "PT15M");
    assert.equal(isoDuration({ days: 3 }), "PT21H");
  });

  it("sorts lengths into the three steps of the filter", () => {
    assert.deepEqual([{ minutes: 90 }, { days: 1 }, { days: 2 }].map(lengthStep), ["short", "day", "days"]);
  });

  it("writes days without moving them to the machine's time zone", () => {
    const date = new Date("2026-11-21T00:00:00Z");
    assert.equal(dayText(date), "21 November 2026");
    assert.equal(isoDay(date), "2026-11-21");
  });

  it("counts", () => {
    assert.equal(countText(1, "chapter"), "1 chapter");
    assert.equal(countText(0, "chapter"), "0 chapters");
    assert.equal(numberText(11), "eleven");
    assert.equal(numberText(13), "13");
    assert.equal(capitalised("eleven courses"), "Eleven courses");
  });
});
