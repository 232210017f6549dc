/** What `node:net` has here. Its declarations are what an editor knows of it (src/language/library.ts). */
import { Server, type ServerOptions } from "./server.ts";
import { Socket } from "./socket.ts";
import type { SocketOptions, Where } from "./options.ts";

export { Server, Socket };
export { Socket as Stream };
// Types have the names that they have in Node's declarations.
export type { Address as AddressInfo } from "./network.ts";
export type { DropArgument, ListenOptions, ServerOptions as ServerOpts } from "./server.ts";
export type { ReadyState as SocketReadyState, SocketOptions as SocketConstructorOpts } from "./options.ts";

/** Where to connect to, and how. */
export interface NetConnectOpts extends SocketOptions, Where {}

/**
 * A server, which does not listen yet.
 *
 * @param connected - is called with each connection
 */
export function createServer(connected?: (socket: Socket) => void): Server;
export function createServer(options: ServerOptions, connected?: (socket: Socket) => void): Server;
export function createServer(...args: readonly unknown[]): Server {
  return new Server(...(args as []));
}

/**
 * Connects to a server of this run.
 *
 * @param port - where it listens
 * @param host - this machine, by whatever name; 127.0.0.1 if left out
 * @param connected - is called when the connection is there
 * @returns the socket, which is not connected yet. What goes wrong comes as its `error` event
 */
export function connect(port: number, host?: string, connected?: () => void): Socket;
export function connect(where: number | NetConnectOpts, connected?: () => void): Socket;
export function connect(...args: readonly unknown[]): Socket {
  const [first] = args;
  const options = typeof first === "object" && first !== null ? (first as SocketOptions) : {};
  return new Socket(options).connect(...(args as [port: number]));
}

export { connect as createConnection };

/** 4 or 6 for an address of that version, 0 for anything else. */
export function isIP(text: string): 0 | 4 | 6 {
  if (isIPv4(text)) return 4;
  return isIPv6(text) ? 6 : 0;
}

/** Whether this is an address such as 127.0.0.1. */
export function isIPv4(text: string): boolean {
  return /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/.test(text);
}

/** Whether this is an address such as ::1. */
export function isIPv6(text: string): boolean {
  return text.includes(":") && URL.canParse(`http://[${text}]/`);
}
