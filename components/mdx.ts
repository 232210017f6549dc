/** Every element that an author can use in MDX without importing it. Add a component here and it is everywhere. */
import Heading2 from "./reader/Heading2.astro";
import Heading3 from "./reader/Heading3.astro";
import Link from "./reader/Link.astro";
import Table from "./reader/Table.astro";
import Unbuilt from "./reader/Unbuilt.astro";

export const components = {
  // Markdown's own elements
  a: Link,
  h2: Heading2,
  h3: Heading3,
  table: Table,
  // Parts of a chapter
  Abilities: Unbuilt,
  Break: Unbuilt,
  Duo: Unbuilt,
  Exercise: Unbuilt,
  Pitfalls: Unbuilt,
  Predict: Unbuilt,
  Quiz: Unbuilt,
  Recap: Unbuilt,
  Sample: Unbuilt,
  Watch: Unbuilt,
};
