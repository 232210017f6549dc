/** `<beamish-watch>`: the sample inside it is observed. The observer's code is fetched when the sample first runs. */
import type { RunEvent } from "../../src/sandbox/engine.ts";
import type { SampleElement } from "../sample/sample.ts";
import type { ObserverPanel } from "./panel.ts";

/** `#seed=chapters/processes/till=7`: the run of a sample that somebody wants to show. */
const SEED = /^#seed=(.+)=(\d{1,10})$/;

class Watch extends HTMLElement {
  #panel: Promise<ObserverPanel> | undefined;

  connectedCallback(): void {
    const { dataset } = this.#sample;
    const [, id, seed] = SEED.exec(decodeURIComponent(location.hash)) ?? [];
    if (id === this.dataset["id"] && seed !== undefined) {
      dataset["seed"] = seed;
      this.#sample.scrollIntoView();
    }
    // Watched time goes as the wall clock does, but can be held.
    dataset["pace"] = "1";
    this.addEventListener("beamish:run", () => {
      this.#panel ??= this.#open();
      void this.#panel.then((panel) => panel.clear());
    });
    this.addEventListener("beamish:event", (event) => {
      const { detail } = event as CustomEvent<RunEvent>;
      void this.#panel?.then((panel) => panel.accept(detail));
    });
  }

  async #open(): Promise<ObserverPanel> {
    const { openPanel } = await import("./panel.ts");
    const desk = this.querySelector<HTMLElement>("[data-observer]")!;
    this.querySelector<HTMLElement>(".watch-empty")!.hidden = true;
    desk.hidden = false;
    const sample = this.#sample;
    return openPanel(desk, {
      command: (command) => sample.command(command),
      light: (at) => sample.light(at),
      run(seed) {
        sample.dataset["seed"] = String(seed);
        void sample.run();
      },
      runOnce: (seed) => sample.runOnce(seed),
      linkTo: (seed) => {
        const link = new URL(location.href);
        link.hash = `seed=${this.dataset["id"]}=${seed}`;
        return link.href;
      },
      keep(yes) {
        if (yes) sample.dataset["live"] = "";
        else delete sample.dataset["live"];
      },
      pace(pace) {
        sample.dataset["pace"] = String(pace);
      },
      recorded: this.querySelector<HTMLElement>("[data-otp]")?.dataset["otp"],
      get seed() {
        return Number(sample.dataset["seed"] ?? 0);
      },
      get isKept() {
        return "live" in sample.dataset;
      },
    });
  }

  get #sample(): SampleElement {
    return this.querySelector<SampleElement>("beamish-sample")!;
  }
}

customElements.define("beamish-watch", Watch);
