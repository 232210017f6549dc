/** At the end of a chapter: says whether it was read, marks it when the end comes into view, and takes the mark back. */
import { keepReading, readingOf } from "../../src/site/progress.ts";
import { announceReading, onReading } from "./marks.ts";

class ReadingProgress extends HTMLElement {
  connectedCallback(): void {
    const entry = this.dataset["entry"] ?? "";
    const text = this.querySelector("p");
    const button = this.querySelector("button");
    if (!text || !button) return;

    onReading(() => {
      const reading = readingOf(entry);
      text.textContent = sentence(reading);
      this.dataset["state"] = reading.state === "read" ? "done" : "waiting";
      button.textContent = reading.state === "read" ? "Mark as unread" : "Mark as read";
      button.hidden = reading.state === "unavailable";
    });

    // Somebody who takes the mark back while the end is in view means it.
    let meant = false;
    button.addEventListener("click", () => {
      meant = true;
      keepReading(entry, readingOf(entry).state === "read" ? undefined : new Date());
      announceReading();
    });
    const watch = new IntersectionObserver((seen) => {
      if (meant || !seen.some((one) => one.isIntersecting)) return;
      watch.disconnect();
      if (readingOf(entry).state === "read") return;
      keepReading(entry, new Date());
      announceReading();
    });
    watch.observe(this);
  }
}

function sentence(reading: ReturnType<typeof readingOf>): string {
  switch (reading.state) {
    case "read":
      return `Read on ${reading.at.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" })}; kept on this device.`;
    case "unread":
      return "Not read yet.";
    case "damaged":
      return "What this device kept about this chapter is not a date. Mark it once more.";
    case "unavailable":
      return "This browser keeps nothing for this site, so reading is not remembered.";
  }
}

customElements.define("reading-progress", ReadingProgress);
