/** Dispatchers are functions over a value: they are tested as data. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { ArgumentError, makeRef, spawn, type Steps } from "beamish";
import { GenStage } from "beamish/stage";
import { inProcess } from "../supervision/run.ts";

type Subscriber = GenStage.Subscriber;

/** A dispatcher with its state: does a step and keeps the state. */
function play(dispatcher: GenStage.Dispatcher<never, never>, options?: unknown) {
  let state: never = dispatcher.init(options as never);
  const did = (step: object): Record<string, unknown> => {
    if ("state" in step) state = step.state as never;
    const { demand = 0, actions = [], leftover, refused } = step as Record<string, never>;
    return refused === undefined
      ? { demand, actions, ...(leftover === undefined ? {} : { leftover }) }
      : { refused };
  };
  return {
    subscribe: (who: Subscriber, given = {}) => did(dispatcher.subscribe(state, who, given)),
    ask: (who: Subscriber, count: number) => did(dispatcher.ask(state, who, count)).demand as number,
    asks: (who: Subscriber, count: number) => did(dispatcher.ask(state, who, count)),
    cancel: (who: Subscriber) => did(dispatcher.cancel(state, who)).demand as number,
    cancels: (who: Subscriber) => did(dispatcher.cancel(state, who)),
    dispatch: (...events: unknown[]) => {
      const { actions, leftover } = did(dispatcher.dispatch(state, events)) as never;
      return [actions, leftover] as unknown[];
    },
    info: (message: unknown) => did(dispatcher.info(state, message)).actions,
  };
}

/** Two subscribers, of processes of their own. */
function* two(): Steps<[Subscriber, Subscriber]> {
  return [
    [spawn(() => {}), makeRef()],
    [spawn(() => {}), makeRef()],
  ];
}

const { DemandDispatcher, BroadcastDispatcher, PartitionDispatcher } = GenStage;

// ---- Demand --------------------------------------------------------------------------------------------------------

test(
  "demand: what one that has gone had asked for is not asked for again",
  inProcess(function* () {
    const [a, b] = yield* two();
    const d = play(DemandDispatcher as never);
    d.subscribe(a);
    assert.equal(d.ask(a, 10), 10);
    assert.equal(d.cancel(a), 0);
    d.subscribe(b);
    assert.equal(d.ask(b, 5), 0);
    assert.equal(d.ask(b, 10), 5);
  }),
);

test(
  "demand: events go to the largest demand first, and what nobody takes is left",
  inProcess(function* () {
    const [a, b] = yield* two();
    const d = play(DemandDispatcher as never);
    d.subscribe(a);
    d.subscribe(b);
    d.ask(a, 2);
    d.ask(b, 2);
    assert.equal(d.ask(b, 1), 1);
    assert.deepEqual(d.dispatch(1, 2, 3, 4, 5, 6), [
      [
        ["events", b, [1, 2, 3]],
        ["events", a, [4, 5]],
      ],
      [6],
    ]);
    assert.deepEqual(d.dispatch(7), [[], [7]]);
  }),
);

test(
  "demand: among equals the one that has waited longest is first",
  inProcess(function* () {
    const [a, b] = yield* two();
    const d = play(DemandDispatcher as never);
    for (const who of [a, b]) {
      d.subscribe(who);
      d.ask(who, 3);
    }
    assert.deepEqual(d.dispatch(1, 2), [[["events", a, [1, 2]]], []]);
    assert.deepEqual(d.dispatch(3, 4), [[["events", b, [3, 4]]], []]);
    assert.equal(d.cancel(a), 0);
  }),
);

test(
  "demand: events for nobody pay off what is owed",
  inProcess(function* () {
    const [a, b] = yield* two();
    const d = play(DemandDispatcher as never);
    d.subscribe(a);
    d.ask(a, 2);
    d.cancel(a);
    assert.deepEqual(d.dispatch(1), [[], [1]]);
    d.subscribe(b);
    assert.equal(d.ask(b, 3), 2);
  }),
);

test(
  "demand: the first events may go to consumers in another order, and none is lost by that",
  inProcess(function* () {
    const subscribers: Subscriber[] = [];
    const d = play(DemandDispatcher as never, { shuffleDemandsOnFirstDispatch: true });
    for (let i = 0; i < 20; i++) {
      const who: Subscriber = [spawn(() => {}), makeRef()];
      subscribers.push(who);
      d.subscribe(who);
      d.ask(who, 1);
    }
    const [actions] = d.dispatch(...subscribers.keys()) as [[string, Subscriber, number[]][]];
    assert.deepEqual(
      actions.map(([, , events]) => events[0]),
      [...subscribers.keys()],
    );
    assert.notDeepEqual(
      actions.map(([, who]) => subscribers.indexOf(who)),
      [...subscribers.keys()],
    );
  }),
);

