/** The search dialog: made when it is first asked for. */
import { mountPanel } from "./panel.ts";
// As text: a style sheet that a page could ask for later is put on every page from the start.
import styles from "./search.css?inline";

let dialog: HTMLDialogElement | undefined;
let field: HTMLInputElement | undefined;

/** Open the dialog with the field focused and its text selected. */
export function openSearch(base: string): void {
  if (!dialog) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(styles);
    document.adoptedStyleSheets.push(sheet);
    const made = document.createElement("dialog");
    made.className = "search-dialog";
    made.setAttribute("aria-label", "Search");
    document.body.append(made);
    field = mountPanel(made, base);
    // A press on the backdrop is a press on the dialog itself, outside its children.
    made.addEventListener("click", (event) => {
      if (event.target === made || (event.target as Element).closest("a")) made.close();
    });
    dialog = made;
  }
  dialog.showModal();
  field?.select();
}
