/** What is known about a name, as elements: its declaration in colour, its doc comment, its example. */
import type { Description, Words } from "../../src/language/protocol.ts";
import { start, tokensOf } from "../sample/typescript.ts";

/** Lines of a declaration that are shown; a type can go on for pages. */
const most = 12;

/** A description in a box. It may be longer than the box: with the focus on it, keys scroll it. */
export function drawDescription({ declaration, docs }: Description): HTMLElement {
  const box = element("div", "told");
  box.tabIndex = 0;
  box.role = "note";
  const lines = declaration.split("\n");
  const shown = lines.length > most ? [...lines.slice(0, most), "..."] : lines;
  box.append(drawCode(shown.join("\n")), ...docs.map(drawWords));
  return box;
}

/** A paragraph, or an example. */
export function drawWords({ kind, text }: Words): HTMLElement {
  if (kind === "code") return drawCode(text);
  const paragraph = element("p");
  text.split("`").forEach((part, index) => {
    paragraph.append(index % 2 === 0 ? part : element("code", undefined, part));
  });
  return paragraph;
}

/** Code in the colours of the editor. */
export function drawCode(code: string): HTMLElement {
  const pre = element("pre");
  const state = start();
  code.split("\n").forEach((line, index) => {
    if (index > 0) pre.append("\n");
    let done = 0;
    for (const { from, to, colour } of tokensOf(line, state)) {
      pre.append(line.slice(done, from), element("span", `k-${colour}`, line.slice(from, to)));
      done = to;
    }
    pre.append(line.slice(done));
  });
  return pre;
}

/** An element with a class and a text. */
export function element(name: string, className?: string, text?: string): HTMLElement {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}
