/**
 * Fills the jacks of what was read: everything with `data-stop` on a page, now and whenever something is read, here or in
 * another tab. Whoever changes what is kept tells it with `announceReading()`.
 */
import { entryOfKey, readingOf } from "../../src/site/progress.ts";

const CHANGED = "beamish:reading";

/** Tell the page that what is kept has changed. */
export function announceReading(): void {
  document.dispatchEvent(new Event(CHANGED));
}

/** Run `work` now and after each change. */
export function onReading(work: () => void): void {
  work();
  document.addEventListener(CHANGED, work);
}

window.addEventListener("storage", (event) => {
  if (event.key === null || entryOfKey(event.key) !== undefined) announceReading();
});
// A page that comes back from the browser's memory may have missed changes.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) announceReading();
});

onReading(() => {
  for (const stop of document.querySelectorAll<HTMLElement>("[data-stop]")) {
    const read = readingOf(stop.dataset["stop"] ?? "").state === "read";
    stop.classList.toggle("read", read);
    const word = stop.querySelector<HTMLElement>("[data-read-word]");
    if (word) word.hidden = !read;
  }
});
