/** `<beamish-watch>`: the sample inside it is observed. The observer's code is fetched when the sample first runs. */
import type { RunEvent } from "../../src/sandbox/engine.ts";
import type { SampleElement } from "../sample/sample.ts";
import { type Order, hashOf, orderIn } from "./order.ts";
import type { ObserverPanel } from "./panel.ts";

class Watch extends HTMLElement {
  #panel: Promise<ObserverPanel> | undefined;

  connectedCallback(): void {
    const { dataset } = this.#sample;
    const order = orderIn(decodeURIComponent(location.hash), this.dataset["id"]!);
    if (order !== undefined) {
      setOrder(dataset, order);
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
      run(order) {
        setOrder(sample.dataset, order);
        void sample.run();
      },
      runOnce: (schedule, signal) => sample.runOnce(schedule, signal),
      linkTo: (order) => {
        const link = new URL(location.href);
        link.hash = hashOf(this.dataset["id"]!, order);
        return link.href;
      },
      get program() {
        return JSON.stringify(sample.files);
      },
      keep(yes) {
        if (yes) sample.dataset["live"] = "";
        else delete sample.dataset["live"];
      },
      pace(pace) {
        sample.dataset["pace"] = String(pace);
      },
      recorded: this.querySelector<HTMLElement>("[data-otp]")?.dataset["otp"],
      get order() {
        const { seed = "0", schedule } = sample.dataset;
        return schedule === undefined ? { seed: Number(seed) } : { schedule };
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

function setOrder(dataset: DOMStringMap, order: Order): void {
  delete dataset["schedule"];
  if ("seed" in order) dataset["seed"] = String(order.seed);
  else dataset["schedule"] = order.schedule;
}

customElements.define("beamish-watch", Watch);
