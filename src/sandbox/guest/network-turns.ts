/** The turns of the loopback network, in the time of the run. */
import { giveTurns, type Turns } from "./net/turns.ts";
import type { Order } from "./protocol.ts";
import type { HostTimers } from "./timers.ts";

export class NetworkTurns implements Turns {
  readonly #timers: HostTimers;
  readonly #isVirtual: boolean;
  #random: number;
  readonly #waiting: (() => void)[] = [];
  #channel: MessageChannel | undefined;

  constructor(timers: HostTimers, { clock, seed }: Pick<Order, "clock" | "seed">) {
    this.#timers = timers;
    this.#isVirtual = clock === "virtual";
    this.#random = seed ^ 0x2545f491;
    giveTurns(this);
  }

  /** Whether something is on its way that the node does not know of. */
  get isBusy(): boolean {
    return this.#waiting.length > 0;
  }

  soon(callback: () => void): void {
    // Virtual time must not go on before the network has had its turn. On the wall clock a timer is slow: browsers make
    // one that another has set wait for 4 ms.
    if (this.#isVirtual) return void this.after(0, callback);
    this.#waiting.push(callback);
    if (this.#waiting.length === 1) this.#ask();
  }

  after(milliseconds: number, callback: () => void): () => void {
    const timer = this.#timers.start(milliseconds, callback);
    return () => {
      this.#timers.stop(timer);
    };
  }

  #ask(): void {
    this.#channel ??= new MessageChannel();
    this.#channel.port1.onmessage = this.#turn;
    this.#channel.port2.postMessage(undefined);
  }

  /** Shifts and exclusive ors: the sizes of pieces need no better chance. */
  random(): number {
    let state = this.#random || 1;
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    this.#random = state;
    return (state >>> 0) / 4_294_967_296;
  }

  readonly #turn = (): void => {
    const callback = this.#waiting.shift();
    if (this.#waiting.length > 0) this.#ask();
    if (callback !== undefined) this.#timers.call(callback);
  };
}
