/** Every element that an author can use in MDX without importing it. Add a component here and it is everywhere. */
import Benchmarks from "./bench/Benchmarks.astro";
import Measured from "./bench/Measured.astro";
import Notes from "./deck/Notes.astro";
import Slide from "./deck/Slide.astro";
import Step from "./deck/Step.astro";
import { expectElements, type Text } from "./elements.ts";
import Abilities from "./lab/Abilities.astro";
import Break from "./lab/Break.astro";
import Duo from "./lab/Duo.astro";
import Exercise from "./lab/Exercise.astro";
import Pitfalls from "./lab/Pitfalls.astro";
import Recap from "./lab/Recap.astro";
import Watch from "./observer/Watch.astro";
import Predict from "./quiz/Predict.astro";
import Quiz from "./quiz/Quiz.astro";
import Heading2 from "./reader/Heading2.astro";
import Heading3 from "./reader/Heading3.astro";
import Link from "./reader/Link.astro";
import Table from "./reader/Table.astro";
import Sample from "./sample/Sample.astro";

const components = {
  // Markdown's own elements
  a: Link,
  h2: Heading2,
  h3: Heading3,
  table: Table,
  // Parts of a chapter
  Abilities,
  Break,
  Duo,
  Exercise,
  Pitfalls,
  Predict,
  Quiz,
  Recap,
  Sample,
  Watch,
  // Figures
  Benchmarks,
  Measured,
  // Parts of a deck
  Notes,
  Slide,
  Step,
};

const names = Object.keys(components).filter((name) => /^[A-Z]/.test(name));

/**
 * The elements for the text of an entry.
 * @throws when the text uses one that does not exist
 */
export function elementsFor(entry: Text): typeof components {
  expectElements(entry, names);
  return components;
}
