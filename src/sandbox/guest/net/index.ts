/**
 * `node:net` for samples: TCP as Node has it, on a network that begins and ends inside the run. What it does not have:
 * Unix sockets, `readable` events with `read()`, other machines.
 */
import { Server } from "./server.ts";
import { Socket, type SocketOptions } from "./socket.ts";

export { Server, Socket };
export { Socket as Stream };

/** @param args options, a listener for `connection`, or both */
export function createServer(...args: readonly unknown[]): Server {
  return new Server(...args);
}

/** @param args a port and perhaps a host, or options; then perhaps a listener for `connect` */
export function connect(...args: readonly unknown[]): Socket {
  const [first] = args;
  const options = typeof first === "object" && first !== null ? (first as SocketOptions) : {};
  return new Socket(options).connect(...args);
}

export { connect as createConnection };

/** 4 or 6 for an address of that version, 0 for anything else. */
export function isIP(text: string): 0 | 4 | 6 {
  if (isIPv4(text)) return 4;
  return isIPv6(text) ? 6 : 0;
}

export function isIPv4(text: string): boolean {
  return /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/.test(text);
}

export function isIPv6(text: string): boolean {
  return text.includes(":") && URL.canParse(`http://[${text}]/`);
}

export default {
  Server,
  Socket,
  Stream: Socket,
  connect,
  createConnection: connect,
  createServer,
  isIP,
  isIPv4,
  isIPv6,
};
