/** A line between a sample's head and its code, about where the code has come from, with what can be done about it. */

/** One thing that the reader can do. */
export interface Choice {
  readonly label: string;
  readonly act: () => void;
}

/** Show a notice; it goes away with the first choice, or with `hideNotice`. */
export function showNotice(box: HTMLElement, text: string, choices: readonly Choice[] = []): void {
  const words = document.createElement("span");
  words.textContent = text;
  const dismiss: Choice = { label: "Close", act: () => undefined };
  const buttons = [...choices, dismiss].map(({ label, act }) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn q s";
    button.textContent = label;
    button.addEventListener("click", () => {
      hideNotice(box);
      act();
    });
    return button;
  });
  box.replaceChildren(words, ...buttons);
  box.hidden = false;
}

/** Hide the notice. Whoever had the focus in it finds it at the button that runs the code. */
export function hideNotice(box: HTMLElement): void {
  const hadFocus = box.contains(document.activeElement);
  box.hidden = true;
  box.replaceChildren();
  if (hadFocus) box.closest(".sample")?.querySelector<HTMLElement>('[data-do="run"]')?.focus();
}
