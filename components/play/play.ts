/** `<beamish-play>`: the sample inside it is the reader's own, and so is the way in which it runs. */
import type { SampleElement } from "../sample/sample.ts";
import { shareHash } from "../sample/share.ts";
import { pickedBy, tameMenu } from "./example-menu.ts";
import { FileActs } from "./file-acts.ts";

const LARGEST_SEED = 2 ** 31 - 1;
/** New seeds are small enough to be read out. */
const NEW_SEEDS = 10_000;

class Play extends HTMLElement {
  #files!: FileActs;

  connectedCallback(): void {
    this.#files = new FileActs(this.#sample);
    tameMenu(this.#part<HTMLDetailsElement>("examples"));
    this.addEventListener("click", ({ target }) => {
      const button = (target as Element).closest<HTMLElement>("[data-play]");
      if (button && button.ariaDisabled !== "true") this.#act(button);
    });
    this.#part("seed").addEventListener("change", () => this.#setSeed(this.#seed.valueAsNumber));
    this.#part("clock").addEventListener("change", () => this.#setClock());
    // A run that the observer starts brings its own seed, or an order of turns in place of one.
    this.addEventListener("beamish:run", () => {
      const { seed = "0", schedule } = this.#sample.dataset;
      this.#seed.value = schedule === undefined ? seed : "";
    });
    this.#leadToLab(this.#part<HTMLAnchorElement>("lab"));
    // A page that comes back from the past, or is reloaded, may have kept what was chosen.
    this.#setClock();
    const { seed = this.#seed.value, schedule } = this.#sample.dataset;
    if (schedule === undefined) this.#setSeed(Number(seed));
    else this.#seed.value = "";
    addEventListener("hashchange", () => void this.#openExample());
    void this.#openExample();
  }

  #act(button: HTMLElement): void {
    const what = button.dataset["play"];
    if (what === "seed") this.#setSeed(1 + Math.floor(Math.random() * NEW_SEEDS));
    else if (what === "take") void this.#take();
    else this.#files.act(what, button);
  }

  #setSeed(wanted: number): void {
    const seed = Math.min(LARGEST_SEED, Math.max(0, Math.trunc(wanted) || 0));
    this.#seed.value = String(seed);
    this.#sample.dataset["seed"] = String(seed);
    delete this.#sample.dataset["schedule"];
  }

  #setClock(): void {
    this.#sample.dataset["clock"] = this.#part<HTMLSelectElement>("clock").value;
  }

  /** The link takes the files along, in the part of the address that no server sees. */
  #leadToLab(link: HTMLAnchorElement): void {
    const prepare = async (): Promise<void> => {
      const { files } = this.#sample;
      link.hash = await shareHash("lab", files);
    };
    // Early enough for a new tab, and once more for what has been typed since.
    link.addEventListener("pointerenter", () => void prepare());
    link.addEventListener("focus", () => void prepare());
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      void prepare().then(() => location.assign(link.href));
    });
  }

  async #take(): Promise<void> {
    this.#note("");
    try {
      const { takeHome } = await import("./take-home.ts");
      await takeHome(this.#sample.files, this.#sample.dataset["entry"] ?? "");
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      this.#note(`The project could not be packed. ${why} Check the connection, then try again.`);
    }
  }

  async #openExample(): Promise<void> {
    try {
      const picked = await pickedBy(location.hash, this.dataset["examples"] ?? "");
      if (!picked) return;
      this.#note("");
      this.#sample.replace(picked.files, { text: `This is the example ${picked.name}.`, aside: true });
    } catch (error) {
      this.#note(error instanceof Error ? error.message : String(error));
    }
    // What the reader makes of it is theirs: a reload must not bring the example back.
    history.replaceState(history.state, "", location.pathname + location.search);
  }

  #note(text: string): void {
    const note = this.#part("note");
    note.textContent = text;
    note.hidden = text === "";
  }

  get #sample(): SampleElement {
    return this.querySelector<SampleElement>("beamish-sample")!;
  }

  get #seed(): HTMLInputElement {
    return this.#part<HTMLInputElement>("seed");
  }

  #part<E extends HTMLElement = HTMLElement>(name: string): E {
    return this.querySelector<E>(`[data-part="${name}"]`)!;
  }
}

customElements.define("beamish-play", Play);
