import assert from "node:assert/strict";
import { test } from "node:test";
import { match, namesIn, outcomeOf } from "../../../../components/lab/checks.ts";

test("a line about a check is known by its mark", () => {
  assert.deepEqual(outcomeOf("✓ the till answers"), { passed: true, text: "the till answers" });
  assert.deepEqual(outcomeOf("✗ the till answers: it is silent"), {
    passed: false,
    text: "the till answers: it is silent",
  });
  assert.equal(outcomeOf("till: 3"), undefined);
  assert.equal(outcomeOf(""), undefined);
});

test("an outcome is matched to its check, also when names hold colons or begin alike", () => {
  const names = ["it counts", "it counts: twice", "it ends"];
  assert.deepEqual(match({ passed: false, text: "it counts: twice: got 3" }, names), {
    name: "it counts: twice",
    message: "got 3",
  });
  assert.deepEqual(match({ passed: true, text: "it counts" }, names), { name: "it counts", message: "" });
  assert.deepEqual(match({ passed: false, text: "new one: because: x" }, names), {
    name: "new one",
    message: "because: x",
  });
  assert.deepEqual(match({ passed: true, text: "new: one" }, names), { name: "new: one", message: "" });
});

test("the names of checks are read from their source", () => {
  const source = `
check("the first", function* () {});
check(
  'the "second"',
  function* () { check("not this one", () => {}); },
);
check(\`for \${n}\`, function* () {});
check("it\\'s third", function* () {});
`;
  assert.deepEqual(namesIn(source), ["the first", 'the "second"', "it's third"]);
});
