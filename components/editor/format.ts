/** Prettier, as this site's own samples are formatted. Fetched when a reader first asks for it. */
import type { EditorView } from "@codemirror/view";

/** Characters of a line; what a sample's panel holds without scrolling. */
const width = 90;

/**
 * Format what the editor holds. The cursor stays where it was in the program.
 *
 * @returns what to tell the reader
 */
export async function format(view: EditorView): Promise<string> {
  const [{ formatWithCursor }, typescript, estree] = await Promise.all([
    import("prettier/standalone"),
    import("prettier/plugins/typescript"),
    import("prettier/plugins/estree"),
  ]);
  const { doc, selection } = view.state;
  const before = doc.toString();
  try {
    const { formatted, cursorOffset } = await formatWithCursor(before, {
      parser: "typescript",
      plugins: [typescript.default, estree.default],
      printWidth: width,
      cursorOffset: selection.main.head,
    });
    const after = formatted.replace(/\n$/, "");
    if (view.state.doc !== doc) return "Not formatted: the text has changed meanwhile";
    if (after === before) return "Formatted already";
    view.dispatch({
      changes: { from: 0, to: doc.length, insert: after },
      selection: { anchor: Math.min(cursorOffset, after.length) },
      userEvent: "format",
    });
    return "Formatted";
  } catch (error) {
    if (error instanceof SyntaxError || (error instanceof Error && "loc" in error)) {
      return `Not formatted: ${error.message.split("\n")[0] ?? ""}`;
    }
    throw error;
  }
}
