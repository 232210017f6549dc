/**
 * The editor's colours and measures. They are the ones of highlighted code (`sample.css`), in the same `em`s, so that
 * opening the editor moves nothing, and a slide can scale both by setting one font size.
 */
import { EditorView } from "@codemirror/view";
import type { Colour } from "./typescript.ts";

const colours: readonly Colour[] = [
  "keyword",
  "string-expression",
  "constant",
  "function",
  "comment",
  "punctuation",
];

/** Measures, colours and marks. */
export const codeLook = EditorView.theme({
  "&": { background: "var(--face)", color: "var(--ink)" },
  "&.cm-focused": { outline: "2.5px solid var(--wire)", outlineOffset: "-2.5px" },
  ".cm-scroller": { font: "inherit", lineHeight: "inherit", letterSpacing: "inherit", overflowX: "auto" },
  ".cm-content": { padding: "1.03em 0", caretColor: "var(--ink)" },
  // CodeMirror takes the width of the numbers to the next pixel, and would hide what it shows at the start of a line.
  ".cm-line": { padding: "0 1.15em 0 1px" },
  // Long lines pass under the numbers; the mark of the focus around the editor stays free.
  ".cm-gutters": {
    background: "linear-gradient(var(--face), var(--face)) 2.5px 2.5px / 100% calc(100% - 5px) no-repeat",
    border: "0",
    color: "var(--ink-3)",
  },
  ".cm-lineNumbers .cm-gutterElement": {
    boxSizing: "border-box",
    minWidth: "calc(var(--gutter-number, 3.5em) - 1px)",
    padding: "0 calc(1.5em - 1px) 0 0",
  },
  ".cm-selectionBackground, .cm-content ::selection": { background: "var(--wire)", color: "var(--on-wire)" },
  ".cm-matchingBracket": { outline: "1px solid var(--wire)", borderRadius: "2px" },
  ".cm-nonmatchingBracket": { outline: "1px solid var(--crash)", borderRadius: "2px" },
  ...Object.fromEntries(colours.map((name) => [`.k-${name}`, { color: `var(--shiki-token-${name})` }])),
  ".at": { background: "var(--wire-soft)" },
  ".bad": { background: "var(--crash-soft)" },
  ".cm-gutterElement.bad": { color: "var(--crash)", fontWeight: "600" },
  // Below this size, some phones zoom in on what is written in, and do not come back.
  "@media (pointer: coarse)": { ".cm-scroller": { fontSize: "max(16px, 1em)" } },
  ".sq": { textDecoration: "underline wavy var(--crash) 1.5px", textUnderlineOffset: ".28em" },
});
