/**
 * Another text inside the reader's own: its lines stand where they were, and each can be taken over. A panel goes from
 * change to change, and says in words what differs.
 */
import {
  getChunks,
  getOriginalDoc,
  goToNextChunk,
  goToPreviousChunk,
  rejectChunk,
  unifiedMergeView,
} from "@codemirror/merge";
import type { EditorState, Extension } from "@codemirror/state";
import { type EditorView, keymap, showPanel, type Panel } from "@codemirror/view";
import { changesOf, type Change } from "./changes.ts";
import type { Comparand } from "./comparison.ts";
import { element } from "./describe.ts";

/** The extension. */
export function compare(comparand: Comparand): Extension {
  return [
    unifiedMergeView({
      original: comparand.text.replace(/\n$/, ""),
      gutter: false,
      highlightChanges: true,
      syntaxHighlightDeletions: false,
      mergeControls(kind, act) {
        const button = element("button", kind, comparand.take) as HTMLButtonElement;
        button.type = "button";
        button.hidden = kind === "accept";
        // The panel has the same for those who do not point.
        button.tabIndex = -1;
        button.addEventListener("mousedown", act);
        return button;
      },
    }),
    showPanel.of((view) => panel(view, comparand)),
    keymap.of([
      { key: "F7", run: goToNextChunk },
      { key: "Shift-F7", run: goToPreviousChunk },
    ]),
  ];
}

/** What has been found, in a sentence. */
export function told(state: EditorState, { name }: Comparand): string {
  return `Compared with ${name}: ${countOf(changesIn(state).length)}.`;
}

const countOf = (changes: number): string =>
  changes === 0 ? "no difference" : `${changes} ${changes === 1 ? "change" : "changes"}`;

function changesIn(state: EditorState): Change[] {
  return changesOf(state.doc, getOriginalDoc(state), getChunks(state)?.chunks ?? []);
}

function panel(view: EditorView, comparand: Comparand): Panel {
  const count = element("span", "found");
  const words = element("details");
  const list = element("ol");
  // It may be longer than its box: with the focus on it, keys scroll it.
  list.tabIndex = 0;
  list.ariaLabel = "Changes";
  words.append(element("summary", undefined, "In words"), list);
  const go = (command: typeof goToNextChunk) => () => void command(view);
  const buttons = [
    button("Previous", "Go to the previous change, Shift-F7", go(goToPreviousChunk)),
    button("Next", "Go to the next change, F7", go(goToNextChunk)),
    button(comparand.take, `${comparand.take} the change at the cursor`, () => void rejectChunk(view)),
  ];
  const draw = (state: EditorState): void => {
    const changes = changesIn(state);
    count.textContent = told(state, comparand);
    list.replaceChildren(...changes.map((change) => drawChange(change, comparand)));
    words.hidden = changes.length === 0;
    for (const each of buttons) each.hidden = changes.length === 0;
  };
  const dom = element("div", "bar comparison");
  dom.role = "group";
  dom.ariaLabel = `Comparison with ${comparand.name}`;
  dom.append(count, ...buttons, words);
  draw(view.state);
  return {
    dom,
    update({ startState, state }) {
      if (getChunks(startState)?.chunks !== getChunks(state)?.chunks) draw(state);
    },
  };
}

/** One change: where it is, what the other text has there, and what is the reader's. */
function drawChange({ where, theirs, mine }: Change, { name }: Comparand): HTMLElement {
  const item = element("li");
  item.append(element("p", undefined, where));
  for (const [whose, text] of [
    [name, theirs],
    ["yours", mine],
  ] as const) {
    const instead = text === undefined ? " nothing" : text.trim() === "" ? " an empty line" : "";
    item.append(element("p", "whose", `${whose}:${instead}`));
    if (instead === "") item.append(element("pre", undefined, text));
  }
  return item;
}

function button(name: string, spoken: string, act: () => void): HTMLButtonElement {
  const made = element("button", undefined, name) as HTMLButtonElement;
  made.type = "button";
  made.title = spoken;
  made.addEventListener("click", act);
  return made;
}
