/** The workloads on Beamish. Each does its work and says how many operations that were. */
import { GenServer, Process, receive, self, send, spawn, Supervisor, type Pid, type Steps } from "beamish";
import { bootNode } from "beamish/testing";
import type { Workloads } from "./workload.ts";

const isolation = process.argv.includes("freeze") ? "freeze" : "none";
bootNode({ isolation, output: () => undefined });

/** Runs `body` as a process and waits for its result. */
async function inProcess<T>(body: () => Steps<T>): Promise<T> {
  const me = self();
  spawn(function* () {
    send(me, ["result", yield* body()]);
  });
  return ((await receive(["result"])) as [string, T])[1];
}

const Counter: GenServer.Module<number> = {
  init: (n: number) => ["ok", n],
  handleCall: (_request, _from, n) => ["reply", n, n + 1],
  handleCast: (_request, n) => ["noreply", n + 1],
};

/** Casts back and forth with a peer. */
const Player: GenServer.Module<{ left: number; owner: Pid }> = {
  init: (state: { left: number; owner: Pid }) => ["ok", state],
  handleCast(peer: Pid, state) {
    if (state.left-- === 0) send(state.owner, "done");
    else GenServer.cast(peer, self());
    return ["noreply", state];
  },
};

function* idle(): Steps<void> {
  yield* receive();
}

function* pingPong(rounds: number, owner: Pid): Steps<void> {
  for (let left = rounds; left > 0; left--) send(yield* receive<Pid>(), self());
  send(owner, "done");
}

function* hop(next: Pid): Steps<void> {
  for (;;) {
    const hops = yield* receive<number>();
    send(next, hops - 1);
    if (hops <= 0) return;
  }
}

function* skynet(parent: Pid, number: number, size: number): Steps<void> {
  if (size === 1) {
    send(parent, number);
    return;
  }
  const me = self();
  const part = size / 10;
  for (let i = 0; i < 10; i++) spawn(() => skynet(me, number + i * part, part));
  let sum = 0;
  for (let i = 0; i < 10; i++) sum += yield* receive<number>();
  send(parent, sum);
}

async function restarts(count: number, end: (child: Pid) => void): Promise<number> {
  const Child: GenServer.Module<Pid> = {
    init: (owner: Pid) => {
      send(owner, self());
      return ["ok", owner];
    },
    handleCast: () => {
      throw CRASH;
    },
  };
  return inProcess(function* () {
    const me = self();
    const supervisor = yield* Supervisor.startLink(
      [{ id: "child", start: () => GenServer.startLink(Child, me) }],
      {
        strategy: "one_for_one",
        maxRestarts: 1e9,
        maxSeconds: 1,
      },
    );
    for (let i = 0; i < count; i++) end(yield* receive<Pid>());
    yield* receive();
    yield* Supervisor.stop(supervisor);
    return count;
  });
}

const CRASH = new Error("crash");

export const workloads: Workloads = {
  spawn: async (count) => {
    for (let i = 0; i < count; i++) spawn(idle);
    // The last in the queue: when it has its turn, all others wait.
    const me = self();
    spawn(() => send(me, "idle"));
    await receive();
    return count;
  },
  "spawn server": (count) =>
    inProcess(function* () {
      for (let i = 0; i < count; i++) yield* GenServer.start(Counter, 0);
      return count;
    }),
  call: (count) =>
    inProcess(function* () {
      const server = yield* GenServer.start(Counter, 0);
      for (let i = 0; i < count; i++) yield* GenServer.call(server, "next");
      return count;
    }),
  "await call": async (count) => {
    const server = await GenServer.start(Counter, 0);
    for (let i = 0; i < count; i++) await GenServer.call(server, "next");
    return count;
  },
  cast: (count) =>
    inProcess(function* () {
      const server = yield* GenServer.start(Counter, 0);
      for (let i = 0; i < count; i++) GenServer.cast(server, "next");
      yield* GenServer.call(server, "next", "infinity");
      return count;
    }),
  "ping-pong": (count) =>
    inProcess(function* () {
      const state = { left: count / 2, owner: self() };
      const a = yield* GenServer.start(Player, { ...state });
      const b = yield* GenServer.start(Player, { ...state });
      GenServer.cast(a, b);
      yield* receive();
      return count;
    }),
  "ping-pong plain": (count) =>
    inProcess(function* () {
      const me = self();
      const a = spawn(() => pingPong(count / 2, me));
      const b = spawn(() => pingPong(count / 2, me));
      send(a, b);
      yield* receive();
      return count;
    }),
  ring: (count) =>
    inProcess(function* () {
      const me = self();
      let next = spawn(function* () {
        for (;;) {
          const hops = yield* receive<number>();
          if (hops <= 0) return send(me, "done");
          send(first, hops - 1);
        }
      });
      for (let i = 1; i < 1000; i++) {
        const after = next;
        next = spawn(() => hop(after));
      }
      const first = next;
      send(first, count);
      yield* receive();
      return count;
    }),
  skynet: (count) =>
    inProcess(function* () {
      for (let i = 0; i < count; i++) {
        const me = self();
        spawn(() => skynet(me, 0, 100_000));
        const sum = yield* receive<number>();
        if (sum !== 4999950000) throw new Error(`skynet: ${sum}`);
      }
      return count;
    }),
  "restart after a crash": (count) => restarts(count, (child) => GenServer.cast(child, "crash")),
  "restart after a kill": (count) => restarts(count, (child) => Process.exit(child, "kill")),
};
