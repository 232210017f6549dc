/** The search dialog: made when it is first asked for. */
import { mountPanel } from "./panel.ts";
import "./search.css";

let dialog: HTMLDialogElement | undefined;
let field: HTMLInputElement | undefined;

/** Open the dialog with the field focused and its text selected. */
export function openSearch(base: string): void {
  if (!dialog) {
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
