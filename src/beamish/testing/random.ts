/** Takes at every choice any option, the same ones for the same seed. */
import { randomNumbers } from "../random.ts";
import type { Decide } from "./run.ts";
import type { Search } from "./search.ts";

export class Random implements Search {
  readonly #number: () => number;
  readonly #bound: number;
  #interruptions = 0;

  /** @param bound how often a process that could go on may be interrupted in a run */
  constructor(seed: number, bound: number) {
    this.#number = randomNumbers(seed);
    this.#bound = bound;
  }

  readonly decide: Decide = ({ options, goesOn }) => {
    if (goesOn && this.#interruptions >= this.#bound) return 0;
    const option = Math.floor(this.#number() * options.length);
    if (option > 0 && goesOn) this.#interruptions++;
    return option;
  };

  /** There is always more to see. */
  next(): boolean {
    this.#interruptions = 0;
    return true;
  }
}
