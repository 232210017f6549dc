/** The order in which processes had their turns: the seed that makes it, and how to get another one. */
import { copyText } from "../sample/copy.ts";
import type { Moment, View } from "./moment.ts";
import { setText } from "./parts.ts";

export class SchedulesView implements View {
  readonly #seed: HTMLInputElement;
  readonly #shown: HTMLElement;

  /**
   * @param run runs the sample again with this seed
   * @param linkTo the address of this page with this seed
   */
  constructor(root: HTMLElement, run: (seed: number) => void, linkTo: (seed: number) => string) {
    root.innerHTML = SCHEDULES;
    this.#seed = root.querySelector("input")!;
    this.#shown = root.querySelector("b")!;
    root.addEventListener("click", ({ target }) => {
      const button = (target as Element).closest<HTMLElement>("[data-schedule]");
      if (!button) return;
      if (button.dataset["schedule"] === "copy")
        return void copyText(linkTo(this.#number), button, "Link copied");
      if (button.dataset["schedule"] === "another")
        this.#seed.value = String(1 + Math.floor(Math.random() * 1_000_000));
      run(this.#number);
    });
  }

  draw({ seed }: Moment): void {
    setText(this.#shown, seed === 0 ? "0, first come, first served" : String(seed));
  }

  get #number(): number {
    return Math.max(0, Math.min(2 ** 31 - 1, Math.trunc(Number(this.#seed.value)) || 0));
  }
}

const SCHEDULES = `
  <p class="m">This run had the seed <b></b>.</p>
  <p class="obs-hint">Whoever can run is put in an order, and the seed decides in which. The same seed gives the same run; another one may
    show a race that this one hides.</p>
  <div class="obs-acts"><div><label class="m">seed <input type="number" min="0" max="2147483647" value="0"></label>
    <button class="btn s" type="button" data-schedule="run">Run with it</button></div>
    <div><button class="btn s" type="button" data-schedule="another">Try another</button>
    <button class="btn q s" type="button" data-schedule="copy">Copy link</button></div></div>
  <div data-part="explore"></div>`;
