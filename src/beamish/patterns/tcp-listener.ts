/** The process that listens, and those that take what has come to it: connections wait here until an acceptor is free. */
import { detailsOf, processOf } from "../kernel/process.ts";
import type { Pid } from "../term/term.ts";
import * as GenServer from "../gen/gen-server.ts";
import { here } from "../node/node.ts";
import { fromPromise } from "../operations.ts";
import { self, spawnLink } from "../primitives.ts";
import * as DynamicSupervisor from "../supervision/dynamic-supervisor.ts";
import { StartError } from "../term/errors.ts";
import type { Start } from "../supervision/child-spec.ts";
import type { Listener, Net, Socket } from "./net.ts";

/** Sockets that no process owns yet. A message carries their number. */
export class Waiting {
  readonly #sockets = new Map<number, Socket>();
  #last = 0;

  add(socket: Socket): number {
    this.#sockets.set(++this.#last, socket);
    // Until its own process listens, a socket that fails must not take the program with it.
    socket.on("error", () => undefined);
    return this.#last;
  }

  take(id: number): Socket | undefined {
    const socket = this.#sockets.get(id);
    this.#sockets.delete(id);
    return socket;
  }

  destroyAll(): void {
    for (const socket of this.#sockets.values()) socket.destroy();
    this.#sockets.clear();
  }
}

interface State {
  readonly listener: Listener;
  /** Connections that nobody has taken, oldest first. */
  readonly arrived: readonly number[];
  /** Acceptors that wait for one. */
  readonly free: readonly GenServer.From[];
}

type Call = "accept" | "port";
type Cast = readonly ["arrived", id: number];

/** A server that listens at `where`, and the sockets that it has accepted. */
export function listener(
  net: Net,
  where: { readonly port: number; readonly host?: string },
): { server: GenServer.Module<State, undefined, Call, Cast>; waiting: Waiting } {
  const waiting = new Waiting();
  const server: GenServer.Module<State, undefined, Call, Cast> = {
    *init() {
      const node = here();
      const me = self();
      const made = net.createServer({ pauseOnConnect: true }, (socket) => {
        const id = waiting.add(socket);
        node.enter(() => GenServer.cast(me, ["arrived", id]));
      });
      // However the process ends: nothing listens any more, and who has waited here has waited in vain.
      (detailsOf(processOf(me)).cleanups ??= []).push(() => {
        made.close();
        waiting.destroyAll();
      });
      const problem = yield* fromPromise(listen(made, where));
      return problem === undefined ? ["ok", { listener: made, arrived: [], free: [] }] : ["stop", problem];
    },

    handleCall(request, from, state) {
      if (request === "port") return ["reply", (state.listener.address() as { port: number }).port, state];
      const [id, ...arrived] = state.arrived;
      if (id === undefined) return ["noreply", { ...state, free: [...state.free, from] }];
      return ["reply", id, { ...state, arrived }];
    },

    handleCast([, id], state) {
      const [from, ...free] = state.free;
      if (from === undefined) return ["noreply", { ...state, arrived: [...state.arrived, id] }];
      GenServer.reply(from, id);
      return ["noreply", { ...state, free }];
    },
  };
  return { server, waiting };
}

/** Listens, and gives `undefined`, or the code of the error. */
function listen(
  listener: Listener,
  where: { readonly port: number; readonly host?: string },
): Promise<unknown> {
  return new Promise((resolve) => {
    listener.on("error", (error: Error & { code?: string }) => resolve(error.code?.toLowerCase() ?? error));
    listener.listen(where, () => resolve(undefined));
  });
}

/** The start function of an acceptor: it takes one connection after the other and has a process started for each. */
export function acceptor(
  found: { readonly connections?: Pid; readonly listener?: Pid },
  startOf: (id: number) => Start,
  waiting: Waiting,
): () => Pid {
  return () =>
    spawnLink(
      function* () {
        for (;;) {
          const id = yield* GenServer.call<number>(found.listener!, "accept", "infinity");
          try {
            const child = { id, restart: "temporary", start: startOf(id) } as const;
            yield* DynamicSupervisor.startChild(found.connections!, child);
          } catch (error) {
            if (!(error instanceof StartError)) throw error;
          }
          // Of no use if it was taken; if there are too many, or the module refused, nobody will.
          waiting.take(id)?.destroy();
        }
      },
      { label: "acceptor" },
    );
}
