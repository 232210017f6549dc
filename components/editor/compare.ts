/** The original inside the reader's text: lines that are gone stand where they were, and each change can be taken back. */
import { unifiedMergeView } from "@codemirror/merge";
import type { Extension } from "@codemirror/state";

/** The extension. @param original - the text of the file as it was written */
export function compare(original: string): Extension {
  return unifiedMergeView({
    original: original.replace(/\n$/, ""),
    gutter: false,
    highlightChanges: true,
    syntaxHighlightDeletions: false,
    mergeControls: (kind, act) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = kind;
      button.textContent = kind === "reject" ? "Take back" : "Keep";
      button.hidden = kind === "accept";
      button.addEventListener("mousedown", act);
      button.addEventListener("click", (event) => {
        // A press of a key; the pointer has been answered already.
        if (event.detail === 0) act(event);
      });
      return button;
    },
  });
}
