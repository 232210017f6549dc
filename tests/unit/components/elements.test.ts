/** A text that uses an element which does not exist says which, where, and what there is. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { expectElements } from "../../../components/elements.ts";

const known = ["Sample", "Quiz"];
const check = (body: string) => {
  expectElements({ filePath: "content/chapters/tea/index.mdx", body }, known);
};

test("a slip is named with its file and what was meant", () => {
  assert.throws(
    () => {
      check('## Tea\n\n<Sampel file="tea.ts" />\n');
    },
    {
      message:
        "content/chapters/tea/index.mdx: expected an element that exists, got <Sampel>. " +
        "Correct it; did you mean <Sample>? There are: Sample, Quiz.",
    },
  );
  assert.throws(() => {
    check("<Nothing />");
  }, /got <Nothing>\. Correct it\. There are/);
});

test("what is there, what is imported, and what is only code is left alone", () => {
  check('import Tree from "./figures/tree.svg";\n\n<Tree />\n<Quiz />\n<Fragment></Fragment>\n');
  check("A `receive<Request>()` and ``<Slide>`` in words.\n\n```mdx\n<Slide />\n```\n\n~~~\n<Step>\n~~~\n");
  check('<Sample file="tea.ts" />\n');
});

test("a text that is empty has nothing wrong in it", () => {
  expectElements({}, known);
});
