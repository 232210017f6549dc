/** content/chapters/<id>/quiz.yaml */
import { z } from "astro/zod";
import { line, list, record } from "./fields.ts";

const option = record("an option", {
  text: line("what the option says"),
  right: z
    .boolean({ error: "expected true or false" })
    .default(false)
    .describe("whether it is a right answer"),
  why: line("why it is right or wrong; every option needs its reason", 600),
});

const question = record("a question", {
  question: line("what is asked"),
  code: line("a file of the chapter's samples that the question is about", 80).optional(),
  choose: z
    .union([z.literal(1), z.literal(2)], { error: "expected 1 or 2: how many options are right. Change it." })
    .default(1)
    .describe("how many options are right"),
  options: list(option, "two to six options").min(2).max(6),
}).superRefine((value, context) => {
  const right = value.options.filter((each) => each.right).length;
  if (right === value.choose) return;
  context.addIssue({
    code: "custom",
    path: ["options"],
    message:
      `expected ${value.choose} right ${value.choose === 1 ? "option" : "options"} in "${value.question}", got ${right}. ` +
      `Mark the right ones with "right: true", or change "choose".`,
  });
});

export const quiz = record("a quiz", {
  questions: list(question, "the questions, at least one"),
});

export type QuizData = z.infer<typeof quiz>;
export type QuizQuestion = QuizData["questions"][number];
