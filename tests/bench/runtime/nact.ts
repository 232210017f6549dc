/** The workloads on nact 7: actors with a function that returns the next state. */
import { dispatch, query, spawn, start, stop, type Ref } from "nact";
import type { Workloads } from "./workload.ts";

type Message = { readonly from?: Ref<unknown>; readonly value?: number };
type Reply = Ref<unknown>;

/** Runs `set` in a fresh system and waits until it says that all is done. */
async function inSystem(
  count: number,
  set: (system: ReturnType<typeof start>, done: () => void) => void,
): Promise<number> {
  const system = start();
  await new Promise<void>((done) => set(system, done));
  stop(system);
  return count;
}

const counter = (n: number, message: Message): number => {
  if (message.from !== undefined) dispatch(message.from, n as never);
  return n + 1;
};

async function query1(count: number): Promise<number> {
  const system = start();
  const server = spawn(system, counter as never, undefined, { initialState: 0 } as never) as Reply;
  for (let i = 0; i < count; i++) await query(server, ((from: Reply) => ({ from })) as never, 5000);
  stop(system);
  return count;
}

function player(left: number, done: () => void) {
  return (_state: unknown, peer: Reply, { self }: { self: Reply }) => {
    if (left-- === 0) done();
    else dispatch(peer, self as never);
  };
}

function pingPong(count: number): Promise<number> {
  return inSystem(count, (system, done) => {
    const a = spawn(system, player(count / 2, done) as never) as Reply;
    const b = spawn(system, player(count / 2, done) as never) as Reply;
    dispatch(a, b as never);
  });
}

export const workloads: Workloads = {
  spawn: async (count) => {
    const system = start();
    kept.push(system);
    for (let i = 0; i < count; i++) spawn(system, (() => undefined) as never, `idle-${i}`);
    return count;
  },
  call: query1,
  "await call": query1,
  cast: (count) =>
    inSystem(count, (system, done) => {
      const server = spawn(
        system,
        ((n: number) => {
          if (n + 1 === count) done();
          return n + 1;
        }) as never,
        undefined,
        { initialState: 0 } as never,
      ) as Reply;
      for (let i = 0; i < count; i++) dispatch(server, {} as never);
    }),
  "ping-pong": pingPong,
  "ping-pong plain": pingPong,
  ring: (count) =>
    inSystem(count, (system, done) => {
      const actors: Reply[] = [];
      for (let i = 0; i < 1000; i++) {
        const hop = (_state: unknown, { value }: { value: number }) => {
          if (value <= 0) done();
          else dispatch(actors[(i + 1) % 1000]!, { value: value - 1 } as never);
        };
        actors.push(spawn(system, hop as never) as Reply);
      }
      dispatch(actors[0]!, { value: count } as never);
    }),
};

const kept: unknown[] = [];
