/** `<beamish-duo>`: tabs between the home languages, where there are two of them. */
import { tabs } from "../sample/tabs.ts";

class DuoElement extends HTMLElement {
  #select: ((to: string) => void) | undefined;

  connectedCallback(): void {
    this.#select ??= tabs(this, (home) => {
      for (const pane of this.querySelectorAll<HTMLElement>("[data-home]")) {
        pane.toggleAttribute("data-off", pane.dataset["home"] !== home);
      }
    });
  }
}

customElements.define("beamish-duo", DuoElement);
