/** `<beamish-watch>`: the sample inside it is observed. The observer's code is fetched when the sample first runs. */
import type { RunEvent } from "../../src/sandbox/engine.ts";
import type { SampleElement } from "../sample/sample.ts";
import { shareHash } from "../sample/share.ts";
import { type Order, hashOf, orderIn } from "./order.ts";
import type { ObserverPanel } from "./panel.ts";

class Watch extends HTMLElement {
  #panel: Promise<ObserverPanel> | undefined;

  connectedCallback(): void {
    window.addEventListener("hashchange", this.#followLink);
    this.#followLink();
    // Watched time goes as the wall clock does, but can be held.
    this.#sample.dataset["pace"] = "1";
    this.addEventListener("beamish:run", () => {
      this.#panel ??= this.#open();
      void this.#panel.then((panel) => panel.clear());
    });
    this.addEventListener("beamish:event", (event) => {
      const { detail } = event as CustomEvent<RunEvent>;
      void this.#panel?.then((panel) => panel.accept(detail));
    });
  }

  disconnectedCallback(): void {
    window.removeEventListener("hashchange", this.#followLink);
  }

  readonly #followLink = (): void => {
    const order = orderIn(decodeURIComponent(location.hash), this.dataset["id"]!);
    if (order === undefined) return;
    setOrder(this.#sample.dataset, order);
    this.#sample.scrollIntoView();
  };

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
      runOnce: (order, signal) => sample.runOnce(order, signal),
      linkTo: async (order) => {
        const id = this.dataset["id"]!;
        const { own } = sample;
        const link = new URL(location.href);
        link.hash = hashOf(id, order, own && (await shareHash(id, own)));
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
      get isOriginal() {
        return sample.own === undefined;
      },
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
