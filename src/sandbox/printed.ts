/** A run as text: what a terminal shows, and what is recorded in `.out` files. */
import type { RunEvent } from "./engine.ts";

/** An event as it is printed; `undefined` for one that prints nothing. */
export function printed(event: RunEvent): string | undefined {
  switch (event.type) {
    case "log":
      return event.text;
    case "error": {
      // Not `at`, which some engines know where others do not: recordings hold for all.
      const [place] = event.stack;
      const at = place === undefined ? "" : ` (${place.file}:${place.line})`;
      return `Uncaught ${event.name}: ${event.message}${at}`;
    }
    default:
      return undefined;
  }
}
