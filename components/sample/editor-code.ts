/** TypeScript in the editor: colours as the reader types, and indentation. */
import { indentService, indentUnit } from "@codemirror/language";
import { EditorState, RangeSetBuilder, StateField } from "@codemirror/state";
import type { Extension, Text } from "@codemirror/state";
import { Decoration, EditorView } from "@codemirror/view";
import type { DecorationSet } from "@codemirror/view";
import { indentOf, start, tokensOf, unit } from "./typescript.ts";
import type { Colour } from "./typescript.ts";

/** Lines that are coloured. A sample has forty; what is pasted may have more, and must not slow the typing. */
const most = 2000;

const marks = new Map<Colour, Decoration>();

function markOf(colour: Colour): Decoration {
  const mark = marks.get(colour) ?? Decoration.mark({ class: `k-${colour}` });
  marks.set(colour, mark);
  return mark;
}

/** Colour a whole text. A screen of code takes a fraction of a millisecond, so there is nothing to keep between edits. */
function coloured(doc: Text): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  const state = start();
  for (let number = 1; number <= Math.min(doc.lines, most); number++) {
    const line = doc.line(number);
    for (const { from, to, colour } of tokensOf(line.text, state)) {
      builder.add(line.from + from, line.from + to, markOf(colour));
    }
  }
  return builder.finish();
}

const colours = StateField.define<DecorationSet>({
  create: (state) => coloured(state.doc),
  update: (shown, { docChanged, newDoc }) => (docChanged ? coloured(newDoc) : shown),
  provide: (field) => EditorView.decorations.from(field),
});

const indentation = indentService.of((context, position) => {
  const state = start();
  const { doc } = context.state;
  const line = doc.lineAt(position);
  for (let number = 1; number < line.number; number++) tokensOf(doc.line(number).text, state);
  // When the reader presses Enter inside a line, what comes after the cursor is asked for before it is a line.
  const broken = context.lineAt(position);
  tokensOf(line.text.slice(0, broken.from - line.from), state);
  return indentOf(broken.text, state);
});

/** The extension. */
export const typescript: Extension = [
  colours,
  indentation,
  indentUnit.of(" ".repeat(unit)),
  EditorState.tabSize.of(unit),
  EditorState.languageData.of(() => [{ commentTokens: { line: "//" }, indentOnInput: /^\s*[)\]}]$/ }]),
];
