import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { cardSvg } from "../../../src/site/social/card.ts";
import { outline, voices, widthOf, wrap } from "../../../src/site/social/letters.ts";
import { cardPng } from "../../../src/site/social/png.ts";

const { serif, mono } = voices();
const WIDTH = 1032;

describe("text as outlines", () => {
  it("is as wide as its letters", () => {
    assert.ok(widthOf("MM", 100, serif) > widthOf("ii", 100, serif));
    assert.equal(Math.round(widthOf("MMMM", 100, mono)), Math.round(widthOf("iiii", 100, mono)));
  });

  it("wraps to the width, evenly, and keeps line breaks", () => {
    const title = "Break your system before your customers do";
    const lines = wrap(title, WIDTH, 88, serif);
    assert.equal(lines.join(" "), title);
    for (const line of lines) assert.ok(widthOf(line, 88, serif) <= WIDTH, line);
    const shortest = Math.min(...lines.map((line) => line.length));
    assert.ok(shortest > title.length / lines.length / 2, `${lines.join(" / ")} is uneven`);
    assert.deepEqual(wrap("Let it crash.\nWatch it come back.", WIDTH, 88, serif), [
      "Let it crash.",
      "Watch it come back.",
    ]);
  });

  it("takes the accent off a letter that the font lacks, rather than draw a box", () => {
    assert.equal(outline("š", 0, 0, 100, serif, "#000"), outline("s", 0, 0, 100, serif, "#000"));
  });
});

describe("a social card", () => {
  const card = { kind: "course", title: "Clusters on Kubernetes", facts: "1 day, intermediate" };

  it("holds no text that would need a font", () => {
    assert.doesNotMatch(cardSvg(card), /<text|font-family/);
  });

  it("draws a jack for every stop, and none outside the picture", () => {
    const jacks = Array.from({ length: 26 }, () => "later" as const);
    const places = [...cardSvg({ ...card, jacks }).matchAll(/<circle cx="([\d.]+)" cy="488"/g)].map((match) =>
      Number(match[1]),
    );
    assert.equal(places.length, 26);
    for (const x of places) assert.ok(x > 80 && x < 1120, String(x));
  });

  it("is a PNG of 1200 by 630 and of less than 60 kB", async () => {
    const png = Buffer.from(await cardPng(card));
    assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [1200, 630]);
    assert.ok(png.length < 60_000, `${png.length} bytes`);
  });
});
