/** Keeps the theme: on the page at once, on the device for the next page, and in step with other open tabs. */
import { THEME_KEY } from "../../src/site/head.ts";

type Position = "light" | "system" | "dark";

function position(stored: string | null): Position {
  return stored === "light" || stored === "dark" ? stored : "system";
}

class ThemeSwitch extends HTMLElement {
  connectedCallback(): void {
    this.#show(position(document.documentElement.dataset["theme"] ?? null));
    this.addEventListener("change", (event) => {
      this.#apply(position((event.target as HTMLInputElement).value), true);
    });
    window.addEventListener("storage", (event) => {
      if (event.key === THEME_KEY) this.#apply(position(event.newValue), false);
    });
  }

  #apply(chosen: Position, keep: boolean): void {
    const root = document.documentElement;
    if (chosen === "system") delete root.dataset["theme"];
    else root.dataset["theme"] = chosen;
    this.#show(chosen);
    if (!keep) return;
    try {
      if (chosen === "system") localStorage.removeItem(THEME_KEY);
      else localStorage.setItem(THEME_KEY, chosen);
    } catch {
      // The choice still holds for this page.
    }
  }

  #show(chosen: Position): void {
    const input = this.querySelector<HTMLInputElement>(`input[value=${chosen}]`);
    if (input) input.checked = true;
  }
}

customElements.define("theme-switch", ThemeSwitch);