test(
  "demand: who asks for more than the others is reported",
  inProcess(function* () {
    const [a] = yield* two();
    const d = play(DemandDispatcher as never);
    d.subscribe(a);
    d.ask(a, 5);
    const { demand, actions } = d.asks(a, 6) as unknown as { demand: number; actions: string[][] };
    assert.equal(demand, 6);
    assert.match(actions[0]![1]!, /maximum demand of 5.*Got demand for 6 events/s);
  }),
);

for (const dispatcher of [DemandDispatcher, BroadcastDispatcher])
  test(`${dispatcher.name}: a message is delivered at once`, () =>
    assert.deepEqual(play(dispatcher as never).info("hello"), [["info", "hello"]]));

// ---- Broadcast -----------------------------------------------------------------------------------------------------

test(
  "broadcast: the smallest demand sets the pace, and all get the same",
  inProcess(function* () {
    const [a, b] = yield* two();
    const d = play(BroadcastDispatcher as never);
    d.subscribe(a);
    d.subscribe(b);
    assert.deepEqual([d.ask(a, 3), d.ask(b, 2)], [0, 2]);
    assert.deepEqual(d.dispatch(1, 2, 3), [
      [
        ["events", a, [1, 2]],
        ["events", b, [1, 2]],
      ],
      [3],
    ]);
    assert.deepEqual([d.ask(a, 2), d.ask(b, 4)], [0, 3]);
  }),
);

test(
  "broadcast: one that comes late holds the others until it has asked",
  inProcess(function* () {
    const [a, b] = yield* two();
    const d = play(BroadcastDispatcher as never);
    d.subscribe(a);
    assert.equal(d.ask(a, 10), 10);
    d.subscribe(b);
    assert.deepEqual(d.dispatch(1), [[], [1]]);
    assert.equal(d.ask(b, 5), 0);
    assert.deepEqual(d.dispatch(1), [
      [
        ["events", a, [1]],
        ["events", b, [1]],
      ],
      [],
    ]);
    assert.equal(d.ask(b, 10), 0, "ten had been asked for, nine are on their way");
  }),
);

test(
  "broadcast: when the slowest leaves, the others go on without asking twice",
  inProcess(function* () {
    const [a, b] = yield* two();
    const d = play(BroadcastDispatcher as never);
    d.subscribe(a);
    d.ask(a, 10);
    d.subscribe(b);
    assert.equal(d.cancel(b), 0);
    assert.deepEqual(d.dispatch(1, 2), [[["events", a, [1, 2]]], []]);
    assert.equal(d.cancel(a), 0);
    d.subscribe(b);
    assert.equal(d.ask(b, 9), 1, "eight are still due from the producer");
  }),
);

test(
  "broadcast: what a selector refuses is asked for again",
  inProcess(function* () {
    const [a, b] = yield* two();
    const d = play(BroadcastDispatcher as never);
    d.subscribe(a, { selector: (n: number) => n % 2 === 0 });
    d.subscribe(b, { selector: () => true });
    d.ask(a, 3);
    d.ask(b, 3);
    assert.deepEqual(d.dispatch(1, 2, 3), [
      [
        ["refund", a, 2],
        ["events", a, [2]],
        ["events", b, [1, 2, 3]],
      ],
      [],
    ]);
    assert.throws(() => d.subscribe(b, { selector: "even" }), ArgumentError);
  }),
);

test(
  "broadcast: a process subscribes once",
  inProcess(function* () {
    const [[pid, ref]] = yield* two();
    const d = play(BroadcastDispatcher as never);
    d.subscribe([pid, ref]);
    assert.deepEqual(d.subscribe([pid, makeRef()]), { refused: "already_subscribed" });
  }),
);

// ---- Partition -----------------------------------------------------------------------------------------------------

const parity = (n: number) => [n, n % 2] as const;

