import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  choiceOf,
  countOf,
  fits,
  queryOf,
  type Choice,
  type Traits,
} from "../../../components/catalogue/filter.ts";

const any: Choice = { level: [], length: [], topic: [] };
const course: Traits = { level: ["beginner"], length: ["day"], topic: ["processes", "errors"] };

describe("the filters of the catalogue", () => {
  it("let everything through when nothing is chosen", () => {
    assert.equal(fits(course, any), true);
  });

  it("ask for one value of each group that has a choice", () => {
    assert.equal(fits(course, { ...any, topic: ["ets", "errors"] }), true);
    assert.equal(fits(course, { ...any, topic: ["ets"] }), false);
    assert.equal(fits(course, { ...any, level: ["beginner"], length: ["days"] }), false);
    assert.equal(fits(course, { level: ["beginner"], length: ["day"], topic: ["processes"] }), true);
  });

  it("live in the address, and come back from it", () => {
    const choice: Choice = { level: ["beginner"], length: [], topic: ["ets", "errors"] };
    const query = queryOf(choice);
    assert.equal(query, "level=beginner&topic=ets&topic=errors");
    const known: Traits = { level: ["beginner"], length: ["day"], topic: ["ets", "errors", "vm"] };
    assert.deepEqual(choiceOf(new URLSearchParams(query), known), choice);
    assert.equal(queryOf(any, new URLSearchParams("level=beginner&from=mail")), "from=mail");
  });

  it("drop what no filter offers", () => {
    assert.deepEqual(choiceOf(new URLSearchParams("level=wizard&topic=errors"), course), {
      ...any,
      topic: ["errors"],
    });
  });

  it("say how many courses are left", () => {
    assert.equal(countOf(11, 11), "11 courses");
    assert.equal(countOf(3, 11), "3 of 11 courses");
  });
});
