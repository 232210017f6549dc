/** The search panel: a field, kinds to filter by, and results that arrow keys walk through. */
import { find, loadIndex, type Answer, type Hit } from "./pagefind.ts";

const KINDS = [
  ["", "All"],
  ["course", "Courses"],
  ["chapter", "Chapters"],
  ["deck", "Decks"],
  ["docs", "Docs"],
] as const;

type Child = Node | string;

function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/**
 * Fill a container with the search panel.
 * @param base the site's base path, with slashes at both ends
 * @returns the field, so that the caller can focus it
 */
export function mountPanel(container: HTMLElement, base: string): HTMLInputElement {
  const field = element("input", {
    type: "search",
    id: "search-field",
    class: "search-field",
    role: "combobox",
    placeholder: "Search chapters, decks, courses and docs",
    "aria-label": "Search",
    "aria-expanded": "false",
    "aria-controls": "search-results",
    "aria-autocomplete": "list",
    autocomplete: "off",
    spellcheck: "false",
    enterkeyhint: "go",
  });
  const kinds = element(
    "fieldset",
    { class: "search-kinds" },
    element("legend", { class: "vh" }, "Kind of page"),
  );
  for (const [value, word] of KINDS) {
    const radio = element("input", { type: "radio", name: "search-kind", value });
    radio.checked = value === "";
    kinds.append(
      element("label", { class: "chip" }, radio, element("span", {}, word), element("b", { class: "m" })),
    );
  }
  const status = element("p", { class: "search-status m", role: "status" });
  const list = element("div", {
    id: "search-results",
    class: "search-results",
    role: "listbox",
    "aria-label": "Results",
  });
  container.append(element("div", { class: "search-top" }, field), kinds, status, list);

  let asked = 0;
  let active = -1;
  const options = () => [...list.querySelectorAll<HTMLAnchorElement>("[role=option]")];
  const chosenKind = () => kinds.querySelector<HTMLInputElement>("input:checked")?.value ?? "";

  const choose = (index: number) => {
    const all = options();
    all[active]?.setAttribute("aria-selected", "false");
    active = all.length === 0 ? -1 : (index + all.length) % all.length;
    const option = all[active];
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) field.setAttribute("aria-activedescendant", option.id);
    else field.removeAttribute("aria-activedescendant");
  };

  const show = (term: string, answer: Answer) => {
    list.replaceChildren(...answer.hits.flatMap((hit, index) => rows(hit, index)));
    field.setAttribute("aria-expanded", String(answer.hits.length > 0));
    status.textContent = summary(term, answer);
    for (const label of kinds.querySelectorAll("label")) {
      const value = label.querySelector("input")?.value ?? "";
      const count = value === "" ? sum(answer.counts) : (answer.counts[value] ?? 0);
      label.querySelector("b")!.textContent = String(count);
    }
    active = -1;
    choose(0);
  };

  const search = async () => {
    const turn = ++asked;
    const term = field.value.trim();
    if (term === "") {
      list.replaceChildren();
      field.setAttribute("aria-expanded", "false");
      field.removeAttribute("aria-activedescendant");
      status.textContent = "Type a word: mailbox, link, supervisor.";
      for (const count of kinds.querySelectorAll("b")) count.textContent = "";
      return;
    }
    try {
      const answer = await find(base, term, chosenKind() || undefined);
      // A slower answer to an earlier question must not replace the newer one.
      if (turn === asked) show(term, answer);
    } catch {
      if (turn === asked)
        status.textContent =
          "The search index could not be loaded. Check the connection and type again; in development, run a build first.";
    }
  };

  field.addEventListener("focus", () => void loadIndex(base).catch(() => undefined), { once: true });
  field.addEventListener("input", () => void search());
  kinds.addEventListener("change", () => void search());
  field.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") choose(active + 1);
    else if (event.key === "ArrowUp") choose(active - 1);
    else if (event.key === "Enter") options()[active]?.click();
    else return;
    event.preventDefault();
  });
  void search();
  return field;
}

function rows(hit: Hit, index: number): HTMLElement[] {
  const excerpt = element("span", { class: "search-excerpt" });
  for (const { text, marked } of hit.excerpt) excerpt.append(marked ? element("mark", {}, text) : text);
  const page = option(
    `hit-${index}`,
    hit.url,
    "search-page",
    element("b", {}, hit.title),
    element("span", { class: "label" }, hit.kind),
    excerpt,
  );
  const sections = hit.sections.map((section, nth) =>
    option(`hit-${index}-${nth}`, section.url, "search-section", element("span", {}, section.title)),
  );
  return [page, ...sections];
}

/** Options are links, so that a click, a middle click and "open in new tab" all work; the field keeps the focus. */
function option(id: string, url: string, name: string, ...children: readonly Child[]): HTMLAnchorElement {
  return element(
    "a",
    { id, href: url, class: name, role: "option", "aria-selected": "false", tabindex: "-1" },
    ...children,
  );
}

function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}

function summary(term: string, { total, hits }: Answer): string {
  if (total === 0) return `Nothing found for “${term}”. Try a shorter word.`;
  const found = total === 1 ? "1 page" : `${total} pages`;
  return hits.length < total ? `${found}, the best ${hits.length} shown` : found;
}
