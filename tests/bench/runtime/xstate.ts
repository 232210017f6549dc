/** The workloads on XState 5: actors from transitions. It delivers synchronously, without a queue between actors. */
import { createActor, fromTransition, type AnyActorRef } from "xstate";
import type { Workloads } from "./workload.ts";

type Event = { readonly type: "next"; readonly to?: AnyActorRef; readonly hops?: number };

const counter = fromTransition((n: number) => n + 1, 0);

const kept: unknown[] = [];

function pingPong(count: number): Promise<number> {
  let left = count;
  const queue: (() => void)[] = [];
  const player = () =>
    createActor(
      fromTransition((state: null, event: Event, { self }) => {
        // Sending at once would recurse: the peer's turn comes after this one.
        if (left-- > 0) queue.push(() => event.to!.send({ type: "next", to: self }));
        return state;
      }, null),
    ).start();
  const [a, b] = [player(), player()];
  a.send({ type: "next", to: b });
  for (let act = queue.pop(); act !== undefined; act = queue.pop()) act();
  return Promise.resolve(count);
}

export const workloads: Workloads = {
  spawn: async (count) => {
    for (let i = 0; i < count; i++) kept.push(createActor(counter).start());
    return count;
  },
  call: async (count) => {
    const actor = createActor(counter).start();
    let sum = 0;
    for (let i = 0; i < count; i++) {
      actor.send({ type: "next" });
      sum += actor.getSnapshot().context;
    }
    return sum > 0 ? count : 0;
  },
  cast: async (count) => {
    const actor = createActor(counter).start();
    for (let i = 0; i < count; i++) actor.send({ type: "next" });
    return count;
  },
  "ping-pong": pingPong,
  "ping-pong plain": pingPong,
};
