/** Tabs as the ARIA practices describe them: one stop for the Tab key, arrow keys, Home and End between them. */

/**
 * Bring the tab list inside an element to life.
 *
 * @param onSelect - called with the `data-to` of the tab that the reader chose
 * @returns marks a tab as selected without calling `onSelect`
 */
export function tabs(within: ParentNode, onSelect: (to: string) => void): (to: string) => void {
  const list = within.querySelector<HTMLElement>('[role="tablist"]');
  // Asked each time: some lists grow.
  const all = (): HTMLElement[] => [...(list?.querySelectorAll<HTMLElement>('[role="tab"]') ?? [])];
  const mark = (to: string): void => {
    for (const tab of all()) {
      const selected = tab.dataset["to"] === to;
      tab.setAttribute("aria-selected", String(selected));
      tab.tabIndex = selected ? 0 : -1;
    }
  };
  const choose = (tab: HTMLElement | undefined): void => {
    if (!tab) return;
    mark(tab.dataset["to"] ?? "");
    tab.focus();
    onSelect(tab.dataset["to"] ?? "");
  };
  const ofEvent = (event: Event): HTMLElement | undefined =>
    all().find((tab) => tab.contains(event.target as Node));
  list?.addEventListener("click", (event) => choose(ofEvent(event)));
  list?.addEventListener("keydown", (event) => {
    const here = ofEvent(event);
    if (!here) return;
    // A tab may be there only where the window is narrow.
    const shown = all().filter((tab) => tab.checkVisibility());
    const index = shown.indexOf(here);
    const target = {
      ArrowRight: (index + 1) % shown.length,
      ArrowLeft: (index + shown.length - 1) % shown.length,
      Home: 0,
      End: shown.length - 1,
    }[event.key];
    if (target === undefined) return;
    event.preventDefault();
    choose(shown[target]);
  });
  return mark;
}
