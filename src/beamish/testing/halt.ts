/** The end of a run: nothing happens on its node any more, also if servers and timers would go on for ever. */
import { VirtualClock } from "../kernel/clock.ts";
import { terminate } from "../kernel/signals.ts";
import type { Node } from "../node/node.ts";

/** Virtual time that can be made to stand still for good. */
export class StoppableClock extends VirtualClock {
  #isStopped = false;

  stop(): void {
    this.#isStopped = true;
  }

  override jump(): void {
    if (!this.#isStopped) super.jump();
  }
}

/** Stops time, and ends all processes without running any more of their code. */
export function halt(node: Node, clock: StoppableClock): void {
  clock.stop();
  for (const process of node.processes()) if (process !== node.shellProcess) terminate(process, "killed");
}
