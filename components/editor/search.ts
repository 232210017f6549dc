/** Searching in the editor. Fetched when a reader first presses Ctrl-F. */
import { openSearchPanel, search, searchKeymap } from "@codemirror/search";
import { StateEffect } from "@codemirror/state";
import { type EditorView, keymap } from "@codemirror/view";

/** Open the search panel, or put the cursor into it. */
export function openSearch(view: EditorView): void {
  if (!equipped.has(view.state.facet(keymap))) {
    view.dispatch({ effects: StateEffect.appendConfig.of([search({ top: true }), keymap.of(searchKeymap)]) });
    equipped.add(view.state.facet(keymap));
  }
  openSearchPanel(view);
  for (const field of view.dom.querySelectorAll<HTMLElement>(".cm-search .cm-textfield")) {
    for (const help of ["autocapitalize", "autocorrect"]) field.setAttribute(help, "off");
    field.spellcheck = false;
  }
}

/** Key maps with the keys of searching in them: each file of a sample has a state of its own. */
const equipped = new WeakSet<object>();
