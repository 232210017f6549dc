/**
 * The editor of a sample: CodeMirror with just what a page needs, drawn exactly as the highlighted code it replaces.
 * Loaded when a reader first presses Edit, never before.
 *
 * It lives in a shadow root. There CodeMirror hands its rules to the browser as style sheet objects, which the page's
 * Content-Security-Policy allows; in the document itself it would have to write a `<style>` element, which it forbids.
 */
import {
  history,
  historyField,
  historyKeymap,
  indentWithTab,
  moveLineDown,
  moveLineUp,
  standardKeymap,
  toggleComment,
} from "@codemirror/commands";
import { bracketMatching, indentOnInput } from "@codemirror/language";
import { Compartment, EditorState, StateField } from "@codemirror/state";
import type { Extension, Text } from "@codemirror/state";
import { EditorView, keymap, lineNumbers } from "@codemirror/view";
import { typescript } from "./editor-code.ts";
import { marks, showMarks } from "./editor-marks.ts";
import type { Marks } from "./editor-marks.ts";
import { codeLook } from "./editor-look.ts";
import { HelpLater } from "./editor-help.ts";
import type { Comparand } from "../editor/comparison.ts";

/** What an editor needs to know, and whom it tells. */
export interface EditorOptions {
  /** File name to text. */
  readonly files: Readonly<Record<string, string>>;
  /** Files that can be read and not changed. */
  readonly locked: ReadonlySet<string>;
  /** The files as they were written, to compare with. Others are compared with what they came with. */
  readonly originals: Readonly<Record<string, string>>;
  /** The file shown first. */
  readonly file: string;
  /** Called after every change, with the file's name and its whole text. */
  readonly onChange: (file: string, text: string) => void;
  /** Called when the reader presses Ctrl-Enter (Cmd-Enter on a Mac). */
  readonly onRun: () => void;
  /** Called when the reader goes to a place in another file. */
  readonly onVisit: (file: string, line: number) => void;
}

/** An open editor. */
export interface CodeEditor {
  /** Show another file; each keeps its own history and place. */
  open(file: string): void;
  /**
   * Have these files, and show one of them. A file with the text that it had keeps its history and place, also under
   * another name; one with another text begins anew.
   */
  arrange(files: Readonly<Record<string, string>>, file: string): void;
  /** Mark the lines and the fault of a file; they go away with `{}` or when the file is edited. */
  mark(file: string, marks: Marks): void;
  /** Show how the file that is shown differs from another text. */
  compare(comparand: Comparand): Promise<void>;
  /** Put the cursor into the editor, at the start of a line if one is given. */
  focus(line?: number): void;
  /** Take the editor off the page. */
  close(): void;
}

/**
 * Open an editor.
 *
 * @param host - an empty element that takes the place of the static code
 */
export function openEditor(host: HTMLElement, options: EditorOptions): CodeEditor {
  const root = host.shadowRoot ?? host.attachShadow({ mode: "open" });
  let shown = options.file;
  const slot = new Compartment();
  const onChange = (file: string, text: string): void => {
    help.changed();
    options.onChange(file, text);
  };
  const extensions = (file: string): Extension => [extensionsOf(file, { ...options, onChange }), slot.of([])];
  const states = statesOf(options.files, extensions, new Map());
  const view = new EditorView({ root, parent: root, state: known(states, shown) });
  const now = (file: string): EditorState => (file === shown ? view.state : known(states, file));
  const docOf = (file: string): Text => now(file).doc;
  const help = new HelpLater(view, slot, {
    files: () => Object.fromEntries([...states.keys()].map((file) => [file, `${docOf(file).toString()}\n`])),
    original(file) {
      if (options.locked.has(file)) return undefined;
      return options.originals[file] ?? now(file).field(cameWith);
    },
    visit: (file, position) => options.onVisit(file, docOf(file).lineAt(position).number),
  });
  help.show(shown);

  const open = (file: string): void => {
    if (file === shown) return;
    states.set(shown, view.state);
    shown = file;
    view.setState(known(states, file));
    help.show(file);
  };
  const arrange = (files: Readonly<Record<string, string>>, file: string): void => {
    states.set(shown, view.state);
    const before = new Map(states);
    states.clear();
    for (const [name, state] of statesOf(files, extensions, before)) states.set(name, state);
    shown = file;
    if (known(states, file) !== view.state) view.setState(known(states, file));
    help.show(file);
  };
  return {
    open,
    arrange,
    mark(file, what) {
      if (file === shown) view.dispatch({ effects: showMarks.of(what) });
      else states.set(file, known(states, file).update({ effects: showMarks.of(what) }).state);
    },
    compare: (comparand) => help.compare(comparand),
    focus(line) {
      if (line !== undefined && line <= view.state.doc.lines) {
        view.dispatch({ selection: { anchor: view.state.doc.line(line).from }, scrollIntoView: true });
      }
      view.focus();
    },
    close() {
      help.close();
      view.destroy();
    },
  };
}

