/** The solution beside the reader's own text. */
import { textOfCode } from "../sample/static-code.ts";
import { sideBySide } from "./diff.ts";
import type { Pair } from "./diff.ts";

/**
 * Draw both texts into the `.versus` box of a solution, with what differs marked.
 *
 * @param solution - holds the solution as highlighted code
 * @param mine - the reader's text
 */
export function showVersus(solution: HTMLElement, mine: string): void {
  const box = solution.querySelector<HTMLElement>(".versus");
  const theirs = solution.querySelector<HTMLElement>("[data-solution]");
  if (!box || !theirs) return;
  const coloured = [...theirs.querySelectorAll(".line")];
  const lines = (text: string): string[] => text.replace(/\n+$/, "").split("\n");
  const pairs = sideBySide(lines(mine), lines(textOfCode(theirs)));
  let next = 0;
  const left = pairs.map((pair) => row(pair.left, pair));
  const right = pairs.map((pair) => {
    const shown = row(pair.right, pair);
    const source = pair.right === undefined ? undefined : coloured[next++];
    if (source) shown.replaceChildren(...source.cloneNode(true).childNodes);
    return shown;
  });
  box.replaceChildren(column("yours", left), column("the solution", right));
  box.hidden = false;
  theirs.hidden = true;
}

function column(name: string, rows: readonly HTMLElement[]): HTMLElement {
  const label = document.createElement("p");
  label.className = "label side-h";
  label.textContent = name;
  const code = document.createElement("code");
  code.append(...rows.flatMap((line) => [line, "\n"]));
  const pre = document.createElement("pre");
  pre.className = "shiki plain";
  pre.tabIndex = 0;
  pre.setAttribute("role", "region");
  pre.setAttribute("aria-label", name);
  pre.append(code);
  const whole = document.createElement("div");
  whole.append(label, pre);
  return whole;
}

function row(text: string | undefined, { same }: Pair): HTMLElement {
  const line = document.createElement("span");
  line.className = "line";
  if (!same && text !== undefined) line.classList.add("at");
  if (text === undefined) line.classList.add("gap");
  line.textContent = text ?? "";
  return line;
}
