/**
 * `TcpServer`: a supervised TCP server, with a process for every connection. The pattern of Erlang's many `gen_tcp_server`s.
 *
 *     supervisor (rest_for_one)
 *     ├── connections   a DynamicSupervisor of one temporary child a connection
 *     ├── listener      owns the socket that listens
 *     └── acceptors     a supervisor of those who take connections from the listener and start their processes
 *
 * A connection that fails concerns no other one; a listener that fails takes the acceptors with it and leaves the connections.
 * The runtime knows no network: it is given one, in Node `node:net`.
 */
import { badArgument } from "../term/errors.ts";
import { operation, type Op, type Timeout } from "../node/operation.ts";
import type { Pid, Term } from "../term/term.ts";
import * as GenServer from "../gen/gen-server.ts";
import type { Name, Server } from "../names.ts";
import type { ChildSpec } from "../supervision/child-spec.ts";
import * as DynamicSupervisor from "../supervision/dynamic-supervisor.ts";
import * as Supervisor from "../supervision/supervisor.ts";
import type { Net } from "./net.ts";
import { startConnection, type Module } from "./tcp-connection.ts";
import { acceptor, listener } from "./tcp-listener.ts";

export type { Listener, Net, Socket } from "./net.ts";
export type { Connection, Module } from "./tcp-connection.ts";

export interface Options<Argument = Term> {
  /** The network: `node:net`, or what looks like it. */
  readonly net: Net;
  /** The callbacks of each connection, and the argument of their `init`. */
  readonly module: Module<Term, Argument>;
  readonly argument?: Argument;
  /** Where to listen; 0 (the default) is any free port, which `TcpServer.port` tells. */
  readonly port?: number;
  /** Default: all addresses of the machine. */
  readonly host?: string;
  /** How many connections can be in the making at a time. Default 4. */
  readonly acceptors?: number;
  /** How many connections there can be; more are closed at once. Default `"infinity"`. */
  readonly maxConnections?: number | "infinity";
  readonly name?: Name;
}

/**
 * Starts a server linked to the caller, and waits until it listens.
 *
 * Throws `ArgumentError` for a bad option, and `StartError` if it cannot listen: the reason is `["shutdown",
 * ["failed_to_start_child", "listener", code]]`, where the code is that of the network, as `"eaddrinuse"`.
 *
 * @example
 * ```ts
 * import { TcpServer } from "beamish/patterns";
 * const listener: TcpServer.Listener = {
 *   on: () => 0,
 *   listen: (_options, listening) => listening(),
 *   close: () => 0,
 *   address: () => ({ port: 4000 }),
 * };
 * const net: TcpServer.Net = { createServer: () => listener }; // in Node: import net from "node:net"
 * const Echo: TcpServer.Module<undefined> = {
 *   init: () => ["ok", undefined],
 *   handleData: (data, connection) => (connection.write(data), ["noreply", undefined]),
 * };
 * const server = await TcpServer.startLink({ net, module: Echo });
 * console.log(await TcpServer.port(server), await TcpServer.connections(server));
 * //> 4000 0
 * ```
 */
export function startLink<Argument>(options: Options<Argument>): Op<Pid> {
  const { net, port = 0, host, acceptors = 4, maxConnections = "infinity", name } = check(options);
  const { module, argument } = options;
  const where = host === undefined ? { port } : { port, host };
  const plan: Supervisor.Module<undefined> = {
    name: "TcpServer",
    init() {
      // Each start of the supervisor has its own: nothing of an earlier one is left.
      const found: { connections?: Pid; listener?: Pid } = {};
      const take = (id: number) => () => startConnection({ module, argument, take: () => waiting.take(id) });
      const { server: listening, waiting } = listener(net, where);
      const accepting = acceptor(found, take, waiting);
      const children: ChildSpec[] = [
        {
          id: "connections",
          type: "supervisor",
          start: noting(
            (pid) => (found.connections = pid),
            () => DynamicSupervisor.startLink({ maxChildren: maxConnections }),
          ),
        },
        {
          id: "listener",
          start: noting(
            (pid) => (found.listener = pid),
            () => GenServer.startLink(listening),
          ),
        },
        {
          id: "acceptors",
          type: "supervisor",
          start: () =>
            Supervisor.startLink(
              Array.from({ length: acceptors }, (_, id) => ({ id, start: accepting })),
              { strategy: "one_for_one" },
            ),
        },
      ];
      return Supervisor.init(children, { strategy: "rest_for_one" });
    },
  };
  return Supervisor.startLink(plan, undefined, name === undefined ? {} : { name }) as Op<Pid>;
}

/** A start function that tells its pid. */
const noting = (note: (pid: Pid) => void, start: () => Op<Pid | undefined>) => () =>
  operation("TcpServer.startLink()", function* () {
    const pid = yield* start();
    note(pid!);
    return pid;
  });

