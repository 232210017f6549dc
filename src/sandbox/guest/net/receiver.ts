/** The half of a socket that receives: it reads from the pipe while somebody listens, a piece in each turn. */
import { Bytes, codecOf } from "./bytes.ts";
import type { Pipe } from "./pipe.ts";
import { systemError } from "./problems.ts";
import { theTurns } from "./turns.ts";

/** Bytes of one piece at most. */
const MOST_AT_ONCE = 65_536;

/** Whose half it is. */
export interface ReceiverOwner {
  received(data: Bytes | string): void;
  /** Everything has been read, and no more will come. */
  ended(): void;
  failed(error: Error): void;
}

export class Receiver {
  readonly #owner: ReceiverOwner;
  readonly #most: () => number;
  #pipe: Pipe | undefined;
  #decode: ((bytes: Uint8Array, isLast: boolean) => string) | undefined;
  /** `undefined`: nobody has said yet whether they listen. */
  #isFlowing: boolean | undefined;
  #count = 0;
  #isEnded = false;
  #isDestroyed = false;
  #isTurnComing = false;

  /** @param segments asks for pieces of random sizes, up to so many bytes */
  constructor(owner: ReceiverOwner, segments: number | undefined) {
    this.#owner = owner;
    this.#most =
      segments === undefined ? () => MOST_AT_ONCE : () => 1 + Math.floor(theTurns().random() * segments);
  }

  /** Bytes that have been read. */
  get count(): number {
    return this.#count;
  }

  get isEnded(): boolean {
    return this.#isEnded;
  }

  get isPaused(): boolean {
    return this.#isFlowing === false;
  }

  open(pipe: Pipe): void {
    this.#pipe = pipe;
    pipe.onArrival = () => {
      this.#turnSoon();
    };
    this.#turnSoon();
  }

  /** Somebody listens; unless they have asked to pause, data may come. */
  listen(): void {
    if (this.#isFlowing !== false) this.resume();
  }

  resume(): void {
    this.#isFlowing = true;
    this.#turnSoon();
  }

  pause(): void {
    this.#isFlowing = false;
  }

  setEncoding(encoding: string): void {
    this.#decode = codecOf(encoding).reader();
  }

  destroy(): void {
    this.#isDestroyed = true;
    this.#pipe?.abandon();
  }

  #turnSoon(): void {
    if (this.#isTurnComing) return;
    this.#isTurnComing = true;
    theTurns().soon(() => {
      this.#isTurnComing = false;
      if (!this.#isDestroyed && this.#pipe !== undefined) this.#turn(this.#pipe);
    });
  }

  #turn(pipe: Pipe): void {
    if (pipe.isReset && !pipe.isAbandoned) return this.#owner.failed(systemError("read", "ECONNRESET"));
    if (this.#isFlowing === false) return;
    if (pipe.size > 0) {
      // Without a listener the data waits.
      if (this.#isFlowing === true) this.#read(pipe);
    } else if (pipe.isEnded && !this.#isEnded) {
      this.#isEnded = true;
      const rest = this.#decode?.(new Uint8Array(), true) ?? "";
      if (rest !== "") this.#owner.received(rest);
      this.#owner.ended();
    }
  }

  #read(pipe: Pipe): void {
    const bytes = new Bytes(pipe.take(this.#most()).buffer);
    this.#count += bytes.length;
    if (pipe.size > 0 || pipe.isEnded) this.#turnSoon();
    if (this.#decode === undefined) return this.#owner.received(bytes);
    const text = this.#decode(bytes, false);
    // Part of a character is nothing yet.
    if (text !== "") this.#owner.received(text);
  }
}
