/** How help looks: tooltips, lists and the bar are enamel, as everything that belongs to an instrument. */
import { EditorView } from "@codemirror/view";

const mono = { font: "inherit", letterSpacing: "inherit" };

const button = {
  ...mono,
  minHeight: "2.3em",
  padding: "0 .8em",
  border: "1px solid var(--edge)",
  borderRadius: "var(--r1)",
  background: "var(--face)",
  color: "var(--ink)",
  cursor: "pointer",
  "&:hover": { borderColor: "var(--ink)" },
  "&:focus-visible": { outline: "2.5px solid var(--wire)", outlineOffset: "1px" },
};

/** Where fingers press and write. */
const touch = "@media (pointer: coarse)";

export const helpLook = EditorView.theme({
  // The bar, and panels.
  ".cm-panels": { background: "var(--enamel)", color: "var(--ink)", zIndex: "2" },
  // It stays under the code: at the edge of the window it would lie over the line that is being written.
  ".cm-panels-bottom": { position: "static", borderTop: "1px solid var(--line)" },
  ".bar": {
    display: "var(--editor-bar, flex)",
    flexWrap: "wrap",
    alignItems: "center",
    gap: ".4em",
    padding: ".4em .57em .4em 1em",
    fontSize: ".857em",
  },
  ".bar button": button,
  ".bar button[aria-pressed=true]": { borderColor: "var(--wire)", color: "var(--wire)" },
  ".bar .count": { border: "0", background: "none", padding: "0 .2em", color: "var(--ink-2)" },
  ".bar .count[data-some]": { color: "var(--crash)", fontWeight: "600" },
  ".bar .comparing": { display: "contents" },
  ".bar .found": { flex: "1 1 8em" },
  ".bar [hidden]": { display: "none" },
  ".comparison": { borderTop: "1px solid var(--line)" },
  ".comparison details": { flexBasis: "100%" },
  ".comparison summary": { cursor: "pointer", padding: ".4em 0" },
  ".comparison ol": { maxHeight: "14em", overflow: "auto", margin: "0", padding: "0 0 .4em 2.4em" },
  ".comparison p": { margin: ".3em 0 0" },
  ".comparison .whose": { color: "var(--ink-2)" },
  ".comparison pre": {
    ...mono,
    margin: "0",
    padding: "0 0 0 1em",
    whiteSpace: "pre-wrap",
    overflowWrap: "anywhere",
  },
  ".bar .note": { flex: "1 1 8em", color: "var(--ink-2)", overflow: "hidden", textOverflow: "ellipsis" },
  ".cm-panel.cm-panel-lint ul": { maxHeight: "9em", font: "inherit", outlineOffset: "-2.5px" },
  ".cm-panel.cm-panel-lint ul [aria-selected]": { background: "var(--wire-soft)" },
  ".cm-panel.cm-panel-lint ul:focus [aria-selected]": { background: "var(--wire-soft)", color: "var(--ink)" },
  ".cm-panel.cm-panel-lint button[name=close]": { color: "var(--ink)", font: "inherit", padding: "0 .5em" },

  // Problems.
  ".cm-lintRange-error": {
    backgroundImage: "none",
    textDecoration: "underline wavy var(--crash) 1.5px",
    textUnderlineOffset: ".28em",
  },
  ".cm-lintRange-active": { background: "var(--crash-soft)" },
  ".cm-lintPoint:after": { borderBottomColor: "var(--crash)" },
  ".cm-diagnostic": { padding: ".4em .8em", whiteSpace: "pre-wrap" },
  ".cm-diagnostic-error": { borderLeft: "3px solid var(--crash)" },
  ".cm-diagnosticSource": { fontSize: ".86em", color: "var(--ink-3)", opacity: "1" },

  // Tooltips and suggestions.
  ".cm-tooltip": {
    background: "var(--enamel)",
    color: "var(--ink)",
    border: "1px solid var(--edge)",
    borderRadius: "var(--r1)",
    boxShadow: "0 .3em 1.2em rgb(0 0 0 / .18)",
    fontSize: ".93em",
    maxWidth: "min(44em, calc(100vw - 2rem))",
    zIndex: "5",
  },
  ".told:focus-visible": { outline: "2.5px solid var(--wire)", outlineOffset: "-2.5px" },
  ".told": { padding: ".5em .8em", maxHeight: "18em", overflow: "auto" },
  ".told pre": { ...mono, margin: "0", whiteSpace: "pre-wrap", overflowWrap: "anywhere" },
  ".told p": { font: "400 1.1em/1.4 var(--serif)", letterSpacing: "0", margin: ".5em 0 0", maxWidth: "36em" },
  ".told p code": { font: "400 .87em var(--mono)" },
  ".told p + pre": { margin: ".6em 0 0", padding: ".5em .7em", background: "var(--face)" },
  ".told .nth": { color: "var(--ink-3)" },
  ".told b": { color: "var(--wire)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { font: "inherit", maxHeight: "14em" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: ".2em .8em", lineHeight: "1.5" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { background: "var(--wire)", color: "var(--on-wire)" },
  ".cm-completionDetail": { fontStyle: "normal", color: "var(--ink-3)", marginLeft: "1.2em" },
  "li[aria-selected] .cm-completionDetail": { color: "inherit" },
  ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "600" },
  ".cm-tooltip.cm-completionInfo.cm-completionInfo-right-narrow": { left: "0" },
  ".cm-tooltip.cm-completionInfo": {
    boxSizing: "border-box",
    padding: "0",
    width: "min(32em, calc(100vw - 2rem))",
  },

  // Searching.
  ".cm-panel.cm-search": { padding: ".5em 2em .5em 1em", font: "inherit", fontSize: ".857em" },
  ".cm-panel.cm-search input, .cm-panel.cm-search label": { font: "inherit" },
  ".cm-panel.cm-search label": {
    display: "inline-flex",
    alignItems: "center",
    gap: ".3em",
    margin: "0 .4em",
  },
  ".cm-panel.cm-search button::first-letter": { textTransform: "uppercase" },
  ".cm-textfield:focus-visible": { outline: "2.5px solid var(--wire)", outlineOffset: "1px" },
  ".cm-textfield": {
    ...mono,
    background: "var(--face)",
    color: "var(--ink)",
    border: "1px solid var(--edge)",
    borderRadius: "var(--r1)",
    padding: ".3em .5em",
  },
  ".cm-button": { ...button, backgroundImage: "none" },
  ".cm-panel.cm-search [name=close]": { ...mono, fontSize: "1.3em", color: "var(--ink)" },
  ".cm-searchMatch": { background: "var(--ticket)", outline: "1px solid var(--restart)" },
  ".cm-searchMatch-selected": { background: "var(--wire-soft)", outline: "1px solid var(--wire)" },

  // The original, between the reader's lines.
  ".cm-deletedChunk": { background: "var(--crash-soft)", padding: "0 1.15em 0 1px", position: "relative" },
  ".cm-deletedLine, .cm-deletedLine del": { textDecoration: "none" },
  ".cm-deletedChunk .cm-deletedText": { textDecoration: "line-through var(--crash)", background: "none" },
  "&.cm-merge-b .cm-changedLine, .cm-inlineChangedLine": { background: "var(--wire-soft)" },
  "&.cm-merge-b .cm-changedText": { background: "none", boxShadow: "inset 0 -2px var(--wire)" },
  ".cm-chunkButtons": { position: "absolute", insetInlineEnd: ".5em", zIndex: "1" },
  ".cm-deletedChunk .cm-chunkButtons button": {
    ...button,
    minHeight: "1.6em",
    fontSize: ".86em",
    padding: "0 .6em",
  },

  [touch]: {
    ".bar button, .cm-button, .cm-panel button, .cm-textfield": { minHeight: "2.75rem" },
    ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: ".7em .8em" },
    // Below this size, some phones zoom in and do not come back.
    ".cm-panel.cm-search .cm-textfield": { fontSize: "16px" },
    ".cm-panel.cm-search label": { minHeight: "2.75rem" },
    ".cm-panel.cm-panel-lint button[name=close], .cm-panel.cm-search [name=close]": { minWidth: "2.75rem" },
  },
});
