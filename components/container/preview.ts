/** What the reader's servers serve, in a frame: one port at a time, the newest first. */
import { withCode } from "../sample/trouble.ts";

export class Preview {
  readonly #pane: HTMLElement;
  /** Port to address, in the order in which they were opened. */
  readonly #ports = new Map<number, string>();
  #shown: number | undefined;

  /** @param pane an element of its own */
  constructor(pane: HTMLElement) {
    this.#pane = pane;
    this.#draw();
  }

  /** A server listens. */
  open(port: number, address: string): void {
    this.#ports.delete(port);
    this.#ports.set(port, address);
    this.#shown = port;
    this.#draw();
  }

  /** A server has ended. */
  close(port: number): void {
    if (!this.#ports.delete(port)) return;
    if (this.#shown === port) this.#shown = [...this.#ports.keys()].at(-1);
    this.#draw();
  }

  #draw(): void {
    const address = this.#shown === undefined ? undefined : this.#ports.get(this.#shown);
    if (address === undefined) {
      const words = document.createElement("p");
      words.className = "empty";
      words.append(
        ...withCode("Nothing listens yet. When your code calls `listen`, what it serves is shown here."),
      );
      return this.#pane.replaceChildren(words);
    }
    const frame = document.createElement("iframe");
    frame.title = `What port ${this.#shown} serves`;
    frame.src = address;
    // The frame is another site's, as it must be; this only lets it be embedded in an isolated page.
    frame.allow = "cross-origin-isolated";
    const bar = document.createElement("div");
    bar.className = "address";
    const reload = button("Reload", () => (frame.src = address));
    const away = document.createElement("a");
    away.className = "btn q s";
    away.href = address;
    away.target = "_blank";
    away.rel = "noopener";
    away.textContent = "Open in a tab";
    bar.append(...this.#choices(), reload, away);
    this.#pane.replaceChildren(bar, frame);
  }

  #choices(): HTMLElement[] {
    return [...this.#ports.keys()].map((port) => {
      const choice = button(`port ${port}`, () => {
        this.#shown = port;
        this.#draw();
      });
      choice.ariaPressed = String(port === this.#shown);
      return choice;
    });
  }
}

function button(label: string, act: () => void): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "btn q s";
  made.textContent = label;
  made.addEventListener("click", act);
  return made;
}
