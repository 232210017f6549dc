/** Which elements a text of an author uses that are not there. MDX itself names no file, and tells authors to import them. */
import { nearest } from "../src/site/check-content.ts";

/** What an entry of a collection says about its file. */
export interface Text {
  readonly filePath?: string | undefined;
  readonly body?: string | undefined;
}

/**
 * @param known names of the elements that need no import
 * @throws Error that names the file, the element and what may have been meant
 */
export function expectElements({ filePath = "a text", body = "" }: Text, known: readonly string[]): void {
  const words = body.replace(/^(```+|~~~+).*?^\1/gms, "").replace(/(`+).*?\1/gs, "");
  const imported = [...words.matchAll(/^import\s+([\w\s{},*]+?)\s+from/gm)].flatMap(
    ([, names = ""]) => names.match(/\w+/g) ?? [],
  );
  const there = new Set([...known, ...imported, "Fragment"]);
  const unknown = [...words.matchAll(/<([A-Z]\w*)/g)].map(([, name = ""]) => name);
  for (const name of unknown) {
    if (there.has(name)) continue;
    const meant = nearest(name, known);
    throw new Error(
      `${filePath}: expected an element that exists, got <${name}>. ` +
        `Correct it${meant === undefined ? "." : `; did you mean <${meant}>?`} There are: ${known.join(", ")}.`,
    );
  }
}