function check<Argument>(options: Options<Argument>): Options<Argument> {
  const where = "TcpServer.startLink";
  if (typeof options !== "object" || options === null) throw badArgument(where, "options", options);
  const { net, module, port = 0, acceptors = 4 } = options;
  if (typeof (net as Partial<Net> | undefined)?.createServer !== "function")
    throw badArgument(where, "`net`: a network, as node:net is one", net);
  const callbacks = module as Partial<Module<Term>> | undefined;
  if (typeof callbacks?.init !== "function" || typeof callbacks.handleData !== "function")
    throw badArgument(where, "`module`: a module with init and handleData callbacks", module);
  if (!(Number.isInteger(port) && port >= 0 && port < 65536))
    throw badArgument(where, "`port`: a whole number from 0 to 65535", port);
  if (!(Number.isInteger(acceptors) && acceptors > 0))
    throw badArgument(where, "`acceptors`: a whole number from 1", acceptors);
  return options;
}

/**
 * The specification of a server as a child: its name is its id. It stands for `[TcpServer, options]` in a list of children.
 *
 * @example
 * ```ts
 * import { TcpServer } from "beamish/patterns";
 * const listener: TcpServer.Listener = {
 *   on: () => 0,
 *   listen: (_options, listening) => listening(),
 *   close: () => 0,
 *   address: () => ({ port: 4000 }),
 * };
 * const net: TcpServer.Net = { createServer: () => listener }; // in Node: import net from "node:net"
 * const Echo: TcpServer.Module<undefined> = {
 *   init: () => ["ok", undefined],
 *   handleData: (data, connection) => (connection.write(data), ["noreply", undefined]),
 * };
 * console.log(TcpServer.childSpec({ net, module: Echo, name: "echo" }).id);
 * //> echo
 * ```
 */
export function childSpec<Argument>(options: Options<Argument>): ChildSpec {
  return { id: options.name ?? "TcpServer", start: () => startLink(options), type: "supervisor" };
}

/**
 * The port on which a server listens. Exits as `GenServer.call` does when there is no such server.
 *
 * @example
 * ```ts
 * import { TcpServer } from "beamish/patterns";
 * const listener: TcpServer.Listener = {
 *   on: () => 0,
 *   listen: (_options, listening) => listening(),
 *   close: () => 0,
 *   address: () => ({ port: 4000 }),
 * };
 * const net: TcpServer.Net = { createServer: () => listener }; // in Node: import net from "node:net"
 * const Echo: TcpServer.Module<undefined> = {
 *   init: () => ["ok", undefined],
 *   handleData: (data, connection) => (connection.write(data), ["noreply", undefined]),
 * };
 * await TcpServer.startLink({ net, module: Echo, name: "echo" });
 * console.log(await TcpServer.port("echo"));
 * //> 4000
 * ```
 */
export function port(server: Server): Op<number> {
  return operation("TcpServer.port()", function* () {
    return yield* GenServer.call<number>(yield* part(server, "listener"), "port");
  });
}

/**
 * How many connections a server has. Exits as `GenServer.call` does when there is no such server.
 *
 * @example
 * ```ts
 * import { TcpServer } from "beamish/patterns";
 * const listener: TcpServer.Listener = {
 *   on: () => 0,
 *   listen: (_options, listening) => listening(),
 *   close: () => 0,
 *   address: () => ({ port: 4000 }),
 * };
 * const net: TcpServer.Net = { createServer: () => listener }; // in Node: import net from "node:net"
 * const Echo: TcpServer.Module<undefined> = {
 *   init: () => ["ok", undefined],
 *   handleData: (data, connection) => (connection.write(data), ["noreply", undefined]),
 * };
 * await TcpServer.startLink({ net, module: Echo, name: "echo" });
 * console.log(await TcpServer.connections("echo"));
 * //> 0
 * ```
 */
export function connections(server: Server): Op<number> {
  return operation("TcpServer.connections()", function* () {
    const { active } = yield* DynamicSupervisor.countChildren(yield* part(server, "connections"));
    return active;
  });
}

/**
 * Stops a server: it accepts no more, then closes its connections. Waits `timeout` milliseconds at most.
 *
 * @example
 * ```ts
 * import { TcpServer } from "beamish/patterns";
 * const listener: TcpServer.Listener = {
 *   on: () => 0,
 *   listen: (_options, listening) => listening(),
 *   close: () => 0,
 *   address: () => ({ port: 4000 }),
 * };
 * const net: TcpServer.Net = { createServer: () => listener }; // in Node: import net from "node:net"
 * const Echo: TcpServer.Module<undefined> = {
 *   init: () => ["ok", undefined],
 *   handleData: (data, connection) => (connection.write(data), ["noreply", undefined]),
 * };
 * await TcpServer.startLink({ net, module: Echo, name: "echo" });
 * console.log(await TcpServer.stop("echo"));
 * //> ok
 * ```
 */
export function stop(server: Server, reason: unknown = "normal", timeout: Timeout = "infinity"): Op<"ok"> {
  return Supervisor.stop(server, reason, timeout);
}

function part(server: Server, id: string): Op<Pid> {
  return operation("TcpServer", function* () {
    const [, pid] = yield* Supervisor.whichChild(server, id);
    return pid as Pid;
  });
}
