/** One connection of a TCP server: a process that owns its socket. When either of the two ends, so does the other. */
import type { Op } from "../node/operation.ts";
import { detailsOf, processOf } from "../kernel/process.ts";
import type { Pid, Ref, Term } from "../term/term.ts";
import * as GenServer from "../gen/gen-server.ts";
import { perform } from "../gen/perform.ts";
import { here } from "../node/node.ts";
import { makeRef, self, send } from "../primitives.ts";
import type { Socket } from "./net.ts";

/** What a module may do with its connection. */
export interface Connection {
  readonly remoteAddress: string | undefined;
  readonly remotePort: number | undefined;
  /** Sends bytes, or text as UTF-8. */
  write(data: Uint8Array | string): void;
  /** Closes it when everything has been sent. The process ends with `"normal"` once that has happened. */
  end(): void;
}

/** The callbacks of one connection. */
export interface Module<State, Argument = Term> {
  /** The connection is there. No data comes before this has returned. */
  init(connection: Connection, argument: Argument): GenServer.Callback<GenServer.InitResult<State>>;
  /** Bytes have come: as many as the network gave, so not necessarily a whole request. The next come after it has returned. */
  handleData(
    data: Uint8Array,
    connection: Connection,
    state: State,
  ): GenServer.Callback<GenServer.NoReply<State>>;
  /** Any other message. Without it they are dropped. */
  handleInfo?(
    message: Term,
    connection: Connection,
    state: State,
  ): GenServer.Callback<GenServer.NoReply<State>>;
  /** The connection is over, or the server is being stopped. */
  terminate?(reason: Term, state: State): GenServer.Callback<unknown>;
}

interface State {
  readonly module: Module<Term>;
  readonly socket: Socket;
  readonly connection: Connection;
  /** Marks the messages that come of the socket. */
  readonly tag: Ref;
  readonly state: Term;
}

interface Start {
  readonly module: Module<Term>;
  readonly argument: Term;
  /** Gives the socket, which no message can carry. */
  readonly take: () => Socket | undefined;
}

/** Starts the process of a connection that has been accepted. */
export function startConnection(start: Start): Op<Pid | undefined> {
  return GenServer.startLink(connectionServer, start);
}

const connectionServer: GenServer.Module<State, Start> = {
  *init({ module, argument, take }) {
    const socket = take();
    if (socket === undefined) return "ignore";
    // However the process ends, and it may be killed: nobody else closes the socket.
    (detailsOf(processOf(self())).cleanups ??= []).push(() => socket.destroy());
    const connection = connectionOf(socket);
    const answer: unknown = yield* perform<unknown>(module.init(connection, argument));
    if (!Array.isArray(answer) || answer[0] !== "ok") return answer as "ignore";
    const tag = makeRef();
    tell(socket, self(), tag);
    socket.resume();
    return ["ok", { module, socket, connection, tag, state: answer[1] as Term }];
  },

  *handleInfo(message: Term, server) {
    const { module, socket, connection, state } = server;
    const [event, tag, what] = Array.isArray(message) ? (message as readonly Term[]) : [];
    if (tag !== server.tag) {
      if (module.handleInfo === undefined) return ["noreply", server];
      return around(server, yield* perform<unknown>(module.handleInfo(message, connection, state)));
    }
    if (event === "tcp_closed") return ["stop", "normal", server];
    if (event === "tcp_error") return ["stop", ["shutdown", what], server];
    const result = around(
      server,
      yield* perform<unknown>(module.handleData(what as Uint8Array, connection, state)),
    );
    socket.resume();
    return result;
  },

  *terminate(reason, { module, state }) {
    if (module.terminate !== undefined) yield* perform(module.terminate(reason, state));
  },
};

function connectionOf(socket: Socket): Connection {
  const { remoteAddress, remotePort } = socket;
  return {
    remoteAddress,
    remotePort,
    write: (data) => void socket.write(data),
    end: () => void socket.end(),
  };
}

/** What happens to the socket becomes messages to its process; after each piece of data the socket rests until that is handled. */
function tell(socket: Socket, owner: Pid, tag: Ref): void {
  const node = here();
  const post = (event: string, what?: unknown) => node.enter(() => send(owner, [event, tag, what]));
  socket.on("data", (data: Uint8Array) => {
    socket.pause();
    post("tcp", data);
  });
  socket.on("error", (error: Error & { code?: string }) =>
    post("tcp_error", error.code?.toLowerCase() ?? error),
  );
  socket.on("close", () => post("tcp_closed"));
}

/** What a callback has returned, with the server's own state around the module's. */
function around(server: State, result: unknown): never {
  if (!Array.isArray(result)) return result as never;
  const at = { noreply: 1, stop: 2 }[String(result[0])];
  const wrap = (part: unknown, index: number) => (index === at ? { ...server, state: part } : part);
  return (at === undefined ? result : result.map(wrap)) as never;
}
