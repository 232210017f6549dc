/**
 * The type of a name: under the pointer, or, by Ctrl-K Ctrl-I, at the cursor; the same keys again go into what is shown.
 * And where it was declared, by F12.
 */
import { StateEffect, StateField, type Extension } from "@codemirror/state";
import { EditorView, getTooltip, hoverTooltip, keymap, showTooltip } from "@codemirror/view";
import type { Tooltip } from "@codemirror/view";
import type { Hover } from "../../src/language/protocol.ts";
import { drawDescription } from "./describe.ts";
import type { Session } from "./session.ts";

/** Shows a place of the sample to the reader. */
export type Visit = (file: string, position: number) => void;

const show = StateEffect.define<Tooltip | null>();

/** What was asked for by key. It goes with the next step of the cursor. */
const atCursor = StateField.define<Tooltip | null>({
  create: () => null,
  update(shown, transaction) {
    for (const effect of transaction.effects) if (effect.is(show)) return effect.value;
    return transaction.docChanged || transaction.selection ? null : shown;
  },
  provide: (field) => showTooltip.from(field),
});

/** The extension. */
export function types(file: string, session: Session, visit: Visit): Extension {
  const tell = async (view: EditorView): Promise<void> => {
    const { state } = view;
    if (enter(view)) return;
    const hover = await session.ask("hover", file, state.selection.main.head);
    // An answer to what is no longer written, or about another place.
    const isOld = view.state.doc !== state.doc || !view.state.selection.eq(state.selection);
    if (!hover || isOld) return;
    const words = [
      hover.declaration,
      ...hover.docs.filter(({ kind }) => kind === "text").map(({ text }) => text),
    ];
    view.dispatch({ effects: [show.of(tooltipOf(hover)), EditorView.announce.of(words.join("\n"))] });
  };
  const jump = async (view: EditorView): Promise<void> => {
    const place = await session.ask("definition", file, view.state.selection.main.head);
    if (place) visit(place.file, place.position);
  };
  const asked = (ask: (view: EditorView) => Promise<void>) => (view: EditorView) => {
    void ask(view);
    return true;
  };
  return [
    hoverTooltip(async (_, position) => {
      const hover = await session.ask("hover", file, position);
      return hover ? tooltipOf(hover) : null;
    }),
    atCursor,
    keymap.of([
      { key: "Mod-k Mod-i", run: asked(tell), preventDefault: true },
      { key: "F12", run: asked(jump) },
      {
        key: "Escape",
        run(view) {
          if (!view.state.field(atCursor)) return false;
          view.dispatch({ effects: show.of(null) });
          return true;
        },
      },
    ]),
  ];
}

/** Put the focus into what is shown at the cursor. @returns whether something is */
function enter(view: EditorView): boolean {
  const shown = view.state.field(atCursor);
  const box = shown && getTooltip(view, shown)?.dom;
  if (!box) return false;
  box.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape") return;
    view.dispatch({ effects: show.of(null) });
    view.focus();
  });
  box.focus();
  return true;
}

function tooltipOf(hover: Hover): Tooltip {
  return { pos: hover.from, end: hover.to, above: true, create: () => ({ dom: drawDescription(hover) }) };
}
