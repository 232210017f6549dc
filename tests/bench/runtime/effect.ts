/** The workloads on Effect 4: fibers that share queues. */
import { Deferred, Effect, Queue } from "effect";
import type { Workloads } from "./workload.ts";

interface Request {
  readonly reply?: Deferred.Deferred<number>;
}

/** A server is a fiber that takes requests from its queue. */
const startServer = Effect.gen(function* () {
  const queue = yield* Queue.unbounded<Request>();
  yield* Effect.forkDetach(
    Effect.gen(function* () {
      for (let n = 0; ; n++) {
        const { reply } = yield* Queue.take(queue);
        if (reply !== undefined) yield* Deferred.succeed(reply, n);
      }
    }),
  );
  return queue;
});

const ask = (server: Queue.Queue<Request>) =>
  Effect.gen(function* () {
    const reply = yield* Deferred.make<number>();
    yield* Queue.offer(server, { reply });
    return yield* Deferred.await(reply);
  });

const player = (own: Queue.Queue<number>, other: Queue.Queue<number>, rounds: number) =>
  Effect.gen(function* () {
    for (let i = 0; i < rounds; i++) {
      const n = yield* Queue.take(own);
      yield* Queue.offer(other, n + 1);
    }
  });

const pingPong = (count: number): Promise<number> =>
  Effect.runPromise(
    Effect.gen(function* () {
      const [a, b] = [yield* Queue.unbounded<number>(), yield* Queue.unbounded<number>()];
      yield* Effect.forkChild(player(a, b, count / 2));
      yield* Queue.offer(a, 0);
      yield* player(b, a, count / 2);
      return count;
    }),
  );

const skynet = (out: Queue.Queue<number>, number: number, size: number): Effect.Effect<unknown> =>
  Effect.gen(function* () {
    if (size === 1) return yield* Queue.offer(out, number);
    const inbox = yield* Queue.unbounded<number>();
    for (let i = 0; i < 10; i++) yield* Effect.forkDetach(skynet(inbox, number + (i * size) / 10, size / 10));
    let sum = 0;
    for (let i = 0; i < 10; i++) sum += yield* Queue.take(inbox);
    return yield* Queue.offer(out, sum);
  });

const kept: unknown[] = [];

export const workloads: Workloads = {
  spawn: (count) =>
    Effect.runPromise(
      Effect.gen(function* () {
        for (let i = 0; i < count; i++) {
          const queue = yield* Queue.unbounded<number>();
          kept.push(queue, yield* Effect.forkDetach(Queue.take(queue)));
        }
        yield* Effect.yieldNow;
        return count;
      }),
    ),
  call: (count) =>
    Effect.runPromise(
      Effect.gen(function* () {
        const server = yield* startServer;
        for (let i = 0; i < count; i++) yield* ask(server);
        return count;
      }),
    ),
  cast: (count) =>
    Effect.runPromise(
      Effect.gen(function* () {
        const server = yield* startServer;
        for (let i = 0; i < count; i++) yield* Queue.offer(server, {});
        yield* ask(server);
        return count;
      }),
    ),
  "ping-pong": pingPong,
  "ping-pong plain": pingPong,
  ring: (count) =>
    Effect.runPromise(
      Effect.gen(function* () {
        const done = yield* Deferred.make<number>();
        const queues: Queue.Queue<number>[] = [];
        for (let i = 0; i < 1000; i++) queues.push(yield* Queue.unbounded<number>());
        for (let i = 0; i < 1000; i++) {
          yield* Effect.forkDetach(
            Effect.gen(function* () {
              for (;;) {
                const hops = yield* Queue.take(queues[i]!);
                if (hops <= 0) yield* Deferred.succeed(done, count);
                else yield* Queue.offer(queues[(i + 1) % 1000]!, hops - 1);
              }
            }),
          );
        }
        yield* Queue.offer(queues[0]!, count);
        return yield* Deferred.await(done);
      }),
    ),
  skynet: (count) =>
    Effect.runPromise(
      Effect.gen(function* () {
        for (let i = 0; i < count; i++) {
          const out = yield* Queue.unbounded<number>();
          yield* Effect.forkDetach(skynet(out, 0, 100_000));
          yield* Queue.take(out);
        }
        return count;
      }),
    ),
};
