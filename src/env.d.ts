import type { EntryContext } from "./site/entry-context.ts";

declare global {
  namespace App {
    interface Locals {
      /** Whose text the page shows: see src/site/entry-context.ts. */
      entry?: EntryContext;
    }
  }
}
