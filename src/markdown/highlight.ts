/** Highlighting at build time. Shiki's singleton is used, so one highlighter serves the whole build. */
import { getSingletonHighlighter, type ShikiTransformer } from "shiki";
import { parseLines } from "./lines.ts";
import { classes, theme } from "./theme.ts";

export const LANGUAGES = [
  "typescript",
  "javascript",
  "elixir",
  "erlang",
  "shellscript",
  "json",
  "yaml",
] as const;
export type Language = (typeof LANGUAGES)[number];

/** The language of a file, by the end of its name. */
export function languageOf(file: string): Language {
  const ending = file.slice(file.lastIndexOf(".") + 1);
  const language = (
    {
      ts: "typescript",
      js: "javascript",
      mjs: "javascript",
      ex: "elixir",
      exs: "elixir",
      erl: "erlang",
      hrl: "erlang",
      sh: "shellscript",
      json: "json",
      yaml: "yaml",
      yml: "yaml",
    } as const satisfies Record<string, Language>
  )[ending];
  if (language === undefined)
    throw new Error(
      `${file}: expected a file that ends in .ts, .js, .exs, .ex, .erl, .sh, .json or .yaml, because code is ` +
        `coloured by its ending. Rename it, or add its ending to src/markdown/highlight.ts.`,
    );
  return language;
}

export interface HighlightOptions {
  /** Lines to show, such as `"4-12"` or `"1-3,8"`; all when left out. The numbers stay those of the whole code. */
  readonly show?: string | undefined;
  /** Lines to mark, such as `"7,9-10"`, numbered in the whole code. */
  readonly highlight?: string | undefined;
  /** Without line numbers. */
  readonly plain?: boolean | undefined;
  /** What a screen reader calls the block; a scrolling block needs a name. */
  readonly label?: string | undefined;
}

/**
 * Colour code.
 * @returns HTML: `<pre class="shiki">` with a `<span class="line">` for each line, `at` on marked ones. The style sheet
 *   counts the lines; only where some are left out does each carry its number, in `data-line`
 * @throws when a line range cannot be read or lies outside the code
 */
export async function highlight(
  code: string,
  language: Language,
  options: HighlightOptions = {},
): Promise<string> {
  const shiki = await getSingletonHighlighter({ themes: [theme], langs: [...LANGUAGES] });
  const source = code.replace(/\s+$/, "");
  const total = source.split("\n").length;
  const shown = options.show === undefined ? undefined : parseLines(options.show, total);
  const marked = options.highlight === undefined ? undefined : parseLines(options.highlight, total);
  const lines: ShikiTransformer = {
    name: "beamish:lines",
    line(node, number) {
      node.properties["class"] = marked?.has(number) ? "line at" : "line";
      if (shown && !options.plain) node.properties["data-line"] = number;
    },
    pre(node) {
      node.properties["class"] = options.plain ? "shiki plain" : "shiki";
      // A region that scrolls must be reachable by keyboard, and then it needs a name.
      node.properties["tabindex"] = "0";
      if (options.label !== undefined) {
        node.properties["role"] = "region";
        node.properties["aria-label"] = options.label;
      }
    },
    code(node) {
      if (shown === undefined) return;
      const kept = node.children
        .filter((child) => child.type === "element")
        .filter((_, index) => shown.has(index + 1));
      node.children = kept.flatMap((child, index) =>
        index === 0 ? [child] : [{ type: "text" as const, value: "\n" }, child],
      );
    },
  };
  return shiki.codeToHtml(source, {
    lang: language,
    theme: "beamish",
    mergeSameStyleTokens: true,
    transformers: [classes, lines],
  });
}