test(
  "partition: events go where the hash says, and wait there for demand",
  inProcess(function* () {
    const [even, odd] = yield* two();
    const d = play(PartitionDispatcher as never, { partitions: 2, hash: parity });
    d.subscribe(even, { partition: 0 });
    d.subscribe(odd, { partition: 1 });
    assert.equal(d.ask(even, 3), 3);
    assert.deepEqual(d.dispatch(0, 1, 3, 5), [[["events", even, [0]]], [5]]);
    assert.deepEqual(d.asks(odd, 1), { demand: 1, actions: [["events", odd, [1]]] });
    assert.deepEqual(d.asks(odd, 4), { demand: 4, actions: [["events", odd, [3]]] });
  }),
);

test(
  "partition: events for a partition that nobody has yet are kept",
  inProcess(function* () {
    const [even, odd] = yield* two();
    const d = play(PartitionDispatcher as never, { partitions: 2, hash: parity });
    d.subscribe(even, { partition: 0 });
    d.ask(even, 3);
    d.dispatch(1, 3, 5);
    d.subscribe(odd, { partition: 1 });
    assert.deepEqual(d.asks(odd, 2), { demand: 2, actions: [["events", odd, [1, 3]]] });
  }),
);

test(
  "partition: the demand and the events of one that leaves are asked for anew",
  inProcess(function* () {
    const [even, odd] = yield* two();
    const d = play(PartitionDispatcher as never, { partitions: 2, hash: parity });
    d.subscribe(even, { partition: 0 });
    d.subscribe(odd, { partition: 1 });
    d.ask(even, 3);
    d.dispatch(1, 3);
    assert.equal(d.cancel(odd), 2);
    assert.equal(d.cancel(even), 0);
    d.subscribe(even, { partition: 0 });
    assert.equal(d.ask(even, 5), 2, "three had been asked for by the one that has left");
  }),
);

test(
  'partition: names, and "none" for an event that nobody gets',
  inProcess(function* () {
    const [a] = yield* two();
    const hash = (n: number) => (n < 0 ? "none" : [n * 10, n % 2 === 0 ? "even" : "odd"]);
    const d = play(PartitionDispatcher as never, { partitions: ["even", "odd"], hash });
    d.subscribe(a, { partition: "even" });
    d.ask(a, 2);
    assert.deepEqual(d.dispatch(-1, 2, -1, 4, 6), [[["events", a, [20, 40]]], [6]]);
  }),
);

test(
  "partition: a message waits behind the events of every partition that has fallen behind",
  inProcess(function* () {
    const [even, odd] = yield* two();
    const d = play(PartitionDispatcher as never, { partitions: 2, hash: parity });
    assert.deepEqual(d.info("nobody"), [["info", "nobody"]]);
    d.subscribe(even, { partition: 0 });
    d.subscribe(odd, { partition: 1 });
    d.ask(even, 5);
    assert.deepEqual(d.info("before"), [["info", "before"]]);
    d.dispatch(1, 3);
    assert.deepEqual(d.info("after"), []);
    assert.deepEqual(d.asks(odd, 3), {
      demand: 3,
      actions: [
        ["events", odd, [1, 3]],
        ["info", "after"],
      ],
    });
    d.dispatch(1, 3);
    d.info("again");
    assert.deepEqual(d.cancels(odd), { demand: 1, actions: [["info", "again"]] });
  }),
);

test(
  "partition: wrong options, hashes and subscriptions are refused",
  inProcess(function* () {
    const [a, b] = yield* two();
    const init = (options: unknown) => () => play(PartitionDispatcher as never, options);
    assert.throws(init(undefined), /`partitions`: a number above 0, or a list of names/);
    assert.throws(init({ partitions: [] }), /`partitions`/);
    assert.throws(init({ partitions: ["a"] }), /`hash`, because the partitions are not numbers/);
    assert.throws(init({ partitions: 1, hash: 1 }), /`hash`: a function/);
    const bad = (placed: unknown) => {
      const d = play(PartitionDispatcher as never, { partitions: 2, hash: () => placed });
      d.subscribe(a, { partition: 0 });
      d.ask(a, 1);
      return () => d.dispatch("event");
    };
    assert.throws(bad([1, 7]), /a partition for "event" that is one of \[0, 1\], got 7/);
    assert.throws(bad("odd"), /`hash` that returns \[event, partition\] or "none", got "odd"/);
    const d = play(PartitionDispatcher as never, { partitions: 2 });
    assert.throws(() => d.subscribe(a), /`partition`: one of \[0, 1\], got undefined/);
    assert.throws(() => d.subscribe(a, { partition: 2 }), /got 2/);
    d.subscribe(a, { partition: 0 });
    assert.throws(() => d.subscribe(b, { partition: 0 }), /a partition that nobody has/);
  }),
);