function known(states: ReadonlyMap<string, EditorState>, file: string): EditorState {
  const state = states.get(file);
  if (!state)
    throw new RangeError(`The editor has no file "${file}"; it has ${[...states.keys()].join(", ")}.`);
  return state;
}

type States = Map<string, EditorState>;

/** A file ends with a line break. The editor would show an empty line after it, which the static code does not. */
const shownText = (text: string): string => text.replace(/\n$/, "");

/**
 * The states of these files: new ones, unless they are among those from before.
 *
 * @param before - a text that is there no longer under its name may be there under another
 */
function statesOf(
  files: Readonly<Record<string, string>>,
  extensions: (file: string) => Extension,
  before: States,
): States {
  const gone = [...before].filter(([file]) => !(file in files)).map(([, state]) => state);
  const stateOf = (file: string, doc: string): EditorState => {
    const has = (state: EditorState | undefined): boolean => state?.doc.toString() === doc;
    const same = before.get(file);
    if (same && has(same)) return same;
    const config = { extensions: extensions(file) };
    const moved = same ? undefined : gone.find(has);
    if (!moved) return EditorState.create({ ...config, doc });
    return EditorState.fromJSON(moved.toJSON(kept), config, kept);
  };
  return new Map(Object.entries(files).map(([file, text]) => [file, stateOf(file, shownText(text))]));
}

/** The text that the editor was given. */
const cameWith = StateField.define<string>({
  create: ({ doc }) => doc.toString(),
  update: (text) => text,
  toJSON: (text) => text,
  fromJSON: (text: string) => text,
});

/** What goes along when a file gets another name. */
const kept = { history: historyField, cameWith };

function extensionsOf(file: string, options: EditorOptions): Extension {
  const { locked, onChange, onRun } = options;
  const run = (): boolean => {
    onRun();
    return true;
  };
  return [
    lineNumbers(),
    history(),
    cameWith,
    typescript,
    bracketMatching(),
    indentOnInput(),
    EditorState.readOnly.of(locked.has(file)),
    typeOver,
    marks,
    codeLook,
    keymap.of([
      { key: "Mod-Enter", run },
      { key: "Mod-f", run: find },
      { key: "Mod-/", run: toggleComment },
      { key: "Alt-ArrowUp", run: moveLineUp },
      { key: "Alt-ArrowDown", run: moveLineDown },
      ...standardKeymap,
      ...historyKeymap,
      indentWithTab,
    ]),
    EditorView.contentAttributes.of({
      "aria-label": `Editor for ${file}. Press Escape, then Tab, to leave`,
      // By itself it takes the focus as well, but those who look for what scrolls and has no focus want to read it.
      tabindex: "0",
      autocapitalize: "off",
      autocorrect: "off",
      spellcheck: "false",
    }),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) onChange(file, `${update.state.doc.toString()}\n`);
    }),
  ];
}

function find(view: EditorView): boolean {
  void import("../editor/search.ts").then(({ openSearch }) => openSearch(view));
  return true;
}

/**
 * Text typed over a selection, put in by the editor itself. Left alone, Chromium wraps it in a `<span style>` to keep the
 * look of what it replaces. The editor would take that out again, but the Content-Security-Policy would complain.
 */
const typeOver = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const { data, inputType } = event;
    if (inputType !== "insertText" || data === null || view.composing || view.state.readOnly) return false;
    if (view.state.selection.main.empty) return false;
    view.dispatch(view.state.replaceSelection(data), { userEvent: "input.type" });
    event.preventDefault();
    return true;
  },
});
