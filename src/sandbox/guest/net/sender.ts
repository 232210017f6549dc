/** The half of a socket that sends: it takes what is written, passes on what the pipe has room for, and says when to go on. */
import type { Pipe } from "./pipe.ts";
import { problem, type Problem, systemError } from "./problems.ts";
import { theTurns } from "./turns.ts";

/** Bytes that wait to be sent, from which on a writer is told to wait. */
export const HIGH_WATER_MARK = 65_536;

export type Done = (error?: Error) => void;

interface Written {
  readonly bytes: Uint8Array;
  readonly done: Done | undefined;
}

/** Whose half it is. */
export interface SenderOwner {
  /** Everything that was written has been passed on, after the writer was told to wait. */
  drained(): void;
  /** Everything has been passed on, and no more will come. */
  finished(): void;
  failed(error: Error): void;
}

export class Sender {
  readonly #owner: SenderOwner;
  #pipe: Pipe | undefined;
  #waiting: Written[] = [];
  #sent: Done[] = [];
  #length = 0;
  #count = 0;
  #needsDrain = false;
  #isEnding = false;
  #isFinished = false;
  #isDestroyed = false;
  #isTurnComing = false;

  constructor(owner: SenderOwner) {
    this.#owner = owner;
  }

  /** Bytes that wait. */
  get length(): number {
    return this.#length;
  }

  /** Bytes that have been written in all. */
  get count(): number {
    return this.#count;
  }

  get needsDrain(): boolean {
    return this.#needsDrain;
  }

  get isEnding(): boolean {
    return this.#isEnding;
  }

  get isFinished(): boolean {
    return this.#isFinished;
  }

  open(pipe: Pipe): void {
    this.#pipe = pipe;
    pipe.onRoom = () => {
      this.#pass();
    };
    this.#pass();
  }

  /** @returns whether the writer may go on at once */
  write(bytes: Uint8Array, done: Done | undefined): boolean {
    if (this.#isDestroyed) {
      const error = problem("ERR_STREAM_DESTROYED", "Cannot call write after a stream was destroyed");
      theTurns().soon(() => done?.(error));
      return false;
    }
    if (this.#isEnding) return this.#refuse(problem("ERR_STREAM_WRITE_AFTER_END", "write after end"), done);
    if (this.#pipe?.isAbandoned === true && this.#pipe.isReset)
      return this.#refuse(systemError("write", "EPIPE"), done);
    this.#length += bytes.length;
    this.#count += bytes.length;
    const isRoom = this.#length < HIGH_WATER_MARK;
    if (!isRoom) this.#needsDrain = true;
    this.#waiting.push({ bytes, done });
    this.#pass();
    return isRoom;
  }

  end(): void {
    this.#isEnding = true;
    this.#turnSoon();
  }

  /** No more is sent. What the pipe has taken will still arrive. */
  destroy(): void {
    this.#isDestroyed = true;
    this.#pipe?.end();
    const error = problem("ERR_STREAM_DESTROYED", "Cannot call write after a stream was destroyed");
    const lost = this.#waiting.splice(0);
    theTurns().soon(() => {
      for (const { done } of lost) done?.(error);
    });
  }

  reset(): void {
    this.#pipe?.reset();
  }

  #refuse(error: Problem, done: Done | undefined): false {
    theTurns().soon(() => done?.(error));
    this.#owner.failed(error);
    return false;
  }

  #pass(): void {
    const pipe = this.#pipe;
    if (pipe === undefined || this.#isDestroyed) return;
    this.#turnSoon();
    for (let first = this.#waiting[0]; first !== undefined; first = this.#waiting[0]) {
      const count = pipe.isAbandoned ? this.#lose(pipe, first.bytes) : pipe.put(first.bytes);
      this.#length -= count;
      if (count < first.bytes.length) {
        this.#waiting[0] = { ...first, bytes: first.bytes.subarray(count) };
        return;
      }
      this.#waiting.shift();
      if (first.done !== undefined) this.#sent.push(first.done);
    }
  }

  /** The other one is gone: what is sent gets lost, and only the next write hears of it. */
  #lose(pipe: Pipe, bytes: Uint8Array): number {
    pipe.reset();
    return bytes.length;
  }

  #turnSoon(): void {
    if (this.#isTurnComing) return;
    this.#isTurnComing = true;
    theTurns().soon(() => {
      this.#isTurnComing = false;
      if (!this.#isDestroyed) this.#turn();
    });
  }

  #turn(): void {
    for (const done of this.#sent.splice(0)) done();
    if (this.#length > 0 || this.#pipe === undefined) return;
    if (this.#needsDrain && !this.#isEnding) {
      this.#needsDrain = false;
      this.#owner.drained();
    }
    if (!this.#isEnding || this.#isFinished) return;
    this.#isFinished = true;
    this.#owner.finished();
    this.#pipe.end();
  }
}
