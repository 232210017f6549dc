/** The bar under the editor: how many problems there are, and what can be done with the text. Fingers have no F8. */
import { diagnosticCount, openLintPanel } from "@codemirror/lint";
import type { EditorState, Extension } from "@codemirror/state";
import { EditorView, keymap, showPanel } from "@codemirror/view";
import { compareWith, comparisonIn, comparisons } from "./comparison.ts";
import { element } from "./describe.ts";
import { countOf } from "./problems.ts";

/** Milliseconds for which the bar says what it has to say. */
const told = 5_000;

/** Said once, where it matters: those who are in the editor by keyboard cannot see how to get out of it. */
const wayOut = "Tab indents. Escape, then Tab, leaves the editor.";
let isWayOutTold = false;

/**
 * The extension.
 *
 * @param original - the text of the file as it was written; undefined if it cannot be changed
 */
export function bar(original: string | undefined): Extension {
  if (original === undefined) return [];
  return [
    comparisons(original),
    keymap.of([{ key: "Shift-Alt-f", run: (view) => (void formatted(view), true) }]),
    showPanel.of((view) => {
      const count = button("count", countOf(0), "Show the list of problems", () => openLintPanel(view));
      const note = element("span", "note");
      note.role = "status";
      const tell = (words: string): void => {
        note.textContent = words;
        setTimeout(() => (note.textContent = ""), told);
      };
      const comparing = element("span", "comparing");
      const offer = (state: EditorState): void => {
        const { offered, shown } = comparisonIn(state);
        const buttons = offered.map((comparand, index) => {
          const isOn = comparand.name === shown?.name;
          const name = index === 0 ? "Compare" : `Compare with ${comparand.name}`;
          const act = () => compareWith(view, isOn ? undefined : comparand);
          const made = button("", name, `Compare with ${comparand.name}`, act);
          made.ariaPressed = String(isOn);
          return made;
        });
        const focused = [...comparing.children].indexOf(activeIn(comparing)!);
        comparing.replaceChildren(...buttons);
        buttons[focused]?.focus();
      };
      offer(view.state);
      const dom = element("div", "bar");
      dom.append(
        count,
        note,
        button("", "Format", "Format with Prettier, Shift-Alt-F", async () => tell(await formatted(view))),
        comparing,
      );
      const explain = ({ key }: KeyboardEvent): void => {
        if (key !== "Tab" || isWayOutTold) return;
        isWayOutTold = true;
        tell(wayOut);
      };
      view.contentDOM.addEventListener("keydown", explain);
      return {
        dom,
        destroy: () => view.contentDOM.removeEventListener("keydown", explain),
        update({ startState, state }) {
          if (comparisonIn(startState) !== comparisonIn(state)) offer(state);
          const problems = diagnosticCount(state);
          count.textContent = countOf(problems);
          count.toggleAttribute("data-some", problems > 0);
        },
      };
    }),
  ];
}

async function formatted(view: EditorView): Promise<string> {
  try {
    const { format } = await import("./format.ts");
    const said = await format(view);
    view.dispatch({ effects: EditorView.announce.of(said) });
    return said;
  } catch {
    return "Prettier could not be loaded: check the connection, then press again";
  }
}

/** What has the focus, in the tree that an element is in: the editor is in a shadow root. */
function activeIn(place: HTMLElement): Element | null {
  return (place.getRootNode() as Document | ShadowRoot).activeElement;
}

function button(className: string, name: string, spoken: string, act: () => unknown): HTMLButtonElement {
  const made = element("button", className, name) as HTMLButtonElement;
  made.type = "button";
  made.title = spoken;
  made.addEventListener("click", () => void act());
  return made;
}
