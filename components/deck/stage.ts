/** The slides of a page as elements: which is shown, and how much of it. Used by the audience's window and the presenter's. */
import type { Slides } from "./hash.ts";
import type { Position } from "./position.ts";

/** One slide in the page: its section, and what it holds back. */
export interface Leaf {
  readonly section: HTMLElement;
  readonly title: string;
  readonly steps: readonly Element[];
}

export function readLeaves(deck: ParentNode): Leaf[] {
  return [...deck.querySelectorAll<HTMLElement>(".leaf")].map((section) => ({
    section,
    title: section.querySelector("h2")?.textContent ?? "",
    steps: [...section.querySelectorAll("[data-step]")],
  }));
}

export function slidesOf(leaves: readonly Leaf[]): Slides {
  return {
    ids: leaves.map(({ section }) => section.id),
    shape: leaves.map(({ steps }) => steps.length),
  };
}

/** Show a position. What is not shown is out of sight, of the tab order and of screen readers. */
export function showPosition(leaves: readonly Leaf[], at: Position): void {
  leaves.forEach(({ section, steps }, slide) => {
    const now = slide === at.slide;
    section.toggleAttribute("data-now", now);
    section.inert = !now;
    if (now) showSteps(steps, at.step);
  });
}

export function showSteps(steps: readonly Element[], shown: number): void {
  steps.forEach((step, index) => step.toggleAttribute("data-later", index >= shown));
}

/** Move the jack along its wire. */
export function showProgress(root: ParentNode, slide: number, total: number): void {
  const dots = root.querySelector("[data-dots]");
  dots?.setAttribute("aria-label", `Slide ${slide + 1} of ${total}`);
  [...(dots?.children ?? [])].forEach((dot, index) => {
    dot.classList.toggle("read", index < slide);
    dot.classList.toggle("now", index === slide);
  });
  for (const count of root.querySelectorAll("[data-count]")) count.textContent = `${slide + 1} / ${total}`;
}

/** A press on the wire goes to the nearest jack. */
export function onDotPressed(root: ParentNode, go: (slide: number) => void): void {
  const dots = root.querySelector<HTMLElement>("[data-dots]");
  dots?.addEventListener("click", (event) => {
    const distances = [...dots.children].map((dot) => {
      const { left, width } = dot.getBoundingClientRect();
      return Math.abs(event.clientX - left - width / 2);
    });
    go(distances.indexOf(Math.min(...distances)));
  });
}
