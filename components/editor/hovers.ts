/**
 * Types in code that is only read: under the pointer, and, with the focus on the code, from name to name with Enter. What
 * is known was found when the site was built (src/markdown/hovers.ts), and comes when somebody first points at the code.
 */
import type { Description } from "../../src/language/protocol.ts";
import { textOfCode } from "../sample/static-code.ts";
import { drawDescription, element } from "./describe.ts";
import { Places } from "./places.ts";

/** What is known about one text. */
interface Hovers {
  readonly names: readonly (readonly [start: number, length: number, told: number])[];
  readonly told: readonly Description[];
}

/** Milliseconds that a pointer rests on a name before it is told about. */
const rest = 250;

/** Bring types to a pane of highlighted code. */
export async function bringTypes(pane: HTMLElement): Promise<void> {
  const code = pane.querySelector<HTMLElement>(".shiki");
  const hovers = code && (await fetchHovers(textOfCode(pane)));
  if (!code || !hovers) return;
  code.setAttribute("aria-description", "Enter goes from name to name and tells their types.");
  const places = new Places(pane);
  const card = new Card();
  let current = -1;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const tell = (index: number): void => {
    const [start, length, told] = hovers.names[index] ?? [];
    const range = start === undefined ? undefined : places.range(start, start + (length ?? 0));
    const description = told === undefined ? undefined : hovers.told[told];
    current = range ? index : -1;
    if (range && description) card.show(range, description);
    else card.hide();
  };
  const nameAt = (offset: number): number =>
    hovers.names.findIndex(([start, length]) => start <= offset && offset < start + length);

  code.addEventListener("pointermove", (event) => {
    clearTimeout(timer);
    if (event.pointerType !== "mouse") return;
    timer = setTimeout(() => {
      const offset = places.offsetAt(event.clientX, event.clientY);
      const index = offset === undefined ? -1 : nameAt(offset);
      if (index !== current) tell(index);
    }, rest);
  });
  const leave = (): void => {
    clearTimeout(timer);
    tell(-1);
  };
  code.addEventListener("pointerleave", leave);
  code.addEventListener("focusout", leave);
  code.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && current >= 0) leave();
    else if (event.key === "Enter") tell(step(current, event.shiftKey ? -1 : 1, hovers.names.length));
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
}

/** The next name, or the one before; around at the ends. */
export function step(current: number, by: 1 | -1, length: number): number {
  if (current < 0) return by > 0 ? 0 : length - 1;
  return (current + by + length) % length;
}

async function fetchHovers(text: string): Promise<Hovers | undefined> {
  try {
    const bytes = new TextEncoder().encode(`${text.trimEnd()}\n`);
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).subarray(0, 8);
    const name = [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    const response = await fetch(`${import.meta.env.LANGUAGE.hovers}${name}.json`);
    return response.ok ? ((await response.json()) as Hovers) : undefined;
  } catch {
    // Offline, or a page that was not sent safely: code without types is still code.
    return undefined;
  }
}

/** The one card of the page. It is no part of the text, and looks the same wherever the code is. */
class Card {
  static #element: HTMLElement | undefined;
  #body: HTMLElement;

  constructor() {
    Card.#element ??= makeCard();
    this.#body = Card.#element;
  }

  show(name: Range, description: Description): void {
    const box = this.#body;
    box.shadowRoot?.replaceChildren(drawDescription(description));
    CSS.highlights?.set("told", new Highlight(name));
    if (box.matches(":popover-open")) box.hidePopover();
    box.showPopover();
    const at = name.getBoundingClientRect();
    const above = at.top - box.offsetHeight - 6;
    box.style.top = `${above > 0 ? above : at.bottom + 6}px`;
    box.style.left = `${Math.max(8, Math.min(at.left, innerWidth - box.offsetWidth - 8))}px`;
  }

  hide(): void {
    if (this.#body.matches(":popover-open")) this.#body.hidePopover();
    CSS.highlights?.delete("told");
  }
}

function makeCard(): HTMLElement {
  const card = element("div");
  card.popover = "manual";
  card.role = "status";
  const root = card.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = [sheet(look)];
  document.adoptedStyleSheets.push(sheet("::highlight(told) { background-color: var(--wire-soft); }"));
  document.body.append(card);
  return card;
}

function sheet(rules: string): CSSStyleSheet {
  const made = new CSSStyleSheet();
  made.replaceSync(rules);
  return made;
}

const look = `
  :host { position: fixed; inset: auto; margin: 0; max-inline-size: min(40em, calc(100vw - 16px)); max-block-size: 50vh;
    padding: 0.5em 0.8em; overflow: auto; background: var(--enamel); color: var(--ink); border: 1px solid var(--edge);
    border-radius: var(--r1); box-shadow: 0 0.3em 1.2em rgb(0 0 0 / 0.18); font: 400 0.8125rem/1.55 var(--mono);
    pointer-events: none; }
  pre { margin: 0; font: inherit; white-space: pre-wrap; overflow-wrap: anywhere; }
  p { margin: 0.5em 0 0; font: 400 1rem/1.4 var(--serif); max-inline-size: 36em; }
  code { font: 400 0.87em var(--mono); }
  ${["keyword", "string-expression", "constant", "function", "comment", "punctuation"]
    .map((name) => `.k-${name} { color: var(--shiki-token-${name}); }`)
    .join("\n  ")}
`;
