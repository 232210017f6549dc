/** The bar under the editor: how many problems there are, and what can be done with the text. Fingers have no F8. */
import { diagnosticCount, openLintPanel } from "@codemirror/lint";
import { Compartment, type Extension } from "@codemirror/state";
import { EditorView, keymap, showPanel } from "@codemirror/view";
import { element } from "./describe.ts";
import { countOf } from "./problems.ts";

/** Milliseconds for which the bar says what has been done. */
const told = 3_000;

const comparison = new Compartment();

/**
 * The extension.
 *
 * @param original - the text of the file as it was written; undefined if it cannot be changed
 */
export function bar(original: string | undefined): Extension {
  if (original === undefined) return [];
  return [
    comparison.of([]),
    keymap.of([{ key: "Shift-Alt-f", run: (view) => (void formatted(view), true) }]),
    showPanel.of((view) => {
      const count = button("count", countOf(0), "Show the list of problems", () => openLintPanel(view));
      const note = element("span", "note");
      note.role = "status";
      const tell = (words: string): void => {
        note.textContent = words;
        setTimeout(() => (note.textContent = ""), told);
      };
      const compare = button("", "Compare", "Compare with the original", () =>
        toggle(view, original, compare),
      );
      compare.ariaPressed = "false";
      const dom = element("div", "bar");
      dom.append(
        count,
        note,
        button("", "Format", "Format with Prettier, Shift-Alt-F", async () => tell(await formatted(view))),
        compare,
      );
      return {
        dom,
        update({ state }) {
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

async function toggle(view: EditorView, original: string, pressed: HTMLElement): Promise<void> {
  const on = pressed.ariaPressed !== "true";
  pressed.ariaPressed = String(on);
  const extension = on ? (await import("./compare.ts")).compare(original) : [];
  view.dispatch({ effects: comparison.reconfigure(extension) });
}

function button(className: string, name: string, spoken: string, act: () => unknown): HTMLButtonElement {
  const made = element("button", className, name) as HTMLButtonElement;
  made.type = "button";
  made.title = spoken;
  made.addEventListener("click", () => void act());
  return made;
}
