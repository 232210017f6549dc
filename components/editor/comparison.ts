/**
 * What the reader's text is compared with: the original, and whatever else they have asked for, as an exercise's
 * solution. One of them is shown at a time; what shows it (compare.ts) is fetched when it is first asked for.
 */
import { Compartment, StateEffect, StateField, type EditorState, type Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";

export interface Comparand {
  /** As it is spoken of: "the original". */
  readonly name: string;
  readonly text: string;
  /** What a button says that puts a piece of it into the reader's text. */
  readonly take: string;
}

interface Comparison {
  /** What can be compared with. */
  readonly offered: readonly Comparand[];
  readonly shown: Comparand | undefined;
}

const show = StateEffect.define<Comparand | undefined>();
const view = new Compartment();

const comparison = StateField.define<Comparison>({
  create: () => ({ offered: [], shown: undefined }),
  update(before, { effects }) {
    return effects.reduce((now, effect) => {
      if (!effect.is(show)) return now;
      const shown = effect.value;
      const isKnown = !shown || now.offered.some(({ name }) => name === shown.name);
      return { offered: isKnown ? now.offered : [...now.offered, shown], shown };
    }, before);
  },
});

/** The extension. @param original - the text of the file as it was written */
export function comparisons(original: string): Extension {
  const first: Comparand = { name: "the original", text: original, take: "Take back" };
  return [comparison.init(() => ({ offered: [first], shown: undefined })), view.of([])];
}

/** What can be compared with, and what is shown. */
export function comparisonIn(state: EditorState): Comparison {
  return state.field(comparison);
}

/** Show a comparison in place of the one that is shown; undefined shows none. Then it can be had from the bar as well. */
export async function compareWith(editor: EditorView, comparand: Comparand | undefined): Promise<void> {
  const before = editor.state.field(comparison, false);
  const extension = comparand ? (await import("./compare.ts")).compare(comparand) : [];
  // The reader may have gone to another file, or this one cannot be changed and has nothing to compare with.
  if (!before || editor.state.field(comparison, false) !== before) return;
  editor.dispatch({ effects: [show.of(comparand), view.reconfigure(extension)] });
  if (!comparand) return;
  const { told } = await import("./compare.ts");
  editor.dispatch({ effects: EditorView.announce.of(told(editor.state, comparand)) });
}
