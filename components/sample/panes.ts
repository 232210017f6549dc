/** Tabs and panes that come and go, for samples whose files are the reader's to choose. */

let made = 0;

/**
 * Makes the tabs and panes of a code area those of these files.
 *
 * @param area - holds the tab list and the panes
 * @param panes - those that are there, by file
 * @returns those that are there now
 */
export function arrangePanes(
  area: HTMLElement,
  panes: ReadonlyMap<string, HTMLElement>,
  files: readonly string[],
): ReadonlyMap<string, HTMLElement> {
  const list = area.querySelector('[role="tablist"]');
  const wanted = new Map(files.map((file) => [file, panes.get(file) ?? makePane(file)]));
  for (const [file, pane] of panes) if (!wanted.has(file)) pane.remove();
  list?.replaceChildren(...[...wanted].map(([file, pane]) => tabOf(list, file, pane)));
  for (const pane of wanted.values()) if (!pane.isConnected) area.append(pane);
  return wanted;
}

function makePane(file: string): HTMLElement {
  const pane = document.createElement("div");
  pane.className = "pane";
  pane.dataset["file"] = file;
  pane.id = `pane-${++made}`;
  pane.setAttribute("role", "tabpanel");
  pane.setAttribute("aria-labelledby", `tab-${made}`);
  return pane;
}

function tabOf(list: Element, file: string, pane: HTMLElement): HTMLElement {
  const id = pane.getAttribute("aria-labelledby") ?? "";
  const there = list.querySelector<HTMLElement>(`#${CSS.escape(id)}`);
  if (there) return there;
  const tab = document.createElement("button");
  tab.className = "tab";
  tab.type = "button";
  tab.id = id;
  tab.setAttribute("role", "tab");
  tab.setAttribute("aria-controls", pane.id);
  tab.dataset["to"] = file;
  tab.dataset["do"] = "tab";
  tab.textContent = file;
  return tab;
}
