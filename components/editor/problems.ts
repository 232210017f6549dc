/** What TypeScript objects to: underlines, a list that F8 walks through, and a word for those who listen. */
import { diagnosticCount, forEachDiagnostic, lintKeymap, linter } from "@codemirror/lint";
import type { Diagnostic } from "@codemirror/lint";
import { Prec, type Extension } from "@codemirror/state";
import { EditorView, keymap, ViewPlugin } from "@codemirror/view";
import type { Session } from "./session.ts";

/** Milliseconds without a key before TypeScript is asked. */
const rest = 30;
/** Milliseconds without a key before problems are spoken of: half a word is full of them. */
const silence = 1_500;

/** The extension. */
export function problems(file: string, session: Session): Extension {
  const check = async (view: EditorView): Promise<readonly Diagnostic[]> => {
    const found = (await session.ask("problems", file)) ?? [];
    const end = view.state.doc.length;
    return found.map(({ from, to, message, code }) => ({
      // Where something is missing there is nothing to underline but what stands before it.
      from: Math.min(to > from ? from : Math.max(0, from - 1), end),
      to: Math.min(to, end),
      severity: "error",
      message,
      source: `line ${view.state.doc.lineAt(Math.min(from, end)).number} · TypeScript ${code}`,
    }));
  };
  return [linter(check, { delay: rest, autoPanel: false }), Prec.high(keymap.of(lintKeymap)), spoken];
}

/** How many problems there are, in words. */
export function countOf(problems: number): string {
  return problems === 0 ? "No problems" : `${problems} ${problems === 1 ? "problem" : "problems"}`;
}

/** Says how many problems there are and what the first one is, when that has changed and the reader pauses. */
const spoken = ViewPlugin.define((view) => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let before = "";
  const speak = (): void => {
    const first = firstOf(view);
    const words = first ? `${countOf(diagnosticCount(view.state))}. ${first}` : countOf(0);
    if (words === before || (before === "" && !first)) return;
    before = words;
    view.dispatch({ effects: EditorView.announce.of(words) });
  };
  return {
    update({ startState, state, docChanged }) {
      if (!docChanged && diagnosticCount(startState) === diagnosticCount(state)) return;
      clearTimeout(timer);
      timer = setTimeout(speak, silence);
    },
    destroy: () => clearTimeout(timer),
  };
});

function firstOf(view: EditorView): string | undefined {
  let first: string | undefined;
  forEachDiagnostic(view.state, ({ message }, from) => {
    first ??= `Line ${view.state.doc.lineAt(from).number}: ${message}`;
  });
  return first;
}
