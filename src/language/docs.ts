/** Doc comments, cut into text and code for those who show them. */
import type { SymbolDisplayPart } from "typescript";
import type { Words } from "./protocol.ts";

/** A tag of a doc comment, as TypeScript gives it. */
interface Tag {
  readonly name: string;
  readonly text?: readonly SymbolDisplayPart[];
}

/** Tags that a reader learns something from, with the words that introduce them. */
const TOLD: Readonly<Record<string, string>> = {
  param: "",
  returns: "Returns ",
  throws: "Throws ",
  deprecated: "Deprecated: ",
};

/** The text of a doc comment with its telling tags, then its example. */
export function wordsOf(text: string, tags: readonly Tag[] = []): Words[] {
  const told = tags
    .filter(({ name, text }) => name in TOLD && text)
    .map(({ name, text }) =>
      name === "param"
        ? joined(text).replace(/^(\S+) (- )?/, "`$1`: ")
        : TOLD[name] + joined(text).replace(/^[A-Z](?=[a-z ])/, (letter) => letter.toLowerCase()),
    );
  const examples = tags.filter(({ name }) => name === "example").map(({ text }) => joined(text));
  return [text, ...told, ...examples].flatMap(cut);
}

const joined = (parts: readonly SymbolDisplayPart[] = []): string => parts.map(({ text }) => text).join("");

/** Divide Markdown at its fences. Inside a paragraph a line break means nothing. */
function cut(markdown: string): Words[] {
  return markdown
    .split(/^```\w*\n([\s\S]*?)^```$/m)
    .flatMap((part, index): Words[] =>
      index % 2 === 1
        ? [{ kind: "code", text: part.trimEnd() }]
        : part
            .split(/\n\s*\n/)
            .map((paragraph) => ({ kind: "text", text: paragraph.replace(/\s+/g, " ").trim() }) as const),
    )
    .filter(({ text }) => text !== "");
}
