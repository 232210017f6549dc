/** Marking answers. An option is named by its place, counting from 0. */

/** What to say about one option once a question has been answered. */
export type Verdict =
  /** Chosen, and right. */
  | "right"
  /** Chosen, and wrong. */
  | "wrong"
  /** Right, and not chosen. */
  | "missed"
  /** Not chosen, and rightly so. */
  | "left";

/** The verdict on one option. */
export function verdict(option: number, right: readonly number[], chosen: readonly number[]): Verdict {
  if (chosen.includes(option)) return right.includes(option) ? "right" : "wrong";
  return right.includes(option) ? "missed" : "left";
}

/** Whether exactly the right options were chosen. */
export function isRight(right: readonly number[], chosen: readonly number[]): boolean {
  return right.length === chosen.length && right.every((option) => chosen.includes(option));
}

/** Answers to the questions of a quiz, by question; undefined where there is none yet. */
export type Answers = readonly (readonly number[] | undefined)[];

/** How a quiz stands. */
export interface Score {
  readonly answered: number;
  readonly right: number;
  readonly questions: number;
}

export function score(rights: readonly (readonly number[])[], answers: Answers): Score {
  const marked = rights.map((right, index) => {
    const chosen = answers[index];
    return chosen && isRight(right, chosen);
  });
  return {
    questions: rights.length,
    answered: marked.filter((mark) => mark !== undefined).length,
    right: marked.filter((mark) => mark === true).length,
  };
}

/** The score in words. */
export function scoreText({ answered, right, questions }: Score): string {
  if (answered === 0) return "";
  if (answered < questions) return `${right} of ${answered} right so far, ${questions - answered} to go.`;
  return right === questions ? `All ${questions} right.` : `${right} of ${questions} right.`;
}
