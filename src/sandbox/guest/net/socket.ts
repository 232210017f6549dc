/** `net.Socket`: one end of a connection on the loopback network. */
import { type Bytes, bytesOf } from "./bytes.ts";
import { Emitter, type Listener } from "./emitter.ts";
import { type Address, dial, type Target, targetOf } from "./network.ts";
import type { Pipe } from "./pipe.ts";
import { problem, typeError } from "./problems.ts";
import { Receiver } from "./receiver.ts";
import { type Done, HIGH_WATER_MARK, Sender } from "./sender.ts";
import { theTurns } from "./turns.ts";

export interface SocketOptions {
  /** Go on sending when the other side has ended. */
  readonly allowHalfOpen?: boolean;
  /** Receive in pieces of random sizes, up to so many bytes, as networks do. Real sockets do not know this option. */
  readonly segments?: number;
}

/** What a connection has been made of. */
export interface Joint {
  readonly incoming: Pipe;
  readonly outgoing: Pipe;
  readonly local: Address;
  readonly remote: Address;
}

export class Socket extends Emitter implements AsyncIterable<Bytes | string> {
  readonly allowHalfOpen: boolean;
  readonly writableHighWaterMark = HIGH_WATER_MARK;
  connecting = false;
  destroyed = false;
  timeout = 0;
  readonly #sender: Sender;
  readonly #receiver: Receiver;
  #joint: Joint | undefined;
  /** Who wants to know when this side has ended. */
  readonly #ends: (() => void)[] = [];
  #stopTimeout: () => void = () => undefined;
  /** Called when the socket is gone, before it says so. */
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
   * @param where a port and perhaps a host, or options with them; then perhaps a listener for `connect`
   */
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

  /** The connection is there. The network calls this. */
  join(joint: Joint): void {
    this.#joint = joint;
    this.connecting = false;
    this.#receiver.open(joint.incoming);
    this.#sender.open(joint.outgoing);
    this.#touch();
  }

  override on(event: string, listener: Listener): this {
    super.on(event, listener);
    if (event === "data") this.#receiver.listen();
    return this;
  }

  override once(event: string, listener: Listener): this {
    super.once(event, listener);
    if (event === "data") this.#receiver.listen();
    return this;
  }

  /**
   * Sends text or bytes.
   *
   * @returns whether to go on at once; else wait for `drain`
   */
  write(data: unknown, encoding?: string | Done, done?: Done): boolean {
    if (typeof encoding === "function") return this.write(data, undefined, encoding);
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
  end(data?: unknown, encoding?: string | (() => void), done?: () => void): this {
    if (typeof data === "function") return this.end(undefined, undefined, data as () => void);
    if (typeof encoding === "function") return this.end(data, undefined, encoding);
    if (data !== undefined && data !== null) this.write(data, encoding);
    if (done !== undefined) this.#ends.push(done);
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

  destroySoon(): void {
    if (this.#sender.isFinished) this.destroy();
    else this.end(() => this.destroy());
  }

  pause(): this {
    this.#receiver.pause();
    return this;
  }

  resume(): this {
    this.#receiver.resume();
    return this;
  }

  isPaused(): boolean {
    return this.#receiver.isPaused;
  }

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

  pipe<To extends Destination>(to: To): To {
    this.on("data", (data: Bytes | string) => {
      if (to.write(data)) return;
      this.pause();
      to.once("drain", () => this.resume());
    });
    this.on("end", () => to.end());
    return to;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Bytes | string> {
    const pieces: (Bytes | string)[] = [];
    let arrived: () => void = () => undefined;
    let isOver = this.destroyed;
    let failure: Error | undefined;
    this.on("data", (data: Bytes | string) => {
      pieces.push(data);
      this.pause();
      arrived();
    });
    this.on("error", (error: Error) => (failure = error));
    for (const event of ["end", "close"])
      this.once(event, () => {
        isOver = true;
        arrived();
      });
    try {
      for (;;) {
        for (let piece = pieces.shift(); piece !== undefined; piece = pieces.shift()) yield piece;
        if (failure !== undefined) throw failure;
        if (isOver) return;
        this.resume();
        await new Promise<void>((resolve) => (arrived = resolve));
      }
    } finally {
      this.destroy();
    }
  }

  setNoDelay(): this {
    return this;
  }

  setKeepAlive(): this {
    return this;
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }

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

  get bytesRead(): number {
    return this.#receiver.count;
  }

  get bytesWritten(): number {
    return this.#sender.count;
  }

  get writableLength(): number {
    return this.#sender.length;
  }

  get writableNeedDrain(): boolean {
    return this.#sender.needsDrain;
  }

  get writableEnded(): boolean {
    return this.#sender.isEnding;
  }

  get writableFinished(): boolean {
    return this.#sender.isFinished;
  }

  get readableEnded(): boolean {
    return this.#receiver.isEnded;
  }

  /** Whether there is no connection yet. */
  get pending(): boolean {
    return this.#joint === undefined;
  }

  get readyState(): "opening" | "open" | "readOnly" | "writeOnly" | "closed" {
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

/** Where `pipe` leads. */
export interface Destination {
  write(data: Bytes | string): boolean;
  once(event: string, listener: () => void): unknown;
  end(): unknown;
}

function checked(options: SocketOptions): SocketOptions {
  const { segments } = options;
  if (segments === undefined || (Number.isInteger(segments) && segments > 0)) return options;
  throw typeError(
    "ERR_INVALID_ARG_VALUE",
    `Expected segments to be a number of bytes from 1, got ${String(segments)}.`,
  );
}
