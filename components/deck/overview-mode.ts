/** The overview: all slides as pictures, one of them under the focus. The same sections, laid out as a grid by CSS. */
import { columnsOf, moveInGrid } from "./overview.ts";
import type { Leaf } from "./stage.ts";

export interface Overview {
  isOpen(): boolean;
  /** Open with the focus on a slide, or close where the deck stood. */
  toggle(slide: number): void;
  /** Use a key, if the overview is open and has a use for it. */
  press(event: KeyboardEvent): boolean;
}

/** @param closed called after closing, with the slide that was chosen or undefined */
export function startOverview(
  deck: HTMLElement,
  leaves: readonly Leaf[],
  closed: (slide: number | undefined) => void,
): Overview {
  const picks = leaves.map(({ section }) => section.querySelector<HTMLElement>(".pick")!);
  const button = deck.querySelector('[data-do="overview"]');
  const isOpen = () => deck.hasAttribute("data-overview");

  function set(open: boolean): void {
    deck.toggleAttribute("data-overview", open);
    button?.setAttribute("aria-pressed", String(open));
    for (const { section } of leaves) {
      section.querySelector<HTMLElement>(".slide")!.inert = open;
      if (open) section.inert = false;
    }
  }

  function close(slide: number | undefined): void {
    set(false);
    closed(slide);
  }

  picks.forEach((pick, slide) => {
    pick.addEventListener("click", (event) => {
      if (!isOpen()) return;
      event.preventDefault();
      close(slide);
    });
  });

  return {
    isOpen,
    toggle(slide) {
      if (isOpen()) return close(undefined);
      set(true);
      leaves.forEach(({ section }, index) =>
        section.querySelector(".pick")?.toggleAttribute("data-here", index === slide),
      );
      picks[slide]?.focus();
      picks[slide]?.scrollIntoView({ block: "center" });
    },
    press(event) {
      if (!isOpen() || event.ctrlKey || event.altKey || event.metaKey) return false;
      if (event.key === "Escape" || event.key === "o") {
        close(undefined);
        return true;
      }
      const focused = picks.findIndex((pick) => pick === document.activeElement);
      if (event.key === " " && focused >= 0) {
        close(focused);
        return true;
      }
      const columns = columnsOf(leaves.map(({ section }) => section.offsetTop));
      const to = moveInGrid(Math.max(focused, 0), event.key, columns, picks.length);
      picks[to ?? -1]?.focus();
      return to !== undefined;
    },
  };
}
