/** What the TCP server needs of a network: the part of Node's `node:net` that it uses, so that it can be given another. */

export interface Socket {
  on(event: string, listener: (...args: never[]) => void): unknown;
  write(data: Uint8Array | string): unknown;
  end(): unknown;
  destroy(): unknown;
  pause(): unknown;
  resume(): unknown;
  readonly remoteAddress?: string | undefined;
  readonly remotePort?: number | undefined;
}

export interface Listener {
  on(event: string, listener: (...args: never[]) => void): unknown;
  listen(options: { readonly port: number; readonly host?: string }, listening: () => void): unknown;
  close(): unknown;
  address(): unknown;
}

/** `node:net` is one. */
export interface Net {
  createServer(options: { pauseOnConnect: boolean }, connected: (socket: Socket) => void): Listener;
}
