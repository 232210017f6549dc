/** The reader's text: an exercise's start.ts or solution.ts takes the place of the `./answer.ts` that its check imports. */
declare module "*/answer.ts";
