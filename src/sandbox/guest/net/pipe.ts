/** One direction of a connection: what has been sent and not yet been read. It holds only so much. */

/** Bytes that are on their way at most; who sends faster than the other one reads must wait. */
const CAPACITY = 65_536;

export class Pipe {
  #pieces: Uint8Array[] = [];
  #size = 0;
  #isEnded = false;
  #isAbandoned = false;
  #isReset = false;
  /** Something has come for the reader: bytes, the end, or a reset. */
  onArrival: () => void = () => undefined;
  /** Something has been read: there is room for more. */
  onRoom: () => void = () => undefined;

  get size(): number {
    return this.#size;
  }

  /** The sender has said that no more will come. */
  get isEnded(): boolean {
    return this.#isEnded;
  }

  /** The reader is gone. */
  get isAbandoned(): boolean {
    return this.#isAbandoned;
  }

  /** The sender has broken off. */
  get isReset(): boolean {
    return this.#isReset;
  }

  /** Puts in what fits. @returns how many bytes did */
  put(bytes: Uint8Array): number {
    const count = Math.min(bytes.length, CAPACITY - this.#size);
    if (count === 0) return 0;
    this.#pieces.push(bytes.subarray(0, count));
    this.#size += count;
    this.onArrival();
    return count;
  }

  /** Takes out at most so many bytes, which may have been sent in several pieces. */
  take(most: number): Uint8Array<ArrayBuffer> {
    const taken = new Uint8Array(Math.min(most, this.#size));
    for (let done = 0; done < taken.length;) {
      const piece = this.#pieces[0]!;
      const part = piece.subarray(0, taken.length - done);
      taken.set(part, done);
      done += part.length;
      if (part.length === piece.length) this.#pieces.shift();
      else this.#pieces[0] = piece.subarray(part.length);
    }
    this.#size -= taken.length;
    if (taken.length > 0) this.onRoom();
    return taken;
  }

  end(): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.onArrival();
  }

  reset(): void {
    this.#isReset = true;
    this.onArrival();
  }

  abandon(): void {
    this.#isAbandoned = true;
    this.#pieces = [];
    this.#size = 0;
    this.onRoom();
  }
}
