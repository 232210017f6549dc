/**
 * What helps a reader to write: brackets that close themselves, and TypeScript's problems, suggestions, types and
 * signatures. Fetched with the first key or touch in an editor; TypeScript itself with the first change.
 */
import { closeBrackets, closeBracketsKeymap, startCompletion } from "@codemirror/autocomplete";
import { EditorState, type Extension } from "@codemirror/state";
import { EditorView, keymap, tooltips, ViewPlugin } from "@codemirror/view";
import { bar } from "./bar.ts";
import { compareWith, type Comparand } from "./comparison.ts";
import { LanguageClient } from "./client.ts";
import { helpLook } from "./look.ts";
import { problems } from "./problems.ts";
import { Session } from "./session.ts";
import { signatures } from "./signature.ts";
import { suggest } from "./suggest.ts";
import { types } from "./types.ts";
import type { Visit } from "./types.ts";

/** What help is about. */
export interface HelpOptions {
  /** The sample's files as they are now. */
  readonly files: () => Readonly<Record<string, string>>;
  /** A file as it was written; undefined if it cannot be changed. */
  readonly original: (file: string) => string | undefined;
  readonly visit: Visit;
}

/** One worker serves all samples of a page. */
let client: LanguageClient | undefined;

/** Prepare help for the files of one sample. */
export function helpWith({ files, original, visit }: HelpOptions): {
  /** The reader has changed something already, and may wait for suggestions to the word that he has begun. */
  wake(view: EditorView): void;
  /** Show how the file that is shown differs from another text. */
  compare(view: EditorView, comparand: Comparand): Promise<void>;
  /** The extension for one file. */
  forFile(file: string): Extension;
} {
  const { worker, library } = import.meta.env.LANGUAGE;
  client ??= new LanguageClient(() => new Worker(worker), library);
  const session = new Session(client, files);
  return {
    wake: (view) => {
      session.wake();
      const { head } = view.state.selection.main;
      if (/[\w$.]/.test(view.state.sliceDoc(head - 1, head))) startCompletion(view);
    },
    compare: compareWith,
    forFile: (file) => [
      // First, so that whoever asks about a change does so after the session has heard of it.
      ViewPlugin.define(() => ({
        update: ({ docChanged }) => {
          if (docChanged) session.wake();
        },
      })),
      EditorState.languageData.of(() => [{ closeBrackets: { brackets: ["(", "[", "{", "'", '"', "`"] } }]),
      closeBrackets(),
      keymap.of(closeBracketsKeymap),
      // Before the suggestions: those keep Escape to themselves while they are open, or on their way.
      signatures(file, session),
      suggest(file, session),
      problems(file, session),
      types(file, session, visit),
      tooltips({ tooltipSpace: insideWindow }),
      bar(original(file)),
      helpLook,
      EditorView.contentAttributes.of({ "aria-multiline": "true" }),
    ],
  };
}

/** Where tooltips may be: not quite to the edges of the window. */
function insideWindow(): { top: number; left: number; bottom: number; right: number } {
  const { clientWidth, clientHeight } = document.documentElement;
  return { top: margin, left: margin, bottom: clientHeight - margin, right: clientWidth - margin };
}

const margin = 8;
