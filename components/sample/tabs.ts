/** Tabs as the ARIA practices describe them: one stop for the Tab key, arrow keys, Home and End between them. */

/**
 * Bring the tab list inside an element to life.
 *
 * @param onSelect - called with the `data-to` of the tab that the reader chose
 * @returns marks a tab as selected without calling `onSelect`
 */
export function tabs(within: ParentNode, onSelect: (to: string) => void): (to: string) => void {
  const list = within.querySelector<HTMLElement>('[role="tablist"]');
  const all = [...(list?.querySelectorAll<HTMLElement>('[role="tab"]') ?? [])];
  const mark = (to: string): void => {
    for (const tab of all) {
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
    all.find((tab) => tab.contains(event.target as Node));
  list?.addEventListener("click", (event) => choose(ofEvent(event)));
  list?.addEventListener("keydown", (event) => {
    const here = ofEvent(event);
    if (!here) return;
    const index = all.indexOf(here);
    const target = {
      ArrowRight: (index + 1) % all.length,
      ArrowLeft: (index + all.length - 1) % all.length,
      Home: 0,
      End: all.length - 1,
    }[event.key];
    if (target === undefined) return;
    event.preventDefault();
    choose(all[target]);
  });
  return mark;
}
