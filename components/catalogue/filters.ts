/** Applies the filters to the rows, says how many are left, and keeps the choice in the address. */
import { choiceOf, countOf, fits, forEachGroup, queryOf, type Choice } from "./filter.ts";

const form = document.querySelector<HTMLFormElement>("[data-filters]");
const rows = [...document.querySelectorAll<HTMLElement>("[data-course]")];
const count = document.querySelector<HTMLElement>("[data-count]");
const none = document.querySelector<HTMLElement>("[data-none]");

function inputs(group?: string): HTMLInputElement[] {
  return [...(form?.querySelectorAll<HTMLInputElement>("input") ?? [])].filter(
    (input) => group === undefined || input.name === group,
  );
}

function chosen(): Choice {
  return forEachGroup((group) => inputs(group).flatMap((input) => (input.checked ? [input.value] : [])));
}

function show(choice: Choice): void {
  let shown = 0;
  for (const row of rows) {
    const traits = forEachGroup((group) => (row.dataset[group] ?? "").split(" "));
    row.hidden = !fits(traits, choice);
    if (!row.hidden) shown += 1;
  }
  if (count) count.textContent = countOf(shown, rows.length);
  if (none) none.hidden = shown > 0;
}

/** Take the choice from the address: on arrival, and when the reader goes back. */
function read(): void {
  const known = forEachGroup((group) => inputs(group).map((input) => input.value));
  const choice = choiceOf(new URLSearchParams(location.search), known);
  for (const input of inputs()) input.checked = choice[input.name as "level"].includes(input.value);
  show(choice);
}

function apply(): void {
  const choice = chosen();
  const query = queryOf(choice, new URLSearchParams(location.search));
  history.replaceState(history.state, "", query === "" ? location.pathname : `?${query}`);
  show(choice);
}

form?.addEventListener("change", apply);
form?.addEventListener("reset", (event) => {
  // The form would empty itself only after this event; then it would be too late to apply.
  event.preventDefault();
  for (const input of inputs()) input.checked = false;
  apply();
  // The button goes away with the last choice: the focus stays in the form.
  inputs()[0]?.focus();
});
form?.addEventListener("submit", (event) => {
  event.preventDefault();
});
window.addEventListener("popstate", read);
read();
