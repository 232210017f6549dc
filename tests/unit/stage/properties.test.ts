/** Dispatchers under random subscriptions, demand and events: nothing is lost, doubled, or given to whom it was not due. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { makeRef, spawn, type Steps } from "beamish";
import { GenStage } from "beamish/stage";
import { run } from "../supervision/run.ts";
import { holds } from "../../support/property.ts";

type Move =
  | readonly ["subscribe" | "cancel", who: number]
  | readonly ["ask", number, count: number]
  | readonly ["emit", number];

const who = fc.nat(2);
const moves = fc.array(
  fc.oneof(
    fc.tuple(fc.constant("subscribe" as const), who),
    fc.tuple(fc.constant("cancel" as const), who),
    fc.tuple(fc.constant("ask" as const), who, fc.integer({ min: 1, max: 5 })),
    fc.tuple(fc.constant("emit" as const), fc.nat(6)),
  ),
  { maxLength: 60 },
);

interface Consumer {
  readonly subscriber: GenStage.Subscriber;
  asked: number;
  got: number[];
}

/** Plays the moves against a dispatcher, as a producer that keeps what nobody takes; checks each step. */
function* play(
  dispatcher: GenStage.Dispatcher<never, never>,
  options: unknown,
  sequence: readonly Move[],
): Steps<{ delivered: number[]; left: number[]; emitted: number; consumers: Consumer[] }> {
  let state: never = dispatcher.init(options as never);
  let next = 0;
  const left: number[] = [];
  const current = new Map<number, Consumer>();
  const consumers: Consumer[] = [];
  const owed = { demand: 0 };
  const take = (step: object) => {
    if (!("state" in step)) return;
    state = step.state as never;
    const { demand = 0, actions = [] } = step as { demand?: number; actions?: readonly GenStage.Action[] };
    assert.ok(demand >= 0, "demand is never taken back");
    owed.demand += demand;
    for (const action of actions) {
      if (action[0] !== "events") continue;
      const consumer = consumers.find(({ subscriber }) => subscriber[1] === action[1][1])!;
      consumer.got.push(...(action[2] as number[]));
      assert.ok(consumer.got.length <= consumer.asked, "nobody gets more than they asked for");
    }
  };
  for (const [move, index, count] of sequence as readonly (readonly [Move[0], number, number])[]) {
    const consumer = current.get(index);
    if (move === "subscribe" && consumer === undefined) {
      const fresh: Consumer = { subscriber: [spawn(() => {}), makeRef()], asked: 0, got: [] };
      current.set(index, fresh);
      consumers.push(fresh);
      take(dispatcher.subscribe(state, fresh.subscriber, { partition: index }));
    } else if (move === "cancel" && consumer !== undefined) {
      current.delete(index);
      take(dispatcher.cancel(state, consumer.subscriber));
    } else if (move === "ask" && consumer !== undefined) {
      consumer.asked += count;
      take(dispatcher.ask(state, consumer.subscriber, count));
    } else if (move === "emit") {
      const events = [...left.splice(0), ...Array.from({ length: index }, () => next++)];
      const step = dispatcher.dispatch(state, events);
      take(step);
      left.push(...(step.leftover as number[]));
    }
  }
  return { delivered: consumers.flatMap(({ got }) => got), left, emitted: next, consumers };
}

const check = (title: string, dispatcher: unknown, options: unknown, verify: (played: never) => void) =>
  test(title, async () => {
    await holds(
      fc.asyncProperty(moves, async (sequence) => {
        await run(function* () {
          verify((yield* play(dispatcher as never, options, sequence)) as never);
        });
      }),
      { runs: 200 },
    );
  });

type Played = { delivered: number[]; left: number[]; emitted: number; consumers: Consumer[] };
const all = (count: number) => Array.from({ length: count }, (_, i) => i);
const inOrder = ({ consumers }: Played) => {
  for (const { got } of consumers)
    assert.deepEqual(
      got,
      [...got].sort((a, b) => a - b),
    );
};

check(
  "demand: each event goes to one consumer or is kept",
  GenStage.DemandDispatcher,
  undefined,
  (played: Played) => {
    assert.deepEqual(
      [...played.delivered, ...played.left].sort((a, b) => a - b),
      all(played.emitted),
    );
    inOrder(played);
  },
);

check(
  "broadcast: those who are there get the same events, in order",
  GenStage.BroadcastDispatcher,
  undefined,
  (played: Played) => {
    inOrder(played);
    for (const { got } of played.consumers) {
      const from = got[0] ?? 0;
      assert.deepEqual(
        got,
        got.map((_, i) => from + i),
        "without a gap",
      );
      for (const one of played.left) assert.ok(!got.includes(one));
    }
  },
);

check(
  "partition: each event goes to its partition alone, in order",
  GenStage.PartitionDispatcher,
  { partitions: 3, hash: (n: number) => [n, n % 3] },
  (played: Played) => {
    inOrder(played);
    assert.equal(new Set(played.delivered).size, played.delivered.length);
    for (const { got } of played.consumers) assert.ok(new Set(got.map((n) => n % 3)).size <= 1);
  },
);
