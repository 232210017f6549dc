/** What a person asks of a running system, in order, for the run to take when it comes to it. */
import type { Command } from "../../src/sandbox/engine.ts";

export class CommandQueue implements AsyncIterable<Command> {
  readonly #waiting: Command[] = [];
  #wake: (() => void) | undefined;

  push(command: Command): void {
    this.#waiting.push(command);
    this.#wake?.();
  }

  /** Never ends by itself: whoever reads it stops reading when the run is over. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Command> {
    for (;;) {
      for (let command = this.#waiting.shift(); command; command = this.#waiting.shift()) yield command;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }
}
