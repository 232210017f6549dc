/** `net.Socket`: one end of a connection on the loopback network. */
import { bytesOf } from "./bytes.ts";
import { Emitter } from "./emitter.ts";
import { type Destination, pieces, pour } from "./flow.ts";
import { type Address, dial, type Target, targetOf } from "./network.ts";
import { checked, type ReadyState, type SocketEvents, type SocketOptions, type Where } from "./options.ts";
import type { Pipe } from "./pipe.ts";
import { problem } from "./problems.ts";
import { Receiver } from "./receiver.ts";
import { type Done, HIGH_WATER_MARK, Sender } from "./sender.ts";
import { theTurns } from "./turns.ts";

/** What a connection has been made of. */
export interface Joint {
  readonly incoming: Pipe;
  readonly outgoing: Pipe;
  readonly local: Address;
  readonly remote: Address;
}

/** One end of a connection. */
export class Socket extends Emitter<SocketEvents> {
  readonly allowHalfOpen: boolean;
  readonly writableHighWaterMark = HIGH_WATER_MARK;
  /** Whether the connection is on its way. */
  connecting = false;
  /** Whether it is over. */
  destroyed = false;
  /** What `setTimeout` was asked for, in milliseconds; 0 for none. */
  timeout = 0;
  readonly #sender: Sender;
  readonly #receiver: Receiver;
  #joint: Joint | undefined;
  /** Who wants to know when this side has ended. */
  readonly #ends: (() => void)[] = [];
  #stopTimeout: () => void = () => undefined;
  /**
   * Called when the socket is gone, before it says so.
   *
   * @internal
   */
  onGone: () => void = () => undefined;

