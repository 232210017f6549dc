/** Completion: what TypeScript suggests, with its documentation; names from `beamish` bring their import along. */
import { autocompletion, insertCompletionText } from "@codemirror/autocomplete";
import type { Completion, CompletionContext, CompletionResult } from "@codemirror/autocomplete";
import type { Extension } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import type { Suggestion, Suggestions } from "../../src/language/protocol.ts";
import { drawDescription } from "./describe.ts";
import type { Session } from "./session.ts";

/** TypeScript's order: what is at hand first, then globals, last what would have to be imported. */
const atHand = 11;
const imported = 16;

/** Letters of a word from which on names to import are offered. */
const enough = 2;

/** Kinds that tell a reader nothing. */
const UNTOLD = new Set(["keyword", "alias", "string", ""]);

/** The extension. */
export function suggest(file: string, session: Session): Extension {
  const source = async (context: CompletionContext): Promise<CompletionResult | null> => {
    const word = context.matchBefore(/[\w$]+/);
    const before = context.state.sliceDoc(Math.max(0, context.pos - 1), context.pos);
    if (!context.explicit && !word && !/[."'`]/.test(before)) return null;
    const found = await session.ask("suggestions", file, context.pos);
    if (!found || context.aborted) return null;
    const from = Math.min(found.from ?? context.pos, word?.from ?? context.pos);
    const options = chosen(found, context.pos - from).map((each) =>
      optionOf(each, { file, session, position: context.pos }),
    );
    if (options.length === 0) return null;
    // A list without names to import serves only as long as none are wanted.
    const isWhole = found.members || context.pos - from >= enough;
    return { from, options, validFor: (text) => /^[\w$]*$/.test(text) && (isWhole || text.length < enough) };
  };
  return autocompletion({ override: [source], icons: false, maxRenderedOptions: 60 });
}

/** Names to import are many, and only of interest when the reader has begun to write one. */
function chosen({ names, members }: Suggestions, typed: number): readonly Suggestion[] {
  return names.filter(
    ({ order, source }) => members || typed >= enough || (!source && Number.parseInt(order, 10) < imported),
  );
}

/** Where suggestions were asked for. */
interface Where {
  readonly file: string;
  readonly session: Session;
  readonly position: number;
}

function optionOf({ name, kind, order, source }: Suggestion, where: Where): Completion {
  const { file, session, position } = where;
  const told = source ?? (UNTOLD.has(kind) ? "" : kind);
  return {
    label: name,
    type: kind,
    ...(told ? { detail: told } : {}),
    boost: 5 * (atHand - (Number.parseInt(order, 10) || atHand)),
    info: async ({ label }) => {
      if (kind === "keyword") return null;
      const detail = await session.ask("describe", file, position, label, source);
      return detail ? drawDescription(detail) : null;
    },
    ...(source === undefined ? {} : { apply: withImport(file, source, session) }),
  };
}

/**
 * Put the name in at once, and its import as soon as TypeScript has said where it goes. Whoever writes on meanwhile has
 * made the answer worthless: it is asked for again, as long as the name is there.
 */
function withImport(file: string, source: string, session: Session) {
  return async (view: EditorView, { label }: Completion, from: number, to: number): Promise<void> => {
    view.dispatch(insertCompletionText(view.state, label, from, to));
    const end = from + label.length;
    while (view.state.sliceDoc(from, end) === label) {
      const { doc } = view.state;
      const detail = await session.ask("describe", file, end, label, source);
      if (!detail) return;
      if (view.state.doc !== doc) continue;
      return view.dispatch({ changes: [...detail.changes], userEvent: "input.complete" });
    }
  };
}
