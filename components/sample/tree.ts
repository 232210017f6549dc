/**
 * Printed values as something to open: a row shows its text, and behind it a tree of what the value holds. Native
 * disclosures, so the keyboard and screen readers know them already.
 */
import { textOf } from "../../src/sandbox/values.ts";
import type { Value } from "../../src/sandbox/engine.ts";
import { colour } from "./colour.ts";

/** Fill an element with coloured text. */
export function paint<E extends HTMLElement>(element: E, text: string): E {
  element.replaceChildren(
    ...colour(text).map((piece) => {
      if (piece.role === "") return piece.text;
      const span = document.createElement("span");
      span.className = piece.role;
      span.textContent = piece.text;
      return span;
    }),
  );
  return element;
}

/** Whether there is anything to open behind a value's text. */
export function isTree(value: Value): boolean {
  return parts(value).length > 0;
}

/**
 * What a row of output shows: coloured text, and a disclosure around it when one of the values has parts. The tree is
 * built when it is first opened.
 */
export function shownValues(text: string, values: readonly Value[]): HTMLElement {
  const trees = values.filter(isTree);
  const line = paint(document.createElement("code"), text);
  if (trees.length === 0) return line;
  return disclosure(line, () => trees.flatMap(parts));
}

type Part = readonly [key: string, value: Value];

function parts(value: Value): readonly Part[] {
  if (value.kind === "list") {
    return [...value.items.map((item, index): Part => [String(index), item]), ...unshown(value.more)];
  }
  if (value.kind === "record") return [...value.entries, ...unshown(value.more)];
  if (value.kind === "error") {
    return value.at.map(({ file, line, column }): Part => {
      const text = `${file}, line ${line}, column ${column}`;
      return ["at", { kind: "leaf", role: "other", text }];
    });
  }
  return [];
}

function unshown(more: number): Part[] {
  return more > 0 ? [["and", { kind: "cut", text: `${more} more` }]] : [];
}

function disclosure(label: HTMLElement, inside: () => readonly Part[]): HTMLElement {
  const details = document.createElement("details");
  const summary = document.createElement("summary");
  summary.append(label);
  details.append(summary);
  details.addEventListener("toggle", () => {
    if (details.open && details.childElementCount === 1) details.append(branches(inside()));
  });
  return details;
}

function branches(all: readonly Part[]): HTMLElement {
  const list = document.createElement("ul");
  list.className = "branches";
  list.append(
    ...all.map(([key, value]) => {
      const name = document.createElement("span");
      name.className = "key";
      name.textContent = key;
      const label = document.createElement("code");
      label.append(name, " ", paint(document.createElement("span"), textOf(value)));
      const item = document.createElement("li");
      item.append(isTree(value) ? disclosure(label, () => parts(value)) : label);
      return item;
    }),
  );
  return list;
}
