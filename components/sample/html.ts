/** The HTML of a sample's code and recorded output, as text: inside `<pre>` and rows every space counts. */
import { highlight, languageOf } from "../../src/markdown/highlight.ts";
import { parseLines } from "../../src/markdown/lines.ts";
import { colour } from "./colour.ts";
import { stretches } from "./show.ts";

/** A highlighted file. */
export interface CodeHtml {
  readonly html: string;
  /** How many lines fold away. */
  readonly folded: number;
  readonly lines: number;
}

/** How a file is shown. */
export interface CodeOptions {
  /** Lines to show, `"4-12"`; all when undefined. */
  readonly show?: string | undefined;
  /** Lines to mark, `"7,9-10"`. */
  readonly highlight?: string | undefined;
  /** Without line numbers. */
  readonly plain?: boolean | undefined;
  readonly label: string;
}

/**
 * Highlight a file. Folded lines stay in the page: they are read by search engines, by screen readers, and by the
 * sample itself when it runs.
 *
 * @throws when a range cannot be read or leaves the file
 */
export async function codeHtml(file: string, text: string, options: CodeOptions): Promise<CodeHtml> {
  const { show, ...rest } = options;
  const html = await highlight(text, languageOf(file), rest);
  const start = html.indexOf("<code>") + "<code>".length;
  const end = html.lastIndexOf("</code>");
  const lines = html.slice(start, end).split("\n");
  if (show === undefined) return { html, folded: 0, lines: lines.length };
  const shown = parseLines(show, lines.length);
  const parts = stretches(shown, lines.length).map(({ from, to, folded }) => {
    const text = lines
      .slice(from - 1, to)
      .map((line, index) => (from + index < lines.length ? `${line}\n` : line))
      .join("");
    return folded ? `<span class="fold">${text}</span>` : text;
  });
  return {
    html: html.slice(0, start) + parts.join("") + html.slice(end),
    folded: lines.length - shown.size,
    lines: lines.length,
  };
}

/** Recorded output as list items, coloured as the rows of a live run will be. */
export function rowsHtml(recorded: string): string {
  if (recorded.trim() === "") return "";
  return recorded
    .replace(/\n$/, "")
    .split("\n")
    .map((line) => `<li><code>${lineHtml(line)}</code></li>`)
    .join("");
}

function lineHtml(line: string): string {
  return colour(line)
    .map(({ text, role }) => (role ? `<span class="${role}">${escape(text)}</span>` : escape(text)))
    .join("");
}

/** Text as HTML. */
export function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}

/** An author's short text as HTML: words between backticks are code. */
export function wordsHtml(text: string): string {
  return text
    .split("`")
    .map((part, index) => (index % 2 === 0 ? escape(part) : `<code>${escape(part)}</code>`))
    .join("");
}
