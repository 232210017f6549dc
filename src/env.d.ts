declare namespace App {
  interface Locals {
    /** Whose text the page shows: see src/site/entry-context.ts. */
    entry?: import("./site/entry-context.ts").EntryContext;
  }
}