  constructor(options: SocketOptions = {}) {
    super();
    const { allowHalfOpen = false, segments } = checked(options);
    this.allowHalfOpen = allowHalfOpen;
    const failed = (error: Error) => void this.destroy(error);
    this.#sender = new Sender({
      drained: () => void this.emit("drain"),
      finished: () => {
        for (const done of this.#ends.splice(0)) done();
        this.emit("finish");
        this.#closeIfDone();
      },
      failed,
    });
    this.#receiver = new Receiver(
      {
        received: (data) => {
          this.#touch();
          this.emit("data", data);
        },
        ended: () => {
          this.emit("end");
          if (!this.allowHalfOpen && !this.#sender.isEnding) this.end();
          this.#closeIfDone();
        },
        failed,
      },
      segments,
    );
  }

  /**
   * Connects to a server of this run.
   *
   * @param port - where it listens
   * @param host - this machine, by whatever name; 127.0.0.1 if left out
   * @param connected - is called when the connection is there
   */
  connect(port: number, host?: string, connected?: () => void): this;
  connect(where: number | Where, connected?: () => void): this;
  connect(...where: readonly unknown[]): this {
    const target: Target = targetOf(where);
    if (target.listener !== undefined) this.once("connect", target.listener);
    this.connecting = true;
    theTurns().soon(() => {
      if (this.destroyed) return;
      const error = dial(target, this);
      if (error !== undefined) this.destroy(error);
    });
    return this;
  }

  /**
   * The connection is there. The network calls this.
   *
   * @internal
   */
  join(joint: Joint): void {
    this.#joint = joint;
    this.connecting = false;
    this.#receiver.open(joint.incoming);
    this.#sender.open(joint.outgoing);
    this.#touch();
  }

  /** @internal */
  protected override heeded(event: string): void {
    if (event === "data") this.#receiver.listen();
  }

  /**
   * Sends text or bytes.
   *
   * @param done - is called when they have been passed on
   * @returns whether to go on at once; else wait for `drain`
   */
  write(data: string | Uint8Array, done?: Done): boolean;
  write(data: string | Uint8Array, encoding?: string, done?: Done): boolean;
  write(data: unknown, encoding?: string | Done, done?: Done): boolean {
    if (typeof encoding === "function") return this.write(data as string, undefined, encoding);
    const bytes = bytesOf(data, encoding ?? "utf8");
    if (!this.connecting && this.#joint === undefined && !this.destroyed) {
      const error = problem("ERR_SOCKET_CLOSED", "Socket is closed");
      theTurns().soon(() => done?.(error));
      this.destroy(error);
      return false;
    }
    this.#touch();
    return this.#sender.write(bytes, done);
  }

  /** Ends this side when everything has been sent. Data may still come. */
  end(ended?: () => void): this;
  end(data: string | Uint8Array, ended?: () => void): this;
  end(data: string | Uint8Array, encoding?: string, ended?: () => void): this;
  end(...args: readonly unknown[]): this {
    const ended = args.find((arg) => typeof arg === "function");
    const [data, encoding] = args.filter((arg) => typeof arg !== "function");
    if (data !== undefined && data !== null) this.write(data as string, encoding as string | undefined);
    if (ended !== undefined) this.#ends.push(ended as () => void);
    if (!this.#sender.isEnding) this.#sender.end();
    return this;
  }

  /** Closes the connection at once, with an `error` event if an error is given. */
  destroy(error?: Error): this {
    if (this.destroyed) return this;
    this.destroyed = true;
    this.connecting = false;
    this.#stopTimeout();
    const close = () => void this.emit("close", error !== undefined);
    theTurns().soon(() => {
      this.onGone();
      if (error === undefined) return close();
      theTurns().soon(close);
      this.emit("error", error);
    });
    this.#sender.destroy();
    this.#receiver.destroy();
    return this;
  }

  /** Closes the connection so that the other side gets an error. */
  resetAndDestroy(): this {
    if (this.connecting) return this.once("connect", () => this.resetAndDestroy());
    this.#sender.reset();
    return this.destroy();
  }

  /** Closes the connection when everything has been sent. */
  destroySoon(): void {
    if (this.#sender.isFinished) this.destroy();
    else this.end(() => this.destroy());
  }

  /** No `data` events until `resume`. The other side is told to wait when enough has come. */
  pause(): this {
    this.#receiver.pause();
    return this;
  }

  /** Goes on with `data` events. */
  resume(): this {
    this.#receiver.resume();
    return this;
  }

  isPaused(): boolean {
    return this.#receiver.isPaused;
  }

  /** Have text in place of bytes; a character is never cut in two. */
  setEncoding(encoding = "utf8"): this {
    this.#receiver.setEncoding(encoding);
    return this;
  }

  /** Emits `timeout` after so many milliseconds in which nothing came or went; 0 for never. */
  setTimeout(milliseconds: number, listener?: () => void): this {
    this.timeout = milliseconds;
    if (listener !== undefined) this.once("timeout", listener);
    this.#touch();
    return this;
  }

  /** Passes on what comes, no faster than it is taken. */
  pipe<To extends Destination>(to: To): To {
    pour(this, to);
    return to;
  }

  /** What comes, piece by piece: bytes, or text after `setEncoding`. Leaving the loop closes the connection. */
  // Which of the two it is, nobody can tell from here: Node's declarations leave it open as well.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  [Symbol.asyncIterator](): AsyncGenerator<any, void, undefined> {
    return pieces(this);
  }

  /** In Node: send small pieces at once. Here they always are. */
  setNoDelay(noDelay?: boolean): this;
  setNoDelay(): this {
    return this;
  }

  /** In Node: find out when the other side is gone. Here that is always known. */
  setKeepAlive(enable?: boolean, initialDelay?: number): this;
  setKeepAlive(): this {
    return this;
  }

  /** In Node: the program waits for this socket to close. Here a run does so always. */
  ref(): this {
    return this;
  }

  /** In Node: the program does not wait for this socket to close. */
  unref(): this {
    return this;
  }

  /** This side's address, once there is a connection. */
  address(): Address | Record<string, never> {
    return this.#joint?.local ?? {};
  }

  get localAddress(): string | undefined {
    return this.#joint?.local.address;
  }

  get localPort(): number | undefined {
    return this.#joint?.local.port;
  }

  get remoteAddress(): string | undefined {
    return this.#joint?.remote.address;
  }

  get remotePort(): number | undefined {
    return this.#joint?.remote.port;
  }

  get remoteFamily(): string | undefined {
    return this.#joint?.remote.family;
  }

  /** How many bytes have come. */
  get bytesRead(): number {
    return this.#receiver.count;
  }

  /** How many bytes have been written. */
  get bytesWritten(): number {
    return this.#sender.count;
  }

  /** How many bytes wait to be sent. */
  get writableLength(): number {
    return this.#sender.length;
  }

  /** Whether a writer is to wait for `drain`. */
  get writableNeedDrain(): boolean {
    return this.#sender.needsDrain;
  }

  /** Whether `end` was called. */
  get writableEnded(): boolean {
    return this.#sender.isEnding;
  }

  /** Whether everything has been sent after `end`. */
  get writableFinished(): boolean {
    return this.#sender.isFinished;
  }

  /** Whether the other side has ended, and everything of it has been read. */
  get readableEnded(): boolean {
    return this.#receiver.isEnded;
  }

  /** Whether there is no connection yet. */
  get pending(): boolean {
    return this.#joint === undefined;
  }

  get readyState(): ReadyState {
    if (this.connecting) return "opening";
    const reads = !this.destroyed && !this.#receiver.isEnded && this.#joint !== undefined;
    const writes = !this.destroyed && !this.#sender.isEnding && this.#joint !== undefined;
    if (reads) return writes ? "open" : "readOnly";
    return writes ? "writeOnly" : "closed";
  }

  #closeIfDone(): void {
    if (this.#receiver.isEnded && this.#sender.isFinished) this.destroy();
  }

  #touch(): void {
    this.#stopTimeout();
    if (this.timeout <= 0 || this.destroyed) return;
    this.#stopTimeout = theTurns().after(this.timeout, () => {
      this.emit("timeout");
    });
  }
}
