/**
 * Which entry a page is showing. Components inside MDX take no paths: a page says once whose text it renders, and
 * `<Sample file="till.ts" />` finds the file beside that text.
 */

export interface EntryContext {
  readonly collection: "chapters" | "decks" | "courses" | "docs" | "pages";
  /** The id of the entry, such as `processes`. */
  readonly id: string;
  /** The folder with the entry's samples and exercises, from the root of the repository: `content/chapters/processes`. */
  readonly folder: string;
}

/** Say whose text the page renders. Call it in the page, before `<Content />`. */
export function setEntry(
  locals: App.Locals,
  collection: EntryContext["collection"],
  id: string,
): EntryContext {
  const entry = { collection, id, folder: `content/${collection}/${id}` };
  locals.entry = entry;
  return entry;
}

/**
 * Whose text is being rendered.
 * @param component the name of the asking component, for the error
 * @throws when the page has not said so
 */
export function currentEntry(locals: App.Locals, component: string): EntryContext {
  if (locals.entry === undefined)
    throw new Error(
      `<${component}> needs to know whose text it is in, but the page has not said. ` +
        `Call setEntry(Astro.locals, "chapters", id) from src/site/entry-context.ts before <Content />.`,
    );
  return locals.entry;
}
