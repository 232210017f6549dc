/** The few bytes that every page has: `/`, Ctrl-K or the button fetch the dialog and open it. */
const button = document.querySelector<HTMLAnchorElement>("[data-search]");
const base = button?.dataset["search"] ?? "/";

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest(
      "input:not([type=radio], [type=checkbox], [type=range]), textarea, select, [contenteditable=true], .cm-editor",
    ) !== null
  );
}

function open(event: Event): void {
  event.preventDefault();
  // The page of the search has the panel already.
  const own = document.querySelector<HTMLInputElement>("[data-search-page] [type=search]");
  if (own) {
    own.focus();
    own.select();
    return;
  }
  void import("./dialog.ts").then(({ openSearch }) => {
    openSearch(base);
  });
}

button?.addEventListener("click", (event) => {
  if (!event.metaKey && !event.ctrlKey && !event.shiftKey) open(event);
});
document.addEventListener("keydown", (event) => {
  const slash =
    event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target);
  const commandK =
    event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !isTyping(event.target);
  if ((slash || commandK) && !event.defaultPrevented) open(event);
});
