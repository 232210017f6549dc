/** What sockets can be asked for, and what they tell. */
import type { Bytes } from "./bytes.ts";
import { typeError } from "./problems.ts";

/** How a socket treats its connection. */
export interface SocketOptions {
  /** Go on sending when the other side has ended. */
  readonly allowHalfOpen?: boolean;
  /** Receive in pieces of random sizes, up to so many bytes, as networks do. Real sockets do not know this option. */
  readonly segments?: number;
}

/** Where a server listens. */
export interface Where {
  readonly port: number;
  /** This machine, by whatever name; 127.0.0.1 if left out. */
  readonly host?: string;
}

export type ReadyState = "opening" | "open" | "readOnly" | "writeOnly" | "closed";

/** What sockets tell. */
export interface SocketEvents {
  connect: [];
  ready: [];
  /** Bytes; after `setEncoding`, text. */
  data: [data: Bytes];
  /** The other side has ended. */
  end: [];
  /** Everything that was written has been passed on; write again. */
  drain: [];
  /** This side has ended. */
  finish: [];
  timeout: [];
  close: [hadError: boolean];
  error: [error: Error];
}

/** @throws {TypeError} for options that mean nothing */
export function checked(options: SocketOptions): SocketOptions {
  const { segments } = options;
  if (segments === undefined || (Number.isInteger(segments) && segments > 0)) return options;
  throw typeError(
    "ERR_INVALID_ARG_VALUE",
    `Expected segments to be a number of bytes from 1, got ${String(segments)}.`,
  );
}
