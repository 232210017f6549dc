/** The menu of examples. Its entries are links, `#example=processes/late-reply`, that work from anywhere. */
import { isFiles, type Files } from "../sample/share.ts";

const LINK = /^#example=([\w-]+)\/([\w-]+)$/;

/** What an example is called, and its files. */
export interface Picked {
  readonly name: string;
  readonly files: Files;
}

/** Closes the menu as menus do: with Escape, and with a press beside it. */
export function tameMenu(menu: HTMLDetailsElement): void {
  menu.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary")?.focus();
  });
  document.addEventListener("click", ({ target }) => {
    const isBeside = !menu.contains(target as Node);
    const isChosen = (target as Element).closest("a") !== null;
    if (isBeside || isChosen) menu.open = false;
  });
}

/**
 * Fetches the example that a hash names.
 *
 * @param folder - the URL where the examples are, by chapter
 * @returns undefined when the hash names none
 * @throws Error with a sentence for the reader, when there is no such example or it cannot be fetched
 */
export async function pickedBy(hash: string, folder: string): Promise<Picked | undefined> {
  const [, chapter, name] = LINK.exec(hash) ?? [];
  if (chapter === undefined || name === undefined) return undefined;
  const response = await fetch(`${folder}${chapter}.json`).catch(() => undefined);
  if (response === undefined)
    throw new Error("The example could not be fetched. Check the connection, then choose it again.");
  const examples = response.ok ? ((await response.json()) as Record<string, unknown>) : {};
  const files = Object.hasOwn(examples, name) ? examples[name] : undefined;
  if (!isFiles(files))
    throw new Error(`There is no example "${name}" in "${chapter}". Choose one from the menu.`);
  return { name, files };
}
