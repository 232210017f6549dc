/** `<beamish-watch>`: the sample inside it is observed. The panel's code is fetched when the sample first runs. */
import type { RunEvent } from "../../src/sandbox/engine.ts";
import type { ObserverPanel } from "./panel.ts";

class Watch extends HTMLElement {
  #panel: Promise<ObserverPanel> | undefined;

  connectedCallback(): void {
    this.addEventListener("beamish:run", () => {
      this.#panel ??= import("./panel.ts").then(
        ({ ObserverPanel }) => new ObserverPanel(this.querySelector<HTMLElement>("[data-observer]")!),
      );
      void this.#panel.then((panel) => {
        panel.clear();
      });
    });
    this.addEventListener("beamish:event", (event) => {
      const { detail } = event as CustomEvent<RunEvent>;
      void this.#panel?.then((panel) => {
        panel.accept(detail);
      });
    });
  }
}

customElements.define("beamish-watch", Watch);
