/** A list of options on a page: what is chosen, and how the verdicts are shown. */
import { verdict } from "./grade.ts";
import type { Verdict } from "./grade.ts";

const words: Readonly<Record<Verdict, string>> = {
  right: "your answer, right",
  wrong: "your answer, wrong",
  missed: "right",
  left: "",
};

export class Options {
  readonly #options: readonly HTMLElement[];
  readonly right: readonly number[];

  /** @param within - holds `.opt` elements; the right ones have `data-right` */
  constructor(within: ParentNode) {
    this.#options = [...within.querySelectorAll<HTMLElement>(".opt")];
    this.right = this.#options.flatMap((option, index) => ("right" in option.dataset ? [index] : []));
  }

  get chosen(): number[] {
    return this.#inputs.flatMap((input, index) => (input?.checked ? [index] : []));
  }

  /** Show what was chosen and what is right. `[]` chooses nothing: only the right ones are marked. */
  reveal(chosen: readonly number[]): void {
    this.#options.forEach((option, index) => {
      const mark = verdict(index, this.right, chosen);
      option.classList.toggle("right", mark === "right" || mark === "missed");
      option.classList.toggle("wrong", mark === "wrong");
      const said = option.querySelector(".verdict");
      if (said) said.textContent = words[mark];
      const why = option.querySelector("details");
      if (why) why.open = true;
      const input = this.#inputs[index];
      if (!input) return;
      input.checked = chosen.includes(index);
      input.disabled = true;
    });
  }

  /** Back to an open question. */
  hide(): void {
    this.#options.forEach((option, index) => {
      option.classList.remove("right", "wrong");
      const said = option.querySelector(".verdict");
      if (said) said.textContent = "";
      const why = option.querySelector("details");
      if (why) why.open = false;
      const input = this.#inputs[index];
      if (!input) return;
      input.checked = false;
      input.disabled = false;
    });
  }

  get #inputs(): (HTMLInputElement | null)[] {
    return this.#options.map((option) => option.querySelector("input"));
  }
}
