/** The parameters of the call that is being written: on "(" and ",", or by Ctrl-Shift-Space. */
import { Prec, StateEffect, StateField, type Extension } from "@codemirror/state";
import { keymap, showTooltip, ViewPlugin } from "@codemirror/view";
import type { Tooltip, ViewUpdate, EditorView } from "@codemirror/view";
import type { Signature } from "../../src/language/protocol.ts";
import { drawWords, element } from "./describe.ts";
import type { Session } from "./session.ts";

const show = StateEffect.define<Tooltip | null>();

const shown = StateField.define<Tooltip | null>({
  create: () => null,
  update(tooltip, transaction) {
    for (const effect of transaction.effects) if (effect.is(show)) return effect.value;
    return tooltip && { ...tooltip, pos: transaction.changes.mapPos(tooltip.pos) };
  },
  provide: (field) => showTooltip.from(field),
});

/** The extension. */
export function signatures(file: string, session: Session): Extension {
  // Counts what has made the answers that are on their way worthless.
  let closed = 0;
  const ask = async (view: EditorView): Promise<void> => {
    const { state } = view;
    const asked = closed;
    const position = state.selection.main.head;
    const signature = await session.ask("signature", file, position);
    // An answer to what is no longer written, or no longer wanted.
    if (closed !== asked || view.state.doc !== state.doc || view.state.selection.main.head !== position)
      return;
    if (!signature && !view.state.field(shown)) return;
    view.dispatch({ effects: show.of(signature ? tooltipOf(signature, position) : null) });
  };
  const follow = ViewPlugin.define(() => ({
    update(update: ViewUpdate) {
      const open = update.state.field(shown);
      const moved = update.docChanged || update.selectionSet;
      if (moved && (open || typedCall(update))) void ask(update.view);
    },
  }));
  return [
    shown,
    follow,
    keymap.of([
      {
        key: "Mod-Shift-Space",
        run(view) {
          void ask(view);
          return true;
        },
      },
    ]),
    // Suggestions may be open as well, or on their way: Escape closes everything.
    Prec.highest(
      keymap.of([
        {
          key: "Escape",
          run(view) {
            closed++;
            if (view.state.field(shown)) view.dispatch({ effects: show.of(null) });
            return false;
          },
        },
      ]),
    ),
  ];
}

/** Whether the reader has just opened a call, or gone on to its next argument. */
function typedCall({ state, transactions }: ViewUpdate): boolean {
  if (!transactions.some((each) => each.isUserEvent("input"))) return false;
  const { head } = state.selection.main;
  return /[(,]/.test(state.sliceDoc(head - 1, head)) || state.sliceDoc(head - 2, head) === ", ";
}

function tooltipOf(signature: Signature, position: number): Tooltip {
  return { pos: position, above: true, create: () => ({ dom: drawSignature(signature) }) };
}

/** The signature, with the parameter that is being written in bold. */
export function drawSignature({
  before,
  parameters,
  after,
  current,
  docs,
  overload,
}: Signature): HTMLElement {
  const box = element("div", "told call");
  const line = element("pre");
  const [number, all] = overload;
  if (all > 1) line.append(element("span", "nth", `${number} of ${all}  `));
  line.append(before);
  parameters.forEach((parameter, index) => {
    line.append(index === current ? element("b", undefined, parameter) : parameter);
  });
  line.append(after);
  box.append(line, ...docs.filter(({ kind }) => kind === "text").map(drawWords));
  return box;
}
