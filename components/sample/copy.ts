/** Copying to the clipboard, with the button that was pressed as the place where the outcome is told. */
import { label } from "./head.ts";

/** Milliseconds for which a button says what it has done. */
const told = 5_000;

/**
 * Copy a text.
 *
 * @param button - says `done` for a moment, or asks the reader to copy by hand when the browser forbids it
 */
export async function copyText(text: string, button: HTMLElement, done: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    label(button, done);
    setTimeout(() => label(button, undefined), told);
  } catch {
    window.prompt("The browser does not let this page copy. Copy it here:", text);
  }
}
