/** What went wrong, and what to do about it: the block that stands under the rows when a run did not end well. */
import type { ExitReason, RunEvent } from "../../src/sandbox/engine.ts";
import { duration } from "./phase.ts";

/** A message for the reader. Words between backticks are code. */
export interface Trouble {
  readonly title: string;
  readonly remedy: string;
}

/** What to say about an error nobody handled. */
export function troubleOf({ name, message, hint = "" }: Extract<RunEvent, { type: "error" }>): Trouble {
  // A class of errors that programs throw is worth naming; what the sandbox calls its own findings is not.
  const telling = /.Error$/.test(name) && name !== "EngineError" && !message.startsWith(name);
  return { title: telling ? `${name}: ${message}` : message, remedy: hint };
}

/** What to say about a run that ended without an error and yet not well; undefined when it did end well. */
export function troubleAtExit(reason: ExitReason, timeLimit: number): Trouble | undefined {
  if (reason === "stuck") {
    return {
      title: "The shell waits for a message that nobody is left to send",
      remedy:
        "Every process has ended or waits too. Look for the `send` that did not happen, or give `receive` an `after`.",
    };
  }
  if (reason === "time_limit") {
    return {
      title: `Stopped after ${duration(timeLimit)}`,
      remedy:
        "A run in the page may take this long. Look for a loop that has no end, or for a process that is never told to stop.",
    };
  }
  if (reason === "engine_failed") {
    return {
      title: "The sandbox failed",
      remedy: "The program may have used all the memory it can have. Run again; the page itself is unharmed.",
    };
  }
  return undefined;
}

/** Draw it. */
export function showTrouble(box: HTMLElement, trouble: Trouble): void {
  const title = document.createElement("b");
  title.textContent = trouble.title;
  const remedy = document.createElement("p");
  remedy.append(...withCode(trouble.remedy));
  box.replaceChildren(title, ...(trouble.remedy ? [remedy] : []));
  box.hidden = false;
}

/** Text as nodes, with what stands between backticks as code. */
export function withCode(text: string): (string | HTMLElement)[] {
  return text.split("`").map((part, index) => {
    if (index % 2 === 0) return part;
    const code = document.createElement("code");
    code.textContent = part;
    return code;
  });
}
