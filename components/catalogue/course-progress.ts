/** Counts what was read of a course, points the main button at the first thing that was not, and forgets on request. */
import { keepReading, readingOf } from "../../src/site/progress.ts";
import { announceReading, onReading } from "../reader/marks.ts";

class CourseProgress extends HTMLElement {
  connectedCallback(): void {
    const entries = (this.dataset["entries"] ?? "").split(" ").filter((entry) => entry !== "");
    const text = this.querySelector("p");
    const start = document.querySelector<HTMLAnchorElement>("[data-start]");
    const startWords = start?.querySelector("span");
    const first = { href: start?.href, words: startWords?.textContent };

    onReading(() => {
      const read = entries.filter((entry) => readingOf(entry).state === "read");
      this.hidden = read.length === 0;
      if (text) text.textContent = `${read.length} of ${entries.length} read on this device`;
      const next = read.length > 0 ? entries.find((entry) => !read.includes(entry)) : undefined;
      const link = next && document.querySelector<HTMLAnchorElement>(`[data-stop="${next}"] a`);
      if (!start || !startWords) return;
      if (link) {
        start.href = link.href;
        startWords.textContent = `Continue with ${link.textContent.trim()}`;
      } else {
        if (first.href !== undefined) start.href = first.href;
        startWords.textContent = first.words ?? null;
      }
    });

    this.querySelector("button")?.addEventListener("click", () => {
      for (const entry of entries) keepReading(entry, undefined);
      announceReading();
      // The button is gone with its line: the focus goes to what comes next.
      start?.focus();
    });
  }
}

customElements.define("course-progress", CourseProgress);
