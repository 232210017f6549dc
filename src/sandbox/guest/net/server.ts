/** `net.Server`: listens on a port of the loopback network. */
import { Emitter, type Listener } from "./emitter.ts";
import { type Address, close, familyOf, open } from "./network.ts";
import { checkPort, problem, typeError } from "./problems.ts";
import type { SocketOptions } from "./options.ts";
import { type Joint, Socket } from "./socket.ts";
import { theTurns } from "./turns.ts";

/** How a server treats its connections. */
export interface ServerOptions extends SocketOptions {
  /** Connections come paused: nothing is read before `resume`. */
  readonly pauseOnConnect?: boolean;
}

/** Where to listen. */
export interface ListenOptions {
  /** 0, the default, is any that is free. */
  readonly port?: number;
  /** All addresses of this machine, if left out. */
  readonly host?: string;
}

/** Who was not let in. */
export interface DropArgument {
  readonly localAddress: string;
  readonly localPort: number;
  readonly remoteAddress: string;
  readonly remotePort: number;
}

interface ServerEvents {
  listening: [];
  connection: [socket: Socket];
  /** There were `maxConnections` already. */
  drop: [who: DropArgument];
  close: [];
  error: [error: Error];
}

/** Listens on a port, and gets a socket for each connection. */
export class Server extends Emitter<ServerEvents> {
  /** More connections than these are dropped. */
  maxConnections: number | undefined;
  readonly #options: ServerOptions;
  readonly #sockets = new Set<Socket>();
  #address: Address | undefined;
  #isClosing = false;

  /** @param connected - is called with each connection */
  constructor(connected?: (socket: Socket) => void);
  constructor(options: ServerOptions, connected?: (socket: Socket) => void);
  constructor(...args: readonly unknown[]) {
    super();
    const [first, second] = args;
    const [options, listener] = typeof first === "function" ? [{}, first] : [first ?? {}, second];
    if (typeof options !== "object")
      throw typeError(
        "ERR_INVALID_ARG_TYPE",
        `The "options" argument must be of type object. Received type ${typeof first} (${String(first)})`,
      );
    this.#options = options as ServerOptions;
    if (typeof listener === "function") this.on("connection", listener as Listener);
  }

  /** Whether it takes connections. */
  get listening(): boolean {
    return this.#address !== undefined;
  }

  /**
   * Take connections. That the port cannot be had comes as an `error` event.
   *
   * @param port - 0, the default, is any that is free; `address()` tells which one it is
   * @param host - all addresses of this machine, if left out
   * @param listening - is called when it listens
   * @throws if it listens already, or for what cannot be a port
   */
  listen(port?: number, host?: string, listening?: () => void): this;
  listen(port?: number, listening?: () => void): this;
  listen(options: ListenOptions, listening?: () => void): this;
  listen(listening?: () => void): this;
  listen(...args: readonly unknown[]): this {
    if (this.listening)
      throw problem(
        "ERR_SERVER_ALREADY_LISTEN",
        "Listen method has been called more than once without closing.",
      );
    const listener = args.find((arg) => typeof arg === "function") as Listener | undefined;
    if (listener !== undefined) this.once("listening", listener);
    const [first, second] = args;
    const isOptions = typeof first === "object" && first !== null;
    const options = (isOptions ? first : { port: first, host: second }) as { port?: unknown; host?: unknown };
    const wanted = typeof options.port === "function" ? 0 : (options.port ?? 0);
    const host = typeof options.host === "string" ? options.host : "::";
    const address = host === "localhost" ? "127.0.0.1" : host;
    const port = open(checkPort(wanted, "options.port"), address, this);
    if (typeof port === "number") this.#address = { address, family: familyOf(address), port };
    theTurns().soon(() => {
      if (typeof port === "number") this.emit("listening");
      else this.emit("error", port);
    });
    return this;
  }

  /** Takes no more connections. `close` comes when those that are there have ended. */
  close(listener?: (error?: Error) => void): this {
    if (this.#address === undefined) {
      const error = problem("ERR_SERVER_NOT_RUNNING", "Server is not running.");
      if (listener !== undefined) theTurns().soon(() => listener(error));
      return this;
    }
    if (listener !== undefined) this.once("close", listener);
    close(this.#address.port);
    this.#address = undefined;
    this.#isClosing = true;
    this.#closeIfEmpty();
    return this;
  }

  /** Where it listens; `null` when it does not. */
  address(): Address | null {
    return this.#address ?? null;
  }

  /** Tells how many connections there are. */
  getConnections(listener: (error: null, count: number) => void): this {
    theTurns().soon(() => listener(null, this.#sockets.size));
    return this;
  }

  /** In Node: the program waits for this server to close. Here a run does so always. */
  ref(): this {
    return this;
  }

  /** In Node: the program does not wait for this server to close. */
  unref(): this {
    return this;
  }

  /**
   * A connection has come. The network calls this.
   *
   * @internal
   */
  accept(joint: Joint): void {
    const socket = new Socket(this.#options);
    if (this.#options.pauseOnConnect === true) socket.pause();
    socket.join(joint);
    if (this.maxConnections !== undefined && this.#sockets.size >= this.maxConnections) {
      socket.destroy();
      const { local, remote } = joint;
      this.emit("drop", {
        localAddress: local.address,
        localPort: local.port,
        remoteAddress: remote.address,
        remotePort: remote.port,
      });
      return;
    }
    this.#sockets.add(socket);
    socket.onGone = () => {
      this.#sockets.delete(socket);
      this.#closeIfEmpty();
    };
    this.emit("connection", socket);
  }

  #closeIfEmpty(): void {
    if (!this.#isClosing || this.#sockets.size > 0) return;
    this.#isClosing = false;
    theTurns().soon(() => {
      this.emit("close");
    });
  }
}
