/** What a run says about the lines of an editor: where values came from, and where it stopped. */
import { RangeSet, StateEffect, StateField } from "@codemirror/state";
import type { EditorState, Extension, Range } from "@codemirror/state";
import { Decoration, EditorView, GutterMarker, lineNumberMarkers } from "@codemirror/view";
import type { DecorationSet } from "@codemirror/view";

/** Marks of one file. Lines and columns count from 1. */
export interface Marks {
  /** A line to light, because a value of the output came from it. */
  readonly lit?: number;
  /** Where the run stopped. */
  readonly fault?: { readonly line: number; readonly column: number };
}

/** Replace the marks of the file that is shown. */
export const showMarks = StateEffect.define<Marks>();

interface Shown {
  readonly lines: DecorationSet;
  readonly gutter: RangeSet<GutterMarker>;
}

const nothing: Shown = { lines: Decoration.none, gutter: RangeSet.empty };

class Cross extends GutterMarker {
  override elementClass = "bad";
  override toDOM(): Text {
    return document.createTextNode("×");
  }
}

const field = StateField.define<Shown>({
  create: () => nothing,
  update(shown, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(showMarks)) return draw(transaction.state, effect.value);
    }
    // A mark speaks of the text that ran. Once that text changes it would point at the wrong place.
    return transaction.docChanged ? nothing : shown;
  },
});

/** The extension that draws them. */
export const marks: Extension = [
  field,
  EditorView.decorations.from(field, (shown) => shown.lines),
  lineNumberMarkers.from(field, (shown) => shown.gutter),
];

function draw(state: EditorState, { lit, fault }: Marks): Shown {
  const lines: Range<Decoration>[] = [];
  if (lit !== undefined && lit <= state.doc.lines) {
    lines.push(Decoration.line({ class: "at" }).range(state.doc.line(lit).from));
  }
  if (!fault || fault.line > state.doc.lines) return { lines: Decoration.set(lines), gutter: RangeSet.empty };
  const line = state.doc.line(fault.line);
  lines.push(Decoration.line({ class: "bad" }).range(line.from));
  const from = Math.min(line.from + fault.column - 1, line.to);
  const word = /^[\w$*]+|^\S/.exec(state.doc.sliceString(from, line.to))?.[0] ?? "";
  if (word) lines.push(Decoration.mark({ class: "sq" }).range(from, from + word.length));
  return { lines: Decoration.set(lines, true), gutter: RangeSet.of([new Cross().range(line.from)]) };
}
