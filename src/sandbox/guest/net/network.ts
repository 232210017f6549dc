/** The loopback network of a run: who listens on which port, and how a connection comes about. */
import type { Listener } from "./emitter.ts";
import { Pipe } from "./pipe.ts";
import { checkPort, type Problem, systemError, typeError } from "./problems.ts";
import type { Joint, Socket } from "./socket.ts";
import { theTurns } from "./turns.ts";

/** Where a socket is, or where a server listens. */
export interface Address {
  readonly address: string;
  readonly family: "IPv4" | "IPv6";
  readonly port: number;
}

/** Whom a port leads to. */
export interface Acceptor {
  /** Takes the other end of a connection, unless there are too many. */
  accept(joint: Joint): void;
}

/** A thread has one run, and so one network. */
const listening = new Map<number, Acceptor>();
/** Ports are handed out from here on, as by most systems, one after the other. */
let lastPort = 49_151;

/** Names of this machine, and the address each stands for. */
const HERE: Readonly<Record<string, string>> = {
  localhost: "127.0.0.1",
  "127.0.0.1": "127.0.0.1",
  "0.0.0.0": "127.0.0.1",
  "::1": "::1",
  "::": "::1",
};

export const familyOf = (address: string) => (address.includes(":") ? "IPv6" : "IPv4");

/**
 * Begins to listen.
 *
 * @param port 0 for any that is free
 * @returns the port, or why it cannot be had
 */
export function open(port: number, address: string, acceptor: Acceptor): number | Problem {
  const wanted = port === 0 ? freePort() : port;
  if (listening.has(wanted))
    return systemError("listen", "EADDRINUSE", { address, port: wanted }, ": address already in use");
  listening.set(wanted, acceptor);
  return wanted;
}

export function close(port: number): void {
  listening.delete(port);
}

function freePort(): number {
  do lastPort += 1;
  while (listening.has(lastPort));
  return lastPort;
}

export interface Target {
  readonly port: number;
  readonly host: string;
  readonly listener: Listener | undefined;
}

/** What the arguments of `connect` mean: `(port, host?, listener?)` or `(options, listener?)`. */
export function targetOf(args: readonly unknown[]): Target {
  const listener = args.find((arg) => typeof arg === "function") as Listener | undefined;
  const [first, second] = args;
  const options = typeof first === "object" && first !== null ? first : { port: first, host: second };
  const { port, host, path } = options as { port?: unknown; host?: unknown; path?: unknown };
  if (path !== undefined)
    throw typeError("ERR_INVALID_ARG_VALUE", "A sample has no files for sockets: connect to a port.");
  if (port === undefined || typeof port === "function")
    throw typeError("ERR_MISSING_ARGS", 'The "options" or "port" or "path" argument must be specified');
  return {
    port: checkPort(port, typeof first === "object" ? "options.port" : "Port"),
    host: typeof host === "string" ? host : "localhost",
    listener,
  };
}

/**
 * Connects a socket to whoever listens.
 *
 * @returns what went wrong, if something did
 */
export function dial({ port, host }: Target, socket: Socket): Problem | undefined {
  const address = HERE[host];
  const noWay = ": a sample has no other machines than its own, 127.0.0.1; tried";
  if (address === undefined) return systemError("connect", "ENETUNREACH", { address: host, port }, noWay);
  const acceptor = listening.get(port);
  if (acceptor === undefined) return systemError("connect", "ECONNREFUSED", { address, port });
  const family = familyOf(address);
  const there: Address = { address, family, port };
  const here: Address = { address, family, port: freePort() };
  const [coming, going] = [new Pipe(), new Pipe()];
  // As with real sockets, the server hears of it first.
  theTurns().soon(() => {
    if (socket.destroyed) {
      coming.abandon();
      return going.end();
    }
    socket.join({ incoming: coming, outgoing: going, local: here, remote: there });
    socket.emit("connect");
    socket.emit("ready");
  });
  acceptor.accept({ incoming: going, outgoing: coming, local: there, remote: here });
  return undefined;
}
