/**
 * `node:net` for samples: TCP as Node has it, on a network that begins and ends inside the run. What it does not have:
 * Unix sockets, `readable` events with `read()`, other machines.
 */
import * as net from "./net.ts";

export * from "./net.ts";
// The whole module, with its types: `net.Socket` is one of them.
export default net;
