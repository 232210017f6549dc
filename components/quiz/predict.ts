/** `<beamish-predict>`: the reader commits to an answer, and only then sees the reason and what the sample prints. */
import type { SampleElement } from "../sample/sample.ts";
import { isRight } from "./grade.ts";
import { Options } from "./options.ts";
import { isChoice, recall, remember } from "./remember.ts";

class PredictElement extends HTMLElement {
  #options!: Options;

  connectedCallback(): void {
    if (this.#options) return;
    this.#options = new Options(this);
    this.addEventListener("click", (event) => {
      const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-do]") : null;
      if (button?.dataset["do"] === "commit") this.#commit();
      if (button?.dataset["do"] === "skip") this.#answer([], "reader");
    });
    const before = recall(() => localStorage, this.#key, isChoice);
    if (before.kind === "value") this.#answer(before.value, "device");
    if (before.kind === "damaged") this.#say("Your earlier answer cannot be read; answer again.");
  }

  #commit(): void {
    const { chosen } = this.#options;
    if (chosen.length === 0) return this.#say("Choose an answer first, or skip.");
    this.#answer(chosen, "reader");
    void this.#run();
  }

  async #run(): Promise<void> {
    await import("../sample/sample.ts");
    await this.#sample?.run();
  }

  #answer(chosen: readonly number[], by: "reader" | "device"): void {
    this.#options.reveal(chosen);
    this.dataset["answered"] = "";
    const right = isRight(this.#options.right, chosen);
    this.#say(chosen.length === 0 ? "Skipped." : right ? "Right." : "Not this one.");
    const reason = this.querySelector("details.reason");
    if (reason instanceof HTMLDetailsElement) reason.open = true;
    this.#sample?.removeAttribute("data-awaits");
    if (by === "device") return;
    remember(() => localStorage, this.#key, chosen);
    // The button that was pressed is gone; the verdict has its place.
    this.querySelector<HTMLElement>(".said")?.focus();
  }

  #say(text: string): void {
    const said = this.querySelector(".said");
    if (said) said.textContent = text;
  }

  /** The sample that the question is about. */
  get #sample(): SampleElement | null {
    const file = this.dataset["for"];
    const selector = `beamish-sample[data-file="${CSS.escape(file ?? "")}"]`;
    return file === undefined ? null : document.querySelector<SampleElement>(selector);
  }

  get #key(): string {
    return this.dataset["keep"] ?? "";
  }
}

customElements.define("beamish-predict", PredictElement);
